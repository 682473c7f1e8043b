//! Which chat a bot means, and what it may do there.

use crate::{
    http::{
        error::ApiError,
        params::{Params, to_integer},
    },
    world::{
        chat::{ChatKey, GroupType},
        state::State,
    },
};

/// The chat that `chat_id` names: a number, or the `@username` of a group or channel.
pub(super) fn chat(state: &State, bot: i64, params: &Params) -> Result<ChatKey, ApiError> {
    named_chat(state, bot, params.text("chat_id"))
}

pub(super) fn named_chat(state: &State, bot: i64, name: &str) -> Result<ChatKey, ApiError> {
    let not_found = || ApiError::bad_request("Chat not found");
    if name.is_empty() {
        return Err(ApiError::bad_request("Chat_id is empty"));
    }
    let id = if let Some(username) = name.strip_prefix('@') {
        let found = state.groups.values().find(|group| {
            group
                .username
                .as_deref()
                .is_some_and(|own| own.eq_ignore_ascii_case(username))
        });
        found.map(|group| group.id).ok_or_else(not_found)?
    } else {
        to_integer(name)
    };
    if state.bot(id).is_some() {
        return Err(ApiError::forbidden(
            "The bot can't send messages to the bot",
        ));
    }
    if state.users.contains_key(&id) {
        return Ok(ChatKey::Private { user: id, bot });
    }
    let group = state.groups.get(&id).ok_or_else(not_found)?;
    if !group.members.contains(&bot) {
        return Err(ApiError::forbidden(format!(
            "Bot is not a member of the {} chat",
            group.kind.name()
        )));
    }
    Ok(ChatKey::Group(id))
}

/// Whether `bot` may write in the chat.
pub(super) fn may_write(state: &State, bot: i64, chat: ChatKey) -> Result<(), ApiError> {
    match chat {
        ChatKey::Private { user, .. } => {
            let user = state.users.get(&user);
            if user.is_some_and(|user| user.blocked.contains(&bot)) {
                return Err(ApiError::forbidden("Bot was blocked by the user"));
            }
            if !user.is_some_and(|user| user.started.contains(&bot)) {
                return Err(ApiError::forbidden(
                    "Bot can't initiate conversation with a user",
                ));
            }
            Ok(())
        }
        ChatKey::Group(id) => {
            if state.is_channel(chat) && !is_admin(state, bot, id) {
                return Err(ApiError::bad_request(
                    "Need administrator rights in the channel chat",
                ));
            }
            Ok(())
        }
    }
}

pub(super) fn is_admin(state: &State, member: i64, group: i64) -> bool {
    state
        .groups
        .get(&group)
        .is_some_and(|group| group.admins.contains(&member))
}

/// Whether the chat keeps its own history that administrators may clean at any time.
pub(super) fn is_supergroup_or_channel(state: &State, chat: ChatKey) -> bool {
    matches!(chat, ChatKey::Group(id)
        if state.groups.get(&id).is_some_and(|group| group.kind != GroupType::Group))
}
