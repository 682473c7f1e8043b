//! A text and its entities.

use botwright_api::ids::CustomEmojiId;
use botwright_api::text::utf16_len;
use botwright_api::types::{MessageEntity, MessageEntityType, User};

use super::{HtmlError, html, read, split};
use crate::reply::Html;

/// A text and its entities, put together piece by piece: nothing has to be escaped.
///
/// ```
/// use botwright::prelude::*;
///
/// /// Shows the order.
/// #[command]
/// async fn order(user: &User) -> FormattedText {
///     FormattedText::new()
///         .bold("Order 7")
///         .text(" for ")
///         .mention(user)
///         .text("\n")
///         .quote(FormattedText::new().text("see ").link("the terms", "https://example.org"))
/// }
/// ```
///
/// As a reply it is sent to the update's chat, in several messages where it is too long for one. For
/// calls of your own, [`into_parts`](Self::into_parts) gives the text and the entities, whose offsets
/// count UTF-16 code units ([MessageEntity](https://core.telegram.org/bots/api#messageentity)).
///
/// Every method takes texts and other `FormattedText`s, so entities nest. Telegram keeps no entities
/// within [`code`](Self::code) and [`pre`](Self::pre).
#[derive(Debug, Clone, Default)]
pub struct FormattedText {
    text: String,
    units: i64,
    entities: Vec<MessageEntity>,
}

impl FormattedText {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads Telegram's HTML.
    ///
    /// # Errors
    /// It is not well-formed, as the server would say.
    pub fn from_html(html: &Html) -> Result<Self, HtmlError> {
        read::read(html.as_str())
    }

    /// A text whose entities are known: those of a message, for instance.
    pub fn from_parts(text: impl Into<String>, entities: impl Into<Vec<MessageEntity>>) -> Self {
        let text = text.into();
        Self {
            units: units(&text),
            text,
            entities: entities.into(),
        }
    }

    /// The text alone.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The entities.
    pub fn entities(&self) -> &[MessageEntity] {
        &self.entities
    }

    /// The text and its entities, for a call: `.text(text).entities(entities)`.
    pub fn into_parts(self) -> (String, Vec<MessageEntity>) {
        (self.text, self.entities)
    }

