//! `getFile`.

use serde_json::json;

use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    local_file,
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
    let bytes = state.files.get(place).map(|file| file.bytes.clone());
    let bytes = bytes.unwrap_or_default();
    let mut json = state.files.file_json(place, bot);
    let Some(folder) = &state.server.local else {
        if bytes.len() > MAX_DOWNLOAD {
            return Err(ApiError::bad_request("File is too big"));
        }
        return Ok(json.into());
    };
    let token = state.bot(bot).map_or("", |bot| bot.token.as_str());
    let path = local_file::write(folder, token, &state.files.path(place), &bytes);
    json["file_path"] = json!(path.map_err(|error| {
        tracing::warn!(%error, "could not put a file into the server's folder");
        ApiError::bad_request("Wrong file_id or the file is temporarily unavailable")
    })?);
    Ok(json.into())
}
