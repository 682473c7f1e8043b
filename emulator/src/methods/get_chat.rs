//! `getChat`.

use serde_json::{Value, json};

use super::access;
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        chat::{ChatKey, GroupType},
        state::State,
    },
};

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let chat = access::chat(state, bot, params)?;
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
        && state
            .groups
            .get(&id)
            .is_some_and(|group| group.kind != GroupType::Channel)
    {
        info["permissions"] = permissions();
    }
    Ok(info.into())
}

/// What members of a new group may do.
fn permissions() -> Value {
    json!({
        "can_send_messages": true,
        "can_send_audios": true,
        "can_send_documents": true,
        "can_send_photos": true,
        "can_send_videos": true,
        "can_send_video_notes": true,
        "can_send_voice_notes": true,
        "can_send_polls": true,
        "can_send_other_messages": true,
        "can_add_web_page_previews": true,
        "can_react_to_messages": true,
        "can_edit_tag": true,
        "can_change_info": true,
        "can_invite_users": true,
        "can_pin_messages": true,
        "can_manage_topics": true,
    })
}
