//! Inline mode, as a person sees it.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use botwright_emulator::InlineChatType;
use serde_json::Value;

use super::act::Act;
use super::chat::{Failure, TestChat};
use super::log::What;

/// The results of an inline query, when it is awaited.
#[must_use = "nothing happens before it is awaited"]
pub struct Query(Pin<Box<dyn Future<Output = Results> + Send>>);

impl std::fmt::Debug for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Query").finish_non_exhaustive()
    }
}

impl Future for Query {
    type Output = Results;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Results> {
        self.0.as_mut().poll(cx)
    }
}

/// What the bot offers for an inline query.
#[derive(Debug, Clone)]
pub struct Results {
    chat: TestChat,
    query: String,
    text: String,
    /// The objects of the answer; `None` without one.
    found: Option<Vec<Value>>,
}

impl TestChat {
    /// Types an inline query behind the bot's name, in this chat.
    #[track_caller]
    pub fn inline(&self, text: &str) -> Query {
        let (chat, text, place) = (self.clone(), text.to_owned(), Location::caller());
        Query(Box::pin(async move {
            chat.world.refuse_errors();
            let bot = chat.world.bot().me();
            let name = bot.username.clone().unwrap_or_default();
            let kind = if chat.chat == chat.user {
                InlineChatType::Sender
            } else {
                InlineChatType::Supergroup
            };
            let asked = chat.world.act(|world| {
                let who = world.name(chat.user);
                let deed = What::Deed(format!("{who} types: @{name} {text}"));
                let mut log = world.log();
                log.read_all(chat.user, chat.chat);
                log.add(Some(chat.chat), deed);
                drop(log);
                world
                    .emulator()
                    .inline_query(chat.user, bot.id.0, &text, "", kind)
            });
            let query = match asked.await {
                Ok(query) => query,
                Err(error) => chat.cannot(place, &error.to_string()),
            };
            let answer = chat.world.emulator().inline_answer(&query);
            let results = answer.map(|answer| answer.results);
            if let Some(results) = &results {
                let titles: Vec<_> = results.iter().map(title).collect();
                let shown = format!("Bot offers: {}", titles.join(" / "));
                chat.world.log().add(Some(chat.chat), What::Deed(shown));
            }
            Results {
                chat,
                query,
                text,
                found: results,
            }
        }))
    }
}

impl Results {
    /// The titles of the results are exactly these; of a result without a title, its caption or id.
    ///
    /// # Panics
    /// They are others, or the query was not answered.
    #[track_caller]
    pub fn expect<T: AsRef<str>>(&self, titles: impl IntoIterator<Item = T>) -> &Self {
        let wanted: Vec<_> = titles
            .into_iter()
            .map(|it| it.as_ref().to_owned())
            .collect();
        let found = self.offered(&wanted.join(" / "));
        let found: Vec<_> = found.iter().map(title).collect();
        if found != wanted {
            let actual = format!("it offered\n    {}", found.join(" / "));
            self.fail(&wanted.join(" / "), &actual);
        }
        self
    }

    /// Sends the result with this title to the chat.
    #[track_caller]
    pub fn choose(&self, wanted: &str) -> Act {
        let found = self.offered(wanted);
        let Some(result) = found.iter().find(|result| title(result) == wanted) else {
            let titles: Vec<_> = found.iter().map(title).collect();
            self.fail(wanted, &format!("it offered\n    {}", titles.join(" / ")));
        };
        let id = result["id"].as_str().unwrap_or_default().to_owned();
        let query = self.query.clone();
        self.chat.act(move |it, server| {
            let sent = server.choose_inline_result(it.user, &query, &id, it.chat);
            sent.map(Some).map_err(Failure::from)
        })
    }

    /// The results as the bot gave them, objects of
    /// [InlineQueryResult](https://core.telegram.org/bots/api#inlinequeryresult).
    pub fn json(&self) -> &[Value] {
        self.found.as_deref().unwrap_or_default()
    }

    #[track_caller]
    fn offered(&self, wanted: &str) -> &[Value] {
        self.chat.world.refuse_errors();
        match &self.found {
            Some(results) => results,
            None => self.fail(wanted, "it did not answer"),
        }
    }

    #[track_caller]
    fn fail(&self, wanted: &str, actual: &str) -> ! {
        let place = self.chat.world.log().entries.len();
        let wanted = format!("offer for {:?}\n    {wanted}", self.text);
        self.chat.fail(place, &wanted, Some(actual))
    }
}

/// What a person reads of a result.
fn title(result: &Value) -> String {
    let keys = ["title", "caption", "id"];
    let text = keys.into_iter().find_map(|key| result.get(key)?.as_str());
    text.unwrap_or_default().to_owned()
}
