//! Files with what is told about them: the parameters of sendPhoto and its kin, and `InputMedia`.

use bytes::Bytes;

use super::input_file::{self, InputFile};
use crate::{
    http::{error::ApiError, multipart::Upload, params::Params},
    world::{
        content::{Caption, Media},
        file::{Details, File, FileKind},
        probe,
        state::State,
    },
};

/// The most bytes of a photo.
const MAX_PHOTO: usize = 10 << 20;
/// Width and height together, in pixels.
const MAX_SIDES: usize = 10_000;
/// How many times longer one side may be than the other.
const MAX_RATIO: usize = 20;
/// The most pixels of a side that a bot may tell.
const MAX_GIVEN_SIDE: i64 = 10_000;
/// The most seconds of a duration that a bot may tell.
const MAX_GIVEN_DURATION: i64 = 86_400;
/// A thumbnail has fewer bytes than this.
const THUMBNAIL_LIMIT: usize = 200 << 10;
/// A bigger voice message from a URL, in bytes, is sent as a file.
const MAX_FETCHED_VOICE: usize = 1 << 20;

/// A file that is not in the world yet, and how it is to be shown.
#[derive(Debug)]
pub(super) struct InputMedia {
    pub(super) kind: FileKind,
    file: InputFile,
    still: Option<InputFile>,
    cover: Option<InputFile>,
    thumbnail: Option<File>,
    details: Details,
    pub(super) caption: Caption,
    has_spoiler: bool,
    start_timestamp: i64,
}

/// Reads a file of this kind from the parameter `name`, with what belongs to it.
pub(super) fn read(
    state: &State,
    bot: i64,
    params: &Params,
    name: &str,
    kind: FileKind,
) -> Result<InputMedia, ApiError> {
    let file = input_file::read(state, bot, params, name, kind)?.ok_or_else(|| {
        let what = kind.key().replace('_', " ");
        ApiError::bad_request(format!("There is no {what} in the request"))
    })?;
    let kind = match &file {
        InputFile::Fetched(upload)
            if kind == FileKind::Voice && upload.bytes.len() > MAX_FETCHED_VOICE =>
        {
            FileKind::Document
        }
        _ => kind,
    };
    let still = match kind {
        FileKind::LivePhoto => {
            let still = input_file::read(state, bot, params, "photo", FileKind::Photo)?;
            Some(still.ok_or_else(|| ApiError::bad_request("There is no photo in the request"))?)
        }
        _ => None,
    };
    let cover = match kind {
        FileKind::Video if !params.text("cover").is_empty() => {
            input_file::read(state, bot, params, "cover", FileKind::Photo)?
        }
        _ => None,
    };
    let caption = if kind.has_caption() {
        input_file::caption(state, params)?
    } else {
        Caption::default()
    };
    let thumbnail = match &file {
        InputFile::Upload(_) => thumbnail(params),
        _ => None,
    };
    Ok(InputMedia {
        kind,
        file,
        still,
        cover,
        thumbnail,
        details: details(params, kind),
        caption,
        has_spoiler: params.boolean("has_spoiler") && kind.has_spoiler(),
        start_timestamp: params
            .integer("start_timestamp", 0, i32::MAX.into())
            .unwrap_or_default(),
    })
}

/// What the bot tells about a file that it uploads.
pub(super) fn details(params: &Params, kind: FileKind) -> Details {
    let given = |name| Some(params.text(name).to_owned()).filter(|text| !text.is_empty());
    let side = |name| {
        let side = params.integer(name, 0, MAX_GIVEN_SIDE).unwrap_or_default();
        usize::try_from(side).unwrap_or_default()
    };
    let dimensions = match kind {
        FileKind::VideoNote => (side("length"), side("length")),
        _ => (side("width"), side("height")),
    };
    let duration = params.integer("duration", 0, MAX_GIVEN_DURATION);
    Details {
        dimensions: Some(dimensions).filter(|(width, height)| *width > 0 && *height > 0),
        duration: duration.unwrap_or_default(),
        performer: given("performer"),
        title: given("title"),
        emoji: given("emoji"),
        thumbnail: None,
        sticker: None,
    }
}

impl InputMedia {
    /// The limits that are looked at once the chat is known.
    pub(super) fn check(&self) -> Result<(), ApiError> {
        input_file::check_caption(&self.caption)
    }

    /// The file as it is, if nothing of it has to be put into the world.
    pub(super) fn known(self) -> Option<Media> {
        match (self.file, self.still, self.cover) {
            (InputFile::Known(file), None, None) => Some(Media {
                has_spoiler: self.has_spoiler,
                start_timestamp: self.start_timestamp,
                ..Media::new(file, self.caption)
            }),
            _ => None,
        }
    }

    /// Puts the files into the world.
    pub(super) fn store(self, state: &mut State) -> Result<Media, ApiError> {
        let mut details = self.details;
        let file = match self.file {
            InputFile::Known(file) => file,
            InputFile::Upload(upload) | InputFile::Fetched(upload)
                if self.kind == FileKind::Photo =>
            {
                store_photo(state, upload)?
            }
            InputFile::Upload(upload) | InputFile::Fetched(upload) => {
                details.thumbnail = self.thumbnail.map(|file| state.files.add(file));
                state.files.add(File::uploaded(self.kind, upload, details))
            }
        };
        let mut photo = |input: Option<InputFile>| match input {
            None => Ok(None),
            Some(InputFile::Known(file)) => Ok(Some(file)),
            Some(InputFile::Upload(upload) | InputFile::Fetched(upload)) => {
                store_photo(state, upload).map(Some)
            }
        };
        let still = photo(self.still)?;
        let cover = photo(self.cover)?;
        Ok(Media {
            file,
            still,
            cover,
            caption: self.caption,
            has_spoiler: self.has_spoiler,
            start_timestamp: self.start_timestamp,
        })
    }
}

/// Puts a picture into the world, if it can be a photo.
pub(super) fn store_photo(state: &mut State, upload: Upload) -> Result<usize, ApiError> {
    let dimensions = photo_dimensions(&upload.bytes)?;
    let file = File::picture(FileKind::Photo, upload.bytes, dimensions);
    Ok(state.files.add(file))
}

/// Width and height of a photo that may be sent.
fn photo_dimensions(bytes: &Bytes) -> Result<(usize, usize), ApiError> {
    if bytes.len() > MAX_PHOTO {
        return Err(ApiError::bad_request(format!(
            "File of size {} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes",
            bytes.len()
        )));
    }
    let (width, height) =
        probe::picture(bytes).ok_or_else(|| ApiError::bad_request("IMAGE_PROCESS_FAILED"))?;
    let (short, long) = (width.min(height), width.max(height));
    if short == 0 || short + long > MAX_SIDES || long > short * MAX_RATIO {
        return Err(ApiError::bad_request("PHOTO_INVALID_DIMENSIONS"));
    }
    Ok((width, height))
}

/// A thumbnail can only be uploaded; one that is too big or no picture is left out. `thumb` is its
/// old name.
fn thumbnail(params: &Params) -> Option<File> {
    let upload = ["thumbnail", "thumb"].into_iter().find_map(|name| {
        let value = params.text(name);
        params.upload(value.strip_prefix("attach://").unwrap_or(name))
    })?;
    let size = probe::picture(&upload.bytes)?;
    let bytes = upload.bytes.clone();
    (bytes.len() < THUMBNAIL_LIMIT).then(|| File::picture(FileKind::Thumbnail, bytes, size))
}
