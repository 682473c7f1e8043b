//! One button under a message.

use botwright_api::types::InlineKeyboardButton;

use crate::callback::seal::{NoUser, Sealer, UNSEALED};
use crate::callback::{Callback, Seal, seal_of};
use crate::session::Change;

/// A button of an [`InlineKeyboard`](super::InlineKeyboard), made by its functions or from an
/// `InlineKeyboardButton`.
#[derive(Debug, Clone)]
pub struct Button {
    button: InlineKeyboardButton,
    unsealed: Option<(String, Seal)>,
}

impl Button {
    /// A button that carries a value.
    pub(super) fn carrying<E: Callback>(text: impl Into<String>, data: &E) -> Self {
        let (button, plain) = (InlineKeyboardButton::new(text), data.pack());
        let seal = seal_of(E::VARIANTS, &plain);
        if seal.is_none() {
            return button.callback_data(plain).into();
        }
        Self {
            button,
            unsealed: Some((plain, seal)),
        }
    }

    /// The same button with another look or another setting of `InlineKeyboardButton`.
    ///
    /// ```
    /// use botwright::reply::InlineKeyboard;
    /// use botwright::types::ButtonStyle;
    ///
    /// let button = InlineKeyboard::url("Site", "https://example.org");
    /// let button = button.with(|it| it.style(ButtonStyle::Success));
    /// # let _ = button;
    /// ```
    pub fn with(
        mut self,
        change: impl FnOnce(InlineKeyboardButton) -> InlineKeyboardButton,
    ) -> Self {
        self.button = change(self.button);
        self
    }

    /// The button as it is sent.
    pub(super) fn seal(
        self,
        sealer: &Sealer<'_>,
        keep: &mut Vec<Change>,
    ) -> Result<InlineKeyboardButton, NoUser> {
        match self.unsealed {
            None => Ok(self.button),
            Some((plain, seal)) => {
                let data = sealer.seal(seal, &plain, keep)?;
                Ok(self.button.callback_data(data))
            }
        }
    }

    /// The button as it is; one that would have to be sealed cannot be sent.
    pub(super) fn plain(self) -> InlineKeyboardButton {
        match self.unsealed {
            None => self.button,
            Some(_) => self.button.callback_data(UNSEALED),
        }
    }
}

impl From<InlineKeyboardButton> for Button {
    fn from(button: InlineKeyboardButton) -> Self {
        Self {
            button,
            unsealed: None,
        }
    }
}
