//! `&User` as a parameter.

use botwright_api::types::{UpdateKind, User};

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

/// Whoever caused the update. Posts of channels and of anonymous admins have no user.
impl<'a> FromUpdate<'a> for &'a User {
    const KINDS: Kinds = Kinds::MESSAGES
        .and(Kinds::of(&UpdateKind::BusinessConnection))
        .and(Kinds::of(&UpdateKind::MessageReaction))
        .and(Kinds::of(&UpdateKind::InlineQuery))
        .and(Kinds::of(&UpdateKind::ChosenInlineResult))
        .and(Kinds::of(&UpdateKind::CallbackQuery))
        .and(Kinds::of(&UpdateKind::ShippingQuery))
        .and(Kinds::of(&UpdateKind::PreCheckoutQuery))
        .and(Kinds::of(&UpdateKind::PurchasedPaidMedia))
        .and(Kinds::of(&UpdateKind::PollAnswer))
        .and(Kinds::of(&UpdateKind::MyChatMember))
        .and(Kinds::of(&UpdateKind::ChatMember))
        .and(Kinds::of(&UpdateKind::ChatJoinRequest))
        .and(Kinds::of(&UpdateKind::ChatBoost))
        .and(Kinds::of(&UpdateKind::RemovedChatBoost))
        .and(Kinds::of(&UpdateKind::ManagedBot))
        .and(Kinds::of(&UpdateKind::Subscription));

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        cx.update().from().ok_or(Rejection::Skip)
    }
}
