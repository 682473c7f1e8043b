//! `sendPaidMedia`: photos that people pay for in Stars.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    input_file::{self, InputFile},
    outgoing::{self, Options},
    send_photo,
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        file::{File, FileKind},
        message::Content,
        paid_media::PaidMedia,
        state::State,
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
    let media = media(state, bot, params)?;
    let caption = input_file::caption(state, params)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    input_file::check_caption(&caption)?;
    outgoing::check_backend(state, bot, &target)?;
    if !(1..=MAX_STARS).contains(&star_count) {
        return Err(ApiError::bad_request("STARS_AMOUNT_INVALID"));
    }
    let payload = params.text("payload").to_owned();
    if payload.len() > MAX_PAYLOAD {
        return Err(ApiError::bad_request("EXTENDED_MEDIA_PAYLOAD_INVALID"));
    }
    let mut photos = Vec::new();
    for file in media {
        photos.push(match file {
            InputFile::Known(file) => file,
            InputFile::Upload(upload) => {
                let dimensions = send_photo::dimensions(&upload.bytes)?;
                let photo = File::picture(FileKind::Photo, upload.bytes, dimensions);
                state.files.add(photo)
            }
        });
    }
    let content = Content::PaidMedia(PaidMedia {
        star_count,
        photos,
        payload,
        caption,
        buyers: BTreeSet::new(),
    });
    Ok(outgoing::send(state, bot, target, content))
}

fn media(state: &State, bot: i64, params: &Params) -> Result<Vec<InputFile>, ApiError> {
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
            let text = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
            match text("type") {
                "photo" => {}
                // Told honestly: this emulator has photos only.
                "video" | "live_photo" => {
                    return Err(ApiError::new(
                        501,
                        "Not Implemented: the emulator sells photos only",
                    ));
                }
                _ => return Err(cannot_parse("Unsupported type specified")),
            }
            input_file::named(state, bot, params, text("media"), FileKind::Photo)?
                .ok_or_else(|| cannot_parse("media not found"))
        })
        .collect()
}
