//! Administrators, their titles, and the tags of members.

use serde_json::json;

use super::{access, chat_member};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        member::{ADMIN_RIGHTS, Rights, Status},
        message::Sender,
        state::State,
    },
};

/// The most characters of a title or tag.
const MAX_TITLE: usize = 16;

pub(super) fn promote(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let id = access::supergroup_or_channel(state, bot, params)?;
    let user = access::user_id(params)?;
    let now = state.clock.unix_time();
    let group = access::known_group(state, id)?;
    let own = match group.status(bot, now) {
        _ if user == bot => return Err(ApiError::bad_request("Can't promote self")),
        Status::Owner { .. } => Rights::ALL,
        Status::Administrator { rights, .. } => rights,
        _ => return Err(ApiError::bad_request("CHAT_ADMIN_REQUIRED")),
    };
    if !own.has(&ADMIN_RIGHTS, "can_promote_members") {
        return Err(ApiError::bad_request("Not enough rights"));
    }
    let title = match chat_member::status(state, id, user)? {
        Status::Owner { .. } => return Err(ApiError::bad_request("Can't remove chat owner")),
        Status::Administrator {
            promoted_by, title, ..
        } => {
            if promoted_by != bot {
                return Err(ApiError::bad_request("CHAT_ADMIN_REQUIRED"));
            }
            title
        }
        status if !status.is_in() => {
            return Err(ApiError::bad_request("USER_NOT_PARTICIPANT"));
        }
        _ => None,
    };
    let given = |name: &str| params.boolean(name);
    let is_anonymous = given("is_anonymous");
    let any = is_anonymous || ADMIN_RIGHTS.iter().any(|name| given(name));
    let status = if any {
        let is_set = |name: &str| name == "can_manage_chat" || given(name);
        let rights = Rights::from_names(&ADMIN_RIGHTS, is_set);
        if !own.covers(rights) {
            return Err(ApiError::bad_request("RIGHT_FORBIDDEN"));
        }
        Status::Administrator {
            rights,
            is_anonymous,
            title,
            promoted_by: bot,
        }
    } else {
        Status::Member
    };
    state.set_status(Sender::Bot(bot), id, user, status);
    Ok(json!(true).into())
}

pub(super) fn set_title(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let id = access::supergroup(state, bot, params)?;
    let user = access::user_id(params)?;
    let new = short(params.text("custom_title"))?;
    let status = chat_member::status(state, id, user)?;
    let Status::Administrator {
        rights,
        is_anonymous,
        promoted_by,
        ..
    } = status
    else {
        return Err(ApiError::bad_request(match status {
            Status::Owner { .. } => "Only creator can edit their custom title",
            _ => "User is not an administrator",
        }));
    };
    if promoted_by != bot {
        return Err(ApiError::bad_request(
            "Not enough rights to change custom title of the user",
        ));
    }
    let status = Status::Administrator {
        rights,
        is_anonymous,
        title: new,
        promoted_by,
    };
    state.set_status(Sender::Bot(bot), id, user, status);
    Ok(json!(true).into())
}

pub(super) fn set_tag(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let id = access::supergroup(state, bot, params)?;
    let user = access::user_id(params)?;
    let tag = short(params.text("tag"))?;
    let words = "Not enough rights to change tag of the user";
    access::need_right(state, bot, id, "can_manage_tags", words)?;
    let status = chat_member::status(state, id, user)?;
    if !status.is_in() {
        return Err(ApiError::bad_request("PARTICIPANT_ID_INVALID"));
    }
    if status.is_admin() {
        return Err(ApiError::bad_request(
            "User is an administrator of the chat",
        ));
    }
    if let Some(group) = state.groups.get_mut(&id) {
        match tag {
            Some(tag) => group.tags.insert(user, tag),
            None => group.tags.remove(&user),
        };
    }
    Ok(json!(true).into())
}

/// A title or tag, `None` for an empty one.
fn short(text: &str) -> Result<Option<String>, ApiError> {
    let text = text.trim();
    if text.chars().count() > MAX_TITLE {
        return Err(ApiError::bad_request("ADMIN_RANK_INVALID"));
    }
    if text.chars().any(is_emoji) {
        return Err(ApiError::bad_request("ADMIN_RANK_EMOJI_NOT_ALLOWED"));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Whether a character is drawn as a picture: the blocks that emoji lie in.
fn is_emoji(character: char) -> bool {
    matches!(u32::from(character), 0x2600..=0x27bf | 0x2b05..=0x2b55 | 0x1f000..=0x1faff | 0xfe0f)
}
