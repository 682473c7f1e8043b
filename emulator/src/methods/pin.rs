//! `pinChatMessage`, `unpinChatMessage`, `unpinAllChatMessages`.

use serde_json::json;

use super::{access, aside};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        aside::Aside,
        chat::{ChatKey, GroupType},
        message::Sender,
        state::State,
    },
};

const NO_RIGHT: &str = "Not enough rights to manage pinned messages in the chat";

/// Whether the bot may pin: in channels that is a kind of editing.
pub(super) fn check(state: &State, bot: i64, chat: ChatKey) -> Result<(), ApiError> {
    match chat {
        ChatKey::Private { .. } => access::may_write(state, bot, chat),
        ChatKey::Group(id) => {
            let right = match access::known_group(state, id)?.kind {
                GroupType::Channel => "can_edit_messages",
                GroupType::Group | GroupType::Supergroup => "can_pin_messages",
            };
            access::need_permission(state, bot, id, right, NO_RIGHT)
        }
    }
}

fn message_id(params: &Params) -> i64 {
    params
        .integer("message_id", 0, i64::MAX)
        .unwrap_or_default()
}

pub(super) fn pin(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let id = message_id(params);
    if id == 0 {
        return Err(ApiError::bad_request("Message identifier is not specified"));
    }
    let not_found = || ApiError::bad_request("Message to pin not found");
    if let Some(aside) = business(state, bot, params)? {
        state.asides.message(&aside, id).ok_or_else(not_found)?;
        let pinned = state.pinned_asides.entry(aside).or_default();
        pinned.retain(|own| *own != id);
        pinned.push(id);
        return Ok(json!(true).into());
    }
    let chat = access::chat(state, bot, params)?;
    state.message(chat, id).ok_or_else(not_found)?;
    check(state, bot, chat)?;
    state.pin(Sender::Bot(bot), chat, id);
    Ok(json!(true).into())
}

/// The chat of a customer, when a message of it is meant.
fn business(state: &State, bot: i64, params: &Params) -> Result<Option<Aside>, ApiError> {
    if params.text("business_connection_id").is_empty() {
        return Ok(None);
    }
    let (_, aside) = aside::business_chat(state, bot, params)?;
    Ok(Some(aside))
}

pub(super) fn unpin(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let id = message_id(params);
    let not_found = || ApiError::bad_request("Message to unpin not found");
    if let Some(aside) = business(state, bot, params)? {
        if id == 0 {
            return Err(ApiError::bad_request("Message identifier is not specified"));
        }
        state.asides.message(&aside, id).ok_or_else(not_found)?;
        if let Some(pinned) = state.pinned_asides.get_mut(&aside) {
            pinned.retain(|own| *own != id);
        }
        return Ok(json!(true).into());
    }
    let chat = access::chat(state, bot, params)?;
    let id = if id == 0 {
        let last = state.pinned_in(chat).last().copied();
        last.ok_or_else(not_found)?
    } else {
        state.message(chat, id).ok_or_else(not_found)?.id
    };
    check(state, bot, chat)?;
    state.unpin(chat, |message| message.id == id);
    Ok(json!(true).into())
}

pub(super) fn unpin_all(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let chat = access::chat(state, bot, params)?;
    check(state, bot, chat)?;
    state.unpin(chat, |_| true);
    Ok(json!(true).into())
}
