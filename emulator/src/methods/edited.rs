//! What the editMessageX methods have in common.

use serde_json::Value;

use super::{access, aside};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        aside::Aside,
        chat::ChatKey,
        message::{Content, Message, Sender, View},
        state::State,
    },
};

/// Where the message to edit lies.
#[derive(Debug)]
pub(super) struct Place {
    chat: ChatKey,
    id: i64,
    aside: Option<Aside>,
}

impl Place {
    /// The message there.
    pub(super) fn message<'a>(&self, state: &'a State) -> Option<&'a Message> {
        match &self.aside {
            Some(aside) => state.asides.message(aside, self.id),
            None => state.message(self.chat, self.id),
        }
    }

    /// What the message holds.
    pub(super) fn content<'a>(&self, state: &'a State) -> Option<&'a Content> {
        self.message(state).map(|message| &message.content)
    }
}

/// The message to edit: the bot's own, or a post of a channel where it may edit.
pub(super) fn find(state: &State, bot: i64, params: &Params) -> Result<Place, ApiError> {
    if !params.text("inline_message_id").is_empty() {
        return state
            .inline
            .message(bot, params.text("inline_message_id"))
            .filter(|(chat, id)| state.message(*chat, *id).is_some())
            .map(|(chat, id)| Place {
                chat,
                id,
                aside: None,
            })
            .ok_or_else(|| ApiError::bad_request("MESSAGE_ID_INVALID"));
    }
    let id = params.integer("message_id", 0, i64::MAX).unwrap_or(0);
    if id == 0 {
        return Err(ApiError::bad_request("Message identifier is not specified"));
    }
    let (chat, aside) = if params.text("business_connection_id").is_empty() {
        (access::chat(state, bot, params)?, None)
    } else {
        let (chat, aside) = aside::business_chat(state, bot, params)?;
        (chat, Some(aside))
    };
    let place = Place { chat, id, aside };
    let message = place
        .message(state)
        .ok_or_else(|| ApiError::bad_request("Message to edit not found"))?;
    let is_own = message.sender == Sender::Bot(bot) && message.origin.is_none();
    if !is_own && !may_edit_posts(state, bot, chat) || message.content.is_service() {
        return Err(ApiError::bad_request("Message can't be edited"));
    }
    Ok(place)
}

fn may_edit_posts(state: &State, bot: i64, chat: ChatKey) -> bool {
    let ChatKey::Group(id) = chat else {
        return false;
    };
    let now = state.clock.unix_time();
    let group = state.groups.get(&id);
    state.is_channel(chat) && group.is_some_and(|group| group.may(bot, "can_edit_messages", now))
}

/// Puts the new content and markup into the message, if that changes anything.
pub(super) fn replace(
    state: &mut State,
    bot: i64,
    place: &Place,
    content: Option<Content>,
    markup: Option<Value>,
) -> Result<Answer, ApiError> {
    let now = state.clock.unix_time();
    let message = match &place.aside {
        Some(aside) => state.asides.message_mut(aside, place.id),
        None => state.message_mut(place.chat, place.id),
    };
    let message = message.ok_or_else(|| ApiError::bad_request("Message to edit not found"))?;
    change(message, content, markup, now)?;
    let is_inline = message.inline_message_id.is_some();
    match &place.aside {
        Some(aside) => state.emit_aside(aside, place.id),
        None => state.emit_message("edited_message", place.chat, place.id),
    }
    if is_inline {
        return Ok(serde_json::json!(true).into());
    }
    let message = place.message(state);
    let json = message.map(|message| message.json(state, View::of_bot(bot)));
    Ok(json.unwrap_or_default().into())
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
