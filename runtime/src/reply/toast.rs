//! A notice that fades away.

use super::{Answer, IntoReply, Outcome};
use crate::cx::Cx;

/// Answers the pressed button with a notice that fades away; up to 200 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast(String);

impl Toast {
    /// A notice with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl IntoReply for Toast {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        Answer::new().text(self.0).into_reply(cx, outcome);
    }
}
