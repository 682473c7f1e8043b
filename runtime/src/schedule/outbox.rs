//! Calls that leave when the handler succeeded.

use botwright_api::Method;

use crate::cx::Cx;
use crate::extract::{FromUpdate, Rejection};
use crate::route::Kinds;

/// Takes calls that are made, in order, after the handler succeeded and what it decided was written:
/// as if the handler had returned them. A handler that fails sends none of them.
///
/// ```
/// use botwright::methods::SendMessage;
/// use botwright::prelude::*;
///
/// #[every("1 day")]
/// async fn digest(outbox: Outbox, subscribers: State<Vec<i64>>) {
///     for chat in subscribers.iter() {
///         outbox.push(&SendMessage::new(*chat, "Good morning"));
///     }
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Outbox(Cx);

impl Outbox {
    /// Adds a call. One that breaks Telegram's rules makes the handler fail when it ends, and so does one
    /// that comes after the handler ended.
    pub fn push<M: Method>(&self, method: &M) {
        match method.request() {
            Ok(request) => {
                if !self.0.scratch().call(request) {
                    tracing::warn!(
                        method = M::NAME,
                        "a call came after its handler had ended, and is not made: push it in the handler"
                    );
                }
            }
            Err(error) => self.0.scratch().fail(error),
        }
    }
}

impl FromUpdate<'_> for Outbox {
    const KINDS: Kinds = Kinds::ALL;
    const MAY_SKIP: bool = false;

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        Ok(Self(cx.clone()))
    }
}
