//! `getFile`.

use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

/// Bigger files, in bytes, cannot be downloaded.
const MAX_DOWNLOAD: usize = 20 << 20;

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let file_id = params.text("file_id");
    if file_id.is_empty() {
        return Err(ApiError::bad_request("File_id not specified"));
    }
    let place = state
        .files
        .find(file_id, bot)
        .ok_or_else(|| ApiError::bad_request("Invalid file_id"))?;
    if state
        .files
        .get(place)
        .is_some_and(|file| file.bytes.len() > MAX_DOWNLOAD)
    {
        return Err(ApiError::bad_request("File is too big"));
    }
    Ok(state.files.file_json(place, bot).into())
}
