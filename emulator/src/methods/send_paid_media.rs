//! `sendPaidMedia`: photos and videos that people pay for in Stars.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    input_file,
    media::{self, InputMedia},
    outgoing::{self, Options},
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        content::Needs, file::FileKind, message::Content, paid_media::PaidMedia, state::State,
    },
};

/// The most media of one message.
const MAX_MEDIA: usize = 10;
/// The most Stars they cost.
const MAX_STARS: i64 = 25_000;
/// The most bytes of a payload.
const MAX_PAYLOAD: usize = 128;

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let star_count = params
        .integer("star_count", i64::MIN, i64::MAX)
        .unwrap_or_default();
    let media = read(state, bot, params)?;
    let caption = input_file::caption(state, params)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    input_file::check_caption(&caption)?;
    outgoing::check_sending(state, bot, &target, Needs::file(FileKind::Photo))?;
    if !(1..=MAX_STARS).contains(&star_count) {
        return Err(ApiError::bad_request("STARS_AMOUNT_INVALID"));
    }
    let payload = params.text("payload").to_owned();
    if payload.len() > MAX_PAYLOAD {
        return Err(ApiError::bad_request("EXTENDED_MEDIA_PAYLOAD_INVALID"));
    }
    let media = media
        .into_iter()
        .map(|item| item.store(state))
        .collect::<Result<_, _>>()?;
    let content = Content::PaidMedia(PaidMedia {
        star_count,
        media,
        payload,
        caption,
        buyers: BTreeSet::new(),
    });
    Ok(outgoing::send(state, bot, &target, content))
}

fn read(state: &State, bot: i64, params: &Params) -> Result<Vec<InputMedia>, ApiError> {
    let cannot_parse =
        |why: &str| ApiError::bad_request(format!("Can't parse InputPaidMedia: {why}"));
    let items = match params.json("media") {
        Some(Value::Array(items)) => items,
        Some(_) => return Err(ApiError::bad_request("Expected an Array of InputPaidMedia")),
        None => return Err(ApiError::bad_request("Can't parse media JSON object")),
    };
    if items.is_empty() {
        return Err(ApiError::bad_request("There are no media in the request"));
    }
    if items.len() > MAX_MEDIA {
        return Err(ApiError::bad_request("Too many media to send"));
    }
    items
        .iter()
        .map(|item| {
            let Value::Object(fields) = item else {
                return Err(cannot_parse("Expected an Object"));
            };
            let kind = match fields.get("type").and_then(Value::as_str) {
                Some("photo") => FileKind::Photo,
                Some("video") => FileKind::Video,
                Some("live_photo") => FileKind::LivePhoto,
                _ => return Err(cannot_parse("Unsupported type specified")),
            };
            let name = fields.get("media").and_then(Value::as_str);
            let part = name.and_then(|name| name.strip_prefix("attach://"));
            if name.is_none_or(str::is_empty)
                || part.is_some_and(|part| params.upload(part).is_none())
            {
                return Err(cannot_parse("media not found"));
            }
            media::read(state, bot, &params.nested(fields), "media", kind)
        })
        .collect()
}
