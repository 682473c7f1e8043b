//! Deleting a message.

use botwright_api::ids::MessageId;
use botwright_api::methods::DeleteMessage;

use super::{IntoReply, Outcome};
use crate::cx::Cx;

/// Deletes this message of the update's chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delete(pub MessageId);

#[derive(Debug, thiserror::Error)]
#[error("a message cannot be deleted: the `{0}` update belongs to no chat")]
struct NoChat(String);

impl IntoReply for Delete {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        match cx.chat() {
            Some(chat) => outcome.call(&DeleteMessage::new(chat.id, self.0)),
            None => outcome.fail(NoChat(cx.update().kind().as_str().to_owned())),
        }
    }
}
