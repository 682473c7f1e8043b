//! `&Chat` as a parameter.

use botwright_api::types::{Chat, UpdateKind};

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

/// The chat the update belongs to.
impl<'a> FromUpdate<'a> for &'a Chat {
    const KINDS: Kinds = Kinds::MESSAGES
        .and(Kinds::of(&UpdateKind::DeletedBusinessMessages))
        .and(Kinds::of(&UpdateKind::MessageReaction))
        .and(Kinds::of(&UpdateKind::MessageReactionCount))
        .and(Kinds::of(&UpdateKind::CallbackQuery))
        .and(Kinds::of(&UpdateKind::PollAnswer))
        .and(Kinds::of(&UpdateKind::MyChatMember))
        .and(Kinds::of(&UpdateKind::ChatMember))
        .and(Kinds::of(&UpdateKind::ChatJoinRequest))
        .and(Kinds::of(&UpdateKind::ChatBoost))
        .and(Kinds::of(&UpdateKind::RemovedChatBoost))
        .and(Kinds::of(&UpdateKind::StoppedMessageGeneration));

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        cx.chat().ok_or(Rejection::Skip)
    }
}
