//! Formatted text: the three parse modes, explicit entities, and those found by the server itself.
//!
//! Offsets in error texts are bytes of the input; offsets of entities are UTF-16 units.

use serde_json::{Map, Value, json};

use crate::{http::error::ApiError, http::params::Params, world::state::State};

mod auto;
mod explicit;
mod html;
mod link;
mod markdown;
mod markdown_v2;

pub(crate) use auto::find;
pub(crate) use link::checked as checked_url;

/// A text longer than this, in bytes, is refused before it is looked at.
const MAX_RAW_BYTES: usize = 32_768;
/// Further entities of a message are ignored.
const MAX_ENTITIES: usize = 100;

/// A text with its entities, ordered by offset, the longer first.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct FormattedText {
    pub(crate) text: String,
    pub(crate) entities: Vec<Entity>,
}

/// A part of a text that means something; `offset` and `length` are UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Entity {
    pub(crate) offset: usize,
    pub(crate) length: usize,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Kind {
    Mention,
    Hashtag,
    Cashtag,
    BotCommand,
    Url,
    Email,
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Blockquote,
    ExpandableBlockquote,
    Code,
    Pre(Option<String>),
    TextLink(String),
    TextMention(i64),
    CustomEmoji(String),
    DateTime {
        unix_time: i64,
        format: Option<String>,
    },
}

impl Kind {
    /// The `type` of the `MessageEntity` object.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Hashtag => "hashtag",
            Self::Cashtag => "cashtag",
            Self::BotCommand => "bot_command",
            Self::Url => "url",
            Self::Email => "email",
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::Underline => "underline",
            Self::Strikethrough => "strikethrough",
            Self::Spoiler => "spoiler",
            Self::Blockquote => "blockquote",
            Self::ExpandableBlockquote => "expandable_blockquote",
            Self::Code => "code",
            Self::Pre(_) => "pre",
            Self::TextLink(_) => "text_link",
            Self::TextMention(_) => "text_mention",
            Self::CustomEmoji(_) => "custom_emoji",
            Self::DateTime { .. } => "date_time",
        }
    }

    /// Kinds inside which the server looks for nothing of its own.
    fn is_opaque(&self) -> bool {
        matches!(
            self,
            Self::Code
                | Self::Pre(_)
                | Self::TextLink(_)
                | Self::TextMention(_)
                | Self::CustomEmoji(_)
                | Self::DateTime { .. }
        )
    }

    fn is_found_by_server(&self) -> bool {
        matches!(
            self,
            Self::Mention
                | Self::Hashtag
                | Self::Cashtag
                | Self::BotCommand
                | Self::Url
                | Self::Email
        )
    }
}

impl Entity {
    fn end(&self) -> usize {
        self.offset + self.length
    }

    fn json(&self, state: &State) -> Value {
        let mut json = json!({
            "type": self.kind.name(),
            "offset": self.offset,
            "length": self.length,
        });
        match &self.kind {
            Kind::Pre(Some(language)) => json["language"] = json!(language),
            Kind::TextLink(url) => json["url"] = json!(url),
            Kind::TextMention(user) => json["user"] = state.member_json(*user),
            Kind::CustomEmoji(id) => json["custom_emoji_id"] = json!(id),
            Kind::DateTime { unix_time, format } => {
                json["unix_time"] = json!(unix_time);
                if let Some(format) = format {
                    json["date_time_format"] = json!(format);
                }
            }
            _ => {}
        }
        json
    }
}

impl FormattedText {
    /// A text without entities.
    pub(crate) fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            entities: Vec::new(),
        }
    }

    /// Writes the text and its entities under these keys.
    pub(crate) fn write(
        &self,
        json: &mut Map<String, Value>,
        text_key: &str,
        entities_key: &str,
        state: &State,
    ) {
        json.insert(text_key.into(), self.text.clone().into());
        if !self.entities.is_empty() {
            let entities = self
                .entities
                .iter()
                .map(|entity| entity.json(state))
                .collect();
            json.insert(entities_key.into(), Value::Array(entities));
        }
    }
}

