//! Text within a block.

use botwright_api::ids::CustomEmojiId;
use botwright_api::types::{
    RichMessageButton, RichText, RichTextAnchor, RichTextAnchorLink, RichTextBankCardNumber,
    RichTextBold, RichTextBotCommand, RichTextButton, RichTextCashtag, RichTextCode,
    RichTextCustomEmoji, RichTextDateTime, RichTextEmailAddress, RichTextHashtag, RichTextItalic,
    RichTextMarked, RichTextMathematicalExpression, RichTextMention, RichTextPhoneNumber,
    RichTextReference, RichTextReferenceLink, RichTextSpoiler, RichTextStrikethrough,
    RichTextSubscript, RichTextSuperscript, RichTextTextMention, RichTextUnderline, RichTextUrl,
    User,
};

use crate::callback::Callback;

/// The text of a paragraph, heading, cell and so on, piece by piece. A piece can itself be one of these.
///
/// ```
/// use botwright::rich::Text;
///
/// let text = Text::new()
///     .text("Water is H")
///     .subscript("2")
///     .text("O, as ")
///     .bold(Text::new().text("everybody ").italic("knows"));
/// # let _ = text;
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Text(Vec<RichText>);

macro_rules! pieces {
    ($($(#[$doc:meta])* $name:ident: $ty:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name(self, text: impl Into<RichText>) -> Self {
            self.piece($ty::new(text))
        }
    )*};
}

macro_rules! tied {
    ($($(#[$doc:meta])* $name:ident($to:ident): $ty:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name(self, text: impl Into<RichText>, $to: impl Into<String>) -> Self {
            self.piece($ty::new(text, $to))
        }
    )*};
}

impl Text {
    /// No text yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text as it is.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.piece(text.into())
    }

    /// Adds any piece.
    pub fn piece(mut self, piece: impl Into<RichText>) -> Self {
        self.0.push(piece.into());
        self
    }

    pieces! {
        /// Adds a bold text.
        bold: RichTextBold;
        /// Adds an italic text.
        italic: RichTextItalic;
        /// Adds an underlined text.
        underline: RichTextUnderline;
        /// Adds a text that is struck through.
        strikethrough: RichTextStrikethrough;
        /// Adds a text that is hidden until it is tapped.
        spoiler: RichTextSpoiler;
        /// Adds a text below the line.
        subscript: RichTextSubscript;
        /// Adds a text above the line.
        superscript: RichTextSuperscript;
        /// Adds a text as if marked with a pen.
        marked: RichTextMarked;
        /// Adds a text in letters of equal width.
        code: RichTextCode;
    }

    tied! {
        /// Adds a link.
        link(url): RichTextUrl;
        /// Adds an e-mail address.
        email(address): RichTextEmailAddress;
        /// Adds a phone number.
        phone(number): RichTextPhoneNumber;
        /// Adds the number of a bank card.
        bank_card(number): RichTextBankCardNumber;
        /// Adds a mention by username.
        mention(username): RichTextMention;
        /// Adds a hashtag.
        hashtag(hashtag): RichTextHashtag;
        /// Adds a cashtag.
        cashtag(cashtag): RichTextCashtag;
        /// Adds a command of a bot.
        bot_command(command): RichTextBotCommand;
        /// Adds a link to an [`anchor`](Self::anchor) of this message; an empty name is its top.
        anchor_link(name): RichTextAnchorLink;
        /// Adds a text that others [refer to](Self::reference_link), such as a footnote.
        reference(name): RichTextReference;
        /// Adds a link to a [`reference`](Self::reference).
        reference_link(name): RichTextReferenceLink;
    }

    /// Adds a mention of somebody, who may have no username.
    pub fn user(self, text: impl Into<RichText>, user: &User) -> Self {
        self.piece(RichTextTextMention::new(text, user.clone()))
    }

    /// Adds a custom emoji by its id, with the emoji that stands for it elsewhere.
    pub fn custom_emoji(self, emoji: impl Into<String>, id: impl Into<CustomEmojiId>) -> Self {
        self.piece(RichTextCustomEmoji::new(id, emoji))
    }

    /// Adds a formula in LaTeX.
    pub fn formula(self, expression: impl Into<String>) -> Self {
        self.piece(RichTextMathematicalExpression::new(expression))
    }

    /// Adds a time that each user sees in their own zone and language: Unix time in seconds, and the form
    /// as in [date-time entities](https://core.telegram.org/bots/api#date-time-entity-formatting).
    pub fn date_time(
        self,
        text: impl Into<RichText>,
        unix_time: i64,
        format: impl Into<String>,
    ) -> Self {
        self.piece(RichTextDateTime::new(text, unix_time, format))
    }

    /// Adds a place that links of this message can lead to.
    pub fn anchor(self, name: impl Into<String>) -> Self {
        self.piece(RichTextAnchor::new(name))
    }

    /// Adds a button that carries callback data.
    pub fn button(self, label: impl Into<RichText>, data: &impl Callback) -> Self {
        self.any_button(RichMessageButton::new(label).callback_data(data.pack()))
    }

    /// Adds any button.
    pub fn any_button(self, button: RichMessageButton) -> Self {
        self.piece(RichTextButton::new(button))
    }
}

impl From<Text> for RichText {
    fn from(mut text: Text) -> Self {
        match text.0.pop() {
            Some(piece) if text.0.is_empty() => piece,
            last => {
                text.0.extend(last);
                Self::List(text.0)
            }
        }
    }
}
