//! Verification by bots that may give it.

use serde_json::json;

use super::access;
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{chat::ChatKey, state::State},
};

/// The most characters of a description.
const MAX_DESCRIPTION: usize = 70;

fn user(state: &State, params: &Params) -> Result<i64, ApiError> {
    let user = access::user_id(params)?;
    if state.member_json(user).is_null() {
        return Err(ApiError::bad_request("User not found"));
    }
    Ok(user)
}

fn chat(state: &State, bot: i64, params: &Params) -> Result<i64, ApiError> {
    access::readable_chat(state, bot, params).map(ChatKey::id)
}

fn check(state: &State, bot: i64) -> Result<(), ApiError> {
    match state.bot(bot) {
        Some(bot) if bot.is_verifier => Ok(()),
        _ => Err(ApiError::bad_request("BOT_VERIFIER_FORBIDDEN")),
    }
}

fn verify(state: &mut State, bot: i64, id: i64, params: &Params) -> Result<Answer, ApiError> {
    check(state, bot)?;
    let description = params.text("custom_description");
    if description.chars().count() > MAX_DESCRIPTION {
        return Err(ApiError::bad_request("CUSTOM_DESCRIPTION_TOO_LONG"));
    }
    state.verified.insert(id, description.to_owned());
    Ok(json!(true).into())
}

fn remove(state: &mut State, bot: i64, id: i64) -> Result<Answer, ApiError> {
    check(state, bot)?;
    state.verified.remove(&id);
    Ok(json!(true).into())
}

pub(super) fn verify_user(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let user = user(state, params)?;
    verify(state, bot, user, params)
}

pub(super) fn verify_chat(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let chat = chat(state, bot, params)?;
    verify(state, bot, chat, params)
}

pub(super) fn remove_user(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let user = user(state, params)?;
    remove(state, bot, user)
}

pub(super) fn remove_chat(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let chat = chat(state, bot, params)?;
    remove(state, bot, chat)
}
