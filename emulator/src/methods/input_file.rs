//! The file parameters of a call.

use bytes::Bytes;

use crate::{
    entities::{self, FormattedText},
    http::{error::ApiError, multipart::Upload, params::Params},
    local_file,
    world::{file::FileKind, message::Caption, state::State},
};

/// The most bytes of a photo from a URL.
const MAX_FETCHED_PHOTO: usize = 5 << 20;
/// The most bytes of another file from a URL.
const MAX_FETCHED: usize = 20 << 20;
/// The most characters of a caption after its entities are parsed.
pub(super) const MAX_CAPTION: usize = 1024;

/// A file to send.
#[derive(Debug)]
pub(super) enum InputFile {
    Upload(Upload),
    /// One from an address elsewhere.
    Fetched(Upload),
    /// One that the server has already.
    Known(usize),
}

/// Reads the file parameter `name`: `attach://PART`, a file_id, a URL, or, when it is empty, the
/// part of its own name. Answers `None` when there is no file.
pub(super) fn read(
    state: &State,
    bot: i64,
    params: &Params,
    name: &str,
    kind: FileKind,
) -> Result<Option<InputFile>, ApiError> {
    let value = params.text(name);
    if value.is_empty() {
        return uploaded(state, params, name);
    }
    named(state, bot, params, value, kind)
}

fn uploaded(state: &State, params: &Params, part: &str) -> Result<Option<InputFile>, ApiError> {
    let Some(upload) = params.upload(part) else {
        return Ok(None);
    };
    check_size(state, &upload.bytes)?;
    Ok(Some(InputFile::Upload(upload.clone())))
}

/// The file that `value` names: `attach://PART`, a file_id or a URL. `None` when no part has that
/// name.
fn named(
    state: &State,
    bot: i64,
    params: &Params,
    value: &str,
    kind: FileKind,
) -> Result<Option<InputFile>, ApiError> {
    if let Some(part) = value.strip_prefix("attach://") {
        return uploaded(state, params, part);
    }
    if state.server.is_local()
        && let Some(path) = local_file::path(value)
    {
        let upload = local_file::read(&path).ok_or_else(wrong_identifier)?;
        check_size(state, &upload.bytes)?;
        return Ok(Some(InputFile::Upload(upload)));
    }
    if value.starts_with("http://") || value.starts_with("https://") {
        return fetch(state, value, kind).map(|upload| Some(InputFile::Fetched(upload)));
    }
    known(state, bot, value, kind).map(|file| Some(InputFile::Known(file)))
}

/// What the world has at an address; nothing is fetched from anywhere else.
fn fetch(state: &State, url: &str, kind: FileKind) -> Result<Upload, ApiError> {
    if matches!(kind, FileKind::VideoNote | FileKind::LivePhoto) {
        // Telegram takes these as uploads only.
        return Err(wrong_identifier());
    }
    let failed = || ApiError::bad_request("Failed to get HTTP URL content");
    let found = state.web.get(url).ok_or_else(failed)?;
    let most = match kind {
        FileKind::Photo => MAX_FETCHED_PHOTO,
        _ => MAX_FETCHED,
    };
    if found.bytes.len() > most {
        return Err(failed());
    }
    let content_type = found.content_type.to_ascii_lowercase();
    let is = |prefix: &str| content_type.starts_with(prefix);
    let fits = match kind {
        FileKind::Photo | FileKind::Thumbnail => is("image/"),
        FileKind::Document => is("application/pdf") || is("application/zip"),
        FileKind::Voice => is("audio/ogg"),
        FileKind::Audio => is("audio/"),
        FileKind::Video => is("video/"),
        FileKind::Animation => is("video/") || is("image/gif"),
        FileKind::Sticker => is("image/webp"),
        FileKind::VideoNote | FileKind::LivePhoto => false,
    };
    if !fits || found.bytes.is_empty() {
        return Err(ApiError::bad_request("Wrong type of the web page content"));
    }
    Ok(found.clone())
}

fn wrong_identifier() -> ApiError {
    ApiError::bad_request("Wrong file identifier/HTTP URL specified")
}

/// The file that the server has already under a file_id.
pub(super) fn known(
    state: &State,
    bot: i64,
    value: &str,
    kind: FileKind,
) -> Result<usize, ApiError> {
    if value.starts_with("http://") || value.starts_with("https://") {
        return Err(ApiError::bad_request("Failed to get HTTP URL content"));
    }
    let place = state.files.find(value, bot).ok_or_else(wrong_identifier)?;
    let own = state.files.kind(place).ok_or_else(wrong_identifier)?;
    if !own.passes_as(kind) {
        return Err(ApiError::bad_request(format!(
            "Can't use file of type {} as {}",
            own.name(),
            kind.name()
        )));
    }
    Ok(place)
}

fn check_size(state: &State, bytes: &Bytes) -> Result<(), ApiError> {
    if bytes.is_empty() {
        return Err(ApiError::bad_request("File must be non-empty"));
    }
    if bytes.len() > state.server.max_upload() {
        return Err(ApiError::new(413, "Request Entity Too Large"));
    }
    Ok(())
}

/// Reads the caption; its length is checked by [`check_caption`].
pub(super) fn caption(state: &State, params: &Params) -> Result<Caption, ApiError> {
    let text = if params.text("caption").is_empty() {
        FormattedText::default()
    } else {
        entities::read(params, entities::CAPTION, state)?
    };
    Ok(Caption {
        text,
        show_above_media: params.boolean("show_caption_above_media"),
    })
}

pub(super) fn check_caption(caption: &Caption) -> Result<(), ApiError> {
    if caption.text.text.chars().count() > MAX_CAPTION {
        return Err(ApiError::bad_request("Message caption is too long"));
    }
    Ok(())
}
