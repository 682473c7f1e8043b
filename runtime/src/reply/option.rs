//! Replies that may be missing.

use super::{IntoReply, Outcome};
use crate::cx::Cx;

/// `None` does nothing.
impl<R: IntoReply> IntoReply for Option<R> {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        if let Some(reply) = self {
            reply.into_reply(cx, outcome);
        }
    }
}
