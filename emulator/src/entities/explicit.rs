//! Entities given as JSON beside the text.

use serde_json::Value;

use super::{Entity, FormattedText, Kind, MAX_ENTITIES, link};
use crate::{http::error::ApiError, world::state::State};

/// Reads `entities`. A text that is no JSON array is ignored in silence, as on the server; an
/// array with a bad element is an error.
pub(super) fn read(text: &str, entities: &str, state: &State) -> Result<FormattedText, ApiError> {
    let mut formatted = FormattedText::plain(text);
    let Ok(Value::Array(items)) = serde_json::from_str(entities) else {
        return Ok(formatted);
    };
    for item in items.iter().take(MAX_ENTITIES) {
        let entity = one(item, state)
            .map_err(|why| ApiError::bad_request(format!("Can't parse MessageEntity: {why}")))?;
        formatted.entities.extend(entity);
    }
    check(&formatted)?;
    Ok(formatted)
}

fn one(item: &Value, state: &State) -> Result<Option<Entity>, String> {
    let Value::Object(fields) = item else {
        return Err("Expected an Object".into());
    };
    let number = |name: &str| match fields.get(name) {
        Some(value) => value
            .as_i64()
            .or_else(|| value.as_str()?.parse().ok())
            .ok_or_else(|| format!("Field \"{name}\" must be a Number")),
        None => Err(format!("Can't find field \"{name}\"")),
    };
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    let Some(name) = fields.get("type") else {
        return Err("Can't find field \"type\"".into());
    };
    let Some(name) = name.as_str() else {
        return Err("Field \"type\" must be of type String".into());
    };
    let (Ok(offset), Ok(length)) = (
        usize::try_from(number("offset")?),
        usize::try_from(number("length")?),
    ) else {
        return Err("Entity has a negative offset or length".into());
    };
    let kind = match name {
        "bold" => Kind::Bold,
        "italic" => Kind::Italic,
        "underline" => Kind::Underline,
        "strikethrough" => Kind::Strikethrough,
        "spoiler" => Kind::Spoiler,
        "blockquote" => Kind::Blockquote,
        "expandable_blockquote" => Kind::ExpandableBlockquote,
        "code" => Kind::Code,
        "pre" => Kind::Pre(Some(text("language").to_owned()).filter(|text| !text.is_empty())),
        "text_link" => match link::entity(text("url"), state) {
            Some(kind) => kind,
            None => return Ok(None),
        },
        "text_mention" => {
            let id = fields
                .get("user")
                .and_then(|user| user.get("id"))
                .and_then(Value::as_i64);
            match id {
                Some(id) if state.users.contains_key(&id) => Kind::TextMention(id),
                Some(_) => return Ok(None),
                None => return Err("Can't find field \"user\"".into()),
            }
        }
        "custom_emoji" => link::custom_emoji(text("custom_emoji_id"))
            .ok_or("Invalid custom emoji identifier specified")?,
        "date_time" => link::date_time(&number("unix_time")?.to_string(), text("date_time_format"))
            .ok_or("Invalid date and time format specified")?,
        // The server finds these by itself.
        "mention" | "hashtag" | "cashtag" | "bot_command" | "url" | "email" | "phone_number" => {
            return Ok(None);
        }
        _ => return Err("Unsupported type specified".into()),
    };
    Ok(Some(Entity {
        offset,
        length,
        kind,
    }))
}

/// Every entity begins and ends between characters and inside the text.
fn check(formatted: &FormattedText) -> Result<(), ApiError> {
    for entity in formatted.entities.iter().filter(|entity| entity.length > 0) {
        let mut units = 0;
        for (byte, character) in formatted.text.char_indices() {
            let next = units + character.len_utf16();
            for edge in [entity.offset, entity.end()] {
                if units < edge && edge < next {
                    return Err(ApiError::bad_request(format!(
                        "Entity beginning at UTF-16 offset {} ends in a middle of a UTF-16 symbol \
                         at byte offset {byte}",
                        entity.offset
                    )));
                }
            }
            units = next;
        }
        if entity.end() > units {
            return Err(ApiError::bad_request(format!(
                "Entity beginning at UTF-16 offset {} ends after the end of the text at UTF-16 \
                 offset {units}",
                entity.offset
            )));
        }
    }
    Ok(())
}