    /// The length as Telegram counts it, in UTF-16 code units.
    pub fn len_utf16(&self) -> usize {
        usize::try_from(self.units).unwrap_or(usize::MAX)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The same as HTML.
    pub fn html(&self) -> Html {
        html::write(self)
    }

    /// The text in parts of at most `most` UTF-16 code units. Together they are the whole text, and
    /// their entities cover what they covered; see the [module](super) for where the borders are. A
    /// grapheme longer than `most` is broken all the same.
    ///
    /// ```
    /// use botwright::FormattedText;
    ///
    /// let parts = FormattedText::new().text("One. ").bold("Two three.").split(10);
    /// let texts: Vec<_> = parts.iter().map(FormattedText::as_str).collect();
    /// assert_eq!(texts, ["One. ", "Two three."]);
    /// ```
    pub fn split(self, most: usize) -> Vec<Self> {
        split::split(self, most)
    }

    /// Whether it is no longer than this and has no more entities than the server keeps.
    pub(crate) fn fits(&self, most: usize) -> bool {
        split::fits(self, most)
    }

    /// The first part of at most `most` UTF-16 code units, and the rest.
    pub(crate) fn split_first(&self, most: usize) -> (Self, Self) {
        split::split_first(self, most)
    }

    /// Adds a text as it is.
    pub fn text(mut self, text: impl Into<Self>) -> Self {
        self.append(text.into());
        self
    }

    /// Adds a bold text.
    pub fn bold(self, text: impl Into<Self>) -> Self {
        self.marked(text, MessageEntityType::Bold)
    }

    /// Adds an italic text.
    pub fn italic(self, text: impl Into<Self>) -> Self {
        self.marked(text, MessageEntityType::Italic)
    }

    /// Adds an underlined text.
    pub fn underline(self, text: impl Into<Self>) -> Self {
        self.marked(text, MessageEntityType::Underline)
    }

    /// Adds a text that is struck through.
    pub fn strikethrough(self, text: impl Into<Self>) -> Self {
        self.marked(text, MessageEntityType::Strikethrough)
    }

    /// Adds a text that is hidden until it is tapped.
    pub fn spoiler(self, text: impl Into<Self>) -> Self {
        self.marked(text, MessageEntityType::Spoiler)
    }

    /// Adds a block quotation. Quotations do not nest.
    pub fn quote(self, text: impl Into<Self>) -> Self {
        self.marked(text, MessageEntityType::Blockquote)
    }

    /// Adds a block quotation that is shown in short until it is tapped.
    pub fn expandable_quote(self, text: impl Into<Self>) -> Self {
        self.marked(text, MessageEntityType::ExpandableBlockquote)
    }

    /// Adds a piece of code within a line.
    pub fn code(self, text: impl Into<Self>) -> Self {
        self.marked(text, MessageEntityType::Code)
    }

    /// Adds a block of code in a programming language; `""` for none.
    pub fn pre(self, language: impl Into<String>, text: impl Into<Self>) -> Self {
        let language = language.into();
        self.with(text, MessageEntityType::Pre, |entity| {
            if language.is_empty() {
                entity
            } else {
                entity.language(language)
            }
        })
    }

    /// Adds a text that opens a link.
    pub fn link(self, text: impl Into<Self>, url: impl Into<String>) -> Self {
        self.with(text, MessageEntityType::TextLink, |entity| entity.url(url))
    }

    /// Adds a user's name that opens the profile, also of a user without a username. Telegram shows it
    /// as such if the bot has met the user.
    pub fn mention(self, user: &User) -> Self {
        let name = match &user.last_name {
            Some(last) => format!("{} {last}", user.first_name),
            None => user.first_name.clone(),
        };
        self.mention_as(name, user)
    }

    /// Adds a text that opens a user's profile.
    pub fn mention_as(self, text: impl Into<Self>, user: &User) -> Self {
        // The server reads nothing but the id.
        let user = User::new(user.id, user.is_bot, user.first_name.clone());
        self.with(text, MessageEntityType::TextMention, |entity| {
            entity.user(user)
        })
    }

    /// Adds a custom emoji; `emoji` is what is shown where it cannot be.
    pub fn custom_emoji(self, emoji: impl Into<Self>, id: impl Into<CustomEmojiId>) -> Self {
        self.with(emoji, MessageEntityType::CustomEmoji, |entity| {
            entity.custom_emoji_id(id)
        })
    }

    /// Adds a moment, in Unix seconds, which each user sees in the own zone and language; `format` as in
    /// [date-time entities](https://core.telegram.org/bots/api#date-time-entity-formatting), `""` for the
    /// text alone.
    pub fn date_time(
        self,
        text: impl Into<Self>,
        unix_time: i64,
        format: impl Into<String>,
    ) -> Self {
        let format = format.into();
        self.with(text, MessageEntityType::DateTime, |entity| {
            let entity = entity.unix_time(unix_time);
            if format.is_empty() {
                entity
            } else {
                entity.date_time_format(format)
            }
        })
    }

    fn marked(self, text: impl Into<Self>, r#type: MessageEntityType) -> Self {
        self.with(text, r#type, |entity| entity)
    }

    /// Adds a text under an entity; an empty one adds nothing.
    fn with(
        mut self,
        text: impl Into<Self>,
        r#type: MessageEntityType,
        set: impl FnOnce(MessageEntity) -> MessageEntity,
    ) -> Self {
        let text = text.into();
        if !text.is_empty() {
            let entity = MessageEntity::new(r#type, self.units, text.units);
            // An entity stands before those within it.
            self.entities.push(set(entity));
            self.append(text);
        }
        self
    }

    fn append(&mut self, other: Self) {
        let moved = other.entities.into_iter().map(|mut entity| {
            entity.offset += self.units;
            entity
        });
        self.entities.extend(moved);
        self.units += other.units;
        self.text.push_str(&other.text);
    }

    pub(super) fn len_i64(&self) -> i64 {
        self.units
    }

    /// Takes away an entity that covers everything since `offset`.
    pub(super) fn take_whole(
        &mut self,
        place: usize,
        r#type: &MessageEntityType,
        offset: i64,
    ) -> Option<MessageEntity> {
        let entity = self.entities.get(place)?;
        let is_whole = entity.r#type == *r#type
            && entity.offset == offset
            && entity.length == self.units - offset;
        is_whole.then(|| self.entities.remove(place))
    }

    /// Adds one letter.
    pub(super) fn push(&mut self, letter: char) {
        self.text.push(letter);
        self.units += i64::from(letter.len_utf16() > 1) + 1;
    }

    /// Puts an entity over everything since `offset`, in front of those that began there or later; an
    /// empty one is left out.
    pub(super) fn close(&mut self, place: usize, mut entity: MessageEntity) {
        entity.length = self.units - entity.offset;
        if entity.length > 0 {
            self.entities.insert(place.min(self.entities.len()), entity);
        }
    }
}

fn units(text: &str) -> i64 {
    i64::try_from(utf16_len(text)).unwrap_or(i64::MAX)
}

impl From<String> for FormattedText {
    fn from(text: String) -> Self {
        Self::from_parts(text, [])
    }
}

impl From<&str> for FormattedText {
    fn from(text: &str) -> Self {
        Self::from_parts(text, [])
    }
}

impl From<&String> for FormattedText {
    fn from(text: &String) -> Self {
        Self::from_parts(text.as_str(), [])
    }
}

impl From<std::borrow::Cow<'_, str>> for FormattedText {
    fn from(text: std::borrow::Cow<'_, str>) -> Self {
        Self::from_parts(text, [])
    }
}

impl<T: Into<Self>> Extend<T> for FormattedText {
    fn extend<I: IntoIterator<Item = T>>(&mut self, pieces: I) {
        for piece in pieces {
            self.append(piece.into());
        }
    }
}

impl<T: Into<Self>> FromIterator<T> for FormattedText {
    fn from_iter<I: IntoIterator<Item = T>>(pieces: I) -> Self {
        let mut text = Self::new();
        text.extend(pieces);
        text
    }
}
