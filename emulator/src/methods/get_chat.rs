//! `getChat`.

use serde_json::{Map, json};

use super::access;
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        chat::{ChatKey, GroupType},
        member::PERMISSIONS,
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
    if let ChatKey::Group(id) = chat
        && let Some(group) = state.groups.get(&id)
        && group.kind != GroupType::Channel
    {
        let mut permissions = Map::new();
        group.permissions.write(&PERMISSIONS, &mut permissions);
        info["permissions"] = permissions.into();
    }
    Ok(info.into())
}
