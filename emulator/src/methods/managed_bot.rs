//! Bots that a bot manages: their tokens, and who may use them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{access, query};
use crate::{
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    world::{ids, managed_bot::Management, state::State},
};

/// The most people who are added beside the owner.
const MAX_ADDED: usize = 10;

/// The bot that `user_id` names, which this one manages.
fn managed(state: &State, bot: i64, params: &Params) -> Result<(i64, Management), ApiError> {
    let id = access::user_id(params)?;
    let management = state.bot(id).and_then(|bot| bot.management.clone());
    management
        .filter(|management| management.manager == bot)
        .map(|management| (id, management))
        .ok_or_else(|| ApiError::bad_request("BOT_INVALID"))
}

pub(super) fn token(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (id, _) = managed(state, bot, params)?;
    let token = state.bot(id).map(|bot| bot.token.as_str());
    Ok(json!(token).into())
}

pub(super) fn replace_token(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let (id, _) = managed(state, bot, params)?;
    let token = state
        .revoke_token(id)
        .map_err(|error| ApiError::bad_request(error.to_string()))?;
    Ok(json!(token).into())
}

pub(super) fn get_access(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (_, management) = managed(state, bot, params)?;
    Ok(state.access_json(&management).into())
}

pub(super) fn set_access(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (id, mut management) = managed(state, bot, params)?;
    let added = match params.json("added_user_ids") {
        None => Vec::new(),
        Some(Value::Array(ids)) => ids,
        Some(_) => {
            return Err(ApiError::bad_request(
                "Expected an Array of user identifiers",
            ));
        }
    };
    if added.len() > MAX_ADDED {
        return Err(ApiError::bad_request("USERS_TOO_MUCH"));
    }
    let id_of = |id: &Value| {
        id.as_str()
            .map_or_else(|| id.as_i64(), |id| Some(to_integer(id)))
    };
    let added: BTreeSet<i64> = added
        .iter()
        .map(|id| {
            let id = id_of(id).filter(|id| state.users.contains_key(id));
            id.ok_or_else(|| ApiError::bad_request("User not found"))
        })
        .collect::<Result<_, _>>()?;
    management.is_restricted = params.boolean("is_access_restricted");
    management.added_users = added;
    if let Some(bot) = state.bot_mut(id) {
        bot.management = Some(management);
    }
    Ok(json!(true).into())
}

/// `savePreparedKeyboardButton`: a button that a person may press in a web app.
pub(super) fn prepare_button(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let user = access::user_id(params)?;
    let button = query::object(params, "button", "KeyboardButton")?;
    if !button.get("text").is_some_and(Value::is_string) {
        return Err(ApiError::bad_request(
            "Can't parse keyboard button: Can't find field \"text\"",
        ));
    }
    let asks = ["request_users", "request_chat", "request_managed_bot"];
    if !asks.iter().any(|name| button.contains_key(*name)) {
        return Err(ApiError::bad_request("BUTTON_TYPE_INVALID"));
    }
    if !state.users.contains_key(&user) {
        return Err(ApiError::bad_request("User not found"));
    }
    let id = ids::base64url(&ids::random_bytes());
    state
        .prepared_buttons
        .insert(id.clone(), (bot, user, button.into()));
    Ok(json!({"id": id}).into())
}
