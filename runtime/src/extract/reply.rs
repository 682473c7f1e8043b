//! Answering while a handler still works.

use std::pin::pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use botwright_api::Method;
use botwright_api::ids::ChatId;
use botwright_api::methods::{
    SendMessage, SendMessageDraft, SendRichMessage, SendRichMessageDraft,
};
use botwright_api::types::{ChatType, Message, UpdateKind};
use futures_util::{Stream, StreamExt};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{FromUpdate, Rejection};
use crate::client::Api;
use crate::cx::Cx;
use crate::drafts::Growing;
use crate::error::Result;
use crate::extract::ChatActions;
use crate::reply::{IntoReply, Outcome, Place, Rich, guest};
use crate::route::{Kinds, Requires};
use crate::session::Transaction;
use crate::text::MAX_TEXT;

/// How often a draft is updated at most. A chat should not get more than one message per second
/// ([limits](https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this)), and the
/// user's app animates what is new in between.
const EVERY: Duration = Duration::from_secs(1);

/// The most characters of a rich message
/// ([rich messages](https://core.telegram.org/bots/api#rich-messages)).
const MAX_RICH: usize = 32_768;

/// Numbers of drafts, which must differ from each other and from 0.
static DRAFT: AtomicI64 = AtomicI64::new(1);

/// Answers to where the update came from, while the handler still works.
///
/// What a handler returns is sent when it ends; this sends at once, also when the handler fails later.
///
/// ```
/// use botwright::prelude::*;
/// use futures_util::stream;
///
/// #[on_message(text, chat = private)]
/// async fn chat(reply: Reply) -> bot::Result {
///     // From a language model, for instance.
///     let tokens = stream::iter(["It", " is", " blue."]);
///     reply.stream(tokens).await?;
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Reply {
    cx: Cx,
    api: Api,
    place: Place,
    private: bool,
    stoppable: bool,
}

impl Reply {
    /// Sends something that a handler could return.
    ///
    /// # Errors
    /// It cannot be sent, or the server refused.
    pub async fn send(&self, reply: impl IntoReply) -> Result {
        let mut outcome = Outcome::reply(&self.cx, reply);
        let kept = outcome.take_kept();
        guest::answer(&self.cx, &mut outcome);
        let calls = outcome.into_calls()?;
        if !kept.is_empty() {
            let app = self.cx.app();
            let kept = app
                .store()
                .commit(Transaction::new(kept), app.clock().now());
            // They expect nothing, so nobody can be in their way.
            let _ = kept.await?;
        }
        for call in calls {
            self.api.send(call).await?;
        }
        Ok(())
    }

    /// A text that is streamed has a stop button: when the user presses it, nothing more is read, and what
    /// has come so far is sent.
    ///
    /// ```
    /// use botwright::prelude::*;
    /// use futures_util::stream;
    ///
    /// #[on_message(text, chat = private)]
    /// async fn chat(reply: Reply) -> bot::Result {
    ///     let tokens = stream::iter(["It", " is", " a", " long", " story."]);
    ///     reply.stoppable().stream(tokens).await?;
    ///     Ok(())
    /// }
    /// ```
    #[must_use]
    pub fn stoppable(mut self) -> Self {
        self.stoppable = true;
        self
    }

    /// Sends a text as it grows: what has come so far is shown as a draft, at most once a second, and the
    /// whole is sent as a message in the end. Gives the message; `None` if nothing came.
    ///
    /// Drafts are for private chats ([sendMessageDraft](https://core.telegram.org/bots/api#sendmessagedraft));
    /// in others "typing…" is shown meanwhile. A text over 4,096 characters goes on in another message. A
    /// draft that cannot be shown is logged only.
    ///
    /// # Errors
    /// The message cannot be sent.
    pub async fn stream<T: AsRef<str>>(
        &self,
        parts: impl Stream<Item = T> + Send,
    ) -> Result<Option<Message>> {
        // Large, and rare.
        Box::pin(self.grow(Form::Plain, parts)).await
    }

    /// As [`stream`](Self::stream), for a text in [rich Markdown](crate::reply::Rich::markdown), such as language models
    /// write: what has come so far is shown with its headings, lists and tables. A text over 32,768
    /// characters goes on in another message.
    ///
    /// ```
    /// use botwright::prelude::*;
    /// use futures_util::stream;
    ///
    /// #[on_message(text, chat = private)]
    /// async fn chat(reply: Reply) -> bot::Result {
    ///     let tokens = stream::iter(["# Sky\n", "It is ", "**blue**."]);
    ///     reply.stream_rich(tokens).await?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// The message cannot be sent.
    pub async fn stream_rich<T: AsRef<str>>(
        &self,
        parts: impl Stream<Item = T> + Send,
    ) -> Result<Option<Message>> {
        Box::pin(self.grow(Form::Markdown, parts)).await
    }

