//! Entering a state and ending a dialogue, as replies.

use std::fmt;
use std::marker::PhantomData;

use super::DialogueData;
use super::stored::{Stored, key};
use crate::cx::Cx;
use crate::reply::{IntoReply, Outcome};
use crate::session::KeyBy;

/// Enters a state of a dialogue, from whatever handler. The state is written together with everything
/// else the handler decided, before its replies are sent.
///
/// It takes the place of whatever dialogue or conversation was active for the same owner, and its time
/// ([`ttl`](macro@crate::Dialogue)) begins anew.
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Dialogue, Serialize, Deserialize)]
/// enum Signup { AskName }
///
/// /// Registers you.
/// #[command]
/// async fn signup() -> (&'static str, Goto<Signup>) {
///     ("Your name?", Goto(Signup::AskName))
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goto<D>(pub D);

/// Ends a dialogue; nothing happens if another one is active.
#[derive(Clone, Copy)]
pub struct Done<D>(PhantomData<fn() -> D>);

/// Ends whatever dialogue or conversation is active for this update's user, chat or topic: the reply of
/// a `/cancel` for all of them.
///
/// ```
/// use botwright::prelude::*;
///
/// /// Stops asking.
/// #[command]
/// async fn cancel() -> (&'static str, Leave) {
///     ("Cancelled", Leave)
/// }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Leave;

/// A dialogue that has nobody to be with.
#[derive(Debug, thiserror::Error)]
#[error(
    "the dialogue `{dialogue}` cannot start: the `{update}` update has no {owner:?} that its state could be kept for"
)]
struct NoOwner {
    dialogue: &'static str,
    update: String,
    owner: KeyBy,
}

impl<D> Done<D> {
    /// The end of the dialogue.
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<D> Default for Done<D> {
    fn default() -> Self {
        Self::new()
    }
}

impl<D: DialogueData> fmt::Debug for Done<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Done<{}>", D::NAME)
    }
}

impl<D: DialogueData> IntoReply for Goto<D> {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        let Some(key) = key(D::KEY, cx) else {
            return outcome.fail(NoOwner {
                dialogue: D::NAME,
                update: cx.update().kind().as_str().to_owned(),
                owner: D::KEY,
            });
        };
        match Stored::state(&self.0, cx) {
            Ok(put) => {
                cx.scratch().write(key, Some(put));
            }
            Err(error) => outcome.fail(error),
        }
    }
}

impl<D: DialogueData> IntoReply for Done<D> {
    fn into_reply(self, cx: &Cx, _: &mut Outcome) {
        let Some(key) = key(D::KEY, cx) else { return };
        let other = match cx.scratch().known(&key) {
            None => false,
            Some(None) => true,
            Some(Some(entry)) => !matches!(
                Stored::read(&entry),
                Some(Stored::State(state)) if state.dialogue == D::NAME
            ),
        };
        if !other {
            cx.scratch().write(key, None);
        }
    }
}

impl IntoReply for Leave {
    fn into_reply(self, cx: &Cx, _: &mut Outcome) {
        for by in KeyBy::ALL {
            if let Some(key) = key(by, cx)
                && cx.scratch().known(&key) != Some(None)
            {
                cx.scratch().write(key, None);
            }
        }
    }
}
