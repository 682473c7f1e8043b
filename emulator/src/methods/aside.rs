//! Ephemeral messages and those sent for business accounts.

use serde_json::{Value, json};

use super::{access, edit_media, input_file, query, send_message};
use crate::{
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    markup,
    world::{
        aside::{Aside, EPHEMERAL_WINDOW},
        business::Connection,
        chat::{ChatKey, Group},
        message::{Content, Sender},
        state::State,
    },
};

/// A bot writes to customers who wrote this many seconds ago at most.
const BUSINESS_WINDOW: i64 = 86_400;
/// The most messages of one deleteBusinessMessages.
const MAX_DELETED: usize = 100;

/// `ephemeral_message_parameters`.
#[derive(Debug)]
pub(super) struct Ephemeral {
    receiver: i64,
    callback_query_id: String,
    replaces: bool,
}

/// Reads `ephemeral_message_parameters`, if there are any.
pub(super) fn read(params: &Params) -> Result<Option<Ephemeral>, ApiError> {
    if params.text("ephemeral_message_parameters").is_empty() {
        return Ok(None);
    }
    let what = "ephemeral message parameters";
    let object = query::object(params, "ephemeral_message_parameters", what)?;
    let fields = Params::of_object(&object);
    let receiver = to_integer(fields.text("receiver_user_id"));
    if receiver <= 0 {
        return Err(ApiError::bad_request("Invalid receiver_user_id specified"));
    }
    Ok(Some(Ephemeral {
        receiver,
        callback_query_id: fields.text("callback_query_id").to_owned(),
        replaces: fields.boolean("replace_callback_query_message"),
    }))
}

impl Ephemeral {
    /// Where the message goes, and the ephemeral message in whose place.
    pub(super) fn resolve(
        &self,
        state: &State,
        bot: i64,
        chat: ChatKey,
    ) -> Result<(Aside, Option<(Aside, i64)>), ApiError> {
        let ChatKey::Group(group) = chat else {
            return Err(ApiError::bad_request(
                "Ephemeral messages can be sent only in groups",
            ));
        };
        let is_member = |group: &Group| group.is_member(self.receiver);
        if !state.groups.get(&group).is_some_and(is_member) {
            return Err(ApiError::bad_request("User not found"));
        }
        let aside = Aside::Ephemeral {
            chat,
            receiver: self.receiver,
        };
        let callback = state.callbacks.get(&self.callback_query_id).filter(|tap| {
            tap.bot == bot
                && tap.user == self.receiver
                && state.clock.now().saturating_sub(tap.tapped_at) <= EPHEMERAL_WINDOW
        });
        if !self.callback_query_id.is_empty() && callback.is_none() {
            return Err(query::too_old());
        }
        if callback.is_none()
            && !access::is_admin(state, bot, group)
            && !state.wrote_ephemeral(&aside, self.receiver)
        {
            return Err(ApiError::bad_request("CHAT_ADMIN_REQUIRED"));
        }
        let replaced = callback
            .filter(|_| self.replaces)
            .and_then(|tap| tap.ephemeral.clone());
        Ok((aside, replaced))
    }
}

/// The chat of a customer to which a bot writes by `business_connection_id`.
pub(super) fn business_chat(
    state: &State,
    bot: i64,
    params: &Params,
) -> Result<(ChatKey, Aside), ApiError> {
    let connection = connection(state, bot, params)?;
    if !connection.may("can_reply") {
        return Err(ApiError::bad_request("BUSINESS_CONNECTION_NOT_ALLOWED"));
    }
    let customer = to_integer(params.text("chat_id"));
    if !state.users.contains_key(&customer) {
        return Err(ApiError::bad_request("Chat not found"));
    }
    let aside = Aside::Business {
        connection: connection.id.clone(),
        customer,
    };
    let since = state.clock.unix_time() - BUSINESS_WINDOW;
    let is_recent = state
        .asides
        .messages(&aside)
        .any(|message| matches!(message.sender, Sender::User(_)) && message.date >= since);
    if !is_recent {
        return Err(ApiError::bad_request("BUSINESS_PEER_USAGE_MISSING"));
    }
    let chat = ChatKey::Private {
        user: customer,
        bot,
    };
    Ok((chat, aside))
}

pub(super) fn connection<'a>(
    state: &'a State,
    bot: i64,
    params: &Params,
) -> Result<&'a Connection, ApiError> {
    state
        .connections
        .get(params.text("business_connection_id"))
        .filter(|connection| connection.bot == bot && connection.is_enabled)
        .ok_or_else(|| ApiError::bad_request("BUSINESS_CONNECTION_INVALID"))
}

pub(super) fn get_connection(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    // One that was ended can still be looked at.
    let id = params.text("business_connection_id");
    let found = state.connections.get(id);
    let connection = found
        .filter(|connection| connection.bot == bot)
        .ok_or_else(|| ApiError::bad_request("BUSINESS_CONNECTION_INVALID"))?;
    Ok(state.connection_json(connection).into())
}

