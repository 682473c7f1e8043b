//! Which chat a bot means, and what it may do there.

use crate::{
    http::{
        error::ApiError,
        params::{Params, to_integer},
    },
    world::{
        chat::{ChatKey, Group, GroupType},
        content::Needs,
        member::Status,
        state::State,
    },
};

/// The chat that `chat_id` names: a number, or the `@username` of a group or channel.
pub(super) fn chat(state: &State, bot: i64, params: &Params) -> Result<ChatKey, ApiError> {
    named_chat(state, bot, params.text("chat_id"))
}

pub(super) fn named_chat(state: &State, bot: i64, name: &str) -> Result<ChatKey, ApiError> {
    let chat = find_chat(state, bot, name)?;
    if let ChatKey::Group(id) = chat {
        let now = state.clock.unix_time();
        let group = state.groups.get(&id).ok_or_else(chat_not_found)?;
        need_membership(group, &group.status(bot, now))?;
    }
    Ok(chat)
}

/// A chat that the bot wants to look at only: one with a username needs no membership.
pub(super) fn readable_chat(state: &State, bot: i64, params: &Params) -> Result<ChatKey, ApiError> {
    let chat = find_chat(state, bot, params.text("chat_id"))?;
    if let ChatKey::Group(id) = chat {
        let now = state.clock.unix_time();
        let group = state.groups.get(&id).ok_or_else(chat_not_found)?;
        let status = group.status(bot, now);
        if group.username.is_none() || matches!(status, Status::Banned { .. }) {
            need_membership(group, &status)?;
        }
    }
    Ok(chat)
}

fn chat_not_found() -> ApiError {
    ApiError::bad_request("Chat not found")
}

fn find_chat(state: &State, bot: i64, name: &str) -> Result<ChatKey, ApiError> {
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
        found.map(|group| group.id).ok_or_else(chat_not_found)?
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
    let group = state.groups.get(&id).ok_or_else(chat_not_found)?;
    Ok(ChatKey::Group(group.id))
}

fn need_membership(group: &Group, status: &Status) -> Result<(), ApiError> {
    let kind = group.kind.name();
    if matches!(status, Status::Banned { .. }) {
        return Err(ApiError::forbidden(format!(
            "Bot was kicked from the {kind} chat"
        )));
    }
    if !status.is_in() {
        return Err(ApiError::forbidden(format!(
            "Bot is not a member of the {kind} chat"
        )));
    }
    Ok(())
}

/// A chat with members.
pub(super) fn group(state: &State, bot: i64, params: &Params) -> Result<i64, ApiError> {
    match chat(state, bot, params)? {
        ChatKey::Group(id) => Ok(id),
        ChatKey::Private { .. } => Err(ApiError::bad_request(
            "There is no such method for private chats",
        )),
    }
}

/// A supergroup or channel.
pub(super) fn supergroup_or_channel(
    state: &State,
    bot: i64,
    params: &Params,
) -> Result<i64, ApiError> {
    let key = chat(state, bot, params)?;
    match key {
        ChatKey::Group(id) if is_supergroup_or_channel(state, key) => Ok(id),
        _ => Err(ApiError::bad_request(
            "Method is available for supergroup and channel chats only",
        )),
    }
}

/// A supergroup.
pub(super) fn supergroup(state: &State, bot: i64, params: &Params) -> Result<i64, ApiError> {
    let key = chat(state, bot, params)?;
    match key {
        ChatKey::Group(id) if is_supergroup_or_channel(state, key) && !state.is_channel(key) => {
            Ok(id)
        }
        _ => Err(ApiError::bad_request(
            "Method is available only for supergroups",
        )),
    }
}

/// The group with this id, which was found before.
pub(super) fn known_group(state: &State, group: i64) -> Result<&Group, ApiError> {
    state.groups.get(&group).ok_or_else(chat_not_found)
}

/// Refuses with `words` unless the bot has this right of an administrator in the chat.
pub(super) fn need_right(
    state: &State,
    bot: i64,
    group: i64,
    right: &str,
    words: &str,
) -> Result<(), ApiError> {
    let group = known_group(state, group)?;
    not_migrated(group)?;
    if group.is_admin(bot) && group.may(bot, right, state.clock.unix_time()) {
        return Ok(());
    }
    Err(ApiError::bad_request(words))
}

/// Refuses with `words` unless the bot may do this in the chat, as an administrator or as all
/// members may.
pub(super) fn need_permission(
    state: &State,
    bot: i64,
    group: i64,
    right: &str,
    words: &str,
) -> Result<(), ApiError> {
    let group = known_group(state, group)?;
    not_migrated(group)?;
    let is_member_enough = group.kind != GroupType::Channel;
    let may = group.may(bot, right, state.clock.unix_time());
    if may && (is_member_enough || group.is_admin(bot)) {
        return Ok(());
    }
    Err(ApiError::bad_request(words))
}

fn not_migrated(group: &Group) -> Result<(), ApiError> {
    match group.migrated_to {
        Some(to) => Err(ApiError::migrated(to)),
        None => Ok(()),
    }
}

/// The number that `user_id` gives.
pub(super) fn user_id(params: &Params) -> Result<i64, ApiError> {
    let id = to_integer(params.text("user_id"));
    if id <= 0 {
        return Err(ApiError::bad_request("Invalid user_id specified"));
    }
    Ok(id)
}

/// Whether `bot` may write in the chat.
pub(super) fn may_write(state: &State, bot: i64, chat: ChatKey) -> Result<(), ApiError> {
    may_send(state, bot, chat, Needs::TEXT)
}

/// Whether `bot` may send in the chat what needs this.
pub(super) fn may_send(
    state: &State,
    bot: i64,
    chat: ChatKey,
    needs: Needs,
) -> Result<(), ApiError> {
    match chat {
        ChatKey::Private { user: id, .. } => {
            let user = state.users.get(&id);
            if user.is_some_and(|user| user.blocked.contains(&bot)) {
                return Err(ApiError::forbidden("Bot was blocked by the user"));
            }
            let has_started = user.is_some_and(|user| user.started.contains(&bot));
            if !has_started && !state.asked_bot(id, bot) {
                return Err(ApiError::forbidden(
                    "Bot can't initiate conversation with a user",
                ));
            }
            Ok(())
        }
        ChatKey::Group(id) => {
            let group = known_group(state, id)?;
            not_migrated(group)?;
            let now = state.clock.unix_time();
            if group.kind == GroupType::Channel {
                if group.is_admin(bot) && group.may(bot, "can_post_messages", now) {
                    return Ok(());
                }
                return Err(ApiError::bad_request(
                    "Need administrator rights in the channel chat",
                ));
            }
            if !group.may(bot, needs.permission, now) {
                return Err(ApiError::bad_request(format!(
                    "Not enough rights to send {} to the chat",
                    needs.words
                )));
            }
            Ok(())
        }
    }
}

pub(super) fn is_admin(state: &State, member: i64, group: i64) -> bool {
    state
        .groups
        .get(&group)
        .is_some_and(|group| group.is_admin(member))
}

/// Whether the chat keeps its own history that administrators may clean at any time.
pub(super) fn is_supergroup_or_channel(state: &State, chat: ChatKey) -> bool {
    matches!(chat, ChatKey::Group(id)
        if state.groups.get(&id).is_some_and(|group| group.kind != GroupType::Group))
}
