//! The answer to a press of a button.

use std::time::Duration;

use botwright_api::methods::AnswerCallbackQuery;
use botwright_api::types::{CallbackQuery, UpdateContent};

use super::{IntoReply, Outcome};
use crate::cx::Cx;

/// Answers the pressed button: the waiting sign on it goes away. A button that nothing answered is
/// answered like this by itself, so it takes an [`Answer`] only to say more; [`Toast`](crate::Toast)
/// and [`Alert`](crate::Alert) are its short forms.
///
/// ```
/// use botwright::Answer;
///
/// let answer = Answer::new().url("https://t.me/this_bot?start=7");
/// # let _ = answer;
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    text: Option<String>,
    alert: bool,
    url: Option<String>,
    cache: Option<Duration>,
}

impl Answer {
    /// An answer that says nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// A notice that fades away; up to 200 characters.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// The notice stays until the user confirms it.
    pub fn alert(mut self) -> Self {
        self.alert = true;
        self
    }

    /// A link to a game or to this bot that the user's app opens.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// For how long the user's app may give this answer by itself, in whole seconds.
    pub fn cache(mut self, time: Duration) -> Self {
        self.cache = Some(time);
        self
    }
}

#[derive(Debug, thiserror::Error)]
enum Unanswerable {
    #[error(
        "no button was pressed: the update is a `{0}`, and only a `callback_query` can be answered"
    )]
    NoQuery(String),
    #[error("the button is answered already: return one of `Toast`, `Alert` and `Answer`")]
    Twice,
}

/// The callback query of the update.
pub(crate) fn query(cx: &Cx) -> Option<&CallbackQuery> {
    match &cx.update().content {
        UpdateContent::CallbackQuery(query) => Some(query),
        _ => None,
    }
}

impl IntoReply for Answer {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        let Some(query) = query(cx) else {
            let kind = cx.update().kind().as_str().to_owned();
            return outcome.fail(Unanswerable::NoQuery(kind));
        };
        if outcome
            .calls
            .iter()
            .any(|call| call.method == <AnswerCallbackQuery as botwright_api::Method>::NAME)
        {
            return outcome.fail(Unanswerable::Twice);
        }
        let mut answer = AnswerCallbackQuery::new(&query.id);
        answer.text = self.text;
        answer.show_alert = self.alert.then_some(true);
        answer.url = self.url;
        answer.cache_time = self
            .cache
            .map(|time| time.as_secs().try_into().unwrap_or(i64::MAX));
        outcome.call(&answer);
    }
}
