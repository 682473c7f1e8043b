//! Changes of single stickers.

use serde_json::{Value, json};

use super::{input, sticker};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        state::State,
        sticker::{Sticker, StickerType},
    },
};

pub(in crate::methods) fn set_position(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let (file, set) = sticker(state, bot, params)?;
    let position = params.integer("position", i64::MIN, i64::MAX);
    let position = usize::try_from(position.unwrap_or_default());
    let position =
        position.map_err(|_| ApiError::bad_request("Invalid sticker position specified"))?;
    if let Some(set) = state.sticker_set_mut(&set) {
        set.stickers.retain(|own| *own != file);
        let position = position.min(set.stickers.len());
        set.stickers.insert(position, file);
    }
    Ok(json!(true).into())
}

pub(in crate::methods) fn delete(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let (file, name) = sticker(state, bot, params)?;
    if let Some(set) = state.sticker_set_mut(&name) {
        set.stickers.retain(|own| *own != file);
        if set.stickers.is_empty() {
            // A set without stickers is none.
            state.sticker_sets.remove(&name.to_lowercase());
        }
    }
    Ok(json!(true).into())
}

fn change(
    state: &mut State,
    bot: i64,
    params: &Params,
    change: impl FnOnce(&mut Sticker) -> Result<(), ApiError>,
) -> Result<Answer, ApiError> {
    let (file, _) = sticker(state, bot, params)?;
    let sticker = state.files.sticker_mut(file);
    change(sticker.ok_or_else(|| ApiError::bad_request("STICKER_INVALID"))?)?;
    Ok(json!(true).into())
}

pub(in crate::methods) fn set_emojis(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let value = params.json("emoji_list");
    let emojis = input::emojis(value.as_ref()).map_err(ApiError::bad_request)?;
    change(state, bot, params, |sticker| {
        sticker.emojis = emojis;
        Ok(())
    })
}

pub(in crate::methods) fn set_keywords(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let value = params.json("keywords");
    let keywords = input::keywords(value.as_ref()).map_err(ApiError::bad_request)?;
    change(state, bot, params, |sticker| {
        sticker.keywords = keywords;
        Ok(())
    })
}

pub(in crate::methods) fn set_mask_position(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let position: Option<Value> = match params.text("mask_position") {
        "" => None,
        _ => Some(
            params
                .json("mask_position")
                .ok_or_else(|| ApiError::bad_request("Can't parse mask position JSON object"))?,
        ),
    };
    let position = input::mask_position(position.as_ref()).map_err(ApiError::bad_request)?;
    change(state, bot, params, |sticker| {
        if sticker.kind != StickerType::Mask {
            return Err(ApiError::bad_request("STICKER_MASK_COORDS_NOT_SUPPORTED"));
        }
        sticker.mask_position = position;
        Ok(())
    })
}
