//! `editMessageText`. Without `reply_markup` the keyboard is removed.

use super::{
    edited::{self, Place},
    rich_message, send_message,
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    markup,
    world::{message::Content, state::State},
};

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    if !params.text("rich_message").is_empty() {
        return rich(state, bot, params);
    }
    let text = send_message::read_text(state, params)?;
    let markup = markup::read(params)?;
    let link_preview = send_message::link_preview(params)?;
    let place = edited::find(state, bot, params)?;
    check_has_text(state, &place)?;
    send_message::check_length(&text, "MESSAGE_TOO_LONG")?;
    markup.as_ref().map_or(Ok(()), markup::check)?;
    let content = Content::Text { text, link_preview };
    edited::replace(state, bot, &place, Some(content), markup)
}

fn rich(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let content = rich_message::read(state, bot, params)?;
    let markup = markup::read(params)?;
    let place = edited::find(state, bot, params)?;
    check_has_text(state, &place)?;
    markup.as_ref().map_or(Ok(()), markup::check)?;
    edited::replace(state, bot, &place, Some(content), markup)
}

/// Text may become a rich message, and the other way round.
fn check_has_text(state: &State, place: &Place) -> Result<(), ApiError> {
    let has_text = match place.content(state) {
        Some(Content::Text { .. }) => true,
        Some(Content::Plain(fields)) => fields.contains_key("rich_message"),
        _ => false,
    };
    if has_text {
        return Ok(());
    }
    Err(ApiError::bad_request(
        "There is no text in the message to edit",
    ))
}
