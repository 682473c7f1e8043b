//! Stickers and their sets.

use serde_json::{Value, json};

use super::{input_file, query};
use crate::{
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    world::{
        file::FileKind,
        state::State,
        sticker::{Sticker, StickerSet, StickerType},
    },
};

mod edit;
mod input;

pub(super) use edit::{delete, set_emojis, set_keywords, set_mask_position, set_position};
use input::{Format, InputSticker};

/// The most custom emoji that are asked for at once.
const MAX_EMOJI_IDS: usize = 200;
/// The most characters of a set's name and title.
const MAX_NAME: usize = 64;
/// The most stickers of a new set.
const MAX_FIRST_STICKERS: usize = 50;

pub(super) fn get(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let set = named(state, params)?;
    Ok(set.json(state, bot).into())
}

fn named<'a>(state: &'a State, params: &Params) -> Result<&'a StickerSet, ApiError> {
    state
        .sticker_set(params.text("name").trim())
        .ok_or_else(invalid_set)
}

fn invalid_set() -> ApiError {
    ApiError::bad_request("STICKERSET_INVALID")
}

/// The set that `name` names, if this bot made it.
fn own(state: &State, bot: i64, params: &Params) -> Result<StickerSet, ApiError> {
    let set = named(state, params)?;
    if set.bot != bot {
        return Err(invalid_set());
    }
    Ok(set.clone())
}

pub(super) fn custom_emoji(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let ids = match params.json("custom_emoji_ids") {
        Some(Value::Array(ids)) => ids,
        Some(_) => {
            return Err(ApiError::bad_request(
                "Expected an Array of custom emoji identifiers",
            ));
        }
        None => {
            return Err(ApiError::bad_request(
                "Can't parse custom emoji identifiers JSON object",
            ));
        }
    };
    if ids.len() > MAX_EMOJI_IDS {
        return Err(ApiError::bad_request(
            "Too many custom emoji identifiers specified",
        ));
    }
    let mut stickers = Vec::new();
    for id in &ids {
        let id = id.as_str().and_then(|id| id.parse::<u64>().ok());
        let id =
            id.ok_or_else(|| ApiError::bad_request("Invalid custom emoji identifier specified"))?;
        // What nobody made is left out.
        if let Some(file) = state.custom_emoji(id) {
            stickers.push(state.files.media_json(file, bot));
        }
    }
    Ok(Value::Array(stickers).into())
}

fn owner(state: &State, params: &Params) -> Result<i64, ApiError> {
    let id = to_integer(params.text("user_id"));
    if id <= 0 {
        return Err(ApiError::bad_request("Invalid user_id specified"));
    }
    if !state.users.contains_key(&id) {
        return Err(ApiError::bad_request("User not found"));
    }
    Ok(id)
}

pub(super) fn upload(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    owner(state, params)?;
    let format = Format::named(params.text("sticker_format"))
        .ok_or_else(|| ApiError::bad_request("Invalid sticker format specified"))?;
    let file = input_file::read(state, bot, params, "sticker", FileKind::Sticker)?
        .ok_or_else(|| ApiError::bad_request("There is no sticker in the request"))?;
    let file = input::store(state, file, format, StickerType::Regular)?;
    Ok(state.files.file_json(file, bot).into())
}

pub(super) fn create(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let owner = owner(state, params)?;
    let name = params.text("name").trim().to_owned();
    let title = params.text("title").trim().to_owned();
    let kind = match params.text("sticker_type") {
        "" => StickerType::Regular,
        kind => StickerType::named(kind)
            .ok_or_else(|| ApiError::bad_request("Unsupported sticker type specified"))?,
    };
    let stickers = input::list(state, bot, params)?;
    if title.is_empty() || title.chars().count() > MAX_NAME {
        return Err(ApiError::bad_request(
            "Invalid sticker set title is specified",
        ));
    }
    check_name(state, bot, &name)?;
    if stickers.is_empty() || stickers.len() > MAX_FIRST_STICKERS {
        return Err(ApiError::bad_request("STICKERS_EMPTY"));
    }
    let mut set = StickerSet {
        name: name.clone(),
        title,
        kind,
        needs_repainting: kind == StickerType::CustomEmoji && params.boolean("needs_repainting"),
        owner,
        bot,
        stickers: Vec::new(),
        thumbnail: None,
    };
    for sticker in stickers {
        let file = join(state, &set, sticker)?;
        set.stickers.push(file);
    }
    state.sticker_sets.insert(name.to_lowercase(), set);
    Ok(json!(true).into())
}

