//! `answerGuestQuery`: once per call for the bot.

use serde_json::{Value, json};

use super::{inline_result, query};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let object = Value::Object(query::object(params, "result", "inline query result")?);
    let result = inline_result::read(state, bot, &object)?;
    let sent = state
        .answer_guest(bot, params.text("guest_query_id"), result)
        .ok_or_else(query::too_old)?;
    let inline_message_id = sent.map_err(|error| ApiError::bad_request(error.to_string()))?;
    Ok(json!({"inline_message_id": inline_message_id}).into())
}
