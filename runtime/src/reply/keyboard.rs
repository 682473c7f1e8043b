//! Buttons under a message.

use botwright_api::types::{InlineKeyboardButton, InlineKeyboardMarkup, ReplyMarkup};

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
/// A button carries a value of an enum with [`#[derive(Callback)]`](derive@crate::Callback), or opens
/// a link.
#[macro_export]
macro_rules! keyboard {
    (@row [$($button:expr),*]) => {
        ::std::vec![$($button),*]
    };
    (@row [$($button:expr),*] $text:expr => url($url:expr) $(, $($rest:tt)*)?) => {
        $crate::keyboard!(@row [
            $($button,)*
            $crate::types::InlineKeyboardButton::new($text).url($url)
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
