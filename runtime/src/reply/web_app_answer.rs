//! The message of a web app.

use botwright_api::ids::WebAppQueryId;
use botwright_api::methods::AnswerWebAppQuery;
use botwright_api::types::{
    InlineKeyboardMarkup, InlineQueryResult, InlineQueryResultArticle, InputMessageContent,
    InputRichMessageContent, InputTextMessageContent, ParseMode,
};

use super::{Html, IntoReply, Outcome, Rich};
use crate::client::{Api, Error};
use crate::cx::Cx;

/// A message in the name of a user who opened a web app, in the chat where they opened it.
///
/// The app's server learns the query by the app's init data, checks those, and answers once:
///
/// ```
/// use botwright::Api;
/// use botwright::reply::WebAppAnswer;
///
/// async fn ordered(query_id: &str, api: &Api) -> botwright::bot::Result {
///     WebAppAnswer::text(query_id, "One pizza, please").send(api).await?;
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone)]
#[must_use = "an answer has to be sent or returned"]
pub struct WebAppAnswer(AnswerWebAppQuery);

impl WebAppAnswer {
    /// A text.
    pub fn text(query: impl Into<WebAppQueryId>, text: impl Into<String>) -> Self {
        Self::content(query, InputTextMessageContent::new(text))
    }

    /// A text with markup.
    pub fn html(query: impl Into<WebAppQueryId>, html: &Html) -> Self {
        let content = InputTextMessageContent::new(html.as_str()).parse_mode(ParseMode::Html);
        Self::content(query, content)
    }

    /// A rich message.
    pub fn rich(query: impl Into<WebAppQueryId>, rich: Rich) -> Self {
        Self::content(query, InputRichMessageContent::new(rich.into()))
    }

    /// Any result of inline mode, such as a photo.
    pub fn result(query: impl Into<WebAppQueryId>, result: impl Into<InlineQueryResult>) -> Self {
        Self(AnswerWebAppQuery::new(query, result))
    }

    fn content(query: impl Into<WebAppQueryId>, content: impl Into<InputMessageContent>) -> Self {
        // Nobody sees the id and the title of a result that is not picked from a list.
        Self::result(query, InlineQueryResultArticle::new("0", "…", content))
    }

    /// With these buttons; only for messages of this bot's own making, not for [`result`](Self::result)s. An
    /// [`InlineKeyboard`](crate::InlineKeyboard) is such a markup; with signed or stored buttons after
    /// [`seal_inline`](crate::InlineKeyboard::seal_inline).
    pub fn keyboard(mut self, keyboard: impl Into<InlineKeyboardMarkup>) -> Self {
        let keyboard = keyboard.into();
        if let InlineQueryResult::Article(article) = &mut self.0.result {
            article.reply_markup = Some(keyboard);
        }
        self
    }

    /// Sends it: for whoever serves the web app. A handler returns it.
    ///
    /// # Errors
    /// The server refused, such as for a query that was answered before.
    pub async fn send(self, api: &Api) -> Result<(), Error> {
        self.0.with(api.clone()).await.map(drop)
    }
}

impl From<WebAppAnswer> for AnswerWebAppQuery {
    fn from(answer: WebAppAnswer) -> Self {
        answer.0
    }
}

impl IntoReply for WebAppAnswer {
    fn into_reply(self, _: &Cx, outcome: &mut Outcome) {
        outcome.call(&self.0);
    }
}
