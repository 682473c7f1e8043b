//! `editMessageText`. Without `reply_markup` the keyboard is removed.

use super::{edited, send_message};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    markup,
    world::{message::Content, state::State},
};

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let text = send_message::read_text(state, params)?;
    let markup = markup::read(params)?;
    let link_preview = send_message::link_preview(params)?;
    let (chat, id) = edited::find(state, bot, params)?;
    if !matches!(
        state.message(chat, id).map(|message| &message.content),
        Some(Content::Text { .. })
    ) {
        return Err(ApiError::bad_request(
            "There is no text in the message to edit",
        ));
    }
    send_message::check_length(&text, "MESSAGE_TOO_LONG")?;
    markup.as_ref().map_or(Ok(()), markup::check)?;
    let content = Content::Text { text, link_preview };
    edited::replace(state, bot, (chat, id), Some(content), markup)
}
