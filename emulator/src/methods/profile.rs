//! Photos and music of profiles.

use serde_json::{Value, json};

use super::{
    access, aside,
    input_file::{self, InputFile},
    media, query,
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        file::{Details, File, FileKind},
        state::State,
    },
};

/// The most files of one answer.
const MAX_FILES: i64 = 100;

/// Whose profile `user_id` names.
fn somebody(state: &State, params: &Params) -> Result<i64, ApiError> {
    let id = access::user_id(params)?;
    if !state.users.contains_key(&id) && state.bot(id).is_none() {
        return Err(ApiError::bad_request("User not found"));
    }
    Ok(id)
}

/// The part of a list that `offset` and `limit` ask for.
fn page<'a>(files: &'a [usize], params: &Params) -> &'a [usize] {
    let number = |name, most, default| {
        let number = params.integer(name, 0, most).unwrap_or(default);
        usize::try_from(number).unwrap_or_default()
    };
    let offset = number("offset", i32::MAX.into(), 0);
    let limit = number("limit", MAX_FILES, MAX_FILES).max(1);
    let files = files.get(offset..).unwrap_or_default();
    &files[..limit.min(files.len())]
}

fn list(state: &State, bot: i64, params: &Params, name: &str, files: &[usize]) -> Answer {
    let shown: Vec<Value> = page(files, params)
        .iter()
        .map(|file| state.files.media_json(*file, bot))
        .collect();
    let mut json = json!({"total_count": files.len()});
    json[name] = json!(shown);
    json.into()
}

pub(super) fn photos(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let user = somebody(state, params)?;
    let profile = state.profiles.get(&user).cloned().unwrap_or_default();
    let mut photos = profile.photos;
    if photos.is_empty() {
        photos.extend(profile.public_photo);
    }
    Ok(list(state, bot, params, "photos", &photos))
}

pub(super) fn audios(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let user = somebody(state, params)?;
    let profile = state.profiles.get(&user).cloned().unwrap_or_default();
    Ok(list(state, bot, params, "audios", &profile.audios))
}

/// Reads the parameter `photo`, an `InputProfilePhoto`, and puts it into the world.
fn read(state: &mut State, bot: i64, params: &Params) -> Result<usize, ApiError> {
    let object = query::object(params, "photo", "profile photo")?;
    let fields = params.nested(&object);
    let (name, kind) = match fields.text("type") {
        "static" => ("photo", FileKind::Photo),
        "animated" => ("animation", FileKind::Animation),
        _ => {
            return Err(ApiError::bad_request(
                "Can't parse InputProfilePhoto: Unsupported type specified",
            ));
        }
    };
    // Profile photos can only be uploaded.
    let file = if fields.text(name).starts_with("attach://") {
        input_file::read(state, bot, &fields, name, kind)?
    } else {
        None
    };
    let Some(InputFile::Upload(upload)) = file else {
        return Err(ApiError::bad_request(format!(
            "Can't parse InputProfilePhoto: {name} not found"
        )));
    };
    if kind == FileKind::Photo {
        return media::store_photo(state, upload);
    }
    // People see a frame of it, which has its size.
    let animation = File::uploaded(kind, upload, Details::default());
    let size = animation
        .details
        .dimensions
        .ok_or_else(|| ApiError::bad_request("VIDEO_FILE_INVALID"))?;
    let frame = File::picture(FileKind::Photo, animation.bytes, size);
    Ok(state.files.add(frame))
}

pub(super) fn set_own(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let photo = read(state, bot, params)?;
    state.profile_mut(bot).photos.insert(0, photo);
    Ok(json!(true).into())
}

pub(super) fn remove_own(state: &mut State, bot: i64, _: &Params) -> Result<Answer, ApiError> {
    state
        .bot(bot)
        .ok_or_else(|| ApiError::new(401, "Unauthorized"))?;
    let photos = &mut state.profile_mut(bot).photos;
    if !photos.is_empty() {
        photos.remove(0);
    }
    Ok(json!(true).into())
}

/// The business account whose photo the bot may change.
fn account(state: &State, bot: i64, params: &Params) -> Result<i64, ApiError> {
    query::given(params, "business_connection_id")?;
    let connection = aside::connection(state, bot, params)?;
    if !connection.may("can_edit_profile_photo") {
        return Err(ApiError::bad_request("BUSINESS_CONNECTION_NOT_ALLOWED"));
    }
    Ok(connection.owner)
}

pub(super) fn set_business(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let owner = account(state, bot, params)?;
    let photo = read(state, bot, params)?;
    let is_public = params.boolean("is_public");
    let profile = state.profile_mut(owner);
    if is_public {
        profile.public_photo = Some(photo);
    } else {
        profile.photos.insert(0, photo);
    }
    Ok(json!(true).into())
}

pub(super) fn remove_business(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let owner = account(state, bot, params)?;
    let is_public = params.boolean("is_public");
    let profile = state.profile_mut(owner);
    if is_public {
        profile.public_photo = None;
    } else if !profile.photos.is_empty() {
        profile.photos.remove(0);
    }
    Ok(json!(true).into())
}
