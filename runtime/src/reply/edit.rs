//! Changing the message of a pressed button.

use botwright_api::methods::{EditMessageText, EditMessageTextInline};
use botwright_api::types::ParseMode;

use super::{Html, InlineKeyboard, IntoReply, Outcome, answer};
use crate::cx::Cx;

/// Changes the text of the message whose button was pressed, also of one sent in inline mode.
///
/// The message's keyboard goes away unless [`keyboard`](Self::keyboard) gives it one. That the
/// message already says the same is no error.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Callback)]
/// enum Count { More { n: u32 } }
///
/// #[on_callback(Count::More { n })]
/// async fn more(n: u32) -> Edit {
///     let next = Count::More { n: n + 1 };
///     Edit::text(format!("Count: {n}")).keyboard(keyboard![["More" => next]])
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Edit {
    text: String,
    parse_mode: Option<ParseMode>,
    keyboard: Option<InlineKeyboard>,
}

impl Edit {
    /// The message gets this text.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            parse_mode: None,
            keyboard: None,
        }
    }

    /// The message gets this text with markup.
    pub fn html(html: &Html) -> Self {
        Self {
            parse_mode: Some(ParseMode::Html),
            ..Self::text(html.as_str())
        }
    }

    /// The message gets this keyboard.
    pub fn keyboard(mut self, keyboard: InlineKeyboard) -> Self {
        self.keyboard = Some(keyboard);
        self
    }
}

#[derive(Debug, thiserror::Error)]
#[error("there is no message to edit: the `{0}` update is no press of a button under one")]
struct NoMessage(String);

impl IntoReply for Edit {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        let query = answer::query(cx);
        let keyboard = self.keyboard.map(Into::into);
        if let Some(id) = query.and_then(|query| query.inline_message_id.as_ref()) {
            let mut edit = EditMessageTextInline::new(id).text(self.text);
            (edit.parse_mode, edit.reply_markup) = (self.parse_mode, keyboard);
            outcome.call(&edit);
        } else if let Some(message) = query.and_then(|query| query.message.as_ref())
            && let Some(chat) = message.chat()
        {
            let mut edit = EditMessageText::new(chat.id, message.message_id()).text(self.text);
            (edit.parse_mode, edit.reply_markup) = (self.parse_mode, keyboard);
            edit.business_connection_id = cx
                .anchor()
                .and_then(|anchor| anchor.business_connection_id.clone());
            outcome.call(&edit);
        } else {
            outcome.fail(NoMessage(cx.update().kind().as_str().to_owned()));
        }
    }
}
