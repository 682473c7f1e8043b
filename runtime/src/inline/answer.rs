//! The answer to an inline query.

use std::time::Duration;

use botwright_api::methods::AnswerInlineQuery;
use botwright_api::types::{
    InlineKeyboardMarkup, InlineQuery, InlineQueryResult, InlineQueryResultArticle,
    InlineQueryResultsButton, InputMessageContent, InputTextMessageContent, ParseMode,
    UpdateContent, WebAppInfo,
};

use super::Page;
use crate::cx::Cx;
use crate::reply::{Html, InlineKeyboard, IntoReply, Outcome};

/// The most results one answer takes: [answerInlineQuery](https://core.telegram.org/bots/api#answerinlinequery).
const MOST: usize = 50;

/// The results a user can pick from, as the reply of an [`on_inline`](crate::on_inline) handler.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_inline(regex = "^(?<text>.+)$", cache = "5 min")]
/// async fn shout(text: String) -> Inline {
///     Inline::new()
///         .text("Loud", text.to_uppercase())
///         .html("Bold", &html!("<b>{text}</b>"))
/// }
/// ```
///
/// Beyond 50 results the first 50 are sent.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Inline {
    results: Vec<InlineQueryResult>,
    cache: Option<Duration>,
    personal: Option<bool>,
    next: Option<Page>,
    button: Option<InlineQueryResultsButton>,
}

/// What the attribute of a handler says about its answers.
#[derive(Debug, Clone, Copy, Default)]
#[doc(hidden)]
pub struct Defaults {
    pub cache: Option<Duration>,
    pub personal: bool,
}

impl Inline {
    /// No results.
    pub fn new() -> Self {
        Self::default()
    }

    /// A result with this title that sends this text. Its id is its place and the query's page.
    pub fn text(self, title: impl Into<String>, text: impl Into<String>) -> Self {
        let content = InputTextMessageContent::new(text);
        self.article("", title, content)
    }

    /// As [`text`](Self::text), with markup.
    pub fn html(self, title: impl Into<String>, html: &Html) -> Self {
        let content = InputTextMessageContent::new(html.as_str()).parse_mode(ParseMode::Html);
        self.article("", title, content)
    }

    /// A result with this id (1-64 bytes; an empty one is made up), title and message.
    pub fn article(
        self,
        id: impl Into<String>,
        title: impl Into<String>,
        content: impl Into<InputMessageContent>,
    ) -> Self {
        self.result(InlineQueryResultArticle::new(id, title, content))
    }

    /// Any result: a photo, a document, a location and so on.
    pub fn result(mut self, result: impl Into<InlineQueryResult>) -> Self {
        self.results.push(result.into());
        self
    }

    /// Puts buttons under the message of the result before. Nothing happens where there is none.
    pub fn keyboard(mut self, keyboard: InlineKeyboard) -> Self {
        if let Some(result) = self.results.last_mut() {
            put_keyboard(result, keyboard.into());
        }
        self
    }

    /// How many results there are.
    pub fn len(&self) -> usize {
        self.results.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.results.is_empty()
    }

    /// For how long Telegram may give this answer by itself, in whole seconds; the attribute's `cache`
    /// unless it is said here, else 5 minutes.
    pub fn cache(mut self, time: Duration) -> Self {
        self.cache = Some(time);
        self
    }

    /// The answer is for this user alone.
    pub fn personal(mut self) -> Self {
        self.personal = Some(true);
        self
    }

    /// There is another page: the user's app asks for it at the end of this one.
    pub fn next_page(mut self, page: Page) -> Self {
        self.next = Some(page.next());
        self
    }

    /// A button above the results that opens a chat with the bot: `/start parameter`, the parameter being
    /// 1-64 of `A-Z`, `a-z`, `0-9`, `_` and `-`.
    pub fn button(mut self, text: impl Into<String>, parameter: impl Into<String>) -> Self {
        self.button = Some(InlineQueryResultsButton::new(text).start_parameter(parameter));
        self
    }

    /// A button above the results that opens a Mini App.
    pub fn web_app(mut self, text: impl Into<String>, url: impl Into<String>) -> Self {
        self.button = Some(InlineQueryResultsButton::new(text).web_app(WebAppInfo::new(url)));
        self
    }
}

fn put_keyboard(result: &mut InlineQueryResult, keyboard: InlineKeyboardMarkup) {
    use InlineQueryResult as Is;
    macro_rules! put {
        ($($variant:ident)*) => {
            match result {
                $(Is::$variant(result) => result.reply_markup = Some(keyboard),)*
                _ => {}
            }
        };
    }
    put! {
        CachedAudio CachedDocument CachedGif CachedMpeg4Gif CachedPhoto CachedSticker
        CachedVideo CachedVoice Article Audio Contact Game
        Document Gif Location Mpeg4Gif Photo Venue
        Video Voice
    }
}

/// Results that are put together elsewhere.
impl<R: Into<InlineQueryResult>> FromIterator<R> for Inline {
    fn from_iter<I: IntoIterator<Item = R>>(results: I) -> Self {
        Self {
            results: results.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("there is no inline query to answer: the update is a `{0}`")]
struct NoQuery(String);

/// The inline query of the update.
fn query(cx: &Cx) -> Option<&InlineQuery> {
    match &cx.update().content {
        UpdateContent::InlineQuery(query) => Some(query),
        _ => None,
    }
}

impl IntoReply for Inline {
    fn into_reply(mut self, cx: &Cx, outcome: &mut Outcome) {
        let Some(query) = query(cx) else {
            return outcome.fail(NoQuery(cx.update().kind().as_str().to_owned()));
        };
        self.results.truncate(MOST);
        let page = Page::read(query).number();
        for (place, result) in self.results.iter_mut().enumerate() {
            if let InlineQueryResult::Article(article) = result
                && article.id.is_empty()
            {
                article.id = format!("{page}-{place}");
            }
        }
        let defaults = outcome.inline;
        let mut answer = AnswerInlineQuery::new(&query.id, self.results);
        answer.cache_time = self
            .cache
            .or(defaults.cache)
            .map(|time| time.as_secs().try_into().unwrap_or(i64::MAX));
        answer.is_personal = self.personal.or(defaults.personal.then_some(true));
        answer.next_offset = self.next.map(Page::offset);
        answer.button = self.button;
        outcome.call(&answer);
    }
}
