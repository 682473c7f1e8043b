//! `sendMessageDraft` and `sendRichMessageDraft`.

use serde_json::json;

use super::{access, rich_message, send_message};
use crate::{
    entities::{self, FormattedText},
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{chat::ChatKey, draft::Draft, message::Content, state::State},
};

pub(super) fn text(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    // An empty text stands for "Thinking…".
    let text = if params.text("text").is_empty() {
        FormattedText::default()
    } else {
        let text = entities::read(params, entities::TEXT, state)?;
        send_message::check_length(&text, "Message is too long")?;
        text
    };
    let content = Content::Text {
        text,
        link_preview: None,
    };
    show(state, bot, params, content)
}

pub(super) fn rich(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let content = rich_message::read_draft(state, bot, params)?;
    show(state, bot, params, content)
}

fn show(
    state: &mut State,
    bot: i64,
    params: &Params,
    content: Content,
) -> Result<Answer, ApiError> {
    let chat = access::chat(state, bot, params)?;
    if !matches!(chat, ChatKey::Private { .. }) {
        return Err(ApiError::bad_request("Chat not found"));
    }
    access::may_write(state, bot, chat)?;
    let id = params
        .integer("draft_id", i64::MIN, i64::MAX)
        .unwrap_or_default();
    if id == 0 {
        return Err(ApiError::bad_request("Invalid draft_id specified"));
    }
    let draft = Draft {
        content,
        can_stop: params.boolean("can_stop"),
        keep_on_stop: params.boolean("keep_on_stop"),
        shown_at: state.clock.now(),
        is_stopped: false,
    };
    state.show_draft(chat, id, draft);
    Ok(json!(true).into())
}
