//! What the editMessageX methods have in common.

use serde_json::Value;

use super::{access, outgoing};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        chat::ChatKey,
        message::{Content, Message, Sender},
        state::State,
    },
};

/// The message to edit: the bot's own.
pub(super) fn find(state: &State, bot: i64, params: &Params) -> Result<(ChatKey, i64), ApiError> {
    if !params.text("inline_message_id").is_empty() {
        return state
            .inline
            .message(bot, params.text("inline_message_id"))
            .filter(|(chat, id)| state.message(*chat, *id).is_some())
            .ok_or_else(|| ApiError::bad_request("MESSAGE_ID_INVALID"));
    }
    let message_id = params.integer("message_id", 0, i64::MAX).unwrap_or(0);
    if message_id == 0 {
        return Err(ApiError::bad_request("Message identifier is not specified"));
    }
    let chat = access::chat(state, bot, params)?;
    let message = state
        .message(chat, message_id)
        .ok_or_else(|| ApiError::bad_request("Message to edit not found"))?;
    if message.sender != Sender::Bot(bot) {
        return Err(ApiError::bad_request("Message can't be edited"));
    }
    Ok((chat, message_id))
}

/// Puts the new content and markup into the message, if that changes anything.
pub(super) fn replace(
    state: &mut State,
    bot: i64,
    (chat, id): (ChatKey, i64),
    content: Option<Content>,
    markup: Option<Value>,
) -> Result<Answer, ApiError> {
    let now = state.clock.unix_time();
    let message = state
        .message_mut(chat, id)
        .ok_or_else(|| ApiError::bad_request("Message to edit not found"))?;
    change(message, content, markup, now)?;
    let is_inline = message.inline_message_id.is_some();
    state.emit_message("edited_message", chat, id);
    if is_inline {
        return Ok(serde_json::json!(true).into());
    }
    Ok(outgoing::message(state, bot, chat, id))
}

/// Changes a message, if that makes a difference.
pub(super) fn change(
    message: &mut Message,
    content: Option<Content>,
    markup: Option<Value>,
    now: i64,
) -> Result<(), ApiError> {
    let content = content.filter(|content| *content != message.content);
    if content.is_none() && markup == message.reply_markup {
        return Err(ApiError::bad_request(
            "Message is not modified: specified new message content and reply markup are exactly \
             the same as a current content and reply markup of the message",
        ));
    }
    if let Some(content) = content {
        message.content = content;
    }
    message.reply_markup = markup;
    message.edit_date = Some(now);
    Ok(())
}