    async fn grow<T: AsRef<str>>(
        &self,
        form: Form,
        parts: impl Stream<Item = T> + Send,
    ) -> Result<Option<Message>> {
        let _typing = (!self.private)
            .then(|| ChatActions::new(self.api.clone(), self.place.clone()).keep_typing());
        let mut parts = pin!(parts);
        let stopped = CancellationToken::new();
        let begin = || {
            let mut draft = Draft::new(self.place.chat_id());
            if self.stoppable {
                draft.growing = Some(self.cx.app().drafts().begin(draft.id, &stopped));
            }
            draft
        };
        let mut draft = begin();
        let (mut text, mut last) = (String::new(), None);
        if self.private {
            // An empty draft says that the bot is thinking.
            self.show(&mut draft, form, "").await;
        }
        loop {
            let part = tokio::select! {
                biased;
                () = stopped.cancelled() => None,
                part = parts.next() => part,
            };
            let Some(part) = part else { break };
            text.push_str(part.as_ref());
            while let Some(end) = overflow(&text, form.most()) {
                let rest = text.split_off(end);
                last = self.message(form, &text).await?.or(last);
                text = rest;
                draft = begin();
            }
            if self.private && draft.is_due() {
                self.show(&mut draft, form, &text).await;
            }
        }
        Ok(self.message(form, &text).await?.or(last))
    }

    async fn show(&self, draft: &mut Draft<'_>, form: Form, text: &str) {
        draft.shown = Some(Instant::now());
        // What stands there is kept until the message follows.
        let stop = self.stoppable.then_some(true);
        let call = match form {
            Form::Plain => {
                let mut call = SendMessageDraft::new(draft.chat, draft.id).text(text);
                (call.can_stop, call.keep_on_stop) = (stop, stop);
                call.request()
            }
            Form::Markdown => {
                let shown = if text.trim().is_empty() {
                    Rich::new().thinking("…")
                } else {
                    Rich::markdown(text)
                };
                let mut call = SendRichMessageDraft::new(draft.chat, draft.id, shown.into());
                (call.can_stop, call.keep_on_stop) = (stop, stop);
                call.request()
            }
        };
        let shown = match call {
            Ok(mut request) => {
                self.place.add_to(&mut request);
                // Not repeated: the next one says more.
                self.api.send_once(request).await.map(drop)
            }
            Err(error) => Err(error.into()),
        };
        if let Err(error) = shown {
            tracing::debug!(%error, "a draft could not be shown");
        }
    }

    async fn message(&self, form: Form, text: &str) -> Result<Option<Message>> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let chat = self.place.chat_id();
        let mut request = match form {
            Form::Plain => SendMessage::new(chat, text).request()?,
            Form::Markdown => SendRichMessage::new(chat, Rich::markdown(text).into()).request()?,
        };
        self.place.add_to(&mut request);
        let json = self.api.send(request).await?;
        let (message, _) = botwright_api::json::read(&json)?;
        Ok(Some(message))
    }
}

/// What a text that grows is.
#[derive(Debug, Clone, Copy)]
enum Form {
    Plain,
    Markdown,
}

impl Form {
    /// The most UTF-16 code units of one message.
    fn most(self) -> usize {
        match self {
            Self::Plain => MAX_TEXT,
            Self::Markdown => MAX_RICH,
        }
    }
}

/// A draft on its way to become a message.
struct Draft<'a> {
    chat: ChatId,
    id: i64,
    shown: Option<Instant>,
    /// What knows of its stop button, as long as it grows.
    growing: Option<Growing<'a>>,
}

impl Draft<'_> {
    fn new(chat: ChatId) -> Self {
        let id = DRAFT.fetch_add(1, Ordering::Relaxed).max(1);
        Self {
            chat,
            id,
            shown: None,
            growing: None,
        }
    }

    fn is_due(&self) -> bool {
        self.shown.is_none_or(|shown| shown.elapsed() >= EVERY)
    }
}

/// Where a text that is too long for one message is cut: behind the last line or word that fits.
fn overflow(text: &str, most: usize) -> Option<usize> {
    // A UTF-16 unit takes at least a byte.
    if text.len() <= most {
        return None;
    }
    let mut units = 0;
    let fits = text
        .char_indices()
        .take_while(|(_, letter)| {
            units += letter.len_utf16();
            units <= most
        })
        .map(|(index, letter)| index + letter.len_utf8())
        .last()?;
    if fits == text.len() {
        return None;
    }
    let whole = &text[..fits];
    let end = whole.rfind('\n').or_else(|| whole.rfind(' '));
    Some(
        end.filter(|end| *end > fits / 2)
            .map_or(fits, |end| end + 1),
    )
}

impl FromUpdate<'_> for Reply {
    const KINDS: Kinds = <ChatActions as FromUpdate<'_>>::KINDS;

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        let place = Place::of(cx).ok_or(Rejection::Skip)?;
        let private = cx
            .chat()
            .is_some_and(|chat| chat.r#type == ChatType::Private);
        Ok(Self {
            cx: cx.clone(),
            api: cx.api().clone(),
            place,
            private,
            stoppable: false,
        })
    }

    fn requires(requires: &mut Requires) {
        requires.hears(Kinds::of(&UpdateKind::StoppedMessageGeneration));
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_TEXT, overflow};

    #[test]
    fn long_texts_are_cut_at_words_and_by_utf16_units() {
        assert_eq!(overflow(&"a".repeat(MAX_TEXT), MAX_TEXT), None);
        assert_eq!(
            overflow(&"a".repeat(MAX_TEXT + 1), MAX_TEXT),
            Some(MAX_TEXT)
        );
        assert_eq!(overflow(&"é".repeat(MAX_TEXT), MAX_TEXT), None);
        assert_eq!(
            overflow(&"😀".repeat(MAX_TEXT), MAX_TEXT),
            Some(2 * MAX_TEXT)
        );
        let words = "word ".repeat(1000);
        let end = overflow(&words, MAX_TEXT).expect("too long");
        assert!(words[..end].ends_with(' ') && end <= MAX_TEXT);
    }
}
