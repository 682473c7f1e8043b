//! `getChat`.

use serde_json::{Map, Value, json};

use super::{access, invite_link};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        chat::{ChatKey, Group, GroupType},
        member::PERMISSIONS,
        message::View,
        state::State,
    },
};

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let chat = access::readable_chat(state, bot, params)?;
    let mut info = state.chat_json(chat);
    info["accent_color_id"] = json!(chat.id().rem_euclid(7));
    info["max_reaction_count"] = json!(11);
    let takes_gifts = matches!(chat, ChatKey::Private { .. });
    info["accepted_gift_types"] = json!({
        "unlimited_gifts": takes_gifts,
        "limited_gifts": takes_gifts,
        "unique_gifts": takes_gifts,
        "premium_subscription": takes_gifts,
        "gifts_from_channels": takes_gifts,
    });
    if let Some(username) = info.get("username").cloned() {
        info["active_usernames"] = json!([username]);
    }
    if let ChatKey::Private { user, .. } = chat
        && let Some(account) = state.accounts.get(&user)
    {
        info["accepted_gift_types"] = account.gift_types();
        if !account.bio.is_empty() {
            info["bio"] = json!(account.bio);
        }
        if let Some((emoji, until)) = account.status(state.clock.unix_time()) {
            info["emoji_status_custom_emoji_id"] = json!(emoji);
            if *until > 0 {
                info["emoji_status_expiration_date"] = json!(until);
            }
        }
    }
    if let Some(id) = state.pinned_in(chat).last()
        && let Some(message) = state.message(chat, *id)
    {
        info["pinned_message"] = message.json(state, View::of_bot(bot));
    }
    if let Some(link) = invite_link::primary(state, bot, chat) {
        info["invite_link"] = json!(link);
    }
    if let ChatKey::Group(id) = chat
        && let Some(group) = state.groups.get(&id)
    {
        write_group(state, bot, group, &mut info);
    }
    Ok(info.into())
}

fn write_group(state: &State, bot: i64, group: &Group, info: &mut Value) {
    if !group.description.is_empty() {
        info["description"] = json!(group.description);
    }
    if let Some(photo) = group.photo {
        info["photo"] = state.files.chat_photo_json(photo, bot);
    }
    if let Some(linked) = group.linked_chat {
        info["linked_chat_id"] = json!(linked);
    }
    if let Some(channel) = group.direct_messages_of {
        info["parent_chat"] = state.chat_json(ChatKey::Group(channel));
    }
    if let Some(name) = &group.sticker_set {
        info["sticker_set_name"] = json!(name);
    }
    if group.kind == GroupType::Supergroup && access::is_admin(state, bot, group.id) {
        info["can_set_sticker_set"] = json!(true);
    }
    if let Some(guard) = group.guard_bot {
        info["guard_bot"] = state.member_json(guard);
    }
    if group.kind != GroupType::Channel {
        let mut permissions = Map::new();
        group.permissions.write(&PERMISSIONS, &mut permissions);
        info["permissions"] = permissions.into();
    }
}
