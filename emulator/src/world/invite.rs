//! Invite links, and people who come by them.

use serde_json::{Map, Value, json};

use super::{act::ControlError, ids, membership::Change, message::Sender, state::State};

/// A link by which people come to a chat.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct InviteLink {
    pub(crate) url: String,
    /// The bot that made it.
    pub(crate) creator: i64,
    pub(crate) is_primary: bool,
    pub(crate) is_revoked: bool,
    pub(crate) terms: Terms,
    /// How many joined by it.
    joined: i64,
}

/// Who may use a link, and for how long.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Terms {
    pub(crate) name: String,
    pub(crate) expire_date: i64,
    /// 0 for no limit.
    pub(crate) member_limit: i64,
    pub(crate) creates_join_request: bool,
    /// What a subscription costs: its period in seconds, and the Stars for it.
    pub(crate) subscription: Option<(i64, i64)>,
}

impl InviteLink {
    /// A link with a random address.
    pub(crate) fn new(creator: i64, is_primary: bool, terms: Terms) -> Self {
        Self {
            url: format!(
                "https://t.me/+{}",
                ids::base64url(&ids::random_bytes()[..12])
            ),
            creator,
            is_primary,
            is_revoked: false,
            terms,
            joined: 0,
        }
    }

    /// Whether somebody can still use it.
    fn is_open(&self, now: i64) -> bool {
        let terms = &self.terms;
        !self.is_revoked
            && (terms.expire_date == 0 || terms.expire_date > now)
            && (terms.member_limit == 0 || self.joined < terms.member_limit)
    }

    /// The `ChatInviteLink` object; `pending` people wait to be let in by it.
    fn json(&self, state: &State, pending: usize) -> Value {
        let terms = &self.terms;
        let mut json = json!({
            "invite_link": self.url,
            "creator": state.member_json(self.creator),
            "creates_join_request": terms.creates_join_request,
            "is_primary": self.is_primary,
            "is_revoked": self.is_revoked,
        });
        if !terms.name.is_empty() {
            json["name"] = json!(terms.name);
        }
        for (key, value) in [
            ("expire_date", terms.expire_date),
            ("member_limit", terms.member_limit),
            (
                "pending_join_request_count",
                i64::try_from(pending).unwrap_or(i64::MAX),
            ),
        ] {
            if value > 0 {
                json[key] = json!(value);
            }
        }
        if let Some((period, price)) = terms.subscription {
            json["subscription_period"] = json!(period);
            json["subscription_price"] = json!(price);
        }
        json
    }
}

impl State {
    /// The `ChatInviteLink` object of a chat's link.
    pub(crate) fn invite_link_json(&self, group: i64, url: &str) -> Option<Value> {
        let group = self.groups.get(&group)?;
        let link = group.invite_links.iter().find(|link| link.url == url)?;
        let asked = group.join_requests.values();
        let asked = asked.filter(|request| request.link.as_deref() == Some(url));
        Some(link.json(self, asked.count()))
    }

    /// Gives `creator` a new primary link of a chat in place of the former one; returns its
    /// address.
    pub(crate) fn renew_primary_link(&mut self, group: i64, creator: i64) -> Option<String> {
        let group = self.groups.get_mut(&group)?;
        for link in &mut group.invite_links {
            if link.creator == creator && link.is_primary {
                link.is_primary = false;
                link.is_revoked = true;
            }
        }
        let link = InviteLink::new(creator, true, Terms::default());
        let url = link.url.clone();
        group.invite_links.push(link);
        Some(url)
    }

    /// `user` opens an invite link, and joins the chat or asks to be let in; returns the chat's id.
    pub(crate) fn user_joins_by_link(&mut self, user: i64, url: &str) -> Result<i64, ControlError> {
        let none = || ControlError::NoInviteLink(url.to_owned());
        let now = self.clock.unix_time();
        let (id, link) = self
            .groups
            .values()
            .flat_map(|group| group.invite_links.iter().map(|link| (group.id, link)))
            .find(|(_, link)| link.url == url && link.is_open(now))
            .ok_or_else(none)?;
        let terms = link.terms.clone();
        let status = self.status_to_join(user, id)?;
        if terms.creates_join_request {
            self.ask_to_join(user, id, Some(url));
            return Ok(id);
        }
        if let Some((period, price)) = terms.subscription {
            let balance = self.check_stars(user, price)?;
            self.payments.set_stars(user, balance - price);
            if let Some(group) = self.groups.get_mut(&id) {
                group.subscriptions.insert(user, now + period);
            }
        }
        self.join_by(user, id, status, url);
        Ok(id)
    }

    /// Lets a person in by a link.
    pub(super) fn join_by(
        &mut self,
        user: i64,
        group: i64,
        status: super::member::Status,
        url: &str,
    ) {
        if let Some(found) = self.groups.get_mut(&group) {
            let link = found.invite_links.iter_mut().find(|link| link.url == url);
            if let Some(link) = link {
                link.joined += 1;
            }
        }
        let link = self.invite_link_json(group, url);
        let details = link.map(|link| ("invite_link".to_owned(), link));
        self.change_status(Change {
            by: Sender::User(user),
            group,
            member: user,
            status,
            details: &Map::from_iter(details),
        });
    }
}
