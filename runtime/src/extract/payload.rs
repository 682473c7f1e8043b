//! What kinds of update other than messages carry, as parameters: `&CallbackQuery` and its like.

use botwright_api::types::{
    BotSubscriptionUpdated, BusinessConnection, BusinessMessagesDeleted, CallbackQuery,
    ChatBoostRemoved, ChatBoostUpdated, ChatJoinRequest, ChatMemberUpdated, ChosenInlineResult,
    InlineQuery, ManagedBotUpdated, MessageGenerationStopped, MessageReactionCountUpdated,
    MessageReactionUpdated, PaidMediaPurchased, Poll, PollAnswer, PreCheckoutQuery,
    RefundedPayment, ShippingQuery, SuccessfulPayment, UpdateContent, UpdateKind,
};

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

macro_rules! payloads {
    ($($payload:ident: $first:ident $(| $other:ident)*;)*) => {$(
        impl<'a> FromUpdate<'a> for &'a $payload {
            const KINDS: Kinds =
                Kinds::of(&UpdateKind::$first)$(.and(Kinds::of(&UpdateKind::$other)))*;

            fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
                match &cx.update().content {
                    UpdateContent::$first(payload) $(| UpdateContent::$other(payload))* => {
                        Ok(payload)
                    }
                    _ => Err(Rejection::Skip),
                }
            }
        }
    )*};
}

payloads! {
    BusinessConnection: BusinessConnection;
    BusinessMessagesDeleted: DeletedBusinessMessages;
    MessageReactionUpdated: MessageReaction;
    MessageReactionCountUpdated: MessageReactionCount;
    InlineQuery: InlineQuery;
    ChosenInlineResult: ChosenInlineResult;
    CallbackQuery: CallbackQuery;
    ShippingQuery: ShippingQuery;
    PreCheckoutQuery: PreCheckoutQuery;
    PaidMediaPurchased: PurchasedPaidMedia;
    Poll: Poll;
    PollAnswer: PollAnswer;
    ChatMemberUpdated: MyChatMember | ChatMember;
    ChatJoinRequest: ChatJoinRequest;
    ChatBoostUpdated: ChatBoost;
    ChatBoostRemoved: RemovedChatBoost;
    ManagedBotUpdated: ManagedBot;
    BotSubscriptionUpdated: Subscription;
    MessageGenerationStopped: StoppedMessageGeneration;
}

macro_rules! contents {
    ($($content:ident: $field:ident;)*) => {$(
        impl<'a> FromUpdate<'a> for &'a $content {
            const KINDS: Kinds = Kinds::of(&UpdateKind::Message);

            fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
                let content = cx.message().and_then(|message| message.$field.as_deref());
                content.ok_or(Rejection::Skip)
            }
        }
    )*};
}

contents! {
    SuccessfulPayment: successful_payment;
    RefundedPayment: refunded_payment;
}
