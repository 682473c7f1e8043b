//! Lists of replies.

use super::{IntoReply, Outcome};
use crate::cx::Cx;

/// Each in order, up to the first that fails.
impl<R: IntoReply> IntoReply for Vec<R> {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        for reply in self {
            if outcome.has_failed() {
                return;
            }
            reply.into_reply(cx, outcome);
        }
    }
}
