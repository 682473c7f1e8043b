//! `savePreparedInlineMessage`: a message that a person may share from a web app.

use serde_json::{Value, json};

use super::{inline_result, query};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{inline::InlineChatType, state::State},
};

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let user = params.integer("user_id", 0, i64::MAX).unwrap_or_default();
    if user == 0 {
        return Err(ApiError::bad_request("Invalid user_id specified"));
    }
    let object = Value::Object(query::object(params, "result", "inline query result")?);
    let result = inline_result::read(state, bot, &object)?;
    if !state.users.contains_key(&user) {
        return Err(ApiError::bad_request("User not found"));
    }
    let kinds = [
        ("allow_user_chats", &[InlineChatType::Private][..]),
        ("allow_bot_chats", &[InlineChatType::Sender]),
        (
            "allow_group_chats",
            &[InlineChatType::Group, InlineChatType::Supergroup],
        ),
        ("allow_channel_chats", &[InlineChatType::Channel]),
    ];
    let chat_types: Vec<InlineChatType> = kinds
        .into_iter()
        .filter(|(name, _)| params.boolean(name))
        .flat_map(|(_, types)| types.iter().copied())
        .collect();
    if chat_types.is_empty() {
        return Err(ApiError::bad_request("PEER_TYPES_INVALID"));
    }
    let (id, expiration_date) = state.prepare_inline(user, bot, chat_types, result);
    Ok(json!({"id": id, "expiration_date": expiration_date}).into())
}
