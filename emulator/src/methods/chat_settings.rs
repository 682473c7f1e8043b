//! What a chat is called and looks like: title, description, photo, stickers.

use serde_json::json;

use super::{access, media};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        chat::ChatKey,
        message::{Sender, field},
        pin::News,
        state::State,
    },
};

/// The most characters of a title; the rest is cut off.
const MAX_TITLE: usize = 128;
/// The most characters of a description.
const MAX_DESCRIPTION: usize = 255;

/// The chat that the bot may change; without the right to it the answer is `words`.
fn chat(state: &State, bot: i64, params: &Params, words: &str) -> Result<i64, ApiError> {
    let ChatKey::Group(group) = access::chat(state, bot, params)? else {
        return Err(ApiError::bad_request("Can't change private chat info"));
    };
    access::need_permission(state, bot, group, "can_change_info", words)?;
    Ok(group)
}

pub(super) fn set_title(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let title = params.text("title").trim();
    let title: String = title.chars().take(MAX_TITLE).collect();
    if title.is_empty() {
        return Err(ApiError::bad_request("Title must be non-empty"));
    }
    let words = "Not enough rights to change chat title";
    let id = chat(state, bot, params, words)?;
    if let Some(group) = state.groups.get_mut(&id)
        && group.title != title
    {
        group.title.clone_from(&title);
        let news = field("new_chat_title", title);
        state.announce(ChatKey::Group(id), Sender::Bot(bot), news);
    }
    Ok(json!(true).into())
}

pub(super) fn set_description(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let description = params.text("description").trim();
    let words = "Not enough rights to set chat description";
    let id = chat(state, bot, params, words)?;
    if description.chars().count() > MAX_DESCRIPTION {
        return Err(ApiError::bad_request("CHAT_ABOUT_TOO_LONG"));
    }
    if let Some(group) = state.groups.get_mut(&id) {
        if group.description == description {
            return Err(ApiError::bad_request("Chat description is not modified"));
        }
        description.clone_into(&mut group.description);
    }
    Ok(json!(true).into())
}

pub(super) fn set_photo(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    // It can only be uploaded.
    let part = params.text("photo");
    let part = part.strip_prefix("attach://").unwrap_or("photo");
    let Some(upload) = params.upload(part).cloned() else {
        return Err(ApiError::bad_request("There is no photo in the request"));
    };
    let words = "Not enough rights to change chat photo";
    let id = chat(state, bot, params, words)?;
    let photo = media::store_photo(state, upload)?;
    if let Some(group) = state.groups.get_mut(&id) {
        group.photo = Some(photo);
    }
    state.announce_news(ChatKey::Group(id), Sender::Bot(bot), News::Photo(photo));
    Ok(json!(true).into())
}

pub(super) fn delete_photo(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let words = "Not enough rights to change chat photo";
    let id = chat(state, bot, params, words)?;
    let group = state.groups.get_mut(&id);
    if group.is_some_and(|group| group.photo.take().is_none()) {
        return Err(ApiError::bad_request("CHAT_NOT_MODIFIED"));
    }
    let news = field("delete_chat_photo", true);
    state.announce(ChatKey::Group(id), Sender::Bot(bot), news);
    Ok(json!(true).into())
}

const NO_STICKER_RIGHT: &str = "Not enough rights to change supergroup sticker set";

pub(super) fn set_stickers(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let id = access::supergroup(state, bot, params)?;
    access::need_right(state, bot, id, "can_change_info", NO_STICKER_RIGHT)?;
    let Some(set) = state.sticker_set(params.text("sticker_set_name")) else {
        return Err(ApiError::bad_request("STICKERSET_INVALID"));
    };
    let name = set.name.clone();
    if let Some(group) = state.groups.get_mut(&id) {
        group.sticker_set = Some(name);
    }
    Ok(json!(true).into())
}

pub(super) fn delete_stickers(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let id = access::supergroup(state, bot, params)?;
    access::need_right(state, bot, id, "can_change_info", NO_STICKER_RIGHT)?;
    if let Some(group) = state.groups.get_mut(&id) {
        group.sticker_set = None;
    }
    Ok(json!(true).into())
}
