//! `answerCallbackQuery`: once per tap, and not too late.

use serde_json::json;

use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{CallbackAnswer, callback::CALLBACK_LIFETIME, state::State},
};

/// The most characters of a text.
const MAX_TEXT: usize = 200;

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let id = params.text("callback_query_id");
    let now = state.clock.now();
    let callback = state.callbacks.get_mut(id).filter(|callback| {
        callback.bot == bot
            && callback.answer.is_none()
            && now.saturating_sub(callback.tapped_at) <= CALLBACK_LIFETIME
    });
    let Some(callback) = callback else {
        return Err(ApiError::bad_request(
            "Query is too old and response timeout expired or query ID is invalid",
        ));
    };
    let text = params.text("text");
    if text.chars().count() > MAX_TEXT {
        return Err(ApiError::bad_request("MESSAGE_TOO_LONG"));
    }
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    callback.answer = Some(CallbackAnswer {
        text: given(text),
        show_alert: params.boolean("show_alert"),
        url: given(params.text("url")),
    });
    state.emit_callback_answer(id);
    Ok(json!(true).into())
}