/// The names of the parameters that make up one formatted text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names {
    pub(crate) text: &'static str,
    pub(crate) parse_mode: &'static str,
    pub(crate) entities: &'static str,
}

/// A message's text.
pub(crate) const TEXT: Names = Names {
    text: "text",
    parse_mode: "parse_mode",
    entities: "entities",
};
/// The caption of a file.
pub(crate) const CAPTION: Names = Names {
    text: "caption",
    parse_mode: "parse_mode",
    entities: "caption_entities",
};

/// Reads a formatted text from the parameters of a call. Length after parsing is the caller's
/// affair.
pub(crate) fn read(
    params: &Params,
    names: Names,
    state: &State,
) -> Result<FormattedText, ApiError> {
    parse(
        params.text(names.text),
        params.text(names.parse_mode),
        params.text(names.entities),
        state,
    )
}

/// Parses `text` by its parse mode, or with explicit entities when there is none.
pub(crate) fn parse(
    text: &str,
    parse_mode: &str,
    entities: &str,
    state: &State,
) -> Result<FormattedText, ApiError> {
    if text.len() > MAX_RAW_BYTES {
        return Err(ApiError::bad_request("Text is too long"));
    }
    let parsed = match parse_mode.to_ascii_lowercase().as_str() {
        "" | "none" => explicit::read(text, entities, state)?,
        "html" => html::parse(text, state).map_err(|error| cannot_parse(&error))?,
        "markdown" => markdown::parse(text, state).map_err(|error| cannot_parse(&error))?,
        "markdownv2" => markdown_v2::parse(text, state).map_err(|error| cannot_parse(&error))?,
        _ => return Err(ApiError::bad_request("Unsupported parse_mode")),
    };
    Ok(find(trim(parsed)))
}

fn cannot_parse(why: &str) -> ApiError {
    ApiError::bad_request(format!("Can't parse entities: {why}"))
}

/// Removes white space around a text, as the server does; in front only up to the first entity.
pub(crate) fn trim(mut text: FormattedText) -> FormattedText {
    let end = text.text.trim_end().len();
    text.text.truncate(end);
    let length = utf16_length(&text.text);
    let spaces = text.text.len() - text.text.trim_start().len();
    let first_entity = text.entities.iter().map(|entity| entity.offset).min();
    let mut cut_units = utf16_length(&text.text[..spaces]);
    let mut cut_bytes = spaces;
    if first_entity.is_some_and(|first| first < cut_units) {
        (cut_units, cut_bytes) = (0, 0);
    }
    text.text.drain(..cut_bytes);
    for entity in &mut text.entities {
        entity.length = entity.end().min(length).saturating_sub(entity.offset);
        entity.offset -= cut_units.min(entity.offset);
    }
    text.entities.retain(|entity| entity.length > 0);
    sort(&mut text.entities);
    text
}

fn sort(entities: &mut Vec<Entity>) {
    entities.sort_by_key(|entity| (entity.offset, std::cmp::Reverse(entity.length)));
    entities.truncate(MAX_ENTITIES);
}

/// The length of a text in UTF-16 units.
pub(crate) fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// A text being built, with its length in UTF-16 units.
#[derive(Debug, Default)]
struct Builder {
    text: String,
    units: usize,
    entities: Vec<Entity>,
}

impl Builder {
    fn push(&mut self, character: char) {
        self.text.push(character);
        self.units += character.len_utf16();
    }

    /// Ends an entity that began at `offset`; an empty one is left out.
    fn end(&mut self, offset: usize, kind: Kind) {
        if self.units > offset {
            self.entities.push(Entity {
                offset,
                length: self.units - offset,
                kind,
            });
        }
    }

    fn finish(mut self) -> FormattedText {
        sort(&mut self.entities);
        FormattedText {
            text: self.text,
            entities: self.entities,
        }
    }
}
