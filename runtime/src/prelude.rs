//! The names that small bots use: `use botwright::prelude::*;`.

pub use botwright_api::Update;
pub use botwright_api::types::{
    CallbackQuery, Chat, ChatMemberUpdated, InlineQuery, Message, UpdateKind, User,
};

pub use crate::bot;
pub use crate::client::Api;
pub use crate::cx::Cx;
pub use crate::extract::{Me, Rest, State};
pub use crate::reply::{Alert, Answer, Delete, Edit, Html, InlineKeyboard, Outcome, Toast};
pub use crate::reply::{HandlerError, Panic};
pub use crate::scope::Next;
pub use crate::{
    Callback, Session, command, fallback, keyboard, on_callback, on_message, on_update,
};
pub use crate::{around, guard, on_error};
