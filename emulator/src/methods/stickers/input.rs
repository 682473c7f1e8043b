//! `InputSticker`, and what stickers have to look like.

use serde_json::{Map, Value, json};

use super::super::input_file::{self, InputFile};
use crate::{
    http::{error::ApiError, multipart::Upload, params::Params},
    world::{
        file::{Details, File, FileKind},
        probe,
        state::State,
        sticker::StickerType,
    },
};

/// The most emoji, and the most keywords, of a sticker.
const MAX_WORDS: usize = 20;
/// The most characters of all keywords of a sticker together.
const MAX_KEYWORDS: usize = 64;
/// The most bytes of a sticker.
const MAX_STATIC: usize = 512 << 10;
const MAX_ANIMATED: usize = 64 << 10;
const MAX_VIDEO: usize = 256 << 10;
/// The most bytes of a set's thumbnail.
const MAX_STATIC_THUMBNAIL: usize = 128 << 10;
const MAX_MOVING_THUMBNAIL: usize = 32 << 10;
/// The sides of a sticker, of a custom emoji, and of a thumbnail, in pixels.
const SIDE: usize = 512;
const SMALL_SIDE: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Static,
    Animated,
    Video,
}

impl Format {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "static" => Some(Self::Static),
            "animated" => Some(Self::Animated),
            "video" => Some(Self::Video),
            _ => None,
        }
    }
}

#[derive(Debug)]
pub(super) struct InputSticker {
    pub(super) file: InputFile,
    pub(super) format: Format,
    pub(super) emojis: Vec<String>,
    pub(super) keywords: Vec<String>,
    pub(super) mask_position: Option<Value>,
}

/// Reads the parameter `sticker`.
pub(super) fn one(state: &State, bot: i64, params: &Params) -> Result<InputSticker, ApiError> {
    let value = params
        .json("sticker")
        .ok_or_else(|| ApiError::bad_request("Can't parse sticker JSON object"))?;
    read(state, bot, params, &value)
}

/// Reads the parameter `stickers`.
pub(super) fn list(
    state: &State,
    bot: i64,
    params: &Params,
) -> Result<Vec<InputSticker>, ApiError> {
    match params.json("stickers") {
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| read(state, bot, params, item))
            .collect(),
        Some(_) => Err(ApiError::bad_request("Expected an Array of InputSticker")),
        None => Err(ApiError::bad_request("Can't parse stickers JSON object")),
    }
}

fn read(state: &State, bot: i64, params: &Params, item: &Value) -> Result<InputSticker, ApiError> {
    let cannot_parse =
        |why: String| ApiError::bad_request(format!("Can't parse InputSticker: {why}"));
    let Value::Object(fields) = item else {
        return Err(cannot_parse("Expected an Object".into()));
    };
    let (format, emojis, keywords, mask_position) = shape(fields).map_err(cannot_parse)?;
    let name = fields.get("sticker").and_then(Value::as_str);
    let name = name.filter(|name| !name.is_empty());
    let not_found = || cannot_parse("sticker not found".into());
    let name = name.ok_or_else(not_found)?;
    if format != Format::Static && (name.starts_with("http://") || name.starts_with("https://")) {
        return Err(ApiError::bad_request("Wrong HTTP URL specified"));
    }
    let file = input_file::read(
        state,
        bot,
        &params.nested(fields),
        "sticker",
        FileKind::Sticker,
    )?;
    Ok(InputSticker {
        file: file.ok_or_else(not_found)?,
        format,
        emojis,
        keywords,
        mask_position,
    })
}

type Shape = (Format, Vec<String>, Vec<String>, Option<Value>);

fn shape(fields: &Map<String, Value>) -> Result<Shape, String> {
    let format = fields.get("format").and_then(Value::as_str);
    let format = format
        .and_then(Format::named)
        .ok_or("Invalid sticker format specified")?;
    Ok((
        format,
        emojis(fields.get("emoji_list"))?,
        keywords(fields.get("keywords"))?,
        mask_position(fields.get("mask_position"))?,
    ))
}

fn words(list: &Value) -> Option<Vec<String>> {
    let words = list.as_array()?.iter();
    words.map(|word| word.as_str().map(str::to_owned)).collect()
}

/// 1 to 20 emoji.
pub(super) fn emojis(list: Option<&Value>) -> Result<Vec<String>, String> {
    let emojis = list.and_then(words).ok_or("Expected an Array of emoji")?;
    let is_emoji = |emoji: &String| !emoji.is_empty() && !emoji.is_ascii();
    if emojis.is_empty() || emojis.len() > MAX_WORDS || !emojis.iter().all(is_emoji) {
        return Err("Invalid sticker emojis".into());
    }
    Ok(emojis)
}

