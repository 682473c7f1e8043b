//! Answers to people who ask to be let into a chat.

use serde_json::json;

use super::{access, query};
use crate::{
    entities::checked_url,
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

pub(super) fn approve(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    settle(state, bot, params, true)
}

pub(super) fn decline(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    settle(state, bot, params, false)
}

fn settle(state: &mut State, bot: i64, params: &Params, lets_in: bool) -> Result<Answer, ApiError> {
    let group = access::group(state, bot, params)?;
    let user = access::user_id(params)?;
    let words = "Not enough rights to manage chat join requests";
    access::need_right(state, bot, group, "can_invite_users", words)?;
    if access::known_group(state, group)?.is_member(user) {
        return Err(ApiError::bad_request("USER_ALREADY_PARTICIPANT"));
    }
    if !state.settle_join_request(group, user, lets_in) {
        return Err(ApiError::bad_request("HIDE_REQUESTER_MISSING"));
    }
    Ok(json!(true).into())
}

pub(super) fn answer(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let id = query::given(params, "chat_join_request_query_id")?;
    let lets_in = match params.text("result") {
        "approve" => Some(true),
        "decline" => Some(false),
        "queue" => None,
        _ => return Err(ApiError::bad_request("Invalid result specified")),
    };
    if state.answer_join_query(bot, id, lets_in) {
        return Ok(json!(true).into());
    }
    Err(query::too_old())
}

pub(super) fn web_app(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let id = query::given(params, "chat_join_request_query_id")?;
    let url = checked_url(query::given(params, "web_app_url")?)
        .filter(|url| url.starts_with("https://"))
        .ok_or_else(|| ApiError::bad_request("Wrong Web App URL specified"))?;
    if state.open_join_web_app(bot, id, &url) {
        return Ok(json!(true).into());
    }
    Err(query::too_old())
}
