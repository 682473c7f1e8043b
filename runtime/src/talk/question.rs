//! What is asked, and what comes as an answer.

use botwright_api::types::{Message, UpdateContent};
use botwright_api::{Body, Request};

use crate::callback::Callback;
use crate::cx::Cx;
use crate::extract::{FromArg, parse};

/// What an update is to a question.
pub(super) enum Reading<T> {
    /// Its answer.
    Answer(T),
    /// Meant as its answer, but wrong: this is said.
    Wrong(String),
    /// Something else.
    Foreign,
}

fn message(cx: &Cx) -> Option<&Message> {
    match &cx.update().content {
        UpdateContent::Message(message) => Some(message),
        _ => None,
    }
}

/// A message whose text is a value.
pub(super) fn value<T: FromArg>(cx: &Cx) -> Reading<T> {
    if message(cx).is_none() {
        return Reading::Foreign;
    }
    match parse(cx) {
        Ok(value) => Reading::Answer(value),
        Err(problem) => Reading::Wrong(problem),
    }
}

/// Any message.
pub(super) fn any(cx: &Cx) -> Reading<Message> {
    message(cx).map_or(Reading::Foreign, |message| Reading::Answer(message.clone()))
}

/// A press of a button of this enum.
pub(super) fn press<E: Callback>(cx: &Cx) -> Reading<E> {
    let data = match &cx.update().content {
        UpdateContent::CallbackQuery(query) => query.data.as_deref(),
        _ => None,
    };
    data.and_then(E::unpack)
        .map_or(Reading::Foreign, Reading::Answer)
}

/// A number that tells calls apart, the same in every build of a bot (FNV-1a).
pub(crate) fn hash_calls(calls: &[Request]) -> u64 {
    let mut hash = Hash::default();
    for call in calls {
        hash.add(call.method);
        if let Some(json) = call.body.json() {
            hash.add(json);
        }
        if let Body::Form { fields, .. } = &call.body {
            for (name, value) in fields {
                hash.add(name);
                hash.add(value);
            }
        }
    }
    hash.0
}

pub(super) fn hash_text(text: &str) -> u64 {
    let mut hash = Hash::default();
    hash.add(text);
    hash.0
}

struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// Adds a text, and an end that no text contains.
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