/// At most 20 keywords of 64 characters together.
pub(super) fn keywords(list: Option<&Value>) -> Result<Vec<String>, String> {
    let Some(list) = list else {
        return Ok(Vec::new());
    };
    let keywords = words(list).ok_or("Expected an Array of keywords")?;
    let length: usize = keywords.iter().map(|word| word.chars().count()).sum();
    if keywords.len() > MAX_WORDS || length > MAX_KEYWORDS {
        return Err("Too many keywords specified".into());
    }
    Ok(keywords)
}

/// A `MaskPosition`, if there is one.
pub(super) fn mask_position(value: Option<&Value>) -> Result<Option<Value>, String> {
    let Some(value) = value else {
        return Ok(None);
    };
    let point = value.get("point").and_then(Value::as_str);
    let point = point
        .filter(|point| matches!(*point, "forehead" | "eyes" | "mouth" | "chin"))
        .ok_or("Wrong point specified in MaskPosition")?;
    let number = |name: &str| {
        let number = value.get(name).and_then(Value::as_f64);
        number.ok_or_else(|| format!("Can't find field \"{name}\""))
    };
    Ok(Some(json!({
        "point": point,
        "x_shift": number("x_shift")?,
        "y_shift": number("y_shift")?,
        "scale": number("scale")?,
    })))
}

/// Puts a sticker's file into the world, if it can be a sticker of this kind.
pub(super) fn store(
    state: &mut State,
    file: InputFile,
    format: Format,
    kind: StickerType,
) -> Result<usize, ApiError> {
    let known = |file| state.files.get(file).map(|file| file.bytes.clone());
    let bytes = match &file {
        InputFile::Known(file) => known(*file).unwrap_or_default(),
        InputFile::Upload(upload) | InputFile::Fetched(upload) => upload.bytes.clone(),
    };
    let side = match kind {
        StickerType::CustomEmoji => SMALL_SIDE,
        StickerType::Regular | StickerType::Mask => SIDE,
    };
    check(&bytes, format, side, kind == StickerType::CustomEmoji).map_err(ApiError::bad_request)?;
    Ok(match file {
        InputFile::Known(file) => file,
        InputFile::Upload(upload) | InputFile::Fetched(upload) => {
            add(state, FileKind::Sticker, upload)
        }
    })
}

fn add(state: &mut State, kind: FileKind, upload: Upload) -> usize {
    let file = File::uploaded(kind, upload, Details::default());
    state.files.add(file)
}

fn check(bytes: &[u8], format: Format, side: usize, is_exact: bool) -> Result<(), &'static str> {
    match format {
        Format::Static => {
            if bytes.len() > MAX_STATIC {
                return Err("STICKER_PNG_BIG");
            }
            let (width, height) = probe::picture(bytes).ok_or("STICKER_PNG_NOPNG")?;
            let (short, long) = (width.min(height), width.max(height));
            if long != side || (is_exact && short != side) {
                return Err("STICKER_PNG_DIMENSIONS");
            }
        }
        Format::Animated => {
            if !bytes.starts_with(probe::GZIP) {
                return Err("STICKER_TGS_NOTGS");
            }
            if bytes.len() > MAX_ANIMATED {
                return Err("STICKER_FILE_INVALID");
            }
        }
        Format::Video => {
            if !bytes.starts_with(probe::WEBM) {
                return Err("STICKER_VIDEO_NOWEBM");
            }
            if bytes.len() > MAX_VIDEO {
                return Err("STICKER_VIDEO_BIG");
            }
        }
    }
    Ok(())
}

/// Puts a set's thumbnail into the world.
pub(super) fn store_thumbnail(
    state: &mut State,
    file: InputFile,
    format: Format,
) -> Result<usize, ApiError> {
    let upload = match file {
        // A sticker that the server has already is shown as it is.
        InputFile::Known(file) => return Ok(file),
        InputFile::Upload(upload) | InputFile::Fetched(upload) => upload,
    };
    let bytes = &upload.bytes;
    let refusal = match format {
        Format::Static if bytes.len() > MAX_STATIC_THUMBNAIL => Some("STICKER_THUMB_BIG"),
        Format::Static => match probe::picture(bytes) {
            None => Some("STICKER_THUMB_PNG_NOPNG"),
            Some((SMALL_SIDE, SMALL_SIDE)) => None,
            Some(_) => Some("STICKER_THUMB_PNG_DIMENSIONS"),
        },
        _ if bytes.len() > MAX_MOVING_THUMBNAIL => Some("STICKER_THUMB_BIG"),
        Format::Animated if !bytes.starts_with(probe::GZIP) => Some("STICKER_THUMB_TGS_NOTGS"),
        Format::Video if !bytes.starts_with(probe::WEBM) => Some("STICKER_THUMB_VIDEO_NOWEBM"),
        Format::Animated | Format::Video => None,
    };
    if let Some(refusal) = refusal {
        return Err(ApiError::bad_request(refusal));
    }
    let size = probe::picture(bytes).unwrap_or((SMALL_SIDE, SMALL_SIDE));
    let file = File::picture(FileKind::Thumbnail, upload.bytes, size);
    Ok(state.files.add(file))
}
