//! People of the world.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// Telegram itself, in whose name posts come to discussion groups.
pub(crate) const TELEGRAM: i64 = 777_000;
/// Who is named as the sender of what anonymous administrators write.
pub(crate) const GROUP_ANONYMOUS_BOT: i64 = 1_087_968_824;
/// Who is named as the sender of what people write in the name of channels.
pub(crate) const CHANNEL_BOT: i64 = 136_817_688;

/// The `User` object of those who are in every world without talking.
pub(super) fn service_json(id: i64) -> Option<Value> {
    let bot = |first_name: &str, username: &str| json!({"id": id, "is_bot": true, "first_name": first_name, "username": username});
    match id {
        TELEGRAM => Some(json!({"id": id, "is_bot": false, "first_name": "Telegram"})),
        GROUP_ANONYMOUS_BOT => Some(bot("Group", "GroupAnonymousBot")),
        CHANNEL_BOT => Some(bot("Channel", "Channel_Bot")),
        _ => None,
    }
}

/// A person. Whether they talk to a bot is kept per bot.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) first_name: String,
    pub(crate) last_name: Option<String>,
    pub(crate) username: Option<String>,
    pub(crate) is_premium: bool,
    /// The language of their app, as an IETF tag.
    pub(crate) language_code: Option<String>,
    /// In international format, with or without `+`.
    pub(crate) phone_number: Option<String>,
    /// Whether forwards of their messages tell the name only.
    pub(crate) hides_forwards: bool,
    /// The channel that their profile shows.
    pub(crate) personal_chat: Option<i64>,
    /// Bots this person has started.
    pub(crate) started: BTreeSet<i64>,
    /// Bots this person has blocked.
    pub(crate) blocked: BTreeSet<i64>,
}

impl User {
    /// The `User` object.
    pub(crate) fn json(&self) -> Value {
        let mut user = json!({"id": self.id, "is_bot": false, "first_name": self.first_name});
        if let Some(last_name) = &self.last_name {
            user["last_name"] = json!(last_name);
        }
        if let Some(username) = &self.username {
            user["username"] = json!(username);
        }
        if self.is_premium {
            user["is_premium"] = json!(true);
        }
        if let Some(language) = &self.language_code {
            user["language_code"] = json!(language);
        }
        user
    }
}

/// Everybody, by id.
pub(crate) type Users = BTreeMap<i64, User>;

/// A view of a person in the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserHandle {
    pub(crate) id: i64,
    pub(crate) first_name: String,
    pub(crate) username: Option<String>,
}

impl UserHandle {
    /// The user's id.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The user's first name.
    pub fn first_name(&self) -> &str {
        &self.first_name
    }

    /// The username, without `@`.
    pub fn username(&self) -> Option<&str> {
        self.username.as_deref()
    }
}
