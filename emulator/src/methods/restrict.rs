//! What members may not do: bans, restrictions, and the permissions of everybody.

use serde_json::{Value, json};

use super::{access, chat_member, query};
use crate::{
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    world::{
        chat::GroupType,
        member::{PERMISSIONS, Rights, Status},
        message::Sender,
        state::State,
    },
};

const NO_RIGHT: &str = "Not enough rights to restrict/unrestrict chat member";
/// Shorter and longer times, in seconds, are forever.
const TIMES: std::ops::RangeInclusive<i64> = 30..=366 * 86_400;

/// `until_date`, 0 for ever.
fn until(state: &State, params: &Params) -> i64 {
    let until = params.integer("until_date", 0, i32::MAX.into());
    let until = until.unwrap_or_default();
    if TIMES.contains(&(until - state.clock.unix_time())) {
        until
    } else {
        0
    }
}

/// How somebody stands to the chat whom the bot may ban and restrict.
fn target(state: &State, bot: i64, group: i64, user: i64) -> Result<Status, ApiError> {
    if user == bot {
        return Err(ApiError::bad_request("Can't restrict self"));
    }
    access::need_right(state, bot, group, "can_restrict_members", NO_RIGHT)?;
    let status = chat_member::status(state, group, user)?;
    match status {
        Status::Owner { .. } => Err(ApiError::bad_request("Can't remove chat owner")),
        Status::Administrator { promoted_by, .. } if promoted_by != bot => Err(
            ApiError::bad_request("User is an administrator of the chat"),
        ),
        status => Ok(status),
    }
}

pub(super) fn ban(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let group = access::group(state, bot, params)?;
    let user = access::user_id(params)?;
    target(state, bot, group, user)?;
    let kind = access::known_group(state, group)?.kind;
    let status = match kind {
        GroupType::Group => Status::Left,
        GroupType::Supergroup | GroupType::Channel => Status::Banned {
            until: until(state, params),
        },
    };
    state.set_status(Sender::Bot(bot), group, user, status);
    Ok(json!(true).into())
}

pub(super) fn unban(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let group = access::supergroup_or_channel(state, bot, params)?;
    let user = access::user_id(params)?;
    let old = target(state, bot, group, user)?;
    let is_banned = matches!(old, Status::Banned { .. });
    let keeps = params.boolean("only_if_banned") && !is_banned;
    if !keeps && (old.is_in() || is_banned) {
        state.set_status(Sender::Bot(bot), group, user, Status::Left);
    }
    Ok(json!(true).into())
}

pub(super) fn restrict(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let group = access::supergroup(state, bot, params)?;
    let user = access::user_id(params)?;
    let permissions = permissions(params)?;
    let old = target(state, bot, group, user)?;
    let status = match (&old, permissions.is_all()) {
        (Status::Banned { .. } | Status::Left, true) => Status::Left,
        (_, true) => Status::Member,
        (old, false) => Status::Restricted {
            permissions,
            is_member: old.is_in(),
            until: until(state, params),
        },
    };
    state.set_status(Sender::Bot(bot), group, user, status);
    Ok(json!(true).into())
}

pub(super) fn set_permissions(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let permissions = permissions(params)?;
    let id = access::group(state, bot, params)?;
    let words = "Not enough rights to change chat permissions";
    access::need_right(state, bot, id, "can_restrict_members", words)?;
    let group = state.groups.get_mut(&id);
    let group = group.filter(|group| group.kind != GroupType::Channel);
    let Some(group) = group else {
        return Err(ApiError::bad_request(
            "Can't change channel chat permissions",
        ));
    };
    if group.permissions.is_same(permissions) {
        return Err(ApiError::bad_request("CHAT_NOT_MODIFIED"));
    }
    group.permissions = permissions;
    Ok(json!(true).into())
}

/// The parameter `permissions`. Unless they are independent, some permissions bring others with
/// them, as before Bot API 6.5.
fn permissions(params: &Params) -> Result<Rights, ApiError> {
    if params.text("permissions").is_empty() {
        return Err(query::required("permissions"));
    }
    let given = query::object(params, "permissions", "ChatPermissions")?;
    let is_given = |name: &str| given.get(name) == Some(&Value::Bool(true));
    let or = |name: &str, other: &str| match given.get(name) {
        Some(value) => *value == Value::Bool(true),
        None => is_given(other),
    };
    let is_independent = params.boolean("use_independent_chat_permissions");
    let brings_text = |name: &str| {
        matches!(
            name,
            "can_send_polls" | "can_send_other_messages" | "can_add_web_page_previews"
        ) || (name.starts_with("can_send_") && name != "can_send_messages")
    };
    let brings_media = |name: &str| {
        matches!(
            name,
            "can_send_other_messages" | "can_add_web_page_previews"
        )
    };
    let is_media = |name: &str| {
        matches!(
            name,
            "can_send_audios"
                | "can_send_documents"
                | "can_send_photos"
                | "can_send_videos"
                | "can_send_video_notes"
                | "can_send_voice_notes"
        )
    };
    let any = |brings: &dyn Fn(&str) -> bool| {
        PERMISSIONS
            .iter()
            .any(|name| brings(name) && is_given(name))
    };
    Ok(Rights::from_names(&PERMISSIONS, |name| match name {
        "can_send_messages" => is_given(name) || (!is_independent && any(&brings_text)),
        "can_react_to_messages" => or(name, "can_send_messages"),
        "can_edit_tag" | "can_manage_topics" => or(name, "can_pin_messages"),
        name if is_media(name) => is_given(name) || (!is_independent && any(&brings_media)),
        name => is_given(name),
    }))
}

pub(super) fn ban_sender(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    sender_chat(state, bot, params, true)
}

pub(super) fn unban_sender(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    sender_chat(state, bot, params, false)
}

fn sender_chat(
    state: &mut State,
    bot: i64,
    params: &Params,
    is_banned: bool,
) -> Result<Answer, ApiError> {
    let group = access::supergroup_or_channel(state, bot, params)?;
    let sender = to_integer(params.text("sender_chat_id"));
    if sender == 0 {
        return Err(ApiError::bad_request("Invalid sender_chat_id specified"));
    }
    access::need_right(state, bot, group, "can_restrict_members", NO_RIGHT)?;
    if !state.groups.contains_key(&sender) {
        return Err(ApiError::bad_request("Chat not found"));
    }
    if sender == group {
        return Err(ApiError::bad_request("PARTICIPANT_ID_INVALID"));
    }
    if let Some(group) = state.groups.get_mut(&group) {
        if is_banned {
            group.banned_chats.insert(sender);
        } else {
            group.banned_chats.remove(&sender);
        }
    }
    Ok(json!(true).into())
}
