//! Boosts of chats.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    ids,
    membership::not_allowed,
    message::{Sender, field},
    state::State,
};

/// A boost lasts this long.
const LIFETIME: Duration = Duration::from_hours(30 * 24);

/// What a person with Telegram Premium gives a chat.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Boost {
    pub(crate) id: String,
    pub(crate) user: i64,
    add_date: i64,
    pub(crate) expiration_date: i64,
}

impl Boost {
    fn source(&self, state: &State) -> Value {
        json!({"source": "premium", "user": state.member_json(self.user)})
    }

    /// The `ChatBoost` object.
    pub(crate) fn json(&self, state: &State) -> Value {
        json!({
            "boost_id": self.id,
            "add_date": self.add_date,
            "expiration_date": self.expiration_date,
            "source": self.source(state),
        })
    }
}

impl State {
    /// The boosts that `user` gives a chat now.
    pub(crate) fn boosts_of(&self, group: i64, user: i64) -> impl Iterator<Item = &Boost> {
        let now = self.clock.unix_time();
        let boosts = self.groups.get(&group).map(|group| &group.boosts);
        let is_given = move |boost: &&Boost| boost.user == user && boost.expiration_date > now;
        boosts.into_iter().flatten().filter(is_given)
    }

    /// `user` boosts a supergroup or channel; returns the boost's id.
    pub(crate) fn user_boosts(&mut self, user: i64, id: i64) -> Result<String, ControlError> {
        self.in_group(user, id)?;
        let chat = ChatKey::Group(id);
        let now = self.clock.unix_time();
        let lifetime = i64::try_from(LIFETIME.as_secs()).unwrap_or_default();
        let boost = Boost {
            id: ids::base64url(&ids::random_bytes()),
            user,
            add_date: now,
            expiration_date: now + lifetime,
        };
        let group = self.groups.get_mut(&id);
        let group = group.ok_or(ControlError::UnknownChat(id))?;
        if !group.has_own_counter() {
            return Err(not_allowed(user, id, "a basic group takes no boosts"));
        }
        group.boosts.push(boost.clone());
        let payload = json!({"chat": self.chat_json(chat), "boost": boost.json(self)});
        self.tell_admins(id, "chat_boost", &payload);
        if !self.is_channel(chat) {
            let news = field("boost_added", json!({"boost_count": 1}));
            self.announce(chat, Sender::User(user), news);
        }
        Ok(boost.id)
    }

    /// `user` takes their boosts back.
    pub(crate) fn user_unboosts(&mut self, user: i64, id: i64) -> Result<(), ControlError> {
        self.in_group(user, id)?;
        let gone: Vec<Boost> = self.boosts_of(id, user).cloned().collect();
        if gone.is_empty() {
            return Err(not_allowed(user, id, "they do not boost it"));
        }
        if let Some(group) = self.groups.get_mut(&id) {
            group.boosts.retain(|boost| boost.user != user);
        }
        for boost in gone {
            let payload = json!({
                "chat": self.chat_json(ChatKey::Group(id)),
                "boost_id": boost.id,
                "remove_date": self.clock.unix_time(),
                "source": boost.source(self),
            });
            self.tell_admins(id, "removed_chat_boost", &payload);
        }
        Ok(())
    }

    /// Queues an update for the bots that administer a chat.
    fn tell_admins(&mut self, id: i64, kind: &str, payload: &Value) {
        for bot in self.bots_in(ChatKey::Group(id)) {
            let group = self.groups.get(&id);
            if group.is_some_and(|group| group.is_admin(bot)) {
                self.push_update(bot, kind, payload);
            }
        }
    }
}
