//! What a bot says about itself: names, descriptions, and the rights it asks for.

use serde_json::{Map, Value, json};

use super::query;
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        bot::Bot,
        bot_texts::{AdminRights, Translations, translated},
        chat::GroupType,
        member::{ADMIN_RIGHTS, Rights, write_admin_rights},
        state::State,
    },
};

/// The most characters of these texts.
const MAX_NAME: usize = 64;
const MAX_DESCRIPTION: usize = 512;
const MAX_SHORT_DESCRIPTION: usize = 120;

fn own(state: &mut State, bot: i64) -> Result<&mut Bot, ApiError> {
    let found = state.bot_mut(bot);
    found.ok_or_else(|| ApiError::new(401, "Unauthorized"))
}

fn language(params: &Params) -> Result<&str, ApiError> {
    let code = params.text("language_code");
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if code.is_empty() || is_code {
        return Ok(code);
    }
    Err(ApiError::bad_request("Invalid language code specified"))
}

/// Sets a text for a language, or removes it.
fn set(
    params: &Params,
    name: &str,
    most: usize,
    too_long: &str,
) -> Result<(String, String), ApiError> {
    let text = params.text(name).trim();
    if text.chars().count() > most {
        return Err(ApiError::bad_request(too_long));
    }
    Ok((language(params)?.to_owned(), text.to_owned()))
}

fn put(texts: &mut Translations, (language, text): (String, String)) -> Answer {
    if text.is_empty() {
        texts.remove(&language);
    } else {
        texts.insert(language, text);
    }
    json!(true).into()
}

pub(super) fn set_name(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (language, name) = set(params, "name", MAX_NAME, "BOT_TITLE_INVALID")?;
    let bot = own(state, bot)?;
    if language.is_empty() {
        if name.is_empty() {
            return Err(ApiError::bad_request("BOT_TITLE_INVALID"));
        }
        bot.first_name.clone_from(&name);
    }
    Ok(put(&mut bot.texts.names, (language, name)))
}

pub(super) fn get_name(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let language = language(params)?;
    let bot = own(state, bot)?;
    let name = translated(&bot.texts.names, language).unwrap_or(&bot.first_name);
    Ok(json!({"name": name}).into())
}

pub(super) fn set_description(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let text = set(
        params,
        "description",
        MAX_DESCRIPTION,
        "BOT_DESCRIPTION_TOO_LONG",
    )?;
    Ok(put(&mut own(state, bot)?.texts.descriptions, text))
}

pub(super) fn get_description(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let language = language(params)?;
    let texts = &own(state, bot)?.texts.descriptions;
    let text = translated(texts, language).unwrap_or_default();
    Ok(json!({"description": text}).into())
}

pub(super) fn set_short_description(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let text = set(
        params,
        "short_description",
        MAX_SHORT_DESCRIPTION,
        "ABOUT_TOO_LONG",
    )?;
    Ok(put(&mut own(state, bot)?.texts.short_descriptions, text))
}

pub(super) fn get_short_description(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let language = language(params)?;
    let texts = &own(state, bot)?.texts.short_descriptions;
    let text = translated(texts, language).unwrap_or_default();
    Ok(json!({"short_description": text}).into())
}

pub(super) fn set_rights(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let rights = if params.text("rights").is_empty() {
        AdminRights::default()
    } else {
        let given = query::object(params, "rights", "ChatAdministratorRights")?;
        let is_given = |name: &str| given.get(name) == Some(&Value::Bool(true));
        AdminRights {
            rights: Rights::from_names(&ADMIN_RIGHTS, is_given),
            is_anonymous: is_given("is_anonymous"),
        }
    };
    let texts = &mut own(state, bot)?.texts;
    if params.boolean("for_channels") {
        texts.channel_rights = rights;
    } else {
        texts.group_rights = rights;
    }
    Ok(json!(true).into())
}

pub(super) fn get_rights(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let texts = &own(state, bot)?.texts;
    let (rights, kind) = if params.boolean("for_channels") {
        (texts.channel_rights, GroupType::Channel)
    } else {
        (texts.group_rights, GroupType::Supergroup)
    };
    let mut json = Map::new();
    json.insert("is_anonymous".into(), rights.is_anonymous.into());
    write_admin_rights(rights.rights, kind, &mut json);
    Ok(Value::Object(json).into())
}
