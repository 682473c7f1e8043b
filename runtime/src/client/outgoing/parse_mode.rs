//! Markup without saying so each time.

use botwright_api::Request;
use botwright_api::facts::{Parameter, facts};
use botwright_api::json::Writer;
use botwright_api::types::ParseMode;

use super::{Done, Onward, Outgoing};

/// Texts and captions are read with this markup, unless the call names its own `parse_mode`, or the
/// entities.
///
/// It holds for the `text` and the `caption` of a call, not for what is nested in one: the items of an
/// album, the media of an edit and the results of an inline query name theirs. Whatever users wrote must
/// be escaped then, also where a handler returns a plain `String`.
#[derive(Debug, Clone)]
pub struct DefaultParseMode(pub ParseMode);

impl Outgoing for DefaultParseMode {
    fn call<'a>(&'a self, mut request: Request, next: Onward<'a>) -> Done<'a> {
        let body = &mut request.body;
        let has = |name| body.get(name).is_some();
        let text =
            (has("text") && !has("entities")) || (has("caption") && !has("caption_entities"));
        if text
            && facts(request.method).is_some_and(|facts| facts.takes(Parameter::ParseMode))
            && let Ok(mode) = Writer::to_json(&self.0)
        {
            body.add("parse_mode", &mode);
        }
        next.send(request)
    }
}
