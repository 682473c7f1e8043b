//! `postStory`, `editStory`, `deleteStory` and `repostStory`, for business accounts.

use serde_json::{Value, json};

use super::{aside, input_file, input_file::InputFile, query};
use crate::{
    entities,
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    world::{
        content::Caption,
        file::{Details, File, FileKind},
        probe,
        state::State,
        story::Story,
    },
};

/// How long a story may be shown, in seconds.
const PERIODS: [i64; 4] = [6 * 3600, 12 * 3600, 24 * 3600, 48 * 3600];
/// The most characters of a caption.
const MAX_CAPTION: usize = 2048;
/// The most bytes of a photo and of a video.
const MAX_PHOTO: usize = 10 << 20;
const MAX_VIDEO: usize = 30 << 20;
/// The size of a photo and of a video, in pixels.
const PHOTO_SIZE: (usize, usize) = (1080, 1920);
const VIDEO_SIZE: (usize, usize) = (720, 1280);
/// How many areas of each type a story may have.
const AREAS: [(&str, usize); 5] = [
    ("location", 10),
    ("suggested_reaction", 5),
    ("link", 3),
    ("weather", 3),
    ("unique_gift", 1),
];

/// The account for which the bot may do this.
fn account(state: &State, bot: i64, params: &Params) -> Result<i64, ApiError> {
    query::given(params, "business_connection_id")?;
    let connection = aside::connection(state, bot, params)?;
    if !connection.may("can_manage_stories") {
        return Err(ApiError::bad_request("BUSINESS_CONNECTION_NOT_ALLOWED"));
    }
    Ok(connection.owner)
}

pub(super) fn post(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let owner = account(state, bot, params)?;
    let (kind, file) = content(state, bot, params)?;
    let active_period = period(params)?;
    let caption = caption(state, params)?;
    let areas = areas(params)?;
    let file = store(state, kind, file)?;
    let story = Story {
        file,
        caption,
        areas,
        date: state.clock.unix_time(),
        active_period,
        stays: params.boolean("post_to_chat_page"),
        is_protected: params.boolean("protect_content"),
        repost_of: None,
    };
    let id = state.add_story(owner, story);
    Ok(state.story_json(owner, id).into())
}

pub(super) fn edit(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let owner = account(state, bot, params)?;
    let (kind, file) = content(state, bot, params)?;
    let caption = caption(state, params)?;
    let areas = areas(params)?;
    let id = own_story(state, owner, params)?;
    let file = store(state, kind, file)?;
    if let Some(story) = state.stories.get_mut(&(owner, id)) {
        story.file = file;
        story.caption = caption;
        story.areas = areas;
    }
    Ok(state.story_json(owner, id).into())
}

pub(super) fn delete(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let owner = account(state, bot, params)?;
    let id = own_story(state, owner, params)?;
    state.stories.remove(&(owner, id));
    Ok(json!(true).into())
}

pub(super) fn repost(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let owner = account(state, bot, params)?;
    let from = to_integer(params.text("from_chat_id"));
    let id = to_integer(params.text("from_story_id"));
    let active_period = period(params)?;
    // Both accounts have to be in the bot's hands.
    let is_managed = state.connections.values().any(|connection| {
        connection.bot == bot
            && connection.owner == from
            && connection.is_enabled
            && connection.may("can_manage_stories")
    });
    let original = state.story(from, id).filter(|_| is_managed);
    let original = original.ok_or_else(not_found)?.clone();
    let story = Story {
        date: state.clock.unix_time(),
        active_period,
        stays: params.boolean("post_to_chat_page"),
        is_protected: params.boolean("protect_content"),
        repost_of: Some((from, id)),
        ..original
    };
    let id = state.add_story(owner, story);
    Ok(state.story_json(owner, id).into())
}

fn not_found() -> ApiError {
    ApiError::bad_request("Story not found")
}

