//! `reply_markup`: the checks of the server, then those of the backend behind it.

use serde_json::{Map, Value, json};

use crate::{
    entities,
    http::{error::ApiError, params::Params},
};

/// The most bytes of callback data.
const MAX_CALLBACK_DATA: usize = 64;
/// The most characters a copy_text button copies.
const MAX_COPY_TEXT: usize = 256;
/// The most buttons of a keyboard.
const MAX_BUTTONS: usize = 100;

/// Reads the shape of the `reply_markup` parameter; its contents are checked by [`check`].
pub(crate) fn read(params: &Params) -> Result<Option<Value>, ApiError> {
    if params.text("reply_markup").is_empty() {
        return Ok(None);
    }
    let Some(markup) = params.json("reply_markup") else {
        return Err(ApiError::bad_request(
            "Can't parse reply keyboard markup JSON object",
        ));
    };
    let Value::Object(markup) = markup else {
        return Err(ApiError::bad_request("Object expected as reply markup"));
    };
    if let Some(rows) = markup.get("inline_keyboard") {
        let keyboard = rows_of(rows, "inline_keyboard", "InlineKeyboardMarkup")?
            .into_iter()
            .map(|row| row.iter().map(inline_button).collect::<Result<Vec<_>, _>>())
            .collect::<Result<Vec<_>, _>>()
            .map_err(|why| {
                ApiError::bad_request(format!("Can't parse inline keyboard button: {why}"))
            })?;
        let keyboard: Vec<Vec<Value>> =
            keyboard.into_iter().filter(|row| !row.is_empty()).collect();
        return Ok((!keyboard.is_empty()).then(|| json!({"inline_keyboard": keyboard})));
    }
    if let Some(rows) = markup.get("keyboard") {
        let keyboard = rows_of(rows, "keyboard", "ReplyKeyboardMarkup")?
            .into_iter()
            .map(|row| {
                row.iter()
                    .map(keyboard_button)
                    .collect::<Result<Vec<_>, _>>()
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(|why| ApiError::bad_request(format!("Can't parse keyboard button: {why}")))?;
        let mut checked = json!({"keyboard": keyboard});
        copy(
            &markup,
            &mut checked,
            &["is_persistent", "resize_keyboard", "one_time_keyboard"],
        );
        copy(
            &markup,
            &mut checked,
            &["input_field_placeholder", "selective"],
        );
        return Ok(Some(checked));
    }
    for key in ["remove_keyboard", "force_reply"] {
        if is_true(markup.get(key)) {
            let mut checked = json!({ key: true });
            copy(
                &markup,
                &mut checked,
                &["input_field_placeholder", "selective"],
            );
            return Ok(Some(checked));
        }
    }
    Ok(None)
}

fn copy(from: &Map<String, Value>, to: &mut Value, keys: &[&str]) {
    for key in keys {
        if let Some(value) = from.get(*key) {
            to[*key] = value.clone();
        }
    }
}

fn is_true(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(value)) => *value,
        Some(Value::Number(number)) => number.as_i64() == Some(1),
        Some(Value::String(text)) => matches!(text.trim(), "true" | "yes" | "1"),
        _ => false,
    }
}

fn rows_of<'a>(rows: &'a Value, field: &str, of: &str) -> Result<Vec<&'a Vec<Value>>, ApiError> {
    let Value::Array(rows) = rows else {
        return Err(ApiError::bad_request(format!(
            "Field \"{field}\" must be of type Array"
        )));
    };
    rows.iter()
        .map(Value::as_array)
        .collect::<Option<_>>()
        .ok_or_else(|| {
            ApiError::bad_request(format!(
                "Field \"{field}\" of the {of} must be an Array of Arrays"
            ))
        })
}

/// A button as it is stored: the text and the first action that it has.
fn inline_button(button: &Value) -> Result<Value, String> {
    let Value::Object(button) = button else {
        return Err("Expected an Object".into());
    };
    let mut stored = json!({"text": text_field(button)?});
    copy(button, &mut stored, &["icon_custom_emoji_id", "style"]);
    let actions = [
        "url",
        "callback_data",
        "callback_game",
        "pay",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "login_url",
        "web_app",
        "copy_text",
        "disabled",
    ];
    let action = actions.into_iter().find(|action| match *action {
        // A link and data have to say something; the query of a switch may be empty.
        "url" | "callback_data" => button.get(*action).is_some_and(|value| value != ""),
        "pay" => is_true(button.get(*action)),
        _ => button.contains_key(*action),
    });
    let Some(action) = action else {
        return Err("Text buttons are unallowed in the inline keyboard".into());
    };
    let value = &button[action];
    let is_text = matches!(
        action,
        "url" | "callback_data" | "switch_inline_query" | "switch_inline_query_current_chat"
    );
    if is_text && !value.is_string() {
        return Err(format!("Field \"{action}\" must be of type String"));
    }
    stored[action] = value.clone();
    Ok(stored)
}

/// A button of the keyboard below the input field; a text alone is a button too.
fn keyboard_button(button: &Value) -> Result<Value, String> {
    match button {
        Value::String(text) => Ok(json!({"text": text})),
        Value::Object(button) => {
            text_field(button)?;
            Ok(Value::Object(button.clone()))
        }
        _ => Err("Expected an Object".into()),
    }
}

fn text_field(button: &Map<String, Value>) -> Result<&str, String> {
    match button.get("text") {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err("Field \"text\" must be of type String".into()),
        None => Err("Can't find field \"text\"".into()),
    }
}

/// The limits of the backend.
pub(crate) fn check(markup: &Value) -> Result<(), ApiError> {
    let refuse = |code: &str| Err(ApiError::bad_request(code));
    let buttons: Vec<&Value> = markup
        .get("inline_keyboard")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .flatten()
        .collect();
    if buttons.len() > MAX_BUTTONS {
        return refuse("Reply markup is too long");
    }
    for (place, button) in buttons.iter().enumerate() {
        if button
            .get("text")
            .and_then(Value::as_str)
            .is_none_or(str::is_empty)
        {
            return refuse("BUTTON_TEXT_INVALID");
        }
        if let Some(data) = button.get("callback_data").and_then(Value::as_str)
            && data.len() > MAX_CALLBACK_DATA
        {
            return refuse("BUTTON_DATA_INVALID");
        }
        if let Some(url) = button.get("url").and_then(Value::as_str)
            && entities::checked_url(url).is_none()
        {
            return refuse("BUTTON_URL_INVALID");
        }
        if let Some(copy) = button.get("copy_text") {
            let length = copy
                .get("text")
                .and_then(Value::as_str)
                .map(|text| text.chars().count());
            if !length.is_some_and(|length| (1..=MAX_COPY_TEXT).contains(&length)) {
                return refuse("BUTTON_COPY_TEXT_INVALID");
            }
        }
        // Both must be the first button of the first row.
        if place > 0 && (button.get("pay").is_some() || button.get("callback_game").is_some()) {
            return refuse("BUTTON_TYPE_INVALID");
        }
    }
    Ok(())
}
