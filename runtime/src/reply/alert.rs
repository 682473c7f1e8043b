//! A notice that has to be confirmed.

use super::{Answer, IntoReply, Outcome};
use crate::cx::Cx;

/// Answers the pressed button with a notice that the user has to confirm; up to 200 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert(String);

impl Alert {
    /// A notice with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl IntoReply for Alert {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        Answer::new().text(self.0).alert().into_reply(cx, outcome);
    }
}
