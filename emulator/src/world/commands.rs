//! Command menus: one list per scope and language.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// One entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Command {
    pub(crate) name: String,
    pub(crate) description: String,
    /// Whether the people of a group do not see that it is used.
    pub(crate) is_ephemeral: bool,
}

impl Command {
    pub(crate) fn json(&self) -> Value {
        let mut json = json!({"command": self.name, "description": self.description});
        if self.is_ephemeral {
            json["is_ephemeral"] = json!(true);
        }
        json
    }
}

/// For whom a list is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub(crate) enum Scope {
    Default,
    AllPrivateChats,
    AllGroupChats,
    AllChatAdministrators,
    Chat(i64),
    ChatAdministrators(i64),
    ChatMember(i64, i64),
}

/// The lists of one bot.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Commands {
    #[serde(with = "crate::world::saved::pairs")]
    lists: BTreeMap<(Scope, String), Vec<Command>>,
}

impl Commands {
    /// Replaces a list; an empty one removes it.
    pub(crate) fn set(&mut self, scope: Scope, language: &str, commands: Vec<Command>) {
        let key = (scope, language.to_owned());
        if commands.is_empty() {
            self.lists.remove(&key);
        } else {
            self.lists.insert(key, commands);
        }
    }

    /// Exactly this list.
    pub(crate) fn get(&self, scope: Scope, language: &str) -> &[Command] {
        self.lists
            .get(&(scope, language.to_owned()))
            .map_or(&[], Vec::as_slice)
    }

    /// The first list that exists of those a person's app looks for, in the official order:
    /// the narrowest scope first.
    pub(crate) fn resolve(&self, scopes: &[Scope]) -> &[Command] {
        scopes
            .iter()
            .map(|scope| self.get(*scope, ""))
            .find(|commands| !commands.is_empty())
            .unwrap_or(&[])
    }
}

/// The scopes that count in a private chat with `user`.
pub(crate) fn private_scopes(user: i64) -> Vec<Scope> {
    vec![Scope::Chat(user), Scope::AllPrivateChats, Scope::Default]
}

/// The scopes that count for `user` in the group `chat`.
pub(crate) fn group_scopes(chat: i64, user: i64, is_admin: bool) -> Vec<Scope> {
    let mut scopes = vec![Scope::ChatMember(chat, user)];
    if is_admin {
        scopes.push(Scope::ChatAdministrators(chat));
    }
    scopes.push(Scope::Chat(chat));
    if is_admin {
        scopes.push(Scope::AllChatAdministrators);
    }
    scopes.extend([Scope::AllGroupChats, Scope::Default]);
    scopes
}
