//! `getUserChatBoosts`.

use serde_json::{Value, json};

use super::access;
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

pub(super) fn of_user(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let group = access::supergroup_or_channel(state, bot, params)?;
    let user = access::user_id(params)?;
    if !access::is_admin(state, bot, group) {
        return Err(ApiError::bad_request("CHAT_ADMIN_REQUIRED"));
    }
    if state.member_json(user).is_null() {
        return Err(ApiError::bad_request("User not found"));
    }
    let boosts = state.boosts_of(group, user);
    let boosts: Vec<Value> = boosts.map(|boost| boost.json(state)).collect();
    Ok(json!({"boosts": boosts}).into())
}
