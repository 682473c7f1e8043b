//! Data that only the bot can make, and data that are kept in its store.
//!
//! A signed button carries the first letters of a MAC behind its variant: over the variant, the fields and
//! where the button stands. A stored button carries such letters instead of its fields, more of them; they
//! name the body in the store. So the same content has the same name, and sending it again keeps nothing
//! twice.

use std::time::{Duration, SystemTime};

use botwright_api::ids::UserId;
use botwright_api::types::CallbackQuery;
use botwright_api::{ChatTarget, Request};

use super::data::DIGITS;
use super::{PREFIX, SigningKey};
use crate::app::App;
use crate::session::{Change, Expect, Key, Put, StoreError};

/// How many letters of its MAC a signed button carries: 66 bits, which nobody finds by pressing.
pub const MAC_LEN: usize = 11;

/// How many letters name a stored body: 132 bits, so that no two bodies meet.
const NAME_LEN: usize = 22;

/// How long a stored button's data are.
pub const STORED_LEN: usize = PREFIX + NAME_LEN;

/// How long a body is kept after its button was last sent, unless said otherwise.
pub const STORED_TTL: Duration = Duration::from_hours(24 * 30);

/// Where bodies are kept.
pub(crate) const SPACE: &str = "button";

/// What stands in a button that was turned into plain markup without being sealed. No user can write this
/// into a button, and it is sent nowhere.
pub(crate) const UNSEALED: &str = "unsealed: see InlineKeyboard::seal";

/// How the data of a variant are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    /// Kept in the store, for so long.
    pub ttl: Option<Duration>,
    /// Good only there.
    pub bound: Option<Bound>,
}

/// Where signed data are good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// In the chat they were made for.
    Chat,
    /// There, for the user they were made for.
    User,
}

impl Seal {
    /// Data as they are.
    pub const NONE: Self = Self {
        ttl: None,
        bound: None,
    };

    /// Whether there is anything to do.
    pub(crate) const fn is_none(self) -> bool {
        self.ttl.is_none() && self.bound.is_none()
    }
}

/// A button that is bound to a user has no user to be bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a button of an enum with `#[callback(signed = user)]` is made for the user of the update, and this \
     update has none"
)]
pub struct NoUser;

/// Seals the buttons of one keyboard.
pub(crate) struct Sealer<'a> {
    pub(crate) app: &'a App,
    /// The chat where they will stand; empty for messages of inline mode.
    pub(crate) chat: String,
    /// For whom they are made.
    pub(crate) user: Option<UserId>,
}

impl Sealer<'_> {
    /// What the button carries; a body that has to be kept goes to `keep`.
    pub(crate) fn seal(
        &self,
        seal: Seal,
        plain: &str,
        keep: &mut Vec<Change>,
    ) -> Result<String, NoUser> {
        if seal.bound == Some(Bound::User) && self.user.is_none() {
            return Err(NoUser);
        }
        let key = self.app.signing_key();
        let letters = letters(key, seal, &self.chat, self.user, plain);
        let (prefix, fields) = plain.split_at_checked(PREFIX).unwrap_or_default();
        let Some(ttl) = seal.ttl else {
            return Ok(format!("{prefix}{letters}{fields}"));
        };
        let data = format!("{prefix}{letters}");
        let put = Put {
            value: serde_json::Value::from(plain).to_string(),
            expires: Some(self.app.clock().now() + ttl),
            wakes: None,
        };
        keep.push(Change {
            key: Key::new(SPACE, letters),
            expect: Expect::Any,
            put: Some(put),
        });
        Ok(data)
    }
}

/// What the data of a pressed button mean, if this bot made them for a button that stands there.
///
/// # Errors
/// The store failed.
pub(crate) async fn open(
    seal: Seal,
    data: &str,
    press: &CallbackQuery,
    app: &App,
) -> Result<Option<String>, StoreError> {
    let len = if seal.ttl.is_some() {
        NAME_LEN
    } else {
        MAC_LEN
    };
    let parts = data.split_at_checked(PREFIX);
    let parts = parts.and_then(|(prefix, rest)| Some((prefix, rest.split_at_checked(len)?)));
    let Some((prefix, (mac, fields))) = parts else {
        return Ok(None);
    };
    let plain = if seal.ttl.is_none() {
        format!("{prefix}{fields}")
    } else {
        if !fields.is_empty() {
            return Ok(None);
        }
        let now: SystemTime = app.clock().now();
        let body = app.store().get(&Key::new(SPACE, mac), now).await?;
        let body = body.and_then(|entry| serde_json::from_str::<String>(&entry.value).ok());
        match body {
            Some(body) if body.starts_with(prefix) => body,
            _ => return Ok(None),
        }
    };
    let key = app.signing_key();
    let genuine = chats(press).iter().any(|chat| {
        let own = letters(key, seal, chat, Some(press.from.id), &plain);
        is_same(&own, mac)
    });
    Ok(genuine.then_some(plain))
}

/// The names of the chat that the pressed button stands in.
fn chats(press: &CallbackQuery) -> Vec<String> {
    let Some(chat) = press.message.as_ref().and_then(|message| message.chat()) else {
        return vec![String::new()];
    };
    let name = chat
        .username
        .as_ref()
        .map(|name| folded(&format!("@{name}")));
    [Some(chat.id.to_string()), name]
        .into_iter()
        .flatten()
        .collect()
}

/// A chat as it counts for the MAC.
pub(crate) fn named(chat: &ChatTarget) -> String {
    folded(&chat.to_string())
}

/// The chat that a call is for, as it counts for the MAC.
pub(crate) fn chat_of(call: &Request) -> String {
    let chat = call.body.get("chat_id").unwrap_or_default();
    folded(chat.trim_matches('"'))
}

/// Public names do not depend on case.
fn folded(chat: &str) -> String {
    chat.to_ascii_lowercase()
}

/// Whether a call carries buttons that were not sealed.
pub(crate) fn is_unsealed(call: &Request) -> bool {
    let find = |text: &str| {
        let ends = text
            .match_indices(UNSEALED)
            .map(|(start, _)| &text[..start]);
        // What people write cannot look like this in JSON.
        ends.into_iter()
            .any(|before| before.ends_with(r#""callback_data":""#))
    };
    match call.body.json() {
        Some(json) => find(json),
        None => call.body.get("reply_markup").is_some_and(find),
    }
}

/// The JSON of a press with these data instead of its own.
pub(crate) fn replaced(press: &str, data: &str) -> Option<String> {
    let mut update: serde_json::Value = serde_json::from_str(press).ok()?;
    *update.get_mut("callback_query")?.get_mut("data")? = data.into();
    Some(update.to_string())
}

/// The first letters of a MAC, as many as the button carries.
fn letters(key: &SigningKey, seal: Seal, chat: &str, user: Option<UserId>, plain: &str) -> String {
    let user = user.filter(|_| seal.bound == Some(Bound::User));
    let user = user.map_or_else(String::new, |user| user.to_string());
    let chat = if seal.bound.is_some() { chat } else { "" };
    let (purpose, count) = match seal.ttl {
        None => ("signed", MAC_LEN),
        Some(_) => ("stored", NAME_LEN),
    };
    let tag = key.sign(&[purpose, chat, &user, plain]);
    let bytes = tag.as_ref();
    (0..count)
        .map(|place| {
            let (byte, bit) = (6 * place / 8, 6 * place % 8);
            let two = u16::from_be_bytes([bytes[byte], bytes[byte + 1]]);
            char::from(DIGITS[usize::from(two >> (10 - bit) & 63)])
        })
        .collect()
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn is_same(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes());
    one.len() == other.len() && pairs.fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}
