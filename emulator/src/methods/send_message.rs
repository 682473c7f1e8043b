//! `sendMessage`.

use serde_json::{Map, Value};

use super::outgoing::{self, Options};
use crate::{
    entities::{self, FormattedText},
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{message::Content, state::State},
};

/// The most characters of a text after its entities are parsed.
const MAX_TEXT: usize = 4096;

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let text = read_text(state, params)?;
    let options = Options::read(params, state)?;
    let link_preview = link_preview(params)?;
    let target = options.resolve(state, bot, params)?;
    check_length(&text, "Message is too long")?;
    outgoing::check_backend(state, bot, &target)?;
    Ok(outgoing::send(
        state,
        bot,
        &target,
        Content::Text { text, link_preview },
    ))
}

/// The text with its entities; an empty one is refused before anything else.
pub(super) fn read_text(state: &State, params: &Params) -> Result<FormattedText, ApiError> {
    if params.text("text").is_empty() {
        return Err(ApiError::bad_request("Message text is empty"));
    }
    entities::read(params, entities::TEXT, state)
}

/// What is left after parsing has to be a text, and not too long a one.
pub(super) fn check_length(text: &FormattedText, too_long: &str) -> Result<(), ApiError> {
    if text.text.is_empty() {
        return Err(ApiError::bad_request("Text must be non-empty"));
    }
    if text.text.chars().count() > MAX_TEXT {
        return Err(ApiError::bad_request(too_long));
    }
    Ok(())
}

/// `link_preview_options`, or the `disable_web_page_preview` of older bots.
pub(super) fn link_preview(params: &Params) -> Result<Option<Value>, ApiError> {
    if params.text("link_preview_options").is_empty() {
        let is_disabled = params.boolean("disable_web_page_preview");
        return Ok(is_disabled.then(|| serde_json::json!({"is_disabled": true})));
    }
    match params.json("link_preview_options") {
        Some(Value::Object(options)) => Ok(known_options(options)),
        Some(_) => Err(ApiError::bad_request(
            "Object expected as link preview options",
        )),
        None => Err(ApiError::bad_request(
            "Can't parse link preview options JSON object",
        )),
    }
}

fn known_options(mut options: Map<String, Value>) -> Option<Value> {
    options.retain(|name, value| match name.as_str() {
        "is_disabled" | "prefer_small_media" | "prefer_large_media" | "show_above_text" => {
            *value == Value::Bool(true)
        }
        "url" => value.is_string(),
        _ => false,
    });
    (!options.is_empty()).then(|| options.into())
}
