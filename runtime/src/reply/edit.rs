//! Changing the message of a pressed button.

use botwright_api::ids::{InlineMessageId, MessageId, UserId};
use botwright_api::methods::{
    EditEphemeralMessageCaption, EditEphemeralMessageMedia, EditEphemeralMessageReplyMarkup,
    EditEphemeralMessageText, EditMessageCaption, EditMessageCaptionInline, EditMessageMedia,
    EditMessageMediaInline, EditMessageReplyMarkup, EditMessageReplyMarkupInline, EditMessageText,
    EditMessageTextInline,
};
use botwright_api::types::{InlineKeyboardMarkup, InputMedia, InputRichMessage, ParseMode};
use botwright_api::{ChatTarget, Method};

use super::{Html, InlineKeyboard, IntoReply, Outcome, Place, Rich, answer};
use crate::callback::seal::named;
use crate::cx::Cx;

/// Changes the message whose button was pressed, also one sent in inline mode: its text, its caption, its
/// file or only its keyboard.
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
    what: What,
    parse_mode: Option<ParseMode>,
    keyboard: Option<InlineKeyboard>,
}

#[derive(Debug, Clone)]
enum What {
    Text(String),
    Rich(Box<InputRichMessage>),
    Caption(String),
    Media(Box<InputMedia>),
    Keyboard,
}

impl Edit {
    /// The message gets this text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(What::Text(text.into()))
    }

    /// The message gets this text with markup.
    pub fn html(html: &Html) -> Self {
        Self {
            parse_mode: Some(ParseMode::Html),
            ..Self::text(html.as_str())
        }
    }

    /// The message becomes this rich one.
    pub fn rich(rich: Rich) -> Self {
        Self::new(What::Rich(Box::new(rich.into())))
    }

    /// The file's caption becomes this.
    pub fn caption(text: impl Into<String>) -> Self {
        Self::new(What::Caption(text.into()))
    }

    /// The file's caption becomes this, with markup.
    pub fn caption_html(html: &Html) -> Self {
        Self {
            parse_mode: Some(ParseMode::Html),
            ..Self::caption(html.as_str())
        }
    }

    /// The message's file becomes this one, such as `InputMediaPhoto::new(InputFile::path("b.png"))`. A
    /// message sent in inline mode takes no uploads, only files by id or URL.
    pub fn media(media: impl Into<InputMedia>) -> Self {
        Self::new(What::Media(Box::new(media.into())))
    }

    /// Only the keyboard changes.
    pub fn only_keyboard(keyboard: InlineKeyboard) -> Self {
        Self::new(What::Keyboard).keyboard(keyboard)
    }

    /// Only the keyboard goes away.
    pub fn no_keyboard() -> Self {
        Self::new(What::Keyboard)
    }

    /// The message gets this keyboard.
    pub fn keyboard(mut self, keyboard: InlineKeyboard) -> Self {
        self.keyboard = Some(keyboard);
        self
    }

    fn new(what: What) -> Self {
        Self {
            what,
            parse_mode: None,
            keyboard: None,
        }
    }

    fn inline(
        self,
        id: &InlineMessageId,
        keyboard: Option<InlineKeyboardMarkup>,
        outcome: &mut Outcome,
    ) {
        match self.what {
            What::Text(text) => {
                let mut edit = EditMessageTextInline::new(id).text(text);
                (edit.parse_mode, edit.reply_markup) = (self.parse_mode, keyboard);
                outcome.call(&edit);
            }
            What::Rich(rich) => {
                let mut edit = EditMessageTextInline::new(id).rich_message(*rich);
                edit.reply_markup = keyboard;
                outcome.call(&edit);
            }
            What::Caption(text) => {
                let mut edit = EditMessageCaptionInline::new(id).caption(text);
                (edit.parse_mode, edit.reply_markup) = (self.parse_mode, keyboard);
                outcome.call(&edit);
            }
            What::Media(media) => {
                let mut edit = EditMessageMediaInline::new(id, *media);
                edit.reply_markup = keyboard;
                outcome.call(&edit);
            }
            What::Keyboard => {
                let mut edit = EditMessageReplyMarkupInline::new(id);
                edit.reply_markup = keyboard;
                outcome.call(&edit);
            }
        }
    }

    /// Of a message that only its receiver sees.
    fn ephemeral(
        self,
        (chat, receiver, id): (ChatTarget, UserId, i64),
        keyboard: Option<InlineKeyboardMarkup>,
        outcome: &mut Outcome,
    ) {
        match self.what {
            What::Text(text) => {
                let mut edit = EditEphemeralMessageText::new(chat, receiver, id).text(text);
                (edit.parse_mode, edit.reply_markup) = (self.parse_mode, keyboard);
                outcome.call(&edit);
            }
            What::Rich(rich) => {
                let edit = EditEphemeralMessageText::new(chat, receiver, id);
                let mut edit = edit.rich_message(*rich);
                edit.reply_markup = keyboard;
                outcome.call(&edit);
            }
            What::Caption(text) => {
                let mut edit = EditEphemeralMessageCaption::new(chat, receiver, id).caption(text);
                (edit.parse_mode, edit.reply_markup) = (self.parse_mode, keyboard);
                outcome.call(&edit);
            }
            What::Media(media) => {
                let mut edit = EditEphemeralMessageMedia::new(chat, receiver, id, *media);
                edit.reply_markup = keyboard;
                outcome.call(&edit);
            }
            What::Keyboard => {
                let mut edit = EditEphemeralMessageReplyMarkup::new(chat, receiver, id);
                edit.reply_markup = keyboard;
                outcome.call(&edit);
            }
        }
    }

    fn in_chat(
        self,
        (chat, id): (ChatTarget, MessageId),
        keyboard: Option<InlineKeyboardMarkup>,
        cx: &Cx,
        outcome: &mut Outcome,
    ) {
        match self.what {
            What::Text(text) => {
                let mut edit = EditMessageText::new(chat, id).text(text);
                (edit.parse_mode, edit.reply_markup) = (self.parse_mode, keyboard);
                call(&edit, cx, outcome);
            }
            What::Rich(rich) => {
                let mut edit = EditMessageText::new(chat, id).rich_message(*rich);
                edit.reply_markup = keyboard;
                call(&edit, cx, outcome);
            }
            What::Caption(text) => {
                let mut edit = EditMessageCaption::new(chat, id).caption(text);
                (edit.parse_mode, edit.reply_markup) = (self.parse_mode, keyboard);
                call(&edit, cx, outcome);
            }
            What::Media(media) => {
                let mut edit = EditMessageMedia::new(chat, id, *media);
                edit.reply_markup = keyboard;
                call(&edit, cx, outcome);
            }
            What::Keyboard => {
                let mut edit = EditMessageReplyMarkup::new(chat, id);
                edit.reply_markup = keyboard;
                call(&edit, cx, outcome);
            }
        }
    }
}

