//! `sendMediaGroup`, and `InputMedia` objects as albums and edits have them.

use serde_json::Value;

use super::{
    media::{self, InputMedia},
    outgoing::{self, Options},
    query,
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{content::Needs, file::FileKind, ids, message::Content, state::State},
};

/// The most messages of an album.
const MAX_ITEMS: usize = 10;

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let items = read_album(state, bot, params)?;
    let target = Options::read_without_markup(params, state)?.resolve(state, bot, params)?;
    check_album(&items)?;
    for item in &items {
        outgoing::check_sending(state, bot, &target, Needs::file(item.kind))?;
    }
    let mut stored = Vec::new();
    for (place, item) in items.into_iter().enumerate() {
        stored.push(item.store(state).map_err(|error| numbered(place, &error))?);
    }
    // A message alone is no album.
    let album = (stored.len() > 1).then(ids::positive);
    let mut answer = Vec::new();
    for media in stored {
        let mut message = target.message(state, bot, Content::Media(media));
        message.album = album;
        let id = target.store(state, message);
        answer.push(target.stored(state, bot, id));
    }
    Ok(Value::Array(answer).into())
}

fn numbered(place: usize, error: &ApiError) -> ApiError {
    let error = error.description();
    let text = error.strip_prefix("Bad Request: ").unwrap_or(&error);
    ApiError::bad_request(format!(
        "Failed to send message #{} with the error message \"{text}\"",
        place + 1
    ))
}

fn read_album(state: &State, bot: i64, params: &Params) -> Result<Vec<InputMedia>, ApiError> {
    if params.text("media").is_empty() {
        return Err(query::required("media"));
    }
    let Some(value) = params.json("media") else {
        return Err(ApiError::bad_request("Can't parse media JSON object"));
    };
    let items = match &value {
        Value::Array(items) => items.as_slice(),
        Value::Null => &[],
        _ => return Err(ApiError::bad_request("Expected an Array of InputMedia")),
    };
    let mut album = Vec::new();
    for item in items {
        let item = read(state, bot, params, item)?;
        if !is_of_albums(item.kind) {
            return Err(ApiError::bad_request(
                "Can't use the media of the specified type in the album",
            ));
        }
        album.push(item);
    }
    Ok(album)
}

fn check_album(items: &[InputMedia]) -> Result<(), ApiError> {
    items.iter().try_for_each(InputMedia::check)?;
    if items.is_empty() {
        return Err(ApiError::bad_request("There are no messages to send"));
    }
    if items.len() > MAX_ITEMS {
        return Err(ApiError::bad_request(
            "Too many messages to send as an album",
        ));
    }
    let stays_alone = |item: &&InputMedia| family(item.kind) != 0;
    if let Some(alone) = items.iter().find(stays_alone)
        && items.iter().any(|item| item.kind != alone.kind)
    {
        return Err(ApiError::bad_request(format!(
            "{} can't be mixed with other media types",
            alone.kind.name()
        )));
    }
    let above = |item: &InputMedia| item.caption.show_above_media;
    if items
        .iter()
        .any(|item| items.first().map(above) != Some(above(item)))
    {
        return Err(ApiError::bad_request(
            "Parameter show_caption_above_media must be the same for all messages",
        ));
    }
    Ok(())
}

fn is_of_albums(kind: FileKind) -> bool {
    matches!(
        kind,
        FileKind::Photo
            | FileKind::Video
            | FileKind::LivePhoto
            | FileKind::Audio
            | FileKind::Document
    )
}

/// Which kinds of files an album has together.
pub(super) fn family(kind: FileKind) -> u8 {
    match kind {
        FileKind::Audio => 1,
        FileKind::Document => 2,
        FileKind::Animation => 3,
        _ => 0,
    }
}

/// Reads an `InputMedia` object.
pub(super) fn read(
    state: &State,
    bot: i64,
    params: &Params,
    item: &Value,
) -> Result<InputMedia, ApiError> {
    let cannot_parse =
        |why: String| ApiError::bad_request(format!("Can't parse InputMedia: {why}"));
    let Value::Object(fields) = item else {
        return Err(cannot_parse("Expected an Object".into()));
    };
    let kind = match fields.get("type") {
        Some(Value::String(kind)) => {
            kind_of(kind).ok_or_else(|| cannot_parse(format!("type \"{kind}\" is unsupported")))?
        }
        Some(_) => return Err(cannot_parse("Field \"type\" must be of type String".into())),
        None => return Err(cannot_parse("Can't find field \"type\"".into())),
    };
    let not_found = || cannot_parse("media not found".into());
    match fields.get("media") {
        Some(Value::String(file)) if !file.is_empty() => {
            let part = file.strip_prefix("attach://");
            if part.is_some_and(|part| params.upload(part).is_none()) {
                return Err(not_found());
            }
        }
        Some(Value::String(_)) => return Err(not_found()),
        Some(_) => {
            return Err(cannot_parse(
                "Field \"media\" must be of type String".into(),
            ));
        }
        None => return Err(cannot_parse("Can't find field \"media\"".into())),
    }
    media::read(state, bot, &params.nested(fields), "media", kind)
}

fn kind_of(name: &str) -> Option<FileKind> {
    [
        FileKind::Photo,
        FileKind::Video,
        FileKind::Audio,
        FileKind::Document,
        FileKind::Animation,
        FileKind::LivePhoto,
    ]
    .into_iter()
    .find(|kind| kind.key() == name)
}
