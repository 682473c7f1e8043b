//! Texts with markup.

use std::fmt;

use botwright_api::types::ParseMode;

use super::{IntoReply, Outcome, ToHtml, split, text};
use crate::cx::Cx;

/// A text in Telegram's HTML.
///
/// ```
/// use botwright::Html;
///
/// let name = "<Tom & Jerry>";
/// let html = Html::new(format!("<b>{}</b>", Html::escape(name)));
/// assert_eq!(html.as_str(), "<b>&lt;Tom &amp; Jerry&gt;</b>");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// A text that is HTML already.
    pub fn new(html: impl Into<String>) -> Self {
        Self(html.into())
    }

    /// A plain text, with everything that HTML would take for markup escaped.
    pub fn escape(text: impl fmt::Display) -> String {
        let mut out = String::new();
        text.to_html(&mut out);
        out
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl IntoReply for Html {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        for part in split::html(&self.0) {
            match text::message(part.into_owned(), cx) {
                Ok(send) => outcome.call(&send.parse_mode(ParseMode::Html)),
                Err(error) => return outcome.fail(error),
            }
        }
    }
}
