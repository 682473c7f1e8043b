//! Texts as replies.

use std::borrow::Cow;

use botwright_api::methods::SendMessage;

use super::{IntoReply, Outcome, place};
use crate::cx::Cx;
use crate::text::{FormattedText, MAX_TEXT};

/// A reply that has nothing to say.
#[derive(Debug, thiserror::Error)]
#[error("a text cannot be sent: it is empty; return `()` or `None` to send nothing")]
pub(super) struct Empty;

/// Sends a text to where the update came from: in several messages if it is too long for one.
impl IntoReply for FormattedText {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        if self.as_str().trim().is_empty() {
            return outcome.fail(Empty);
        }
        for part in self.split(MAX_TEXT) {
            // The server refuses a message of white space.
            if part.as_str().trim().is_empty() {
                continue;
            }
            let (text, entities) = part.into_parts();
            place::send_here(cx, outcome, |chat| {
                let send = SendMessage::new(chat, text);
                if entities.is_empty() {
                    send
                } else {
                    send.entities(entities)
                }
            });
            if outcome.has_failed() {
                return;
            }
        }
    }
}

/// The text, cut with an ellipsis where a message would be too long.
pub(crate) fn cut(text: &str) -> String {
    let mut units = 0;
    let mut end = text.len();
    for (index, letter) in text.char_indices() {
        units += letter.len_utf16();
        if units < MAX_TEXT {
            end = index + letter.len_utf8();
        }
    }
    if units <= MAX_TEXT {
        text.to_owned()
    } else {
        format!("{}…", &text[..end])
    }
}

impl IntoReply for String {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        FormattedText::from(self).into_reply(cx, outcome);
    }
}

impl IntoReply for &str {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        FormattedText::from(self).into_reply(cx, outcome);
    }
}

impl IntoReply for Cow<'_, str> {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        FormattedText::from(self).into_reply(cx, outcome);
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_TEXT, cut};

    #[test]
    fn cuts_by_utf16_units() {
        assert_eq!(cut(&"a".repeat(MAX_TEXT)), "a".repeat(MAX_TEXT));
        let long = cut(&"😀".repeat(MAX_TEXT));
        assert_eq!(long.encode_utf16().count(), MAX_TEXT - 1);
        assert!(long.ends_with("😀…"));
    }
}
