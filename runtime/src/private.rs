//! What the macros' code uses, and nobody else: free to change in any release.

pub use botwright_api::types::MessageContent;
pub use inventory;
pub use serde_json::Value;

pub use crate::callback::check::{
    check_field, check_len, check_payload, field_len, longest, place,
};
pub use crate::callback::seal::{MAC_LEN, STORED_LEN, STORED_TTL};
pub use crate::callback::{Bound, Callback, Data, Field, OneHandlerPerVariant, Seal, Variant};
pub use crate::cx::Cx;
pub use crate::dialogue::{DialogueData, OneHandlerPerState};
pub use crate::duration::literal as duration;
pub use crate::entry::{Exit, main};
pub use crate::extract::{Arg, ArgError, Arity, FromArg, word_at, word_of};
pub use crate::extract::{Asks, Call, Change, Param, Rejection};
pub use crate::inline::Defaults as InlineDefaults;
pub use crate::payments::{
    OneCheckoutPerVariant, OnePaidPerVariant, OneRefundPerVariant, OneShippingPerVariant, Payload,
};
pub use crate::reply::HandlerError;
pub use crate::reply::{Html, ToHtml};
pub use crate::reply::{IntoReply, Outcome};
pub use crate::route::check::{Arguments, check, fitting_around, fitting_guard};
pub use crate::route::condition::Condition;
pub use crate::route::{
    BoxFuture, Button, Chats, Described, InState, Kinds, Match, ParamInfo, Registered, Role, Route,
    Takes, guard, handler, inline_handler,
};
pub use crate::schedule::reminder::OneReminderHandler;
pub use crate::schedule::{ReminderData, Timing};
pub use crate::scope::{
    Around, Failure, FailureKind, Function, FunctionWithoutAttribute, Guard, IntoVerdict, IsAround,
    IsGuard, Next, OnError, RegisteredOnError, RegisteredScope, Scope, Verdict,
};
pub use crate::session::{KeyBy, SessionData};
#[cfg(feature = "testing")]
pub use crate::testing::generated as testing;
#[cfg(feature = "locales")]
pub use crate::words::{Locale, LocaleFiles, RegisteredLocales, ToNumber, Words};

use crate::extract::{FromUpdate, MemberChange, Reactions};

/// The value that the pressed button or the invoice carries. The table has looked at it before, so it is
/// there.
pub fn pressed<E: Callback>(cx: &Cx) -> Result<E, Rejection> {
    crate::payments::carried(cx)
        .and_then(E::unpack)
        .ok_or(Rejection::Skip)
}

/// Whether the update's message has this content.
pub fn has(cx: &Cx, content: &MessageContent) -> bool {
    cx.message().is_some_and(|message| message.has(content))
}

/// Whether the update is this change of a member.
pub fn is_change(cx: &Cx, change: Change) -> bool {
    MemberChange::from_update(cx).is_ok_and(|it| it.is(change))
}

/// Whether the update adds this emoji to a message.
pub fn has_reacted(cx: &Cx, emoji: &str) -> bool {
    Reactions::from_update(cx).is_ok_and(|it| it.has_added(emoji))
}

/// Whether the update is of the kind at this place of the schema.
pub fn is_kind(cx: &Cx, kind: usize) -> bool {
    cx.kind() == kind
}
