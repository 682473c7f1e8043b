//! What kinds of update other than messages carry, as parameters: `&CallbackQuery` and its like.

use botwright_api::types::{
    BotSubscriptionUpdated, BusinessConnection, BusinessMessagesDeleted, CallbackQuery,
    ChatBoostRemoved, ChatBoostUpdated, ChatJoinRequest, ChatMemberUpdated, ChosenInlineResult,
    InlineQuery, ManagedBotUpdated, MessageGenerationStopped, MessageReactionCountUpdated,
    MessageReactionUpdated, PaidMediaPurchased, PollAnswer, PreCheckoutQuery, ShippingQuery,
    UpdateContent, UpdateKind,
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
    PollAnswer: PollAnswer;
    ChatMemberUpdated: MyChatMember | ChatMember;
    ChatJoinRequest: ChatJoinRequest;
    ChatBoostUpdated: ChatBoost;
    ChatBoostRemoved: RemovedChatBoost;
    ManagedBotUpdated: ManagedBot;
    BotSubscriptionUpdated: Subscription;
    MessageGenerationStopped: StoppedMessageGeneration;
}
