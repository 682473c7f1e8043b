//! The names that small bots use: `use botwright::prelude::*;`.

pub use botwright_api::Update;
pub use botwright_api::types::{
    CallbackQuery, Chat, ChatMemberUpdated, InlineQuery, Message, UpdateKind, User,
};

pub use crate::bot;
pub use crate::client::Api;
pub use crate::cx::Cx;
pub use crate::extract::{Me, Rest, State};
pub use crate::reply::{Delete, Html, Outcome};
pub use crate::{command, fallback, on_message, on_update};
