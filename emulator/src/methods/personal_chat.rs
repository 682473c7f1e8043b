//! `getUserPersonalChatMessages`.

use serde_json::Value;

use super::access;
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{chat::ChatKey, message::View, state::State},
};

/// The most messages of one answer.
const MAX_MESSAGES: i64 = 20;

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let user = access::user_id(params)?;
    let person = state
        .users
        .get(&user)
        .ok_or_else(|| ApiError::bad_request("User not found"))?;
    let limit = params.integer("limit", 1, MAX_MESSAGES);
    let limit = usize::try_from(limit.unwrap_or(MAX_MESSAGES)).unwrap_or_default();
    let Some(channel) = person.personal_chat else {
        return Ok(Value::Array(Vec::new()).into());
    };
    let newest: Vec<Value> = state
        .history(ChatKey::Group(channel))
        .rev()
        .filter(|message| !message.content.is_service())
        .take(limit)
        .map(|message| message.json(state, View::of_bot(bot)))
        .collect();
    Ok(Value::Array(newest).into())
}