/// Letters, digits and single underscores, a letter first, and the bot's name at the end.
fn check_name(state: &State, bot: i64, name: &str) -> Result<(), ApiError> {
    let lower = name.to_lowercase();
    let username = state.bot(bot).map(|bot| bot.username.to_lowercase());
    let ending = format!("_by_{}", username.unwrap_or_default());
    let is_name = name.len() <= MAX_NAME
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !name.contains("__")
        && lower.ends_with(&ending);
    if !is_name {
        return Err(ApiError::bad_request(
            "Invalid sticker set name is specified",
        ));
    }
    if state.sticker_sets.contains_key(&lower) {
        return Err(ApiError::bad_request(
            "Sticker set name is already occupied",
        ));
    }
    Ok(())
}

/// Makes a sticker one of the set; returns its file there.
fn join(state: &mut State, set: &StickerSet, sticker: InputSticker) -> Result<usize, ApiError> {
    let file = input::store(state, sticker.file, sticker.format, set.kind)?;
    let sticker = Sticker {
        kind: set.kind,
        set: set.name.clone(),
        emojis: sticker.emojis,
        keywords: sticker.keywords,
        mask_position: sticker
            .mask_position
            .filter(|_| set.kind == StickerType::Mask),
        custom_emoji_id: (set.kind == StickerType::CustomEmoji)
            .then(|| crate::world::ids::positive().unsigned_abs()),
        needs_repainting: set.needs_repainting,
    };
    let joined = state.files.add_sticker(file, sticker);
    joined.ok_or_else(|| ApiError::bad_request("STICKER_INVALID"))
}

pub(super) fn add(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    owner(state, params)?;
    let sticker = input::one(state, bot, params)?;
    let set = own(state, bot, params)?;
    if set.stickers.len() >= set.kind.capacity() {
        return Err(ApiError::bad_request("STICKERS_TOO_MUCH"));
    }
    let file = join(state, &set, sticker)?;
    if let Some(set) = state.sticker_set_mut(&set.name) {
        set.stickers.push(file);
    }
    Ok(json!(true).into())
}

pub(super) fn replace(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    owner(state, params)?;
    let sticker = input::one(state, bot, params)?;
    let set = own(state, bot, params)?;
    let old = state.files.find(params.text("old_sticker"), bot);
    let at = old.and_then(|old| set.stickers.iter().position(|file| *file == old));
    let at = at.ok_or_else(|| ApiError::bad_request("STICKER_INVALID"))?;
    let file = join(state, &set, sticker)?;
    if let Some(set) = state.sticker_set_mut(&set.name) {
        set.stickers[at] = file;
    }
    Ok(json!(true).into())
}

pub(super) fn set_title(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let title = params.text("title").trim().to_owned();
    if title.is_empty() || title.chars().count() > MAX_NAME {
        return Err(ApiError::bad_request(
            "Invalid sticker set title is specified",
        ));
    }
    let set = own(state, bot, params)?;
    if let Some(set) = state.sticker_set_mut(&set.name) {
        set.title = title;
    }
    Ok(json!(true).into())
}

pub(super) fn delete_set(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let set = own(state, bot, params)?;
    state.sticker_sets.remove(&set.name.to_lowercase());
    Ok(json!(true).into())
}

pub(super) fn set_thumbnail(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    owner(state, params)?;
    let format = Format::named(params.text("format"))
        .ok_or_else(|| ApiError::bad_request("Invalid sticker format specified"))?;
    let file = input_file::read(state, bot, params, "thumbnail", FileKind::Sticker)?;
    let set = own(state, bot, params)?;
    let thumbnail = match file {
        None => None,
        Some(file) => Some(input::store_thumbnail(state, file, format)?),
    };
    if let Some(set) = state.sticker_set_mut(&set.name) {
        set.thumbnail = thumbnail;
    }
    Ok(json!(true).into())
}

pub(super) fn set_emoji_thumbnail(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let set = own(state, bot, params)?;
    if set.kind != StickerType::CustomEmoji {
        return Err(invalid_set());
    }
    let thumbnail = match params.text("custom_emoji_id") {
        "" => None,
        id => {
            let file = id.parse().ok().and_then(|id| state.custom_emoji(id));
            let file = file.filter(|file| set.stickers.contains(file));
            Some(file.ok_or_else(|| {
                ApiError::bad_request("Invalid custom emoji identifier specified")
            })?)
        }
    };
    if let Some(set) = state.sticker_set_mut(&set.name) {
        set.thumbnail = thumbnail;
    }
    Ok(json!(true).into())
}

/// The sticker that `sticker` names, in a set that this bot made.
fn sticker(state: &State, bot: i64, params: &Params) -> Result<(usize, String), ApiError> {
    let file_id = query::given(params, "sticker")?;
    let invalid = || ApiError::bad_request("STICKER_INVALID");
    let file = input_file::known(state, bot, file_id, FileKind::Sticker)?;
    let set = state.set_of_sticker(file).ok_or_else(invalid)?;
    if set.bot != bot || !set.stickers.contains(&file) {
        return Err(invalid_set());
    }
    Ok((file, set.name.clone()))
}
