//! Reminders: handlers that run later, in the context of the update that asked for it.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::cx::Cx;
use crate::extract::{FromUpdate, Rejection};
use crate::route::Kinds;
use crate::session::{Change, Expect, Key, Put};

/// What reminders are kept under.
pub(crate) const SPACE: &str = "reminder";

/// A type whose values are reminded of. Derived, together with serde's traits:
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Reminder, Serialize, Deserialize)]
/// struct Water {
///     plant: String,
/// }
///
/// /// Reminds you of a plant.
/// #[command]
/// async fn water(plant: String, cx: Cx) -> bot::Result<&'static str> {
///     cx.remind("2 days", Water { plant })?;
///     Ok("I will remind you")
/// }
///
/// #[on_reminder(Water)]
/// async fn thirsty(due: Reminder<Water>) -> String {
///     format!("The {} is thirsty", due.plant)
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be reminded of",
    label = "no reminder",
    note = "put `#[derive(Reminder, Serialize, Deserialize)]` on the type"
)]
pub trait ReminderData: Serialize + DeserializeOwned + Send + 'static {
    /// The name its values are kept under.
    const NAME: &'static str;
}

/// Implemented by `#[on_reminder]`: a second handler is a second implementation, which does not compile.
#[doc(hidden)]
pub trait OneReminderHandler {}

/// The reminder that is due, as a parameter of an [`on_reminder`](crate::on_reminder) handler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder<T>(pub T);

impl<T> Deref for Reminder<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ReminderData> FromUpdate<'_> for Reminder<T> {
    const KINDS: Kinds = Kinds::REMINDER;
    const MAY_SKIP: bool = false;

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        let data = cx.reminder().ok_or(Rejection::Skip)?;
        let value = serde_json::from_str(data).map_err(|error| {
            Rejection::failed(Unreadable {
                ty: T::NAME,
                problem: error.to_string(),
            })
        })?;
        Ok(Self(value))
    }
}

#[derive(Debug, thiserror::Error)]
#[error(
    "the stored reminder is no `{ty}` any more: {problem}. Give new fields `#[serde(default)]`"
)]
struct Unreadable {
    ty: &'static str,
    problem: String,
}

/// Why a reminder cannot be set.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RemindError {
    /// Not a span of time.
    #[error(
        "`{0}` is no span of time: write numbers with units, such as `90 s`, `15 min` or `2 days`"
    )]
    Delay(String),
    /// The time is beyond what a clock can say.
    #[error("the time of the reminder is too far away")]
    TooFar,
    /// The value cannot be written as JSON.
    #[error("the reminder cannot be written as JSON: {0}")]
    Value(String),
    /// The handler has ended.
    #[error("a reminder can be set while the handler runs, and it has ended")]
    TooLate,
}

/// When a reminder is due: a text such as `"2 h"`, a span, or a time.
pub trait Delay {
    /// The time it is due.
    ///
    /// # Errors
    /// It is no time.
    fn due(self, now: SystemTime) -> Result<SystemTime, RemindError>;
}

impl Delay for Duration {
    fn due(self, now: SystemTime) -> Result<SystemTime, RemindError> {
        now.checked_add(self).ok_or(RemindError::TooFar)
    }
}

impl Delay for &str {
    fn due(self, now: SystemTime) -> Result<SystemTime, RemindError> {
        let span = crate::duration::parse(self);
        span.ok_or_else(|| RemindError::Delay(self.to_owned()))?
            .due(now)
    }
}

impl Delay for SystemTime {
    fn due(self, _: SystemTime) -> Result<SystemTime, RemindError> {
        Ok(self)
    }
}

/// A reminder that was set, by which it can be cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReminderId(String);

impl ReminderId {
    /// A name that no other reminder has, in this process or in an earlier one.
    fn new(now: SystemTime) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let time = now
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default()
            .as_millis();
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let random = RandomState::new().hash_one(count);
        Self(format!("{time:x}-{count:x}-{random:x}"))
    }
}

impl fmt::Display for ReminderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A reminder in the store.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub(crate) name: String,
    pub(crate) data: String,
    pub(crate) update: String,
}

impl Cx {
    /// Reminds of `value` later: its [`on_reminder`](crate::on_reminder) handler runs then, in the context
    /// of this update, so that a text it returns goes to this chat.
    ///
    /// The reminder is written when the handler succeeded, together with everything else it decided. It
    /// lives as long as the bot's store does.
    ///
    /// # Errors
    /// See [`RemindError`].
    #[allow(clippy::needless_pass_by_value)] // Whoever sets a reminder is done with its value.
    pub fn remind<T: ReminderData>(
        &self,
        delay: impl Delay,
        value: T,
    ) -> Result<ReminderId, RemindError> {
        let now = self.app().clock().now();
        let due = delay.due(now)?;
        let json = |error: serde_json::Error| RemindError::Value(error.to_string());
        let stored = Stored {
            name: T::NAME.to_owned(),
            data: serde_json::to_string(&value).map_err(json)?,
            update: self.update().raw().as_str().to_owned(),
        };
        let id = ReminderId::new(now);
        let put = Put {
            value: serde_json::to_string(&stored).map_err(json)?,
            expires: None,
            wakes: Some(due),
        };
        self.reminder_change(&id, Some(put))?;
        Ok(id)
    }

    /// Cancels a reminder that is not due yet; one that was is none any more, and nothing happens.
    ///
    /// # Errors
    /// The handler has ended.
    pub fn cancel_reminder(&self, id: &ReminderId) -> Result<(), RemindError> {
        self.reminder_change(id, None)
    }

    fn reminder_change(&self, id: &ReminderId, put: Option<Put>) -> Result<(), RemindError> {
        let written = self.scratch().change(Change {
            key: Key::new(SPACE, id.to_string()),
            expect: Expect::Any,
            put,
        });
        if written {
            Ok(())
        } else {
            Err(RemindError::TooLate)
        }
    }
}