pub(super) fn read_message(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let found = connection(state, bot, params)?;
    if !found.may("can_read_messages") {
        return Err(ApiError::bad_request("BUSINESS_CONNECTION_NOT_ALLOWED"));
    }
    let aside = Aside::Business {
        connection: found.id.clone(),
        customer: to_integer(params.text("chat_id")),
    };
    let message_id = params
        .integer("message_id", 0, i64::MAX)
        .unwrap_or_default();
    let newest = state.asides.message(&aside, message_id);
    newest.ok_or_else(|| ApiError::bad_request("MESSAGE_ID_INVALID"))?;
    let read: Vec<i64> = state
        .asides
        .messages(&aside)
        .filter(|message| message.id <= message_id)
        .map(|message| message.id)
        .collect();
    let id = params.text("business_connection_id");
    if let Some(connection) = state.connections.get_mut(id) {
        connection.read.extend(read);
    }
    Ok(json!(true).into())
}

pub(super) fn delete_messages(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let found = connection(state, bot, params)?.clone();
    let Some(Value::Array(ids)) = params.json("message_ids") else {
        return Err(ApiError::bad_request(
            "Message identifiers are not specified",
        ));
    };
    if ids.len() > MAX_DELETED {
        return Err(ApiError::bad_request(
            "Too many message identifiers specified",
        ));
    }
    let mut places = Vec::new();
    for id in ids.iter().filter_map(Value::as_i64) {
        let place = state.asides.business_place(&found.id, id);
        let Some(place) = place else {
            return Err(ApiError::bad_request("MESSAGE_ID_INVALID"));
        };
        let message = state.asides.message(&place, id);
        let is_own = message.is_some_and(|message| message.sender == Sender::Bot(bot));
        if !(found.may("can_delete_all_messages")
            || is_own && found.may("can_delete_sent_messages"))
        {
            return Err(ApiError::bad_request("BUSINESS_CONNECTION_NOT_ALLOWED"));
        }
        places.push((place, id));
    }
    if places.is_empty() {
        return Err(ApiError::bad_request(
            "Message identifiers are not specified",
        ));
    }
    for (place, id) in places {
        state.asides.remove(&place, id);
    }
    Ok(json!(true).into())
}

/// The ephemeral message that a call names.
fn ephemeral(state: &State, bot: i64, params: &Params) -> Result<(Aside, i64), ApiError> {
    let chat = access::chat(state, bot, params)?;
    let aside = Aside::Ephemeral {
        chat,
        receiver: to_integer(params.text("receiver_user_id")),
    };
    let id = to_integer(params.text("ephemeral_message_id"));
    let message = state.asides.message(&aside, id);
    match message {
        Some(message) if message.sender == Sender::Bot(bot) => Ok((aside, id)),
        _ => Err(ApiError::bad_request("MESSAGE_ID_INVALID")),
    }
}

pub(super) fn edit_text(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let content = if params.text("rich_message").is_empty() {
        let text = send_message::read_text(state, params)?;
        send_message::check_length(&text, "MESSAGE_TOO_LONG")?;
        let link_preview = send_message::link_preview(params)?;
        Content::Text { text, link_preview }
    } else {
        super::rich_message::read(state, bot, params)?
    };
    let markup = markup::read(params)?;
    let (aside, id) = ephemeral(state, bot, params)?;
    change(state, bot, &aside, id, Some(content), markup)?;
    Ok(json!(true).into())
}

pub(super) fn edit_caption(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let new = input_file::caption(state, params)?;
    input_file::check_caption(&new)?;
    let markup = markup::read(params)?;
    let (aside, id) = ephemeral(state, bot, params)?;
    let content = state
        .asides
        .message(&aside, id)
        .and_then(|message| message.content.with_caption(state, new))
        .ok_or_else(|| ApiError::bad_request("There is no caption in the message to edit"))?;
    change(state, bot, &aside, id, Some(content), markup)?;
    Ok(json!(true).into())
}

pub(super) fn edit_media(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let media = edit_media::read(state, bot, params)?;
    media.check()?;
    let markup = markup::read(params)?;
    let (aside, id) = ephemeral(state, bot, params)?;
    if let Some(message) = state.asides.message(&aside, id) {
        edit_media::check(state, message, media.kind)?;
    }
    let content = Content::Media(media.store(state)?);
    change(state, bot, &aside, id, Some(content), markup)?;
    Ok(json!(true).into())
}

pub(super) fn edit_markup(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let markup = markup::read(params)?;
    let (aside, id) = ephemeral(state, bot, params)?;
    change(state, bot, &aside, id, None, markup)?;
    Ok(json!(true).into())
}

pub(super) fn delete(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (aside, id) = ephemeral(state, bot, params)?;
    state.remove_ephemeral(&aside, id);
    Ok(json!(true).into())
}

fn change(
    state: &mut State,
    bot: i64,
    aside: &Aside,
    id: i64,
    content: Option<Content>,
    markup: Option<Value>,
) -> Result<(), ApiError> {
    if let Some(markup) = &markup {
        markup::check(markup)?;
    }
    let now = state.clock.unix_time();
    let message = state
        .asides
        .message_mut(aside, id)
        .filter(|message| message.sender == Sender::Bot(bot))
        .ok_or_else(|| ApiError::bad_request("Message to edit not found"))?;
    super::edited::change(message, content, markup, now)?;
    state.emit_aside(aside, id);
    Ok(())
}
