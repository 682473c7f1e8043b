//! Answers to those who call the bot in a chat that it is not in.

use botwright_api::facts::{Returns, facts};
use botwright_api::methods::AnswerGuestQuery;
use botwright_api::types::{InlineQueryResult, Message, UpdateContent};
use botwright_api::{Body, Method, Request, Unknown};
use serde_json::{Map, Value};

use super::Outcome;
use crate::cx::Cx;

/// The most letters of a result's title, which nobody sees here.
const TITLE: usize = 64;

#[derive(Debug, thiserror::Error)]
enum Unanswerable {
    #[error("a guest message is answered once, with one message: return a single reply")]
    Twice,
    #[error(
        "a guest message cannot be answered by `{0}`: return a text, a rich message, a place, a contact or a file by its id"
    )]
    Method(&'static str),
    #[error(
        "a guest message cannot be answered with an upload: send a file by its id, or a photo by its URL"
    )]
    Upload,
    #[error("a guest message cannot be answered with a file from a URL, unless it is a photo")]
    Url,
}

/// Turns what is sent to the chat of a guest message into the answer to its query: the bot is not in the
/// chat, and cannot send anything else.
pub(crate) fn answer(cx: &Cx, outcome: &mut Outcome) {
    let UpdateContent::GuestMessage(message) = &cx.update().content else {
        return;
    };
    let Some(query) = &message.guest_query_id else {
        return;
    };
    let mut answered = false;
    let mut failed = None;
    for call in &mut outcome.calls {
        if !sends(call, message) {
            continue;
        }
        let result = match result(call) {
            Ok(_) if answered => Err(Unanswerable::Twice),
            result => result,
        };
        match result {
            Ok(result) => {
                answered = true;
                let raw = Unknown::new("", &result.to_string());
                let answer = AnswerGuestQuery::new(query, InlineQueryResult::Unknown(raw));
                match answer.request() {
                    Ok(request) => *call = request,
                    Err(error) => failed = Some(error.into()),
                }
            }
            Err(error) => {
                failed = Some(error.into());
                break;
            }
        }
    }
    if let Some(error) = failed {
        let error: Box<dyn std::error::Error + Send + Sync> = error;
        outcome.fail(error);
    }
}

/// Whether the call sends something to the chat of the message.
fn sends(call: &Request, message: &Message) -> bool {
    let new = facts(call.method)
        .is_some_and(|facts| matches!(facts.returns, Returns::Message | Returns::Messages));
    new && call.body.get("chat_id") == Some(&*message.chat.id.to_string())
}

/// What is sent, as a result of inline mode.
fn result(call: &Request) -> Result<Value, Unanswerable> {
    let Body::Json(json) = &call.body else {
        return Err(Unanswerable::Upload);
    };
    let unfit = || Unanswerable::Method(call.method);
    let Ok(Value::Object(sent)) = serde_json::from_str(json) else {
        return Err(unfit());
    };
    let mut result = match call.method {
        "sendMessage" => {
            let mut content = some(&sent, &["parse_mode", "entities", "link_preview_options"]);
            content.insert("message_text".to_owned(), text_of(&sent, "text").into());
            article(text_of(&sent, "text"), content)
        }
        "sendRichMessage" => article("", some(&sent, &["rich_message"])),
        "sendLocation" => article(
            "",
            some(
                &sent,
                &[
                    "latitude",
                    "longitude",
                    "horizontal_accuracy",
                    "live_period",
                    "heading",
                    "proximity_alert_radius",
                ],
            ),
        ),
        "sendVenue" => article(
            text_of(&sent, "title"),
            some(
                &sent,
                &[
                    "latitude",
                    "longitude",
                    "title",
                    "address",
                    "foursquare_id",
                    "foursquare_type",
                    "google_place_id",
                    "google_place_type",
                ],
            ),
        ),
        "sendContact" => article(
            text_of(&sent, "first_name"),
            some(&sent, &["phone_number", "first_name", "last_name", "vcard"]),
        ),
        method => file(method, &sent).ok_or_else(unfit)??,
    };
    result.insert("id".to_owned(), "0".into());
    result.extend(some(&sent, &["reply_markup"]));
    Ok(Value::Object(result))
}

/// A result that sends a content.
fn article(title: &str, content: Map<String, Value>) -> Map<String, Value> {
    let title: String = title.chars().take(TITLE).collect();
    let title = if title.trim().is_empty() {
        "…".to_owned()
    } else {
        title
    };
    let mut result = Map::new();
    result.insert("type".to_owned(), "article".into());
    result.insert("title".to_owned(), title.into());
    result.insert("input_message_content".to_owned(), Value::Object(content));
    result
}

/// A result that sends a file which the server has; `None` for what is no file.
fn file(
    method: &str,
    sent: &Map<String, Value>,
) -> Option<Result<Map<String, Value>, Unanswerable>> {
    let (kind, field, id) = match method {
        "sendPhoto" => ("photo", "photo", "photo_file_id"),
        "sendDocument" => ("document", "document", "document_file_id"),
        "sendVideo" => ("video", "video", "video_file_id"),
        "sendAnimation" => ("mpeg4_gif", "animation", "mpeg4_file_id"),
        "sendAudio" => ("audio", "audio", "audio_file_id"),
        "sendVoice" => ("voice", "voice", "voice_file_id"),
        "sendSticker" => ("sticker", "sticker", "sticker_file_id"),
        _ => return None,
    };
    let mut result = some(
        sent,
        &[
            "caption",
            "parse_mode",
            "caption_entities",
            "show_caption_above_media",
        ],
    );
    result.insert("type".to_owned(), kind.into());
    let file = text_of(sent, field);
    if !file.starts_with("http://") && !file.starts_with("https://") {
        result.insert(id.to_owned(), file.into());
        if matches!(kind, "document" | "video" | "voice") {
            result.insert("title".to_owned(), kind.into());
        }
    } else if kind == "photo" {
        result.insert("photo_url".to_owned(), file.into());
        result.insert("thumbnail_url".to_owned(), file.into());
    } else {
        return Some(Err(Unanswerable::Url));
    }
    Some(Ok(result))
}

fn text_of<'a>(sent: &'a Map<String, Value>, name: &str) -> &'a str {
    sent.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// These members, as far as they are there.
fn some(sent: &Map<String, Value>, names: &[&str]) -> Map<String, Value> {
    let there = names.iter().filter_map(|name| {
        let value = sent.get(*name)?.clone();
        Some(((*name).to_owned(), value))
    });
    there.collect()
}
