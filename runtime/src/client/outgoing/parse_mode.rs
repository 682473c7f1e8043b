//! Markup without saying so each time.

use botwright_api::facts::{Parameter, facts};
use botwright_api::json::Writer;
use botwright_api::types::ParseMode;
use botwright_api::{Body, Request};
use serde_json::Value;

use super::{Done, Onward, Outgoing};

/// Texts and captions are read with this markup, unless the call names its own `parse_mode`, or the
/// entities.
///
/// It holds for the `text` and the `caption` of a call, and for the captions of an album's items and of the
/// file that an edit puts into a message; the results of an inline query name theirs. Whatever users wrote
/// must be escaped then, also where a handler returns a plain `String`.
#[derive(Debug, Clone)]
pub struct DefaultParseMode(pub ParseMode);

impl Outgoing for DefaultParseMode {
    fn call<'a>(&'a self, mut request: Request, next: Onward<'a>) -> Done<'a> {
        let body = &mut request.body;
        let has = |name| body.get(name).is_some();
        let text =
            (has("text") && !has("entities")) || (has("caption") && !has("caption_entities"));
        if let Ok(mode) = Writer::to_json(&self.0) {
            if text && facts(request.method).is_some_and(|facts| facts.takes(Parameter::ParseMode))
            {
                body.add("parse_mode", &mode);
            }
            mark_media(body, &mode);
        }
        next.send(request)
    }
}

/// Gives the captions inside of `media` this markup.
fn mark_media(body: &mut Body, mode: &str) {
    let media = body
        .get("media")
        .filter(|json| json.contains("\"caption\""));
    let Some(Ok(mut media)) = media.map(serde_json::from_str::<Value>) else {
        return;
    };
    let Ok(mode) = serde_json::from_str::<Value>(mode) else {
        return;
    };
    let mut marked = false;
    let items = match &mut media {
        Value::Array(items) => &mut items[..],
        item => std::slice::from_mut(item),
    };
    for item in items.iter_mut().filter_map(Value::as_object_mut) {
        let named = |name: &str| item.contains_key(name);
        if named("caption") && !named("parse_mode") && !named("caption_entities") {
            item.insert("parse_mode".to_owned(), mode.clone());
            marked = true;
        }
    }
    if marked {
        body.replace("media", &media.to_string());
    }
}
