//! `sendRichMessage`, and reading `InputRichMessage`.

use serde_json::{Map, Value, json};

use super::{
    input_file::{self, InputFile},
    outgoing::{self, Options},
    query, send_photo,
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        file::{File, FileKind},
        message::{Content, field},
        rich::{self, Mistake},
        state::State,
    },
};

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let content = read(state, bot, params)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    outgoing::check_backend(state, bot, &target)?;
    Ok(outgoing::send(state, bot, target, content))
}

/// Reads `rich_message`.
pub(super) fn read(state: &mut State, bot: i64, params: &Params) -> Result<Content, ApiError> {
    read_as(state, bot, params, false)
}

/// Reads the `rich_message` of a draft: it may think, and it cannot upload.
pub(super) fn read_draft(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Content, ApiError> {
    read_as(state, bot, params, true)
}

fn read_as(
    state: &mut State,
    bot: i64,
    params: &Params,
    is_draft: bool,
) -> Result<Content, ApiError> {
    let object = query::object(params, "rich_message", "rich message")?;
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
    if way != "blocks" {
        return Err(ApiError::new(
            501,
            format!("Not Implemented: the emulator reads rich messages as blocks, not as {way}"),
        ));
    }
    let mut blocks = object["blocks"].clone();
    rich::check(&blocks, is_draft).map_err(refuse)?;
    let media = media(&object)?;
    let mut files = Files {
        state,
        bot,
        params,
        media,
        is_draft,
    };
    files.put_into(&mut blocks)?;
    rich::label_lists(&mut blocks);
    let mut message = json!({"blocks": blocks});
    if object.get("is_rtl") == Some(&Value::Bool(true)) {
        message["is_rtl"] = json!(true);
    }
    Ok(Content::Plain(field("rich_message", message)))
}

fn refuse(mistake: Mistake) -> ApiError {
    ApiError::bad_request(match mistake {
        Mistake::Shape(why) => format!("Can't parse InputRichBlock: {why}"),
        Mistake::Meaning(code) => code.to_owned(),
    })
}

/// The files bound in `media`, by their ids.
fn media(object: &Map<String, Value>) -> Result<Vec<(String, Value)>, ApiError> {
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
    state: &'a mut State,
    bot: i64,
    params: &'a Params,
    media: Vec<(String, Value)>,
    is_draft: bool,
}

impl Files<'_> {
    fn put_into(&mut self, value: &mut Value) -> Result<(), ApiError> {
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
    fn photo(&mut self, input: &Value) -> Result<Value, ApiError> {
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
        let (state, bot) = (&*self.state, self.bot);
        let file = input_file::named(state, bot, self.params, &value, FileKind::Photo)?
            .ok_or_else(not_found)?;
        let file = match file {
            InputFile::Known(file) => file,
            InputFile::Upload(_) if self.is_draft => {
                return Err(ApiError::bad_request("Can't upload files in a draft"));
            }
            InputFile::Upload(upload) => {
                let dimensions = send_photo::dimensions(&upload.bytes)?;
                let photo = File::picture(FileKind::Photo, upload.bytes, dimensions);
                self.state.files.add(photo)
            }
        };
        Ok(self.state.files.photo_json(file, self.bot))
    }
}
