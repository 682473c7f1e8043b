//! `editMessageCaption`, `editMessageMedia` and `editEphemeralMessageMedia`.

use serde_json::Value;

use super::{edited, input_file, media::InputMedia, media_group};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    markup,
    world::{
        file::FileKind,
        message::{Content, Message},
        state::State,
    },
};

pub(super) fn caption(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let caption = input_file::caption(state, params)?;
    let markup = markup::read(params)?;
    let place = edited::find(state, bot, params)?;
    let content = place
        .content(state)
        .and_then(|content| content.with_caption(state, caption))
        .ok_or_else(|| ApiError::bad_request("There is no caption in the message to edit"))?;
    if content.text().text.chars().count() > input_file::MAX_CAPTION {
        return Err(ApiError::bad_request("MEDIA_CAPTION_TOO_LONG"));
    }
    markup.as_ref().map_or(Ok(()), markup::check)?;
    edited::replace(state, bot, &place, Some(content), markup)
}

pub(super) fn media(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let media = read(state, bot, params)?;
    let markup = markup::read(params)?;
    let place = edited::find(state, bot, params)?;
    if let Some(message) = place.message(state) {
        check(state, message, media.kind)?;
    }
    media.check()?;
    markup.as_ref().map_or(Ok(()), markup::check)?;
    let content = Content::Media(media.store(state)?);
    edited::replace(state, bot, &place, Some(content), markup)
}

/// Reads the parameter `media`.
pub(super) fn read(state: &State, bot: i64, params: &Params) -> Result<InputMedia, ApiError> {
    if params.text("media").is_empty() {
        return Err(ApiError::bad_request("Input media is not specified"));
    }
    let Some(value @ Value::Object(_)) = params.json("media") else {
        return Err(ApiError::bad_request("Can't parse input media JSON object"));
    };
    media_group::read(state, bot, params, &value)
}

/// Whether the message may have media of this kind from now on.
pub(super) fn check(state: &State, message: &Message, new: FileKind) -> Result<(), ApiError> {
    let old = match &message.content {
        Content::Media(media) => state.files.kind(media.file),
        // Texts get media in their place.
        Content::Text { .. } => None,
        Content::Plain(fields) if fields.contains_key("rich_message") => None,
        Content::PaidMedia(_)
        | Content::Invoice(_)
        | Content::Poll(_)
        | Content::Checklist(_)
        | Content::Game(_) => {
            return Err(ApiError::bad_request("Message media can't be edited"));
        }
        Content::Plain(_) | Content::Service(_) | Content::News(_) => {
            return Err(ApiError::bad_request(
                "There is no media in the message to edit",
            ));
        }
    };
    if matches!(
        old,
        Some(FileKind::Sticker | FileKind::VideoNote | FileKind::Voice)
    ) {
        return Err(ApiError::bad_request("Message media can't be edited"));
    }
    let old = old.map_or(0, media_group::family);
    if message.album.is_some() && old != media_group::family(new) {
        return Err(ApiError::bad_request(
            "Can't change media type in the album",
        ));
    }
    Ok(())
}
