//! `answerInlineQuery`: once per query, within 30 s.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{inline_result, query};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        inline::{InlineAnswer, Reply},
        state::State,
    },
};

/// The most results of one answer.
const MAX_RESULTS: usize = 50;
/// The most bytes of `next_offset`.
const MAX_OFFSET: usize = 64;
/// How long an answer is cached when the bot does not say, in seconds.
const CACHE_TIME: i64 = 300;
/// The most seconds an answer is cached.
const MAX_CACHE_TIME: i64 = 86_400;
/// The most characters of a start parameter.
const MAX_START: usize = 64;

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let button = button(params)?;
    let objects = objects(params)?;
    let results = objects
        .iter()
        .map(|object| inline_result::read(state, bot, object))
        .collect::<Result<Vec<_>, _>>()?;
    let next_offset = params.text("next_offset").to_owned();
    if next_offset.len() > MAX_OFFSET {
        return Err(ApiError::bad_request("NEXT_OFFSET_INVALID"));
    }
    let ids: BTreeSet<&str> = results.iter().map(|result| result.id.as_str()).collect();
    if ids.len() < results.len() {
        return Err(ApiError::bad_request("RESULT_ID_DUPLICATE"));
    }
    let answer = InlineAnswer {
        results: objects,
        cache_time: params
            .integer("cache_time", 0, MAX_CACHE_TIME)
            .unwrap_or(CACHE_TIME),
        is_personal: params.boolean("is_personal"),
        next_offset,
        button,
    };
    let now = state.clock.now();
    let id = params.text("inline_query_id");
    if !state.inline.reply(bot, id, Reply { answer, results }, now) {
        return Err(query::too_old());
    }
    state.emit(json!({"type": "inline_answer", "inline_query_id": id}));
    Ok(json!(true).into())
}

fn objects(params: &Params) -> Result<Vec<Value>, ApiError> {
    if params.text("results").is_empty() {
        return Ok(Vec::new());
    }
    match params.json("results") {
        Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(results)) if results.len() > MAX_RESULTS => Err(ApiError::bad_request(
            "Too many inline query results specified",
        )),
        Some(Value::Array(results)) => Ok(results),
        Some(_) => Err(ApiError::bad_request(
            "Expected an Array of inline query results",
        )),
        None => Err(ApiError::bad_request(
            "Can't parse JSON encoded inline query results",
        )),
    }
}

/// `button`, or the two parameters it replaced.
fn button(params: &Params) -> Result<Option<Value>, ApiError> {
    if params.text("button").is_empty() {
        let text = params.text("switch_pm_text");
        if text.is_empty() {
            return Ok(None);
        }
        let start = params.text("switch_pm_parameter");
        check_start(start)?;
        return Ok(Some(json!({"text": text, "start_parameter": start})));
    }
    let cannot_parse = |why: &str| {
        ApiError::bad_request(format!("Can't parse inline query results button: {why}"))
    };
    let button = match params.json("button") {
        Some(Value::Object(button)) => button,
        Some(_) => {
            return Err(ApiError::bad_request(
                "Can't parse inline query results button: Expected an Object",
            ));
        }
        None => {
            return Err(ApiError::bad_request(
                "Can't parse inline query results button JSON object",
            ));
        }
    };
    if !button.get("text").is_some_and(Value::is_string) {
        return Err(cannot_parse("Field \"text\" must be of type String"));
    }
    check_action(&button, cannot_parse)?;
    Ok(Some(button.into()))
}

fn check_action(
    button: &Map<String, Value>,
    cannot_parse: impl Fn(&str) -> ApiError,
) -> Result<(), ApiError> {
    if let Some(start) = button.get("start_parameter") {
        let start = start
            .as_str()
            .ok_or_else(|| cannot_parse("Field \"start_parameter\" must be of type String"))?;
        return check_start(start);
    }
    let url = button.get("web_app").and_then(|app| app.get("url"));
    let Some(url) = url.and_then(Value::as_str) else {
        return Err(cannot_parse("Button has no action"));
    };
    if url.starts_with("https://") {
        Ok(())
    } else {
        Err(ApiError::bad_request("BUTTON_URL_INVALID"))
    }
}

fn check_start(start: &str) -> Result<(), ApiError> {
    if start.is_empty() {
        return Err(ApiError::bad_request("Can't use empty start_parameter"));
    }
    if start.chars().count() > MAX_START {
        return Err(ApiError::bad_request("Too long start_parameter specified"));
    }
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !start.bytes().all(is_allowed) {
        return Err(ApiError::bad_request(
            "Unallowed characters in start_parameter are used",
        ));
    }
    Ok(())
}
