//! Enums that are dialogues.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::session::KeyBy;

/// An enum whose values are the states of a dialogue. Derived, together with serde's traits:
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Dialogue, Serialize, Deserialize)]
/// #[dialogue(ttl = "2 days", key = user_in_chat)]
/// enum Signup {
///     AskName,
///     AskAge { name: String },
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no dialogue",
    label = "not a dialogue",
    note = "put `#[derive(Dialogue, Serialize, Deserialize)]` on the enum"
)]
pub trait DialogueData: Serialize + DeserializeOwned + Send + 'static {
    /// The name its states are kept under.
    const NAME: &'static str;
    /// Whose it is.
    const KEY: KeyBy;
    /// How long a state waits; `None` for ever.
    const TTL: Option<Duration>;
    /// The version of the enum; 1 unless said otherwise.
    const VERSION: u32;
    /// The names of the states.
    const STATES: &'static [&'static str];

    /// The place of this state in [`STATES`](Self::STATES).
    fn state(&self) -> usize;

    /// A state that another version of the enum stored, in the form of this one; `None` if there is
    /// none: the dialogue starts anew.
    fn migrate(version: u32, value: serde_json::Value) -> Option<Self> {
        let _ = (version, value);
        None
    }
}

/// Implemented by `#[on_state]` for the state at this place, when nothing narrows the handler: a second
/// one is a second implementation, which does not compile.
#[doc(hidden)]
pub trait OneHandlerPerState<const STATE: usize> {}
