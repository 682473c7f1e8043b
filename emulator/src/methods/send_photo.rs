//! `sendPhoto`.

use bytes::Bytes;

use super::{
    input_file::{self, InputFile},
    outgoing::{self, Options},
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        file::{File, FileKind},
        message::Content,
        state::State,
    },
};

/// The most bytes of a photo.
const MAX_PHOTO: usize = 10 << 20;
/// Width and height together, in pixels.
const MAX_SIDES: usize = 10_000;
/// How many times longer one side may be than the other.
const MAX_RATIO: usize = 20;

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let photo = input_file::read(state, bot, params, "photo", FileKind::Photo)?
        .ok_or_else(|| ApiError::bad_request("There is no photo in the request"))?;
    let caption = input_file::caption(state, params)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    input_file::check_caption(&caption)?;
    outgoing::check_backend(state, bot, &target)?;
    let file = match photo {
        InputFile::Known(file) => file,
        InputFile::Upload(upload) => {
            let dimensions = dimensions(&upload.bytes)?;
            state
                .files
                .add(File::picture(FileKind::Photo, upload.bytes, dimensions))
        }
    };
    let has_spoiler = params.boolean("has_spoiler");
    let content = Content::Photo {
        sizes: vec![file],
        caption,
        has_spoiler,
    };
    Ok(outgoing::send(state, bot, target, content))
}

/// Width and height of a photo that may be sent.
pub(super) fn dimensions(bytes: &Bytes) -> Result<(usize, usize), ApiError> {
    if bytes.len() > MAX_PHOTO {
        return Err(ApiError::bad_request(format!(
            "File of size {} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes",
            bytes.len()
        )));
    }
    let size =
        imagesize::blob_size(bytes).map_err(|_| ApiError::bad_request("IMAGE_PROCESS_FAILED"))?;
    let (short, long) = (size.width.min(size.height), size.width.max(size.height));
    if short == 0 || short + long > MAX_SIDES || long > short * MAX_RATIO {
        return Err(ApiError::bad_request("PHOTO_INVALID_DIMENSIONS"));
    }
    Ok((size.width, size.height))
}
