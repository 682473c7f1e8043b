//! What accompanies the question of a poll, its options and its explanation.

use serde_json::{Value, json};

use super::{
    location,
    media::{self, InputMedia},
};
use crate::{
    entities::checked_url,
    http::{error::ApiError, params::Params},
    world::{
        file::FileKind,
        message::{Content, field},
        state::State,
    },
};

/// A medium that is not in the world yet.
pub(super) enum Attachment {
    File(Box<InputMedia>),
    Plain(Content),
}

/// Reads an `InputPollMedia` or `InputPollOptionMedia` object, if there is one.
pub(super) fn read(
    state: &State,
    bot: i64,
    params: &Params,
    item: Option<&Value>,
) -> Result<Option<Attachment>, ApiError> {
    let Some(item) = item else {
        return Ok(None);
    };
    let cannot_parse =
        |why: &str| ApiError::bad_request(format!("Can't parse InputPollMedia: {why}"));
    let Value::Object(fields) = item else {
        return Err(cannot_parse("Expected an Object"));
    };
    let fields = params.nested(fields);
    let kind = match fields.text("type") {
        "location" => {
            let location = location::read(&fields)?;
            return Ok(Some(plain("location", location)));
        }
        "venue" => return Ok(Some(plain("venue", location::read_venue(&fields)?))),
        "link" => {
            let url = checked_url(fields.text("url"));
            let url = url.ok_or_else(|| cannot_parse("Wrong HTTP URL specified"))?;
            return Ok(Some(plain("link", json!({"url": url}))));
        }
        "animation" => FileKind::Animation,
        "audio" => FileKind::Audio,
        "document" => FileKind::Document,
        "live_photo" => FileKind::LivePhoto,
        "photo" => FileKind::Photo,
        "sticker" => FileKind::Sticker,
        "video" => FileKind::Video,
        _ => return Err(cannot_parse("Unsupported type specified")),
    };
    if fields.text("media").is_empty() {
        return Err(cannot_parse("media not found"));
    }
    let media = media::read(state, bot, &fields, "media", kind)?;
    Ok(Some(Attachment::File(Box::new(media))))
}

fn plain(name: &str, value: Value) -> Attachment {
    Attachment::Plain(Content::Plain(field(name, value)))
}

/// Puts a medium into the world.
pub(super) fn store(
    media: Option<Attachment>,
    state: &mut State,
) -> Result<Option<Content>, ApiError> {
    Ok(match media {
        None => None,
        Some(Attachment::Plain(content)) => Some(content),
        Some(Attachment::File(media)) => Some(Content::Media(media.store(state)?)),
    })
}
