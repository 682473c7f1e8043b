//! Topics of forums.

use serde_json::{Value, json};

use super::{access, pin};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        chat::ChatKey,
        message::Sender,
        state::State,
        topic::{COLORS, MAX_NAME, Topic},
    },
};

fn not_found() -> ApiError {
    ApiError::bad_request("Message thread not found")
}

fn not_modified() -> ApiError {
    ApiError::bad_request("TOPIC_NOT_MODIFIED")
}

/// The topic that a message is sent to; `None` for the general one, and in chats without topics.
pub(super) fn thread(
    state: &State,
    chat: ChatKey,
    params: &Params,
) -> Result<Option<i64>, ApiError> {
    let thread = params.integer("message_thread_id", 0, i64::MAX);
    let Some(thread) = thread.filter(|thread| *thread > 0) else {
        return Ok(None);
    };
    let ChatKey::Group(id) = chat else {
        return Err(not_found());
    };
    let group = access::known_group(state, id)?;
    let is_topic = group.is_forum && group.topics.by_id.contains_key(&thread);
    // In a discussion group a thread is what is said about a post.
    let is_post = !group.is_forum
        && state
            .message(chat, thread)
            .is_some_and(|message| message.is_automatic_forward);
    (is_topic || is_post)
        .then_some(Some(thread))
        .ok_or_else(not_found)
}

/// A forum.
fn forum(state: &State, bot: i64, params: &Params) -> Result<i64, ApiError> {
    let chat = access::chat(state, bot, params)?;
    match chat {
        ChatKey::Group(id) if access::known_group(state, id)?.is_forum => Ok(id),
        _ => Err(ApiError::bad_request("The chat is not a forum")),
    }
}

/// A forum, and the topic of it that is named.
fn topic(state: &State, bot: i64, params: &Params) -> Result<(i64, i64), ApiError> {
    let group = forum(state, bot, params)?;
    let thread = thread(state, ChatKey::Group(group), params)?.ok_or_else(not_found)?;
    Ok((group, thread))
}

/// A topic that the bot may manage, or has begun.
fn own_topic(
    state: &State,
    bot: i64,
    params: &Params,
    words: &str,
) -> Result<(i64, i64), ApiError> {
    let (group, thread) = topic(state, bot, params)?;
    let topics = &access::known_group(state, group)?.topics;
    let is_own = topics
        .by_id
        .get(&thread)
        .is_some_and(|topic| topic.creator == bot);
    if !is_own {
        access::need_right(state, bot, group, "can_manage_topics", words)?;
    }
    Ok((group, thread))
}

/// A custom emoji as the icon of a topic; empty for none.
fn icon(params: &Params) -> Result<&str, ApiError> {
    let icon = params.text("icon_custom_emoji_id");
    if icon.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(icon);
    }
    Err(ApiError::bad_request(
        "Invalid custom emoji identifier specified",
    ))
}

fn name(params: &Params) -> String {
    params.text("name").trim().chars().take(MAX_NAME).collect()
}

pub(super) fn create(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let name = name(params);
    let color = params.integer("icon_color", 0, i32::MAX.into());
    let color = color.filter(|color| *color != 0).unwrap_or(COLORS[0]);
    if !COLORS.contains(&color) {
        return Err(ApiError::bad_request("Invalid icon color specified"));
    }
    let icon = icon(params)?.to_owned();
    let group = forum(state, bot, params)?;
    if name.is_empty() {
        return Err(ApiError::bad_request("Title must be non-empty"));
    }
    let words = "Not enough rights to create a topic";
    access::need_permission(state, bot, group, "can_manage_topics", words)?;
    let topic = Topic {
        name,
        icon_color: color,
        icon_custom_emoji_id: icon,
        is_closed: false,
        creator: bot,
    };
    let mut json = topic.json();
    json["message_thread_id"] = json!(state.begin_topic(Sender::Bot(bot), group, topic));
    Ok(json.into())
}

pub(super) fn edit(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let new_icon = params.has("icon_custom_emoji_id").then(|| icon(params));
    let new_icon = new_icon.transpose()?.map(str::to_owned);
    let new_name = Some(name(params)).filter(|name| !name.is_empty());
    let words = "Not enough rights to edit the topic";
    let (group, thread) = own_topic(state, bot, params, words)?;
    let topic = state.groups.get_mut(&group);
    let topic = topic.and_then(|group| group.topics.by_id.get_mut(&thread));
    let topic = topic.ok_or_else(not_found)?;
    let new_name = new_name.filter(|name| *name != topic.name);
    let new_icon = new_icon.filter(|icon| *icon != topic.icon_custom_emoji_id);
    if new_name.is_none() && new_icon.is_none() {
        return Err(not_modified());
    }
    let mut news = json!({});
    if let Some(name) = new_name {
        news["name"] = json!(name);
        topic.name = name;
    }
    if let Some(icon) = new_icon {
        news["icon_custom_emoji_id"] = json!(icon);
        topic.icon_custom_emoji_id = icon;
    }
    announce_edit(state, bot, group, Some(thread), news);
    Ok(json!(true).into())
}

