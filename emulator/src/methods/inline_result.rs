//! Reading `InlineQueryResult` and `InputMessageContent`.

use serde_json::{Map, Value, json};

use super::{input_file, invoice, media, rich_message, send_message};
use crate::{
    http::{error::ApiError, params::Params},
    markup,
    world::{
        content::Media,
        file::FileKind,
        game::GameContent,
        inline::{InlineResult, ResultContent, UrlResult},
        message::{Content, field},
        state::State,
    },
};

/// The most bytes of a result's id.
const MAX_ID: usize = 64;

/// Reads one result. Mistakes of shape are told in words, those of meaning by a code, as the
/// server and the backend behind it do.
pub(super) fn read(state: &State, bot: i64, value: &Value) -> Result<InlineResult, ApiError> {
    let cannot_parse =
        |why: String| ApiError::bad_request(format!("Can't parse InlineQueryResult: {why}"));
    let Value::Object(object) = value else {
        return Err(cannot_parse("Expected an Object".into()));
    };
    let kind = text(object, "type").map_err(cannot_parse)?;
    let id = text(object, "id").map_err(cannot_parse)?;
    let params = Params::of_object(object);
    let reply_markup = inline_keyboard(&params)?;
    let given = match object.get("input_message_content") {
        None => None,
        Some(Value::Object(content)) => Some(message_content(state, bot, content)?),
        Some(_) => {
            return Err(cannot_parse(
                "Field \"input_message_content\" must be of type Object".into(),
            ));
        }
    };
    let content = content(state, bot, kind, object, given).map_err(|error| match error {
        Refusal::Shape(why) => cannot_parse(why),
        Refusal::Meaning(error) => error,
    })?;
    check_id(id)?;
    Ok(InlineResult {
        id: id.to_owned(),
        content,
        reply_markup,
    })
}

enum Refusal {
    Shape(String),
    Meaning(ApiError),
}

impl From<String> for Refusal {
    fn from(why: String) -> Self {
        Self::Shape(why)
    }
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Meaning(error)
    }
}

fn check_id(id: &str) -> Result<(), ApiError> {
    match id.len() {
        0 => Err(ApiError::bad_request("RESULT_ID_EMPTY")),
        1..=MAX_ID => Ok(()),
        _ => Err(ApiError::bad_request("RESULT_ID_INVALID")),
    }
}

fn inline_keyboard(params: &Params) -> Result<Option<Value>, ApiError> {
    let markup = markup::read(params)?;
    if let Some(markup) = &markup {
        if markup.get("inline_keyboard").is_none() {
            return Err(ApiError::bad_request(
                "Inline keyboard expected as reply markup",
            ));
        }
        markup::check(markup)?;
    }
    Ok(markup)
}

fn content(
    state: &State,
    bot: i64,
    kind: &str,
    object: &Map<String, Value>,
    given: Option<Content>,
) -> Result<ResultContent, Refusal> {
    let own = match kind {
        "article" => {
            if text(object, "title")?.is_empty() {
                return Err(ApiError::bad_request("ARTICLE_TITLE_EMPTY").into());
            }
            if given.is_none() {
                return Err("Can't find field \"input_message_content\""
                    .to_owned()
                    .into());
            }
            None
        }
        "location" => Some(ResultContent::Known(location(object)?)),
        "venue" => Some(ResultContent::Known(venue(object)?)),
        "contact" => Some(ResultContent::Known(contact(object)?)),
        "game" => Some(ResultContent::Known(game(state, bot, object)?)),
        "photo" | "gif" | "mpeg4_gif" | "video" | "audio" | "voice" | "document" | "sticker" => {
            Some(file(state, bot, kind, object)?)
        }
        _ => {
            let why = format!("type \"{kind}\" is unsupported for the inline query result");
            return Err(why.into());
        }
    };
    given.map(ResultContent::Known).or(own).ok_or_else(|| {
        "Can't find field \"input_message_content\""
            .to_owned()
            .into()
    })
}

/// A game of the bot.
fn game(state: &State, bot: i64, object: &Map<String, Value>) -> Result<Content, Refusal> {
    let short_name = text(object, "game_short_name")?.to_owned();
    if !state.games.contains_key(&(bot, short_name.clone())) {
        return Err(ApiError::bad_request("GAME_SHORT_NAME_INVALID").into());
    }
    Ok(Content::Game(GameContent {
        bot,
        short_name,
        shows_scores: false,
    }))
}

/// A file by its id or address, with a caption.
fn file(
    state: &State,
    bot: i64,
    kind: &str,
    object: &Map<String, Value>,
) -> Result<ResultContent, Refusal> {
    let prefix = kind.strip_suffix("_gif").unwrap_or(kind);
    let params = Params::of_object(object);
    let caption = input_file::caption(state, &params)?;
    input_file::check_caption(&caption)?;
    if let Some(url) = object.get(&format!("{prefix}_url")) {
        let url = url.as_str().unwrap_or_default();
        if !(url.starts_with("http://") || url.starts_with("https://")) {
            return Err(ApiError::bad_request("WEBDOCUMENT_URL_INVALID").into());
        }
        if matches!(kind, "photo" | "gif" | "mpeg4_gif" | "video") {
            text(object, "thumbnail_url").or_else(|_| text(object, "thumb_url"))?;
        }
        let file = UrlResult {
            url: url.to_owned(),
            kind: file_kind(kind),
            details: media::details(&of_file(&params, prefix), file_kind(kind)),
            caption,
        };
        return Ok(ResultContent::Url(Box::new(file)));
    }
    let file_id = text(object, &format!("{prefix}_file_id"))?;
    let wrong =
        || ApiError::bad_request("Wrong remote file identifier specified: can't unserialize it");
    let file = state.files.find(file_id, bot).ok_or_else(wrong)?;
    if state.files.kind(file) != Some(file_kind(kind)) {
        return Err(wrong().into());
    }
    let media = Media::new(file, caption);
    Ok(ResultContent::Known(Content::Media(media)))
}

