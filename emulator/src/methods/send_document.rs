//! `sendDocument`.

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

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let document = input_file::read(state, bot, params, "document", FileKind::Document)?
        .ok_or_else(|| ApiError::bad_request("There is no document in the request"))?;
    let thumbnail = thumbnail(params);
    let caption = input_file::caption(state, params)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    input_file::check_caption(&caption)?;
    outgoing::check_backend(state, bot, &target)?;
    let file = match document {
        InputFile::Known(file) => file,
        InputFile::Upload(upload) => state.files.add(File::document(upload)),
    };
    let thumbnail = thumbnail.map(|thumbnail| state.files.add(thumbnail));
    Ok(outgoing::send(
        state,
        bot,
        target,
        Content::Document {
            file,
            thumbnail,
            caption,
        },
    ))
}

/// A thumbnail can only be uploaded; one that is no picture is ignored. `thumb` is its old name.
fn thumbnail(params: &Params) -> Option<File> {
    let upload = ["thumbnail", "thumb"].into_iter().find_map(|name| {
        let value = params.text(name);
        params.upload(value.strip_prefix("attach://").unwrap_or(name))
    })?;
    let size = imagesize::blob_size(&upload.bytes).ok()?;
    let bytes = upload.bytes.clone();
    Some(File::picture(
        FileKind::Thumbnail,
        bytes,
        (size.width, size.height),
    ))
}
