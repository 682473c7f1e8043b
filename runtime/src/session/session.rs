//! `Session<T>` as a parameter.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use super::{Key, Put, SessionData};
use crate::cx::Cx;
use crate::extract::{FromUpdateAsync, Rejection};

/// A value that is kept between updates, one for each user, chat or topic. A new one is the type's
/// default.
///
/// What a handler changed is written when it succeeded, together with everything else it decided; only
/// if it changed, and only if nobody else wrote meanwhile: then the handler runs again with the new
/// value, and its replies are sent once. A handler that fails writes nothing.
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Session, Default, Serialize, Deserialize)]
/// #[session(key = user, ttl = "30 days")]
/// struct Basket {
///     items: Vec<u32>,
/// }
///
/// /// Puts an item into the basket.
/// #[command]
/// async fn put(item: u32, mut basket: Session<Basket>) -> String {
///     basket.items.push(item);
///     format!("{} items", basket.items.len())
/// }
/// ```
pub struct Session<T> {
    value: T,
    slot: Option<Slot<T>>,
    touched: bool,
}

/// Where the value goes.
struct Slot<T> {
    cx: Cx,
    key: Key,
    /// The text it was read from.
    stored: Option<String>,
    /// Its life is half over, so being used prolongs it.
    renew: bool,
    ttl: Option<Duration>,
    write: fn(&T) -> serde_json::Result<String>,
}

/// A stored session that is no value of its type.
#[derive(Debug, thiserror::Error)]
#[error(
    "the stored session `{key}` is no `{ty}` any more: {problem}. Give new fields `#[serde(default)]`, or \
     remove the stored value by `Session::<T>::reset`"
)]
pub struct Unreadable {
    /// The value's name.
    pub key: Key,
    /// The type it should be.
    pub ty: &'static str,
    /// What serde says.
    pub problem: String,
}

/// A session that cannot be written as JSON.
#[derive(Debug, thiserror::Error)]
#[error("the session `{key}` cannot be written as JSON: {problem}")]
struct Unwritable {
    key: Key,
    problem: String,
}

impl<T: SessionData> Session<T> {
    /// A session for a handler that is called by hand, as in a unit test. It is not kept.
    pub fn new(value: T) -> Self {
        Self {
            value,
            slot: None,
            touched: false,
        }
    }

    /// Sets it back to the default; the stored value is removed.
    pub fn clear(&mut self) {
        self.value = T::default();
        if let Some(slot) = self.slot.take()
            && slot.stored.is_some()
        {
            slot.put(None);
        }
    }

    /// Removes the stored value for this update's user or chat without reading it.
    pub fn reset(cx: &Cx) {
        if let Some(key) = key::<T>(cx) {
            cx.scratch().write(key, None);
        }
    }
}

fn key<T: SessionData>(cx: &Cx) -> Option<Key> {
    Some(Key::new(format!("session:{}", T::NAME), T::KEY.owner(cx)?))
}

impl<T> Slot<T> {
    fn put(&self, put: Option<Put>) {
        if !self.cx.scratch().write(self.key.clone(), put) {
            tracing::warn!(
                key = %self.key,
                "a session was changed after its handler had ended, and the change is lost: keep it in the handler"
            );
        }
    }
}

impl<T: SessionData> FromUpdateAsync for Session<T> {
    async fn load(cx: &Cx) -> Result<Self, Rejection> {
        let key = key::<T>(cx).ok_or(Rejection::Skip)?;
        let entry = cx.stored(&key).await.map_err(Rejection::failed)?;
        let half = T::TTL.unwrap_or(Duration::MAX) / 2;
        let ends = entry.as_ref().and_then(|entry| entry.expires);
        let renew = ends.is_some_and(|end| {
            end.duration_since(cx.app().clock().now())
                .is_ok_and(|left| left < half)
        });
        let stored = entry.map(|entry| entry.value);
        let value = match &stored {
            None => T::default(),
            Some(text) => serde_json::from_str(text).map_err(|error| {
                Rejection::failed(Unreadable {
                    key: key.clone(),
                    ty: T::NAME,
                    problem: error.to_string(),
                })
            })?,
        };
        Ok(Self {
            value,
            slot: Some(Slot {
                cx: cx.clone(),
                key,
                stored,
                renew,
                ttl: T::TTL,
                write: serde_json::to_string,
            }),
            touched: false,
        })
    }
}

impl<T> Deref for Session<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Session<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.touched = true;
        &mut self.value
    }
}

/// The value is handed over for writing.
impl<T> Drop for Session<T> {
    fn drop(&mut self) {
        let Some(slot) = &self.slot else { return };
        if !self.touched && !slot.renew {
            return;
        }
        // What a panicking handler left behind may be half done.
        if std::thread::panicking() {
            return;
        }
        let text = match (slot.write)(&self.value) {
            Ok(text) => text,
            Err(error) => {
                return slot.cx.scratch().fail(Unwritable {
                    key: slot.key.clone(),
                    problem: error.to_string(),
                });
            }
        };
        if slot.renew || slot.stored.as_ref() != Some(&text) {
            let expires = slot.ttl.map(|ttl| slot.cx.app().clock().now() + ttl);
            slot.put(Some(Put {
                value: text,
                expires,
                wakes: None,
            }));
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Session<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Session").field(&self.value).finish()
    }
}
