//! Bots that a bot manages for people.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    act::ControlError,
    bot::Bot,
    chat::ChatKey,
    ids,
    message::{Sender, field},
    state::State,
};

/// How a bot came to its manager, and who may use it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Management {
    /// The bot that manages it.
    pub(crate) manager: i64,
    /// The person who made it.
    pub(crate) owner: i64,
    /// Whether only the owner and those added may use it.
    pub(crate) is_restricted: bool,
    pub(crate) added_users: BTreeSet<i64>,
}

/// The first id that a new bot gets.
const FIRST_ID: i64 = 7_000_000_001;

impl State {
    /// `user` makes a bot that `manager` manages; returns its id. The manager is told.
    pub(crate) fn user_makes_bot(
        &mut self,
        user: i64,
        manager: i64,
        username: &str,
        first_name: &str,
    ) -> Result<i64, ControlError> {
        if !self.users.contains_key(&user) {
            return Err(ControlError::UnknownUser(user));
        }
        self.bot(manager).ok_or(ControlError::UnknownBot(manager))?;
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let is_bot_name = username.to_ascii_lowercase().ends_with("bot");
        if !is_bot_name || !username.bytes().all(is_name) || self.has_username(username) {
            return Err(ControlError::BadUsername(username.to_owned()));
        }
        let highest = self.bots.iter().map(|bot| bot.id + 1).max();
        let id = highest.unwrap_or_default().max(FIRST_ID);
        let token = format!("{id}:{}", ids::base64url(&ids::random_bytes()));
        let mut bot = Bot::new(id, token, username.to_owned(), first_name.to_owned());
        bot.management = Some(Management {
            manager,
            owner: user,
            is_restricted: false,
            added_users: BTreeSet::new(),
        });
        let profile = bot.json();
        self.bots.push(bot);
        let chat = ChatKey::Private { user, bot: manager };
        let news = field("managed_bot_created", json!({"bot": profile}));
        self.announce(chat, Sender::User(user), news);
        self.tell_managed(id);
        Ok(id)
    }

    /// Whether a person, bot or chat has this username.
    pub(crate) fn has_username(&self, username: &str) -> bool {
        let same = |own: &str| own.eq_ignore_ascii_case(username);
        let of_users = self
            .users
            .values()
            .filter_map(|user| user.username.as_deref());
        let of_groups = self
            .groups
            .values()
            .filter_map(|group| group.username.as_deref());
        let of_bots = self.bots.iter().map(|bot| bot.username.as_str());
        of_users.chain(of_groups).chain(of_bots).any(same)
    }

    /// Tells the manager of a bot that the bot is new, or has another token.
    pub(super) fn tell_managed(&mut self, id: i64) {
        let Some((bot, management)) = self
            .bot(id)
            .and_then(|bot| bot.management.as_ref().map(|management| (bot, management)))
        else {
            return;
        };
        let manager = management.manager;
        let payload = json!({
            "user": self.member_json(management.owner),
            "bot": bot.json(),
        });
        self.push_update(manager, "managed_bot", &payload);
    }

    /// Whether a bot is closed to a person, because its manager said so.
    pub(crate) fn is_bot_closed_to(&self, bot: i64, user: i64) -> bool {
        let management = self.bot(bot).and_then(|bot| bot.management.as_ref());
        management.is_some_and(|management| {
            management.is_restricted
                && management.owner != user
                && !management.added_users.contains(&user)
        })
    }

    /// The `BotAccessSettings` object.
    pub(crate) fn access_json(&self, management: &Management) -> Value {
        let mut json = json!({"is_access_restricted": management.is_restricted});
        let added = management.added_users.iter();
        let added: Vec<Value> = added.map(|user| self.member_json(*user)).collect();
        if !added.is_empty() {
            json["added_users"] = json!(added);
        }
        json
    }
}
