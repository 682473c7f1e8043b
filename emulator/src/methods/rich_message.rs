//! `sendRichMessage`, and reading `InputRichMessage`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{
    input_file, media,
    outgoing::{self, Options},
    query,
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    rich::{self, Mistake},
    world::{
        file::FileKind,
        message::{Content, field},
        state::State,
    },
};

/// How error texts call it.
const WHAT: &str = "rich message";

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let content = read(state, bot, params)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    outgoing::check_backend(state, bot, &target)?;
    Ok(outgoing::send(state, bot, target, content))
}

/// Reads `rich_message`.
pub(super) fn read(state: &mut State, bot: i64, params: &Params) -> Result<Content, ApiError> {
    let object = query::object(params, "rich_message", WHAT)?;
    let blocks = blocks(&object, false)?;
    let uploads = upload(state, params, &object)?;
    fill(state, bot, &object, blocks, &uploads)
}

/// Reads a `rich_message` that cannot upload: one inside another object.
pub(super) fn read_known(
    state: &State,
    bot: i64,
    object: &Map<String, Value>,
) -> Result<Content, ApiError> {
    let blocks = blocks(object, false)?;
    fill(state, bot, object, blocks, &BTreeMap::new())
}

/// Reads the `rich_message` of a draft: it may think, and it cannot upload.
pub(super) fn read_draft(state: &State, bot: i64, params: &Params) -> Result<Content, ApiError> {
    let object = query::object(params, "rich_message", WHAT)?;
    let blocks = blocks(&object, true)?;
    fill(state, bot, &object, blocks, &BTreeMap::new())
}

/// The checked blocks of an `InputRichMessage`.
fn blocks(object: &Map<String, Value>, is_draft: bool) -> Result<Value, ApiError> {
    let given = |name: &&str| object.get(*name).is_some_and(|value| *value != Value::Null);
    let ways: Vec<&str> = ["blocks", "html", "markdown"]
        .into_iter()
        .filter(given)
        .collect();
    let [way] = ways[..] else {
        return Err(ApiError::bad_request(
            "Exactly one of \"blocks\", \"html\" and \"markdown\" must be specified",
        ));
    };
    let given = &object[way];
    let blocks = match (way, given.as_str()) {
        ("html", Some(html)) => rich::html::blocks(html),
        ("markdown", Some(markdown)) => rich::markdown::blocks(markdown),
        _ => Ok(given.clone()),
    }
    .map_err(|mistake| refuse(mistake, WHAT))?;
    rich::check(&blocks, is_draft).map_err(|mistake| refuse(mistake, "InputRichBlock"))?;
    Ok(blocks)
}

/// The photos that come with a call, by the names of their parts.
type Uploads = BTreeMap<String, usize>;

/// Stores the photos that the message names by `attach://`.
fn upload(
    state: &mut State,
    params: &Params,
    object: &Map<String, Value>,
) -> Result<Uploads, ApiError> {
    let mut names = BTreeSet::new();
    object
        .values()
        .for_each(|value| attached(value, &mut names));
    let mut uploads = Uploads::new();
    for name in names {
        let Some(upload) = params.upload(name) else {
            continue;
        };
        let photo = media::store_photo(state, upload.clone())?;
        uploads.insert(name.to_owned(), photo);
    }
    Ok(uploads)
}

fn attached<'a>(value: &'a Value, names: &mut BTreeSet<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| attached(item, names)),
        Value::Object(fields) => fields.values().for_each(|value| attached(value, names)),
        Value::String(text) => names.extend(text.strip_prefix("attach://")),
        _ => {}
    }
}

/// The content with its files in place.
fn fill(
    state: &State,
    bot: i64,
    object: &Map<String, Value>,
    mut blocks: Value,
    uploads: &Uploads,
) -> Result<Content, ApiError> {
    let files = Files {
        state,
        bot,
        media: bound_media(object)?,
        uploads,
    };
    files.put_into(&mut blocks)?;
    rich::label_lists(&mut blocks);
    let mut message = json!({"blocks": blocks});
    if object.get("is_rtl") == Some(&Value::Bool(true)) {
        message["is_rtl"] = json!(true);
    }
    Ok(Content::Plain(field("rich_message", message)))
}

/// The refusal of a mistake in `what`.
fn refuse(mistake: Mistake, what: &str) -> ApiError {
    match mistake {
        Mistake::Shape(why) => ApiError::bad_request(format!("Can't parse {what}: {why}")),
        Mistake::Meaning(code) => ApiError::bad_request(code),
        Mistake::Missing(tag) => ApiError::new(
            501,
            format!("Not Implemented: the emulator has no <{tag}> in rich messages"),
        ),
    }
}

/// The files bound in `media`, by their ids.
fn bound_media(object: &Map<String, Value>) -> Result<Vec<(String, Value)>, ApiError> {
    let cannot_parse =
        || ApiError::bad_request("Can't parse InputRichMessageMedia: Expected an id and a media");
    let Some(list) = object.get("media") else {
        return Ok(Vec::new());
    };
    let list = list.as_array().ok_or_else(cannot_parse)?;
    list.iter()
        .map(|item| {
            let id = item.get("id").and_then(Value::as_str)?;
            Some((id.to_owned(), item.get("media")?.clone()))
        })
        .collect::<Option<_>>()
        .ok_or_else(cannot_parse)
}

/// Puts the files of a message in place of their names.
struct Files<'a> {
    state: &'a State,
    bot: i64,
    media: Vec<(String, Value)>,
    uploads: &'a Uploads,
}

impl Files<'_> {
    fn put_into(&self, value: &mut Value) -> Result<(), ApiError> {
        match value {
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.put_into(item)),
            Value::Object(fields) => {
                let kind = fields
                    .get("type")
                    .and_then(Value::as_str)
                    .map(str::to_owned);
                match kind.as_deref() {
                    Some("photo") => {
                        let input = fields.get("photo").cloned().unwrap_or_default();
                        let photo = self.photo(&input)?;
                        fields.insert("photo".into(), json!([photo]));
                        if input.get("has_spoiler") == Some(&Value::Bool(true)) {
                            fields.insert("has_spoiler".into(), json!(true));
                        }
                    }
                    Some("animation" | "audio" | "document" | "video" | "voice_note")
                        if fields.values().any(Value::is_object) =>
                    {
                        return Err(ApiError::new(
                            501,
                            "Not Implemented: the emulator's rich messages have photos only",
                        ));
                    }
                    _ => {}
                }
                fields
                    .iter_mut()
                    .filter(|(name, _)| name.as_str() != "photo")
                    .try_for_each(|(_, value)| self.put_into(value))
            }
            _ => Ok(()),
        }
    }

    /// The `PhotoSize` of an `InputMediaPhoto`.
    fn photo(&self, input: &Value) -> Result<Value, ApiError> {
        let name = |input: &Value| {
            input
                .get("media")
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let not_found = || ApiError::bad_request("Can't parse InputMedia: media not found");
        let mut value = name(input).ok_or_else(not_found)?;
        if let Some(id) = value.strip_prefix("tg://photo?id=") {
            let bound = self.media.iter().find(|(own, _)| own == id);
            value = bound
                .and_then(|(_, media)| name(media))
                .ok_or_else(not_found)?;
        }
        let file = match value.strip_prefix("attach://") {
            Some(part) => self.uploads.get(part).copied(),
            None => Some(input_file::known(
                self.state,
                self.bot,
                &value,
                FileKind::Photo,
            )?),
        };
        let file = file.ok_or_else(not_found)?;
        Ok(self.state.files.photo_json(file, self.bot))
    }
}
