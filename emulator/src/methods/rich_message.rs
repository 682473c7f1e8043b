//! `sendRichMessage`, and reading `InputRichMessage`.

use serde_json::{Map, Value, json};

use super::{
    media::{self, InputMedia},
    outgoing::{self, Options},
    query,
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    rich::{self, Mistake},
    world::{
        content::Media,
        file::FileKind,
        message::{Content, View, field},
        state::State,
    },
};

/// How error texts call it.
const WHAT: &str = "rich message";

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let content = read(state, bot, params)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    outgoing::check_backend(state, bot, &target)?;
    Ok(outgoing::send(state, bot, &target, content))
}

/// Reads `rich_message`.
pub(super) fn read(state: &mut State, bot: i64, params: &Params) -> Result<Content, ApiError> {
    let object = query::object(params, "rich_message", WHAT)?;
    let mut blocks = blocks(&object, false)?;
    let mut files = Vec::new();
    for input in inputs(&object, &mut blocks)? {
        let media = input.read(state, bot, params)?;
        files.push((media.store(state)?, input.has_spoiler()));
    }
    Ok(content(state, bot, &object, blocks, files))
}

/// Reads a `rich_message` that cannot upload: one inside another object.
pub(super) fn read_known(
    state: &State,
    bot: i64,
    object: &Map<String, Value>,
) -> Result<Content, ApiError> {
    let blocks = blocks(object, false)?;
    known(state, bot, object, blocks)
}

/// Reads the `rich_message` of a draft: it may think, and it cannot upload.
pub(super) fn read_draft(state: &State, bot: i64, params: &Params) -> Result<Content, ApiError> {
    let object = query::object(params, "rich_message", WHAT)?;
    let blocks = blocks(&object, true)?;
    known(state, bot, &object, blocks)
}

fn known(
    state: &State,
    bot: i64,
    object: &Map<String, Value>,
    mut blocks: Value,
) -> Result<Content, ApiError> {
    let mut files = Vec::new();
    for input in inputs(object, &mut blocks)? {
        let media = input.read(state, bot, &Params::default())?;
        files.push((media.known().ok_or_else(not_found)?, input.has_spoiler()));
    }
    Ok(content(state, bot, object, blocks, files))
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

/// The content, with the files in place of their inputs, which are in the same order.
fn content(
    state: &State,
    bot: i64,
    object: &Map<String, Value>,
    mut blocks: Value,
    files: Vec<(Media, bool)>,
) -> Content {
    let mut objects = files
        .into_iter()
        .map(|(media, has_spoiler)| (media.object(state, View::of_bot(bot)), has_spoiler));
    visit(&mut blocks, &mut |fields, kind| {
        let Some((Some((_, object)), has_spoiler)) = objects.next() else {
            return;
        };
        fields.insert(kind.to_owned(), object);
        if has_spoiler {
            fields.insert("has_spoiler".into(), json!(true));
        }
    });
    rich::label_lists(&mut blocks);
    rich::complete_maps(&mut blocks);
    let mut message = json!({"blocks": blocks});
    if object.get("is_rtl") == Some(&Value::Bool(true)) {
        message["is_rtl"] = json!(true);
    }
    Content::Plain(field("rich_message", message))
}

/// The kinds of blocks that have a file, and what the file is sent as.
const FILES: [(&str, FileKind); 6] = [
    ("animation", FileKind::Animation),
    ("audio", FileKind::Audio),
    ("document", FileKind::Document),
    ("photo", FileKind::Photo),
    ("video", FileKind::Video),
    ("voice_note", FileKind::Voice),
];

/// Calls `act` with every block that has a file, and its kind.
fn visit(value: &mut Value, act: &mut impl FnMut(&mut Map<String, Value>, &str)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, act)),
        Value::Object(fields) => {
            let kind = fields.get("type").and_then(Value::as_str);
            let kind = FILES.iter().find(|(name, _)| kind == Some(*name));
            if let Some((name, _)) = kind
                && fields.get(*name).is_some_and(Value::is_object)
            {
                act(fields, name);
            }
            let inner = fields.iter_mut();
            inner
                .filter(|(name, _)| kind.is_none_or(|(kind, _)| kind != name))
                .for_each(|(_, value)| visit(value, act));
        }
        _ => {}
    }
}

/// An `InputMedia` of a block.
struct Input {
    kind: FileKind,
    fields: Map<String, Value>,
}

impl Input {
    fn has_spoiler(&self) -> bool {
        self.fields.get("has_spoiler") == Some(&Value::Bool(true))
    }

    fn read(&self, state: &State, bot: i64, params: &Params) -> Result<InputMedia, ApiError> {
        let name = self.fields.get("media").and_then(Value::as_str);
        let name = name.filter(|name| !name.is_empty()).ok_or_else(not_found)?;
        if let Some(part) = name.strip_prefix("attach://")
            && params.upload(part).is_none()
        {
            return Err(not_found());
        }
        media::read(state, bot, &params.nested(&self.fields), "media", self.kind)
    }
}

fn not_found() -> ApiError {
    ApiError::bad_request("Can't parse InputMedia: media not found")
}

/// The inputs of all blocks, in order. A block whose file is bound in `media` gets the type of that.
fn inputs(object: &Map<String, Value>, blocks: &mut Value) -> Result<Vec<Input>, ApiError> {
    let bound = bound_media(object)?;
    let mut inputs = Vec::new();
    let mut is_missing = false;
    visit(blocks, &mut |fields, name| {
        let Some(Value::Object(mut input)) = fields.remove(name) else {
            return;
        };
        let link = input.get("media").and_then(Value::as_str);
        let id = link.and_then(|link| link.strip_prefix("tg://")?.split_once("?id="));
        if let Some((_, id)) = id {
            let media = bound.iter().find(|(own, _)| own == id);
            match media {
                Some((_, Value::Object(media))) => {
                    let spoiler = input.remove("has_spoiler");
                    input.clone_from(media);
                    if let Some(spoiler) = spoiler {
                        input.insert("has_spoiler".into(), spoiler);
                    }
                }
                _ => is_missing = true,
            }
        }
        let own = input.get("type").and_then(Value::as_str);
        let kind = FILES
            .iter()
            .find(|(kind, _)| own == Some(*kind))
            .or_else(|| FILES.iter().find(|(kind, _)| *kind == name));
        let Some((kind_name, kind)) = kind else {
            return;
        };
        fields.insert("type".into(), json!(kind_name));
        // Its place, until the file is there.
        fields.insert((*kind_name).to_owned(), json!({}));
        inputs.push(Input {
            kind: *kind,
            fields: input,
        });
    });
    if is_missing {
        return Err(not_found());
    }
    Ok(inputs)
}

/// The refusal of a mistake in `what`.
fn refuse(mistake: Mistake, what: &str) -> ApiError {
    match mistake {
        Mistake::Shape(why) => ApiError::bad_request(format!("Can't parse {what}: {why}")),
        Mistake::Meaning(code) => ApiError::bad_request(code),
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
