//! Texts and their entities: offsets on the wire count UTF-16 code units.

use crate::ids::MessageId;
use crate::types::{Chat, MaybeInaccessibleMessage, Message, MessageEntity, MessageEntityType};

/// The part of `text` that `entity` covers; `None` when the entity does not lie within it.
///
/// ```
/// use botwright_api::{text::slice, types::{MessageEntity, MessageEntityType}};
///
/// let entity = MessageEntity::new(MessageEntityType::Bold, 3, 5);
/// assert_eq!(slice("👋 Hello", &entity), Some("Hello"));
/// ```
pub fn slice<'a>(text: &'a str, entity: &MessageEntity) -> Option<&'a str> {
    let start = usize::try_from(entity.offset).ok()?;
    let end = start.checked_add(usize::try_from(entity.length).ok()?)?;
    let from = byte_offset(text, start)?;
    let length = byte_offset(text.get(from..)?, end - start)?;
    text.get(from..from + length)
}

/// The byte offset of a UTF-16 offset; `None` behind the end or in the middle of a character.
pub fn byte_offset(text: &str, utf16: usize) -> Option<usize> {
    let mut units = 0;
    for (at, character) in text.char_indices() {
        if units >= utf16 {
            return (units == utf16).then_some(at);
        }
        units += character.len_utf16();
    }
    (units == utf16).then_some(text.len())
}

/// The length of a text as Telegram counts it, in UTF-16 code units.
pub fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

impl Message {
    /// The message's identifier within its chat; 0 for an ephemeral message.
    pub fn id(&self) -> MessageId {
        self.message_id
    }

    /// The text, or the caption of a media message.
    pub fn text_or_caption(&self) -> Option<&str> {
        self.text.as_deref().or(self.caption.as_deref())
    }

    /// The entities of the text, or of the caption.
    pub fn text_entities(&self) -> &[MessageEntity] {
        let entities = if self.text.is_some() {
            &self.entities
        } else {
            &self.caption_entities
        };
        entities.as_deref().unwrap_or_default()
    }

    /// The command at the very start of the text or caption, without the slash: `add@my_bot`.
    pub fn command(&self) -> Option<&str> {
        let entity = self
            .text_entities()
            .iter()
            .find(|entity| entity.offset == 0)?;
        if entity.r#type != MessageEntityType::BotCommand {
            return None;
        }
        slice(self.text_or_caption()?, entity)?.strip_prefix('/')
    }
}

impl MaybeInaccessibleMessage {
    /// The message's identifier within its chat.
    pub fn message_id(&self) -> MessageId {
        match self {
            Self::Message(message) => message.message_id,
            Self::InaccessibleMessage(message) => message.message_id,
            Self::Unknown(_) => MessageId(0),
        }
    }

    /// The chat of the message.
    pub fn chat(&self) -> Option<&Chat> {
        match self {
            Self::Message(message) => Some(&message.chat),
            Self::InaccessibleMessage(message) => Some(&message.chat),
            Self::Unknown(_) => None,
        }
    }
}
