//! `setMessageReaction`, `deleteMessageReaction` and `deleteAllMessageReactions`.

use serde_json::{Value, json};

use super::access;
use crate::{
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    world::{
        chat::ChatKey,
        message::Sender,
        reaction::{Reactions, is_reaction},
        state::State,
    },
};

/// deleteAllMessageReactions looks at so many of the newest reactions.
const MAX_DELETED: usize = 10_000;

pub(super) fn set(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let reactions = read(params)?;
    let (chat, message_id) = message(state, bot, params)?;
    if reactions.len() > 1 {
        return Err(ApiError::bad_request("REACTIONS_TOO_MANY"));
    }
    let is_there = |wanted: &Value| {
        let given = state.reactions(chat, message_id).into_iter();
        given
            .flat_map(Reactions::values)
            .flatten()
            .any(|own| own == wanted)
    };
    let may_use = |wanted: &Value| {
        // Nobody has allowed custom emoji, so there has to be one already.
        is_reaction(wanted) && (wanted["type"] == "emoji" || is_there(wanted))
    };
    if !reactions.iter().all(may_use) {
        return Err(ApiError::bad_request("REACTION_INVALID"));
    }
    if let ChatKey::Group(id) = chat {
        let now = state.clock.unix_time();
        if !access::known_group(state, id)?.may(bot, "can_react_to_messages", now) {
            return Err(ApiError::bad_request(
                "Not enough rights to react to messages in the chat",
            ));
        }
    }
    state.react(Sender::Bot(bot), chat, message_id, &reactions);
    Ok(json!(true).into())
}

fn read(params: &Params) -> Result<Vec<Value>, ApiError> {
    if params.text("reaction").is_empty() {
        return Ok(Vec::new());
    }
    let items = match params.json("reaction") {
        Some(Value::Array(items)) => items,
        Some(_) => return Err(ApiError::bad_request("Expected an Array of ReactionType")),
        None => {
            return Err(ApiError::bad_request(
                "Can't parse reaction types JSON object",
            ));
        }
    };
    items
        .iter()
        .map(|item| {
            let text = |name: &str| {
                let text = item.get(name).and_then(Value::as_str);
                text.unwrap_or_default()
            };
            match text("type") {
                "emoji" => {
                    let emoji = text("emoji").trim_end_matches('\u{fe0f}');
                    Ok(json!({"type": "emoji", "emoji": emoji}))
                }
                "custom_emoji" => {
                    let id = text("custom_emoji_id");
                    Ok(json!({"type": "custom_emoji", "custom_emoji_id": id}))
                }
                "paid" => Ok(json!({"type": "paid"})),
                _ => Err(ApiError::bad_request(
                    "Can't parse ReactionType: invalid reaction type specified",
                )),
            }
        })
        .collect()
}

fn message(state: &State, bot: i64, params: &Params) -> Result<(ChatKey, i64), ApiError> {
    let message_id = params.integer("message_id", 0, i64::MAX).unwrap_or(0);
    if message_id == 0 {
        return Err(ApiError::bad_request("Message identifier is not specified"));
    }
    let chat = access::chat(state, bot, params)?;
    if state.message(chat, message_id).is_none() {
        return Err(ApiError::bad_request("Message to react not found"));
    }
    Ok((chat, message_id))
}

pub(super) fn delete(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (chat, message_id) = message(state, bot, params)?;
    let actor = actor(state, bot, chat, params)?;
    let has_reacted = state
        .reactions(chat, message_id)
        .is_some_and(|reactions| reactions.contains_key(&actor.id()));
    if has_reacted {
        state.react(actor, chat, message_id, &[]);
    }
    Ok(json!(true).into())
}

pub(super) fn delete_all(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let chat = access::chat(state, bot, params)?;
    let actor = actor(state, bot, chat, params)?;
    let messages: Vec<i64> = state
        .reactions
        .range((chat, i64::MIN)..=(chat, i64::MAX))
        .rev()
        .filter(|(_, reactions)| reactions.contains_key(&actor.id()))
        .map(|((_, id), _)| *id)
        .take(MAX_DELETED)
        .collect();
    for id in messages {
        state.react(actor, chat, id, &[]);
    }
    Ok(json!(true).into())
}

/// Whose reactions are deleted, by a bot that may delete messages.
fn actor(state: &State, bot: i64, chat: ChatKey, params: &Params) -> Result<Sender, ApiError> {
    let ChatKey::Group(group) = chat else {
        return Err(ApiError::bad_request(
            "Method is available for supergroup and channel chats only",
        ));
    };
    let words = "Not enough rights to delete message reactions";
    access::need_right(state, bot, group, "can_delete_messages", words)?;
    if !params.text("user_id").is_empty() {
        return Ok(Sender::User(access::user_id(params)?));
    }
    match to_integer(params.text("actor_chat_id")) {
        0 => Err(ApiError::bad_request("Invalid user_id specified")),
        chat => Ok(Sender::User(chat)),
    }
}
