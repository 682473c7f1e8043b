//! `deleteMessage` and `deleteMessages`.

use serde_json::json;

use super::{access, message_ids};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        chat::ChatKey,
        message::{Message, Sender},
        state::State,
    },
};

/// Older messages, in seconds, are not deleted for everyone.
const MAX_AGE: i64 = 48 * 3600;

pub(super) fn one(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    if params.text("chat_id").is_empty() {
        return Err(ApiError::bad_request("Chat identifier is not specified"));
    }
    let id = params.integer("message_id", 0, i64::MAX).unwrap_or(0);
    if id == 0 {
        return Err(ApiError::bad_request("Message identifier is not specified"));
    }
    let chat = access::chat(state, bot, params)?;
    let message = state
        .message(chat, id)
        .ok_or_else(|| ApiError::bad_request("Message to delete not found"))?;
    may_delete(state, bot, message)?;
    state.delete_messages(chat, &[id]);
    Ok(json!(true).into())
}

/// Messages that do not exist are passed over.
pub(super) fn many(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    if params.text("chat_id").is_empty() {
        return Err(ApiError::bad_request("Chat identifier is not specified"));
    }
    let ids = message_ids::read(params)?;
    let chat = access::chat(state, bot, params)?;
    for message in ids.iter().filter_map(|id| state.message(chat, *id)) {
        may_delete(state, bot, message)?;
    }
    state.delete_messages(chat, &ids);
    Ok(json!(true).into())
}

fn may_delete(state: &State, bot: i64, message: &Message) -> Result<(), ApiError> {
    let is_admin = match message.chat {
        ChatKey::Private { .. } => false,
        ChatKey::Group(id) => access::is_admin(state, bot, id),
    };
    let is_private = matches!(message.chat, ChatKey::Private { .. });
    if !is_private && !is_admin && message.sender != Sender::Bot(bot) {
        return Err(ApiError::bad_request("Message can't be deleted"));
    }
    let may_clean = is_admin && access::is_supergroup_or_channel(state, message.chat);
    if !may_clean && state.clock.unix_time() - message.date > MAX_AGE {
        return Err(ApiError::bad_request(
            "Message can't be deleted for everyone",
        ));
    }
    Ok(())
}