fn own_story(state: &State, owner: i64, params: &Params) -> Result<i64, ApiError> {
    let id = params.integer("story_id", 0, i64::MAX).unwrap_or_default();
    if id == 0 {
        return Err(ApiError::bad_request("Story identifier is not specified"));
    }
    state.story(owner, id).ok_or_else(not_found)?;
    Ok(id)
}

fn period(params: &Params) -> Result<i64, ApiError> {
    let period = params.integer("active_period", 0, i64::MAX);
    period
        .filter(|period| PERIODS.contains(period))
        .ok_or_else(|| ApiError::bad_request("Invalid story active period specified"))
}

fn caption(state: &State, params: &Params) -> Result<Caption, ApiError> {
    let text = if params.text("caption").is_empty() {
        entities::FormattedText::default()
    } else {
        entities::read(params, entities::CAPTION, state)?
    };
    if text.text.chars().count() > MAX_CAPTION {
        return Err(ApiError::bad_request("Message caption is too long"));
    }
    Ok(Caption {
        text,
        show_above_media: false,
    })
}

fn areas(params: &Params) -> Result<Vec<Value>, ApiError> {
    if params.text("areas").is_empty() {
        return Ok(Vec::new());
    }
    let Some(Value::Array(areas)) = params.json("areas") else {
        return Err(ApiError::bad_request("Expected an Array of StoryArea"));
    };
    let kind = |area: &Value| {
        let kind = area.pointer("/type/type").and_then(Value::as_str);
        AREAS.iter().position(|(name, _)| kind == Some(*name))
    };
    let mut counts = [0; AREAS.len()];
    for area in &areas {
        let place = kind(area).filter(|_| area.get("position").is_some_and(Value::is_object));
        let place = place.ok_or_else(|| {
            ApiError::bad_request("Can't parse StoryArea: Unsupported type specified")
        })?;
        counts[place] += 1;
        if counts[place] > AREAS[place].1 {
            return Err(ApiError::bad_request("Too many story areas specified"));
        }
    }
    Ok(areas)
}

/// Reads `content`; its file can only be uploaded.
fn content(state: &State, bot: i64, params: &Params) -> Result<(FileKind, InputFile), ApiError> {
    let object = query::object(params, "content", "story content")?;
    let fields = params.nested(&object);
    let kind = match fields.text("type") {
        "photo" => FileKind::Photo,
        "video" => FileKind::Video,
        _ => {
            return Err(ApiError::bad_request(
                "Can't parse InputStoryContent: Unsupported type specified",
            ));
        }
    };
    let name = fields.text(kind.key());
    let file = if name.starts_with("attach://") {
        input_file::read(state, bot, &fields, kind.key(), kind)?
    } else {
        None
    };
    let file = file.ok_or_else(|| {
        ApiError::bad_request(format!(
            "Can't parse InputStoryContent: {} not found",
            kind.key()
        ))
    })?;
    Ok((kind, file))
}

fn store(state: &mut State, kind: FileKind, file: InputFile) -> Result<usize, ApiError> {
    let upload = match file {
        InputFile::Known(file) => return Ok(file),
        InputFile::Upload(upload) | InputFile::Fetched(upload) => upload,
    };
    let file = if kind == FileKind::Photo {
        let size = probe::picture(&upload.bytes)
            .ok_or_else(|| ApiError::bad_request("IMAGE_PROCESS_FAILED"))?;
        if upload.bytes.len() > MAX_PHOTO || size != PHOTO_SIZE {
            return Err(ApiError::bad_request("PHOTO_INVALID_DIMENSIONS"));
        }
        File::picture(FileKind::Photo, upload.bytes, size)
    } else {
        let is_too_big = upload.bytes.len() > MAX_VIDEO;
        let file = File::uploaded(FileKind::Video, upload, Details::default());
        if is_too_big
            || file
                .details
                .dimensions
                .is_some_and(|size| size != VIDEO_SIZE)
        {
            return Err(ApiError::bad_request("VIDEO_FILE_INVALID"));
        }
        file
    };
    Ok(state.files.add(file))
}
