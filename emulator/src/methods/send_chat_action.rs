//! `sendChatAction`.

use serde_json::json;

use super::access;
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

const ACTIONS: [&str; 13] = [
    "cancel",
    "typing",
    "record_video",
    "upload_video",
    "record_voice",
    "record_audio",
    "upload_voice",
    "upload_photo",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let action = params.text("action").to_ascii_lowercase();
    if !ACTIONS.contains(&action.as_str()) {
        return Err(ApiError::bad_request("Wrong parameter action in request"));
    }
    let chat = access::chat(state, bot, params)?;
    access::may_write(state, bot, chat)?;
    state.emit_chat_action(chat, bot, &action);
    Ok(json!(true).into())
}
