//! What is stored of a dialogue.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::DialogueData;
use crate::cx::Cx;
use crate::session::{Entry, Key, KeyBy, Put};
use crate::talk::Told;

/// The name that everything an owner can be in the middle of is kept under.
const SPACE: &str = "dialogue";

/// What an owner is in the middle of.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Stored {
    /// A dialogue.
    State(State),
    /// A conversation.
    Talk(Told),
}

/// A state of a dialogue.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct State {
    /// The dialogue's name.
    pub(crate) dialogue: String,
    version: u32,
    /// The state's name, for people who look into the store.
    #[serde(rename = "state")]
    name: String,
    data: Value,
}

/// The name of what this update's owner is in the middle of.
pub(crate) fn key(by: KeyBy, cx: &Cx) -> Option<Key> {
    Some(Key::new(SPACE, by.owner(cx)?))
}

impl Stored {
    /// Reads a stored value; `None` for one that is not ours.
    pub(crate) fn read(entry: &Entry) -> Option<Self> {
        serde_json::from_str(&entry.value).ok()
    }

    /// What is to be stored for this conversation.
    pub(crate) fn talk(told: Told, ttl: Duration, cx: &Cx) -> Result<Put, serde_json::Error> {
        Ok(Put {
            value: serde_json::to_string(&Self::Talk(told))?,
            expires: Some(cx.app().clock().now() + ttl),
            wakes: None,
        })
    }

    /// What is to be stored for this state.
    pub(crate) fn state<D: DialogueData>(value: &D, cx: &Cx) -> Result<Put, serde_json::Error> {
        let name = D::STATES.get(value.state()).copied().unwrap_or_default();
        let stored = Self::State(State {
            dialogue: D::NAME.to_owned(),
            version: D::VERSION,
            name: name.to_owned(),
            data: serde_json::to_value(value)?,
        });
        Ok(Put {
            value: serde_json::to_string(&stored)?,
            expires: D::TTL.map(|ttl| cx.app().clock().now() + ttl),
            wakes: None,
        })
    }
}

impl State {
    /// The state as a value of its dialogue; `None` if it is none any more.
    pub(crate) fn value<D: DialogueData>(&self) -> Option<D> {
        if self.dialogue != D::NAME {
            return None;
        }
        if self.version == D::VERSION {
            D::deserialize(&self.data).ok()
        } else {
            D::migrate(self.version, self.data.clone())
        }
    }
}

/// The active state of this dialogue, as far as it was loaded.
pub(crate) fn active<D: DialogueData>(cx: &Cx) -> Option<D> {
    let entry = cx.scratch().known(&key(D::KEY, cx)?)??;
    match Stored::read(&entry)? {
        Stored::State(state) => state.value(),
        Stored::Talk(_) => None,
    }
}
