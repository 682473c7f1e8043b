//! Texts with markup.

use std::fmt;

use botwright_api::methods::SendMessage;
use botwright_api::types::ParseMode;

use super::{IntoReply, Outcome, ToHtml, place, text};
use crate::cx::Cx;
use crate::text::{FormattedText, MAX_ENTITIES, MAX_TEXT};

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

    /// The pieces with a text between them.
    ///
    /// ```
    /// use botwright::{Html, html};
    ///
    /// let names = ["<Ann>", "Bob"].map(|name| html!("<b>{name}</b>"));
    /// let all = Html::join(names, ", ");
    /// assert_eq!(all.as_str(), "<b>&lt;Ann&gt;</b>, <b>Bob</b>");
    /// ```
    pub fn join(pieces: impl IntoIterator<Item = impl ToHtml>, between: &str) -> Self {
        let mut out = String::new();
        for (index, piece) in pieces.into_iter().enumerate() {
            if index > 0 {
                between.to_html(&mut out);
            }
            piece.to_html(&mut out);
        }
        Self(out)
    }

    /// The text without its markup; HTML that is not well-formed comes as it is.
    pub fn plain(&self) -> String {
        FormattedText::from_html(self).map_or_else(|_| self.0.clone(), |text| text.into_parts().0)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether HTML can have more text or entities than a message takes: its text is no longer than itself,
/// and an entity takes two tags.
pub(super) fn may_be_long(html: &str, most: usize) -> bool {
    html.len() > most || html.matches('<').count() > 2 * MAX_ENTITIES
}

/// A long one in several messages. HTML that is not well-formed is sent as it is: the server says what is
/// wrong with it.
impl IntoReply for Html {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        let text = may_be_long(&self.0, MAX_TEXT)
            .then(|| FormattedText::from_html(&self).ok())
            .flatten();
        if let Some(text) = text.filter(|text| !text.fits(MAX_TEXT)) {
            return text.into_reply(cx, outcome);
        }
        if self.0.trim().is_empty() {
            return outcome.fail(text::Empty);
        }
        place::send_here(cx, outcome, |chat| {
            SendMessage::new(chat, self.0).parse_mode(ParseMode::Html)
        });
    }
}