/// Adds the call with the business connection of the message.
fn call(edit: &impl Method, cx: &Cx, outcome: &mut Outcome) {
    outcome.call(edit);
    if !outcome.has_failed()
        && let (Some(place), Some(call)) = (Place::of(cx), outcome.calls.last_mut())
    {
        place.add_to(call);
    }
}

#[derive(Debug, thiserror::Error)]
#[error("there is no message to edit: the `{0}` update is no press of a button under one")]
struct NoMessage(String);

impl IntoReply for Edit {
    fn into_reply(mut self, cx: &Cx, outcome: &mut Outcome) {
        let query = answer::query(cx);
        let inline = query.and_then(|query| query.inline_message_id.as_ref());
        let message = query.and_then(|query| query.message.as_ref());
        let place = message.and_then(|it| Some((ChatTarget::from(it.chat()?.id), it.message_id())));
        let chat = place.as_ref().filter(|_| inline.is_none());
        let chat = chat.map_or_else(String::new, |(chat, _)| named(chat));
        let keyboard = self
            .keyboard
            .take()
            .and_then(|keyboard| keyboard.settled(cx, chat, outcome));
        if outcome.has_failed() {
            return;
        }
        if let Some(id) = inline {
            self.inline(id, keyboard, outcome);
        } else if let Some(query) = query
            && let Some(anchor) = cx.anchor()
            && let Some(id) = anchor.ephemeral_message_id
        {
            let place = (anchor.chat.id.into(), query.from.id, id);
            self.ephemeral(place, keyboard, outcome);
        } else if let Some(place) = place {
            self.in_chat(place, keyboard, cx, outcome);
        } else {
            outcome.fail(NoMessage(cx.update().kind().as_str().to_owned()));
        }
    }
}
