//! Buttons instead of the user's keyboard.

use botwright_api::types::{
    ForceReply, InlineKeyboardMarkup, KeyboardButton, KeyboardButtonPollType,
    KeyboardButtonRequestChat, KeyboardButtonRequestUsers, ReplyKeyboardMarkup,
    ReplyKeyboardRemove, ReplyMarkup, WebAppInfo,
};

use super::{IntoReply, Outcome};
use crate::cx::Cx;

/// Buttons instead of the user's keyboard: what they press is sent as a message. It belongs to the
/// message returned before it: `(text, keyboard)` is one message.
///
/// ```
/// use botwright::prelude::*;
/// use botwright::reply_keyboard;
///
/// /// Asks where you are.
/// #[command]
/// async fn shops() -> (&'static str, ReplyKeyboard) {
///     ("Where are you?", reply_keyboard![["Berlin", "Vienna"], [location("Here")]].one_time())
/// }
///
/// #[on_message(location)]
/// async fn near() -> (&'static str, ReplyKeyboard) {
///     ("One moment", ReplyKeyboard::remove())
/// }
/// ```
///
/// It is as high as its rows need; [`full_size`](Self::full_size) makes it as high as the keyboard.
#[derive(Debug, Clone)]
pub struct ReplyKeyboard(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Show(ReplyKeyboardMarkup),
    Remove(ReplyKeyboardRemove),
}

/// A button of a [`ReplyKeyboard`]: a text, or one of those that `ReplyKeyboard` makes.
pub trait IntoButton {
    /// The button.
    fn into_button(self) -> KeyboardButton;
}

impl IntoButton for &str {
    fn into_button(self) -> KeyboardButton {
        KeyboardButton::new(self)
    }
}

impl IntoButton for String {
    fn into_button(self) -> KeyboardButton {
        KeyboardButton::new(self)
    }
}

impl IntoButton for KeyboardButton {
    fn into_button(self) -> KeyboardButton {
        self
    }
}

impl ReplyKeyboard {
    /// A keyboard without rows; see [`row`](Self::row).
    pub fn new() -> Self {
        let rows: [Vec<KeyboardButton>; 0] = [];
        Self(Kind::Show(
            ReplyKeyboardMarkup::new(rows).resize_keyboard(true),
        ))
    }

    /// Takes the keyboard away that was shown before.
    pub fn remove() -> Self {
        Self(Kind::Remove(ReplyKeyboardRemove::new()))
    }

    /// Adds a row below the others.
    pub fn row<B: IntoButton>(self, buttons: impl IntoIterator<Item = B>) -> Self {
        let row = buttons.into_iter().map(IntoButton::into_button).collect();
        self.show(|markup| markup.keyboard.push(row))
    }

    /// It goes away when a button is pressed.
    pub fn one_time(self) -> Self {
        self.show(|markup| markup.one_time_keyboard = Some(true))
    }

    /// It stays although the user hides it.
    pub fn persistent(self) -> Self {
        self.show(|markup| markup.is_persistent = Some(true))
    }

    /// As high as the user's keyboard.
    pub fn full_size(self) -> Self {
        self.show(|markup| markup.resize_keyboard = None)
    }

    /// What stands in the empty input field: up to 64 characters.
    pub fn placeholder(self, text: impl Into<String>) -> Self {
        self.show(|markup| markup.input_field_placeholder = Some(text.into()))
    }

    /// Only for those who are mentioned in the message, and the author of the one it replies to.
    pub fn selective(mut self) -> Self {
        match &mut self.0 {
            Kind::Show(markup) => markup.selective = Some(true),
            Kind::Remove(markup) => markup.selective = Some(true),
        }
        self
    }

    fn show(mut self, change: impl FnOnce(&mut ReplyKeyboardMarkup)) -> Self {
        if let Kind::Show(markup) = &mut self.0 {
            change(markup);
        }
        self
    }

    /// A button that sends the user's phone number; in private chats.
    pub fn contact(text: impl Into<String>) -> KeyboardButton {
        KeyboardButton::new(text).request_contact(true)
    }

    /// A button that sends where the user is; in private chats.
    pub fn location(text: impl Into<String>) -> KeyboardButton {
        KeyboardButton::new(text).request_location(true)
    }

    /// A button that has the user make a poll; in private chats.
    pub fn poll(text: impl Into<String>) -> KeyboardButton {
        KeyboardButton::new(text).request_poll(KeyboardButtonPollType::new())
    }