fn announce_edit(state: &mut State, bot: i64, group: i64, thread: Option<i64>, news: Value) {
    let by = Sender::Bot(bot);
    state.announce_in_topic(by, group, thread, "forum_topic_edited", news);
}

const NO_CLOSING: &str = "Not enough rights to close or reopen the topic";

pub(super) fn close(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (group, thread) = own_topic(state, bot, params, NO_CLOSING)?;
    set_closed(state, bot, group, Some(thread), true)
}

pub(super) fn reopen(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (group, thread) = own_topic(state, bot, params, NO_CLOSING)?;
    set_closed(state, bot, group, Some(thread), false)
}

fn set_closed(
    state: &mut State,
    bot: i64,
    group: i64,
    thread: Option<i64>,
    is_closed: bool,
) -> Result<Answer, ApiError> {
    if !state.close_topic(Sender::Bot(bot), group, thread, is_closed) {
        return Err(not_modified());
    }
    Ok(json!(true).into())
}

pub(super) fn delete(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (group, thread) = topic(state, bot, params)?;
    let words = "Not enough rights to delete the topic";
    access::need_right(state, bot, group, "can_delete_messages", words)?;
    state.delete_topic(group, thread);
    Ok(json!(true).into())
}

pub(super) fn unpin_all(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (group, thread) = topic(state, bot, params)?;
    let chat = ChatKey::Group(group);
    pin::check(state, bot, chat)?;
    state.unpin(chat, |message| message.thread == Some(thread));
    Ok(json!(true).into())
}

/// The set of stickers that Telegram keeps for this is not in the world.
#[allow(clippy::unnecessary_wraps)] // As all methods of the table.
pub(super) fn icons(_: &mut State, _: i64, _: &Params) -> Result<Answer, ApiError> {
    Ok(json!([]).into())
}

/// A forum whose general topic the bot may manage.
fn general(state: &State, bot: i64, params: &Params, words: &str) -> Result<i64, ApiError> {
    let group = forum(state, bot, params)?;
    access::need_right(state, bot, group, "can_manage_topics", words)?;
    Ok(group)
}

pub(super) fn edit_general(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let name = name(params);
    let group = general(state, bot, params, "Not enough rights to edit the topic")?;
    if name.is_empty() {
        return Err(ApiError::bad_request("Title must be non-empty"));
    }
    if let Some(group) = state.groups.get_mut(&group) {
        if group.topics.general_name == name {
            return Err(not_modified());
        }
        group.topics.general_name.clone_from(&name);
    }
    announce_edit(state, bot, group, None, json!({"name": name}));
    Ok(json!(true).into())
}

pub(super) fn close_general(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let group = general(state, bot, params, NO_CLOSING)?;
    set_closed(state, bot, group, None, true)
}

/// A hidden topic is shown again with it.
pub(super) fn reopen_general(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let group = general(state, bot, params, NO_CLOSING)?;
    let answer = set_closed(state, bot, group, None, false)?;
    hide(state, bot, group, false);
    Ok(answer)
}

const NO_HIDING: &str = "Not enough rights to hide or unhide the topic";

/// A topic is closed with it.
pub(super) fn hide_general(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let group = general(state, bot, params, NO_HIDING)?;
    if !hide(state, bot, group, true) {
        return Err(not_modified());
    }
    state.close_topic(Sender::Bot(bot), group, None, true);
    Ok(json!(true).into())
}

pub(super) fn unhide_general(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let group = general(state, bot, params, NO_HIDING)?;
    if !hide(state, bot, group, false) {
        return Err(not_modified());
    }
    Ok(json!(true).into())
}

/// Hides or shows the general topic; `false` when it is so already.
fn hide(state: &mut State, bot: i64, id: i64, is_hidden: bool) -> bool {
    let group = state.groups.get_mut(&id);
    let Some(group) = group.filter(|group| group.topics.is_general_hidden != is_hidden) else {
        return false;
    };
    group.topics.is_general_hidden = is_hidden;
    let name = if is_hidden {
        "general_forum_topic_hidden"
    } else {
        "general_forum_topic_unhidden"
    };
    state.announce_in_topic(Sender::Bot(bot), id, None, name, json!({}));
    true
}

pub(super) fn unpin_all_general(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let chat = ChatKey::Group(forum(state, bot, params)?);
    pin::check(state, bot, chat)?;
    state.unpin(chat, |message| message.thread.is_none());
    Ok(json!(true).into())
}
