//! Deleting a message.

use botwright_api::ids::MessageId;
use botwright_api::methods::{DeleteBusinessMessages, DeleteEphemeralMessage, DeleteMessage};

use super::{IntoReply, Outcome};
use crate::cx::Cx;

/// Deletes this message of the update's chat; in the chat of a business account by the right to do so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delete(pub MessageId);

#[derive(Debug, thiserror::Error)]
#[error("a message cannot be deleted: the `{0}` update belongs to no chat")]
struct NoChat(String);

impl IntoReply for Delete {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        let Some(chat) = cx.chat() else {
            return outcome.fail(NoChat(cx.update().kind().as_str().to_owned()));
        };
        // Ephemeral messages share the id 0, and have another one of their own.
        let ephemeral = cx.anchor().and_then(|anchor| anchor.ephemeral_message_id);
        if let Some(id) = ephemeral.filter(|_| self.0.0 == 0)
            && let Some(user) = cx.update().from()
        {
            return outcome.call(&DeleteEphemeralMessage::new(chat.id, user.id, id));
        }
        if let Some(connection) = cx
            .anchor()
            .and_then(|it| it.business_connection_id.as_ref())
        {
            return outcome.call(&DeleteBusinessMessages::new(connection, [self.0]));
        }
        outcome.call(&DeleteMessage::new(chat.id, self.0));
    }
}
