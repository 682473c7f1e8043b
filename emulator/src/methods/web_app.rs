//! `answerWebAppQuery`, `setChatMenuButton` and `getChatMenuButton`.

use serde_json::{Value, json};

use super::{inline_result, query};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

pub(super) fn answer(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let object = Value::Object(query::object(params, "result", "inline query result")?);
    let result = inline_result::read(state, bot, &object)?;
    let sent = state
        .answer_web_app(bot, params.text("web_app_query_id"), result)
        .ok_or_else(query::too_old)?;
    let inline_message_id = sent.map_err(|error| ApiError::bad_request(error.to_string()))?;
    Ok(json!({"inline_message_id": inline_message_id}).into())
}

pub(super) fn set_menu_button(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let button = menu_button(params)?;
    let user = chat(state, params)?;
    state.web_apps.set_menu_button(bot, user, button);
    // The page asks for the button together with the commands.
    state.emit(json!({"type": "commands"}));
    Ok(json!(true).into())
}

pub(super) fn get_menu_button(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let user = chat(state, params)?;
    Ok(state.web_apps.menu_button(bot, user).into())
}

/// Only private chats have a menu button; without a chat it is everybody's.
fn chat(state: &State, params: &Params) -> Result<Option<i64>, ApiError> {
    match params.integer("chat_id", i64::MIN, i64::MAX) {
        None | Some(0) => Ok(None),
        Some(user) if state.users.contains_key(&user) => Ok(Some(user)),
        Some(_) => Err(ApiError::bad_request("User not found")),
    }
}

fn menu_button(params: &Params) -> Result<Value, ApiError> {
    if params.text("menu_button").is_empty() {
        return Ok(json!({"type": "default"}));
    }
    let cannot_parse = |why: &str| ApiError::bad_request(format!("Can't parse menu button: {why}"));
    let button = query::object(params, "menu_button", "MenuButton")?;
    let text = |name: &str| button.get(name).and_then(Value::as_str);
    match text("type") {
        Some(kind @ ("default" | "commands")) => Ok(json!({"type": kind})),
        Some("web_app") => {
            let label = text("text").ok_or_else(|| cannot_parse("Can't find field \"text\""))?;
            let url = button
                .get("web_app")
                .and_then(|app| app.get("url")?.as_str())
                .ok_or_else(|| cannot_parse("Can't find field \"web_app\""))?;
            if label.is_empty() {
                return Err(ApiError::bad_request("BUTTON_TEXT_INVALID"));
            }
            if !url.starts_with("https://") {
                return Err(ApiError::bad_request("BUTTON_URL_INVALID"));
            }
            Ok(json!({"type": "web_app", "text": label, "web_app": {"url": url}}))
        }
        _ => Err(cannot_parse("Unsupported type specified")),
    }
}
