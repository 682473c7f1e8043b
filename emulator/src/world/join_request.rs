//! People who ask to be let into a chat.

use std::time::Duration;

use serde_json::{Map, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    ids,
    member::Status,
    membership::{Change, not_allowed},
    message::Sender,
    state::State,
};

/// A guard bot answers a request this fast.
const QUERY_LIFETIME: Duration = Duration::from_secs(10);
/// A bot may write to a person who asked so many seconds ago at most.
const USER_CHAT_LIFETIME: i64 = 300;

/// A person's wish to join.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct JoinRequest {
    pub(crate) link: Option<String>,
    date: i64,
    query: Option<Query>,
}

/// What the guard bot of the chat is asked.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
struct Query {
    id: String,
    asked_at: Duration,
    is_answered: bool,
    /// The web app that the bot opened for the person.
    web_app: Option<String>,
}

impl State {
    /// `user` asks to be let into a chat; its bots that may let people in are told.
    pub(super) fn ask_to_join(&mut self, user: i64, group: i64, link: Option<&str>) {
        let chat = ChatKey::Group(group);
        let date = self.clock.unix_time();
        let bots = self.bots_in(chat);
        let asked_at = self.clock.now();
        let Some(found) = self.groups.get_mut(&group) else {
            return;
        };
        let guard = found.guard_bot;
        let may_let_in =
            |bot: &i64| found.is_admin(*bot) && found.may(*bot, "can_invite_users", date);
        let bots: Vec<i64> = bots.into_iter().filter(may_let_in).collect();
        let query = guard.filter(|bot| bots.contains(bot)).map(|_| Query {
            id: ids::number(),
            asked_at,
            is_answered: false,
            web_app: None,
        });
        let query_id = query.as_ref().map(|query| query.id.clone());
        found.join_requests.insert(
            user,
            JoinRequest {
                link: link.map(str::to_owned),
                date,
                query,
            },
        );
        let mut payload = json!({
            "chat": self.chat_json(chat),
            "from": self.member_json(user),
            "user_chat_id": user,
            "date": date,
        });
        if let Some(link) = link.and_then(|link| self.invite_link_json(group, link)) {
            payload["invite_link"] = link;
        }
        for bot in bots {
            let mut payload = payload.clone();
            if let Some(id) = query_id.as_ref().filter(|_| guard == Some(bot)) {
                payload["query_id"] = json!(id);
            }
            self.push_update(bot, "chat_join_request", &payload);
        }
    }

    /// `user` asks to be let into a chat that they found without a link.
    pub(crate) fn user_asks_to_join(&mut self, user: i64, group: i64) -> Result<(), ControlError> {
        self.status_to_join(user, group)?;
        self.ask_to_join(user, group, None);
        Ok(())
    }

    /// Lets a person in who asked for it, or not; `false` when there is no such request.
    pub(crate) fn settle_join_request(&mut self, group: i64, user: i64, lets_in: bool) -> bool {
        let Some(found) = self.groups.get_mut(&group) else {
            return false;
        };
        let Some(request) = found.join_requests.remove(&user) else {
            return false;
        };
        if !lets_in {
            return true;
        }
        match request.link {
            Some(link) => self.join_by(user, group, Status::Member, &link),
            None => self.change_status(Change {
                by: Sender::User(user),
                group,
                member: user,
                status: Status::Member,
                details: &Map::from_iter([("via_join_request".to_owned(), json!(true))]),
            }),
        }
        true
    }

    /// Answers a query of a guard bot: lets the person in, or not, or leaves it to others with
    /// `None`; `false` when it is too late or no query of this bot.
    pub(crate) fn answer_join_query(&mut self, bot: i64, id: &str, lets_in: Option<bool>) -> bool {
        let Some((group, user)) = self.open_join_query(bot, id) else {
            return false;
        };
        if let Some(lets_in) = lets_in {
            return self.settle_join_request(group, user, lets_in);
        }
        if let Some(query) = self.join_query(group, user) {
            query.is_answered = true;
        }
        true
    }

    /// Opens a web app for the person of a query; `false` when it is too late or no query of this
    /// bot.
    pub(crate) fn open_join_web_app(&mut self, bot: i64, id: &str, url: &str) -> bool {
        let Some((group, user)) = self.open_join_query(bot, id) else {
            return false;
        };
        if let Some(query) = self.join_query(group, user) {
            query.web_app = Some(url.to_owned());
        }
        true
    }

    /// The web app that a guard bot opened for a person who asked to join.
    pub(crate) fn join_web_app(&self, group: i64, user: i64) -> Option<&str> {
        let group = self.groups.get(&group)?;
        let request = group.join_requests.get(&user)?;
        request.query.as_ref()?.web_app.as_deref()
    }

    fn join_query(&mut self, group: i64, user: i64) -> Option<&mut Query> {
        let group = self.groups.get_mut(&group)?;
        group.join_requests.get_mut(&user)?.query.as_mut()
    }

    /// The chat and the person of a query that waits for this bot. One for which it opened a web
    /// app waits longer.
    fn open_join_query(&self, bot: i64, id: &str) -> Option<(i64, i64)> {
        let now = self.clock.now();
        let groups = self.groups.values();
        groups
            .filter(|group| group.guard_bot == Some(bot))
            .flat_map(|group| {
                let requests = group.join_requests.iter();
                requests.map(|(user, request)| (group.id, *user, request))
            })
            .find_map(|(group, user, request)| {
                let query = request.query.as_ref().filter(|query| query.id == id)?;
                let is_late = now.saturating_sub(query.asked_at) > QUERY_LIFETIME;
                let is_open = !query.is_answered && (!is_late || query.web_app.is_some());
                is_open.then_some((group, user))
            })
    }

    /// Whether a person asked a moment ago to be let into a chat of this bot, which may then write
    /// to them.
    pub(crate) fn asked_bot(&self, user: i64, bot: i64) -> bool {
        let now = self.clock.unix_time();
        self.groups.values().any(|group| {
            let request = group.join_requests.get(&user);
            request.is_some_and(|request| now - request.date <= USER_CHAT_LIFETIME)
                && group.is_admin(bot)
                && group.may(bot, "can_invite_users", now)
        })
    }

    /// The owner makes a bot the guard of a chat, or nobody.
    pub(crate) fn user_sets_guard(
        &mut self,
        user: i64,
        group: i64,
        bot: Option<i64>,
    ) -> Result<(), ControlError> {
        self.in_group(user, group)?;
        let found = self.groups.get_mut(&group);
        let found = found.ok_or(ControlError::UnknownChat(group))?;
        if !found.is_admin(user) {
            return Err(not_allowed(user, group, "it takes an administrator"));
        }
        if bot.is_some_and(|bot| !found.is_admin(bot)) {
            return Err(not_allowed(user, group, "the bot is no administrator"));
        }
        found.guard_bot = bot;
        Ok(())
    }
}