    /// A button that has the user choose others, up to `most`; the bot gets `users_shared` with `id`. In
    /// private chats.
    pub fn users(text: impl Into<String>, id: i64, most: u8) -> KeyboardButton {
        let request = KeyboardButtonRequestUsers::new(id).max_quantity(i64::from(most));
        KeyboardButton::new(text).request_users(request)
    }

    /// A button that has the user choose a group; the bot gets `chat_shared` with `id`. In private chats.
    pub fn group(text: impl Into<String>, id: i64) -> KeyboardButton {
        KeyboardButton::new(text).request_chat(KeyboardButtonRequestChat::new(id, false))
    }

    /// A button that has the user choose a channel; the bot gets `chat_shared` with `id`. In private
    /// chats.
    pub fn channel(text: impl Into<String>, id: i64) -> KeyboardButton {
        KeyboardButton::new(text).request_chat(KeyboardButtonRequestChat::new(id, true))
    }

    /// A button that opens a Web App, which can send `web_app_data`; in private chats.
    pub fn web_app(text: impl Into<String>, url: impl Into<String>) -> KeyboardButton {
        KeyboardButton::new(text).web_app(WebAppInfo::new(url))
    }
}

impl Default for ReplyKeyboard {
    fn default() -> Self {
        Self::new()
    }
}

impl From<ReplyKeyboard> for ReplyMarkup {
    fn from(keyboard: ReplyKeyboard) -> Self {
        match keyboard.0 {
            Kind::Show(markup) => markup.into(),
            Kind::Remove(markup) => markup.into(),
        }
    }
}

impl IntoReply for ReplyKeyboard {
    fn into_reply(self, _: &Cx, outcome: &mut Outcome) {
        match self.0 {
            Kind::Show(markup) => outcome.attach(&markup),
            Kind::Remove(markup) => outcome.attach(&markup),
        }
    }
}

macro_rules! markups {
    ($($name:ident)*) => {$(
        /// Belongs to the message returned before it.
        impl IntoReply for $name {
            fn into_reply(self, _: &Cx, outcome: &mut Outcome) {
                outcome.attach(&self);
            }
        }
    )*};
}

markups!(ForceReply InlineKeyboardMarkup ReplyKeyboardMarkup ReplyKeyboardRemove ReplyMarkup);

/// Buttons instead of the user's keyboard: rows of texts, and of `contact("…")`, `location("…")`,
/// `poll("…")`, `users("…", id, most)`, `group("…", id)`, `channel("…", id)` and `web_app("…", url)`.
///
/// ```
/// use botwright::reply_keyboard;
///
/// let keyboard = reply_keyboard![["Yes", "No"], [contact("My number")]].one_time();
/// # let _ = keyboard;
/// ```
#[macro_export]
macro_rules! reply_keyboard {
    (@button contact($($args:tt)*)) => { $crate::reply::ReplyKeyboard::contact($($args)*) };
    (@button location($($args:tt)*)) => { $crate::reply::ReplyKeyboard::location($($args)*) };
    (@button poll($($args:tt)*)) => { $crate::reply::ReplyKeyboard::poll($($args)*) };
    (@button users($($args:tt)*)) => { $crate::reply::ReplyKeyboard::users($($args)*) };
    (@button group($($args:tt)*)) => { $crate::reply::ReplyKeyboard::group($($args)*) };
    (@button channel($($args:tt)*)) => { $crate::reply::ReplyKeyboard::channel($($args)*) };
    (@button web_app($($args:tt)*)) => { $crate::reply::ReplyKeyboard::web_app($($args)*) };
    (@button $text:expr) => { $crate::reply::IntoButton::into_button($text) };
    (@row [$($done:expr),*]) => { [$($done),*] };
    (@row [$($done:expr),*] $name:ident($($args:tt)*) $(, $($rest:tt)*)?) => {
        $crate::reply_keyboard!(@row [
            $($done,)* $crate::reply_keyboard!(@button $name($($args)*))
        ] $($($rest)*)?)
    };
    (@row [$($done:expr),*] $text:expr $(, $($rest:tt)*)?) => {
        $crate::reply_keyboard!(@row [
            $($done,)* $crate::reply_keyboard!(@button $text)
        ] $($($rest)*)?)
    };
    ($([$($row:tt)*]),* $(,)?) => {
        $crate::reply::ReplyKeyboard::new()
            $(.row($crate::reply_keyboard!(@row [] $($row)*)))*
    };
}
