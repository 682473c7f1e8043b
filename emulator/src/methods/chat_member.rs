//! Who is in a chat: `getChatMember`, `getChatAdministrators`, `getChatMemberCount`, `leaveChat`.

use serde_json::{Value, json};

use super::access;
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        chat::{ChatKey, GroupType},
        member::Status,
        message::Sender,
        state::State,
    },
};

/// The chat whose members a bot looks at. Those of channels are shown to administrators only.
fn chat_with_members(state: &State, bot: i64, params: &Params) -> Result<i64, ApiError> {
    let ChatKey::Group(id) = access::readable_chat(state, bot, params)? else {
        return Err(ApiError::bad_request(
            "There are no administrators in the private chat",
        ));
    };
    if state.is_channel(ChatKey::Group(id)) && !access::is_admin(state, bot, id) {
        return Err(ApiError::bad_request("Member list is inaccessible"));
    }
    Ok(id)
}

/// How `user` stands to the chat, whom the bot has to know.
pub(super) fn status(state: &State, group: i64, user: i64) -> Result<Status, ApiError> {
    let group = access::known_group(state, group)?;
    if state.member_json(user).is_null() {
        return Err(ApiError::bad_request(match group.kind {
            GroupType::Group => "Member not found",
            GroupType::Supergroup | GroupType::Channel => "PARTICIPANT_ID_INVALID",
        }));
    }
    Ok(group.status(user, state.clock.unix_time()))
}

pub(super) fn get(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let user = access::user_id(params)?;
    if let ChatKey::Private { user: partner, .. } = access::readable_chat(state, bot, params)? {
        if user != partner && user != bot {
            return Err(ApiError::bad_request("Member not found"));
        }
        let member = state.member_json(user);
        return Ok(json!({"status": "member", "user": member}).into());
    }
    let group = chat_with_members(state, bot, params)?;
    let status = status(state, group, user)?;
    let group = access::known_group(state, group)?;
    Ok(state.chat_member_json(group, user, &status, bot).into())
}

pub(super) fn administrators(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let group = chat_with_members(state, bot, params)?;
    let group = access::known_group(state, group)?;
    let with_bots = params.boolean("return_bots");
    let is_shown = |id: &i64| with_bots || *id == bot || state.users.contains_key(id);
    let administrators: Vec<Value> = group
        .administrators()
        .filter(|(id, _)| is_shown(id))
        .map(|(id, status)| state.chat_member_json(group, id, status, bot))
        .collect();
    Ok(Value::from(administrators).into())
}

pub(super) fn count(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let count = match access::readable_chat(state, bot, params)? {
        ChatKey::Private { .. } => 2,
        ChatKey::Group(id) => access::known_group(state, id)?.members().count(),
    };
    Ok(json!(count).into())
}

pub(super) fn leave(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let ChatKey::Group(group) = access::chat(state, bot, params)? else {
        return Err(ApiError::bad_request("Chat can't be left"));
    };
    let status = access::known_group(state, group)?.status(bot, state.clock.unix_time());
    state.set_status(Sender::Bot(bot), group, bot, status.departed());
    Ok(json!(true).into())
}
