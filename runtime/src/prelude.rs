//! The names that small bots use: `use botwright::prelude::*;`.

pub use botwright_api::Update;
pub use botwright_api::types::{
    CallbackQuery, Chat, ChatMemberUpdated, InlineQuery, Message, UpdateKind, User,
};

pub use crate::bot;
pub use crate::client::Api;
pub use crate::cx::Cx;
pub use crate::dialogue::{Done, Goto, Leave};
pub use crate::extract::{Album, ChatActions, DeepLink, Media, Reply, UserRef};
pub use crate::extract::{Change, MemberChange, Reactions};
pub use crate::extract::{Me, Parsed, Rest, State};
pub use crate::inline::{Inline, Page};
pub use crate::payments::{Checkout, Invoice, Shipping};
pub use crate::reply::Admission::{self, Approve, Decline};
pub use crate::reply::Ephemeral;
pub use crate::reply::{Alert, Answer, Delete, Edit, Html, InlineKeyboard, Outcome, Toast};
pub use crate::reply::{HandlerError, Panic};
pub use crate::reply::{IntoReply, Options, ReplyKeyboard};
pub use crate::schedule::Outbox;
pub use crate::scope::Next;
pub use crate::talk::Talk;
#[cfg(feature = "testing")]
pub use crate::testing::{TestChat, TestGroup, TestUser, TestWorld};
pub use crate::text::FormattedText;
#[cfg(feature = "locales")]
pub use crate::words::Locale;
pub use crate::{
    Callback, Dialogue, FromArg, Reminder, Session, command, cron, every, fallback, keyboard,
    on_album, on_callback, on_message, on_reminder, on_stale, on_start, on_state, on_stop,
    on_update,
};
pub use crate::{Payload, on_paid, on_pre_checkout, on_refund, on_shipping};
pub use crate::{around, guard, on_error};
pub use crate::{html, on_chosen, on_inline, t};
pub use crate::{on_join_request, on_member, on_reaction};
pub use botwright_api::types::{
    PreCheckoutQuery, RefundedPayment, ShippingQuery, SuccessfulPayment,
};
