//! A declarative Telegram bot framework: annotate async functions, call [`bot::run`].
//!
//! ```no_run
//! use botwright::prelude::*;
//!
//! /// Greets whoever starts the bot.
//! #[command]
//! async fn start(user: &User) -> String {
//!     format!("Hello, {}!", user.first_name)
//! }
//!
//! #[bot::main]
//! async fn main() -> bot::Result {
//!     bot::run().await
//! }
//! ```

// Without polling, the usual transport, some of what transports share has no user.
#![cfg_attr(not(feature = "polling"), allow(dead_code, unused_imports))]

mod advice;
mod app;
mod attributes;
mod backoff;
pub mod bot;
pub mod callback;
pub mod client;
mod clock;
mod cx;
#[cfg(feature = "durable")]
pub mod data;
pub mod dialogue;
mod directory;
mod drafts;
mod duration;
mod entry;
mod error;
pub mod extract;
pub mod guide;
pub mod inbox;
pub mod inline;
pub mod lanes;
pub mod payments;
pub mod prelude;
pub mod reply;
pub mod rich;
pub mod route;
pub mod schedule;
pub mod scope;
pub mod sender;
pub mod session;
pub mod talk;
#[cfg(feature = "testing")]
mod test_macros;
#[cfg(feature = "testing")]
pub mod testing;
pub mod text;
pub mod transport;
#[cfg(feature = "webapp")]
pub mod webapp;
#[cfg(feature = "locales")]
pub mod words;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __;

pub use app::{App, StateMap};
pub use attributes::{
    Callback, Dialogue, FromArg, Reminder, Session, around, command, cron, every, fallback, guard,
    on_album, on_callback, on_error, on_message, on_reminder, on_stale, on_start, on_state,
    on_stop, on_update,
};
pub use attributes::{Payload, on_paid, on_pre_checkout, on_refund, on_shipping};
pub use attributes::{html, on_chosen, on_inline, t};
pub use attributes::{on_join_request, on_member, on_reaction};
pub use botwright_api::{ChatTarget, InputFile, Method, Update, ids, methods, parse_update, types};
pub use callback::Callback;
pub use client::Api;
pub use clock::Clock;
pub use cx::Cx;
pub use dialogue::{Done, Goto, Leave};
pub use extract::{Album, ChatActions, DeepLink, FromArg, Media, Reply, UserRef};
pub use extract::{Change, MemberChange, Reactions};
pub use extract::{Me, Parsed, Rest, State};
pub use inline::{Inline, Page};
pub use payments::{Checkout, Invoice, Payload, Shipping};
pub use reply::{Admission, Ephemeral};
pub use reply::{Alert, Answer, Delete, Edit, Html, InlineKeyboard, IntoReply, Outcome, Toast};
pub use reply::{HandlerError, Panic};
pub use reply::{Options, ReplyKeyboard};
pub use schedule::{Outbox, Reminder};
pub use scope::Next;
pub use session::Session;
pub use talk::Talk;
pub use text::FormattedText;
#[cfg(feature = "locales")]
pub use words::Locale;
