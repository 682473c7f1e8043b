//! Texts as replies.

use std::borrow::Cow;

use botwright_api::methods::SendMessage;

use super::{IntoReply, Outcome};
use crate::cx::Cx;
use crate::text::{FormattedText, MAX_TEXT};

/// A reply that has nowhere to go, or nothing to say.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unsendable {
    #[error("a text cannot be sent: the `{0}` update belongs to no chat")]
    NoChat(String),
    #[error("a text cannot be sent: it is empty; return `()` or `None` to send nothing")]
    Empty,
}

/// A message to where the update came from: its chat, topic and business connection.
pub(super) fn message(text: String, cx: &Cx) -> Result<SendMessage, Unsendable> {
    if text.trim().is_empty() {
        return Err(Unsendable::Empty);
    }
    let Some(chat) = cx.chat() else {
        return Err(Unsendable::NoChat(cx.update().kind().as_str().to_owned()));
    };
    let mut send = SendMessage::new(chat.id, text);
    if let Some(anchor) = cx.anchor() {
        // Outside of topics a thread is a thread of replies, into which Telegram sorts by itself.
        if anchor.is_topic_message {
            send.message_thread_id = anchor.message_thread_id;
        }
        send.direct_messages_topic_id = anchor
            .direct_messages_topic
            .as_ref()
            .map(|topic| topic.topic_id);
        send.business_connection_id
            .clone_from(&anchor.business_connection_id);
    }
    Ok(send)
}

/// Sends a text to where the update came from: in several messages if it is too long for one.
impl IntoReply for FormattedText {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        if self.as_str().trim().is_empty() {
            return outcome.fail(Unsendable::Empty);
        }
        for part in self.split(MAX_TEXT) {
            // The server refuses a message of white space.
            if part.as_str().trim().is_empty() {
                continue;
            }
            let (text, entities) = part.into_parts();
            match message(text, cx) {
                Ok(send) if entities.is_empty() => outcome.call(&send),
                Ok(send) => outcome.call(&send.entities(entities)),
                Err(error) => return outcome.fail(error),
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
