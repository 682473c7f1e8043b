//! Buttons under a message.

use botwright_api::types::{
    CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, ReplyMarkup, WebAppInfo,
};

use super::{IntoReply, Outcome};
use crate::callback::Callback;
use crate::cx::Cx;

/// Buttons under a message, made by [`keyboard!`](crate::keyboard).
///
/// As a reply it stands under the message that is returned before it: `(text, keyboard)` is one
/// message. For calls of your own it is a `reply_markup`.
#[derive(Debug, Clone, Default)]
pub struct InlineKeyboard(InlineKeyboardMarkup);

impl InlineKeyboard {
    /// A keyboard of these rows, from top to bottom.
    ///
    /// ```
    /// use botwright::prelude::*;
    ///
    /// #[derive(Callback)]
    /// enum Page { Show { page: u8 } }
    ///
    /// let row = (1..=3).map(|page| InlineKeyboard::button(page.to_string(), &Page::Show { page }));
    /// let keyboard = InlineKeyboard::new([row.collect::<Vec<_>>()]);
    /// # let _ = keyboard;
    /// ```
    pub fn new(rows: impl Into<Vec<Vec<InlineKeyboardButton>>>) -> Self {
        Self(InlineKeyboardMarkup::new(rows))
    }

    /// A button that carries callback data.
    pub fn button(text: impl Into<String>, data: &impl Callback) -> InlineKeyboardButton {
        InlineKeyboardButton::new(text).callback_data(data.pack())
    }

    /// A button that opens a link.
    pub fn url(text: impl Into<String>, url: impl Into<String>) -> InlineKeyboardButton {
        InlineKeyboardButton::new(text).url(url)
    }

    /// A button that opens a Web App; in private chats.
    pub fn web_app(text: impl Into<String>, url: impl Into<String>) -> InlineKeyboardButton {
        InlineKeyboardButton::new(text).web_app(WebAppInfo::new(url))
    }

    /// A button that copies a text of 1-256 characters.
    pub fn copy(text: impl Into<String>, copied: impl Into<String>) -> InlineKeyboardButton {
        InlineKeyboardButton::new(text).copy_text(CopyTextButton::new(copied))
    }

    /// A button that has the user choose a chat and begins an inline query there.
    pub fn switch(text: impl Into<String>, query: impl Into<String>) -> InlineKeyboardButton {
        InlineKeyboardButton::new(text).switch_inline_query(query)
    }

    /// A button that begins an inline query in this chat.
    pub fn switch_here(text: impl Into<String>, query: impl Into<String>) -> InlineKeyboardButton {
        InlineKeyboardButton::new(text).switch_inline_query_current_chat(query)
    }

    /// The button that pays; the first one of an invoice.
    pub fn pay(text: impl Into<String>) -> InlineKeyboardButton {
        InlineKeyboardButton::new(text).pay(true)
    }

    /// Adds a row below the others.
    pub fn row(mut self, buttons: impl Into<Vec<InlineKeyboardButton>>) -> Self {
        self.0.inline_keyboard.push(buttons.into());
        self
    }
}

impl From<InlineKeyboard> for InlineKeyboardMarkup {
    fn from(keyboard: InlineKeyboard) -> Self {
        keyboard.0
    }
}

impl From<InlineKeyboardMarkup> for InlineKeyboard {
    fn from(markup: InlineKeyboardMarkup) -> Self {
        Self(markup)
    }
}

impl From<InlineKeyboard> for ReplyMarkup {
    fn from(keyboard: InlineKeyboard) -> Self {
        keyboard.0.into()
    }
}

impl IntoReply for InlineKeyboard {
    fn into_reply(self, _: &Cx, outcome: &mut Outcome) {
        outcome.attach(&self.0);
    }
}

/// Buttons under a message: rows of texts and what each button does.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Callback)]
/// enum Cart { Add { sku: u32, n: u8 }, Clear }
///
/// /// Shows the cart.
/// #[command]
/// async fn cart() -> (&'static str, InlineKeyboard) {
///     ("Your cart", keyboard![
///         ["Add 2" => Cart::Add { sku: 7, n: 2 }, "Clear" => Cart::Clear],
///         ["Site" => url("https://example.org")],
///     ])
/// }
/// ```
///
/// A button carries a value of an enum with [`#[derive(Callback)]`](derive@crate::Callback), or is
/// `url("…")`, `web_app("…")`, `copy("…")`, `switch("…")` (an inline query in a chat of the user's
/// choice), `switch_here("…")` or `pay()`.
#[macro_export]
macro_rules! keyboard {
    (@row [$($button:expr),*]) => {
        ::std::vec![$($button),*]
    };
    (@row [$($button:expr),*] $text:expr => url($value:expr) $(, $($rest:tt)*)?) => {
        $crate::keyboard!(@row [
            $($button,)*
            $crate::InlineKeyboard::url($text, $value)
        ] $($($rest)*)?)
    };
    (@row [$($button:expr),*] $text:expr => web_app($value:expr) $(, $($rest:tt)*)?) => {
        $crate::keyboard!(@row [
            $($button,)*
            $crate::InlineKeyboard::web_app($text, $value)
        ] $($($rest)*)?)
    };
    (@row [$($button:expr),*] $text:expr => copy($value:expr) $(, $($rest:tt)*)?) => {
        $crate::keyboard!(@row [
            $($button,)*
            $crate::InlineKeyboard::copy($text, $value)
        ] $($($rest)*)?)
    };
    (@row [$($button:expr),*] $text:expr => switch($value:expr) $(, $($rest:tt)*)?) => {
        $crate::keyboard!(@row [
            $($button,)*
            $crate::InlineKeyboard::switch($text, $value)
        ] $($($rest)*)?)
    };
    (@row [$($button:expr),*] $text:expr => switch_here($value:expr) $(, $($rest:tt)*)?) => {
        $crate::keyboard!(@row [
            $($button,)*
            $crate::InlineKeyboard::switch_here($text, $value)
        ] $($($rest)*)?)
    };
    (@row [$($button:expr),*] $text:expr => pay() $(, $($rest:tt)*)?) => {
        $crate::keyboard!(@row [
            $($button,)*
            $crate::InlineKeyboard::pay($text)
        ] $($($rest)*)?)
    };
    (@row [$($button:expr),*] $text:expr => $data:expr $(, $($rest:tt)*)?) => {
        $crate::keyboard!(@row [
            $($button,)*
            $crate::InlineKeyboard::button($text, &$data)
        ] $($($rest)*)?)
    };
    ($([$($row:tt)*]),* $(,)?) => {
        $crate::InlineKeyboard::new(::std::vec![$($crate::keyboard!(@row [] $($row)*)),*])
    };
}
