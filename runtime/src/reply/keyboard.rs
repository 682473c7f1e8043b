//! Buttons under a message.

use botwright_api::ChatTarget;
use botwright_api::types::{
    CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, ReplyMarkup, UpdateContent,
    WebAppInfo,
};

use super::button::Button;
use super::{IntoReply, Outcome};
use crate::callback::Callback;
use crate::callback::seal::{NoUser, Sealer, named};
use crate::cx::Cx;
use crate::session::{Change, StoreError, Transaction};

/// Buttons under a message, made by [`keyboard!`](crate::keyboard).
///
/// As a reply it stands under the message that is returned before it: `(text, keyboard)` is one
/// message. For calls of your own it is a `reply_markup`; if there are signed or stored buttons in it,
/// after [`seal`](Self::seal).
#[derive(Debug, Clone, Default)]
pub struct InlineKeyboard(Vec<Vec<Button>>);

/// A keyboard that cannot be sealed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// A button is bound to a user, and there is none.
    #[error(transparent)]
    NoUser(#[from] NoUser),
    /// What stored buttons carry could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

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
    pub fn new(rows: impl Into<Vec<Vec<Button>>>) -> Self {
        Self(rows.into())
    }

    /// A button that carries callback data.
    pub fn button(text: impl Into<String>, data: &impl Callback) -> Button {
        Button::carrying(text, data)
    }

    /// A button that opens a link.
    pub fn url(text: impl Into<String>, url: impl Into<String>) -> Button {
        InlineKeyboardButton::new(text).url(url).into()
    }

    /// A button that opens a Web App; in private chats.
    pub fn web_app(text: impl Into<String>, url: impl Into<String>) -> Button {
        InlineKeyboardButton::new(text)
            .web_app(WebAppInfo::new(url))
            .into()
    }

    /// A button that copies a text of 1-256 characters.
    pub fn copy(text: impl Into<String>, copied: impl Into<String>) -> Button {
        InlineKeyboardButton::new(text)
            .copy_text(CopyTextButton::new(copied))
            .into()
    }

    /// A button that has the user choose a chat and begins an inline query there.
    pub fn switch(text: impl Into<String>, query: impl Into<String>) -> Button {
        InlineKeyboardButton::new(text)
            .switch_inline_query(query)
            .into()
    }

    /// A button that begins an inline query in this chat.
    pub fn switch_here(text: impl Into<String>, query: impl Into<String>) -> Button {
        InlineKeyboardButton::new(text)
            .switch_inline_query_current_chat(query)
            .into()
    }

    /// The button that pays; the first one of an invoice.
    pub fn pay(text: impl Into<String>) -> Button {
        InlineKeyboardButton::new(text).pay(true).into()
    }

    /// Adds a row below the others.
    pub fn row(mut self, buttons: impl Into<Vec<Button>>) -> Self {
        self.0.push(buttons.into());
        self
    }

    /// The markup for a call of your own to this chat, with signed and stored buttons sealed: what stored
    /// ones carry is in the bot's store then. Keyboards that handlers return, or that
    /// [`Reply`](crate::Reply) and [`Talk`](crate::Talk) send, are sealed by themselves.
    ///
    /// ```
    /// use botwright::prelude::*;
    ///
    /// #[derive(Callback)]
    /// #[callback(signed)]
    /// enum Request { Grant { user: i64 } }
    ///
    /// /// Asks the admins.
    /// #[command]
    /// async fn access(user: &User, api: Api, cx: Cx) -> bot::Result<&'static str> {
    ///     let admins = -1001234567890;
    ///     let keyboard = keyboard![["Grant" => Request::Grant { user: user.id.0 }]];
    ///     let markup = keyboard.seal(&cx, admins).await?;
    ///     api.send_message(admins, "Somebody wants in").reply_markup(markup).await?;
    ///     Ok("The admins will look at it")
    /// }
    /// ```
    ///
    /// # Errors
    /// See [`SealError`].
    pub async fn seal(
        self,
        cx: &Cx,
        chat: impl Into<ChatTarget>,
    ) -> Result<InlineKeyboardMarkup, SealError> {
        self.seal_as(cx, named(&chat.into())).await
    }

    /// As [`seal`](Self::seal), for messages of inline mode: results of an inline query, and messages
    /// that are edited by their `inline_message_id`. They belong to no chat that a bot would know.
    ///
    /// # Errors
    /// See [`SealError`].
    pub async fn seal_inline(self, cx: &Cx) -> Result<InlineKeyboardMarkup, SealError> {
        self.seal_as(cx, String::new()).await
    }

    async fn seal_as(self, cx: &Cx, chat: String) -> Result<InlineKeyboardMarkup, SealError> {
        let mut keep = Vec::new();
        let markup = self.sealed(cx, chat, &mut keep)?;
        if !keep.is_empty() {
            let app = cx.app();
            let kept = app
                .store()
                .commit(Transaction::new(keep), app.clock().now());
            // They expect nothing, so nobody can be in their way.
            let _ = kept.await?;
        }
        Ok(markup)
    }

    /// The markup, sealed for this chat; what has to be kept goes to `keep`.
    fn sealed(
        self,
        cx: &Cx,
        chat: String,
        keep: &mut Vec<Change>,
    ) -> Result<InlineKeyboardMarkup, NoUser> {
        let sealer = Sealer {
            app: cx.app(),
            chat,
            user: cx.update().from().map(|user| user.id),
        };
        let mut rows = Vec::with_capacity(self.0.len());
        for row in self.0 {
            let row = row.into_iter().map(|button| button.seal(&sealer, keep));
            rows.push(row.collect::<Result<Vec<_>, _>>()?);
        }
        Ok(InlineKeyboardMarkup::new(rows))
    }

    /// The markup for a call of the outcome; `None` if the outcome failed.
    pub(super) fn settled(
        self,
        cx: &Cx,
        chat: String,
        outcome: &mut Outcome,
    ) -> Option<InlineKeyboardMarkup> {
        let mut keep = Vec::new();
        match self.sealed(cx, chat, &mut keep) {
            Ok(markup) => {
                outcome.keep(keep);
                Some(markup)
            }
            Err(error) => {
                outcome.fail(error);
                None
            }
        }
    }
}

/// For calls of your own. Signed and stored buttons have to be [sealed](InlineKeyboard::seal): a call with
/// others is not sent.
impl From<InlineKeyboard> for InlineKeyboardMarkup {
    fn from(keyboard: InlineKeyboard) -> Self {
        let rows = keyboard.0.into_iter();
        let rows = rows.map(|row| row.into_iter().map(Button::plain).collect::<Vec<_>>());
        Self::new(rows.collect::<Vec<_>>())
    }
}

impl From<InlineKeyboardMarkup> for InlineKeyboard {
    fn from(markup: InlineKeyboardMarkup) -> Self {
        let rows = markup.inline_keyboard.into_iter();
        let rows = rows.map(|row| row.into_iter().map(Button::from).collect());
        Self(rows.collect())
    }
}

/// As [`InlineKeyboardMarkup`].
impl From<InlineKeyboard> for ReplyMarkup {
    fn from(keyboard: InlineKeyboard) -> Self {
        InlineKeyboardMarkup::from(keyboard).into()
    }
}

impl IntoReply for InlineKeyboard {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        let chat = match &cx.update().content {
            // What answers a guest is a message of inline mode.
            UpdateContent::GuestMessage(_) => String::new(),
            _ => outcome.chat(),
        };
        if let Some(markup) = self.settled(cx, chat, outcome) {
            outcome.attach(&markup);
        }
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
