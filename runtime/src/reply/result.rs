//! Replies of handlers that can fail.

use std::error::Error;

use super::{IntoReply, Outcome};
use crate::cx::Cx;

/// An `Err` is an error of the handler.
impl<R: IntoReply, E: Into<Box<dyn Error + Send + Sync>>> IntoReply for Result<R, E> {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        match self {
            Ok(reply) => reply.into_reply(cx, outcome),
            Err(error) => outcome.fail(error),
        }
    }
}