/// What the file of a result is sent as.
fn file_kind(kind: &str) -> FileKind {
    match kind {
        "photo" => FileKind::Photo,
        "gif" | "mpeg4_gif" => FileKind::Animation,
        "video" => FileKind::Video,
        "audio" => FileKind::Audio,
        "voice" => FileKind::Voice,
        "sticker" => FileKind::Sticker,
        _ => FileKind::Document,
    }
}

/// The parameters of a file by the names that methods have for them: `video_width` is `width`.
fn of_file(params: &Params, prefix: &str) -> Params {
    let prefix = format!("{prefix}_");
    let own = params.list().iter().map(|(name, value)| {
        let name = name.strip_prefix(&prefix).unwrap_or(name);
        (name.to_owned(), Value::String(value.clone()))
    });
    Params::of_object(&own.collect())
}

/// An `InputMessageContent`: the fields it has say which it is.
pub(super) fn message_content(
    state: &State,
    bot: i64,
    object: &Map<String, Value>,
) -> Result<Content, ApiError> {
    let cannot_parse =
        |why: String| ApiError::bad_request(format!("Can't parse InlineQueryResult: {why}"));
    if object.contains_key("message_text") {
        let mut fields = object.clone();
        let words = fields.remove("message_text").unwrap_or_default();
        fields.insert("text".into(), words);
        let params = Params::of_object(&fields);
        let text = send_message::read_text(state, &params)?;
        send_message::check_length(&text, "MESSAGE_TOO_LONG")?;
        let link_preview = send_message::link_preview(&params)?;
        return Ok(Content::Text { text, link_preview });
    }
    if let Some(Value::Object(rich)) = object.get("rich_message") {
        return rich_message::read_known(state, bot, rich);
    }
    if object.contains_key("payload") {
        let invoice = invoice::read(&Params::of_object(object))?;
        return Ok(Content::Invoice(Box::new(invoice)));
    }
    if object.contains_key("phone_number") {
        return contact(object).map_err(cannot_parse);
    }
    if object.contains_key("address") {
        return venue(object).map_err(cannot_parse);
    }
    if object.contains_key("latitude") {
        return location(object).map_err(cannot_parse);
    }
    Err(cannot_parse(
        "Can't parse input message content: Input message content is not specified".into(),
    ))
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Result<&'a str, String> {
    match object.get(name) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(format!("Field \"{name}\" must be of type String")),
        None => Err(format!("Can't find field \"{name}\"")),
    }
}

fn number(object: &Map<String, Value>, name: &str) -> Result<f64, String> {
    match object.get(name) {
        Some(Value::Number(number)) => Ok(number.as_f64().unwrap_or_default()),
        Some(Value::String(text)) if text.parse::<f64>().is_ok() => {
            Ok(text.parse().unwrap_or_default())
        }
        Some(_) => Err(format!("Field \"{name}\" must be of type Number")),
        None => Err(format!("Can't find field \"{name}\"")),
    }
}

fn place(object: &Map<String, Value>) -> Result<Value, String> {
    let mut place = json!({
        "latitude": number(object, "latitude")?,
        "longitude": number(object, "longitude")?,
    });
    for name in [
        "horizontal_accuracy",
        "live_period",
        "heading",
        "proximity_alert_radius",
    ] {
        if let Some(value) = object.get(name) {
            place[name] = value.clone();
        }
    }
    Ok(place)
}

fn location(object: &Map<String, Value>) -> Result<Content, String> {
    Ok(Content::Plain(field("location", place(object)?)))
}

fn venue(object: &Map<String, Value>) -> Result<Content, String> {
    let place = place(object)?;
    let mut venue = json!({
        "location": place,
        "title": text(object, "title")?,
        "address": text(object, "address")?,
    });
    copy(
        object,
        &mut venue,
        &[
            "foursquare_id",
            "foursquare_type",
            "google_place_id",
            "google_place_type",
        ],
    );
    let mut fields = field("venue", venue);
    fields.insert("location".into(), place);
    Ok(Content::Plain(fields))
}

fn contact(object: &Map<String, Value>) -> Result<Content, String> {
    let mut contact = json!({
        "phone_number": text(object, "phone_number")?,
        "first_name": text(object, "first_name")?,
    });
    copy(object, &mut contact, &["last_name", "vcard"]);
    Ok(Content::Plain(field("contact", contact)))
}

fn copy(from: &Map<String, Value>, to: &mut Value, names: &[&str]) {
    for name in names {
        if let Some(value) = from.get(*name) {
            to[*name] = value.clone();
        }
    }
}
