//! `Talk` as a parameter.

use std::error::Error;
use std::fmt;
use std::future::{Future, pending};
use std::sync::Arc;
use std::time::Duration;

use botwright_api::methods::AnswerCallbackQuery;
use botwright_api::types::{Message, UpdateContent};
use botwright_api::{Method, Request, Update};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Journal;
use super::ask::Ask;
use super::journal::Step;
use super::question::{Reading, any, press};
use crate::callback::check::has_seals;
use crate::callback::{Callback, seal, seal_of};
use crate::cx::Cx;
use crate::extract::{FromArg, FromUpdate, Rejection};
use crate::reply::{End, HandlerError, IntoReply, Outcome};
use crate::route::{OUT_OF_DATE, Requires};
use crate::session::StoreError;

/// A conversation with the user of the update, in its chat: a handler asks and awaits the answers.
///
/// ```
/// use botwright::prelude::*;
/// use botwright::talk::Talk;
///
/// #[derive(Callback)]
/// enum Size { Small, Large }
///
/// /// Orders a pizza.
/// #[command]
/// async fn pizza(talk: Talk) -> bot::Result<String> {
///     let street: String = talk.ask("Where do you live?").await?;
///     let count: u8 = talk.ask("How many?").await?;
///     let sizes = keyboard![["Small" => Size::Small, "Large" => Size::Large]];
///     let size = match talk.choose(("Which size?", sizes)).await? {
///         Size::Small => "small",
///         Size::Large => "large",
///     };
///     let order: u64 = talk.once(async { 42 }).await?;
///     Ok(format!("Order {order}: {count} {size} to {street}"))
/// }
/// ```
///
/// With every answer the handler runs **from its beginning**; what was asked before returns at once. So
/// it has to do the same each time: what it asks may depend on its parameters, on answers and on what
/// [`once`](Self::once) gave, and on nothing else. Effects (calls of an [`Api`](crate::Api), writes to a
/// database, random numbers, the time) belong into `once`. What the handler returns and the sessions it
/// changed count when it comes to its end.
///
/// A handler that was changed so that it asks something else than before is answered as out of date, and
/// the conversation ends. Questions are asked one after the other, never two at a time.
pub struct Talk {
    cx: Cx,
    journal: Arc<Journal>,
}

/// A step of a conversation that cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TalkError {
    /// The question or saying is no reply.
    #[error("a conversation cannot say this: {0}")]
    Unsayable(#[source] HandlerError),
    /// The question or saying has nothing to send.
    #[error("a conversation has to say something: this question or saying sends nothing")]
    Silent,
    /// The store that keeps what buttons carry failed.
    #[error(transparent)]
    Store(StoreError),
    /// A result of `once` cannot be written as JSON.
    #[error("the result of something done once cannot be written as JSON: {0}")]
    Unwritable(#[source] Box<dyn Error + Send + Sync>),
}

impl Talk {
    /// Asks, when it is awaited, and waits for a text that is such a value. Something else is answered with
    /// what is wrong, or by [`reask`](Ask::reask), and the question waits on.
    ///
    /// # Errors
    /// The question cannot be sent, or the bot has to give up for another reason that [`TalkError`]
    /// names.
    pub fn ask<T: FromArg + Send>(&self, question: impl IntoReply) -> Ask<'_, T> {
        Ask::new(self, self.calls(question))
    }

    /// Asks, and waits for a message of any content.
    ///
    /// # Errors
    /// As of [`ask`](Self::ask).
    pub fn ask_message(
        &self,
        question: impl IntoReply,
    ) -> impl Future<Output = Result<Message, TalkError>> + Send {
        self.answer(self.calls(question), any, None)
    }

    /// Asks, and waits for a press of a button of this enum; give the buttons with the question.
    ///
    /// # Errors
    /// As of [`ask`](Self::ask).
    pub fn choose<E: Callback + Send>(
        &self,
        question: impl IntoReply,
    ) -> impl Future<Output = Result<E, TalkError>> + Send {
        let calls = self.calls(question);
        async move {
            self.open::<E>().await?;
            self.answer(calls, press::<E>, None).await
        }
    }

    /// Opens the sealed data of the button whose press may be the answer.
    async fn open<E: Callback>(&self) -> Result<(), TalkError> {
        if !has_seals(E::VARIANTS) {
            return Ok(());
        }
        let Some(update) = self.journal.incoming() else {
            return Ok(());
        };
        let UpdateContent::CallbackQuery(query) = &update.content else {
            return Ok(());
        };
        let data = query.data.as_deref().unwrap_or_default();
        let seal = seal_of(E::VARIANTS, data);
        if seal.is_none() {
            return Ok(());
        }
        let opened = seal::open(seal, data, query, self.cx.app()).await;
        let plain = opened.map_err(TalkError::Store)?;
        let told = plain.and_then(|plain| seal::replaced(update.raw().as_str(), &plain));
        if told.is_some() {
            self.journal.understood(told, Vec::new());
        } else {
            self.cx.app().stats().stale_button();
            let answer = AnswerCallbackQuery::new(&query.id).text(OUT_OF_DATE);
            self.journal
                .understood(None, answer.request().into_iter().collect());
        }
        Ok(())
    }

    /// Says something, once. It is sent with the next question, or when the handler ends.
    ///
    /// # Errors
    /// As of [`ask`](Self::ask).
    pub fn say(&self, reply: impl IntoReply) -> impl Future<Output = Result<(), TalkError>> + Send {
        let calls = self.calls(reply);
        async move {
            match self.journal.say(calls?) {
                Step::Done(()) => Ok(()),
                Step::New | Step::Stop => pending().await,
            }
        }
    }

    /// Does something once: when the handler runs again, the result is the stored one.
    ///
    /// The result is stored with the next question, or with what the handler returns. If the program
    /// ends before, it is done again.
    ///
    /// # Errors
    /// The result cannot be written as JSON.
    pub async fn once<T: Serialize + DeserializeOwned>(
        &self,
        effect: impl Future<Output = T>,
    ) -> Result<T, TalkError> {
        match self.journal.once() {
            Step::Done(value) => Ok(value),
            Step::Stop => pending().await,
            Step::New => {
                let value = effect.await;
                let json = serde_json::to_value(&value)
                    .map_err(|error| TalkError::Unwritable(error.into()))?;
                self.journal.did(json);
                Ok(value)
            }
        }
    }

    /// How long the questions that follow wait; a day unless said otherwise. Each answer begins the time
    /// anew.
    pub fn ttl(&self, ttl: Duration) {
        self.journal.set_ttl(ttl);
    }

    pub(super) fn calls(&self, reply: impl IntoReply) -> Result<Vec<Request>, TalkError> {
        let mut outcome = Outcome::default();
        reply.into_reply(&self.cx, &mut outcome);
        match outcome.end {
            End::Failed(error) => Err(TalkError::Unsayable(error)),
            _ if outcome.calls.is_empty() => Err(TalkError::Silent),
            _ => {
                let kept = outcome.take_kept();
                // What is said about a wrong answer has no buttons, and is said while the journal is held.
                if !kept.is_empty() {
                    self.journal.keep(kept);
                }
                Ok(outcome.calls)
            }
        }
    }

    /// Waits for an answer; `reask` is said instead of what is wrong.
    pub(super) async fn answer<T>(
        &self,
        question: Result<Vec<Request>, TalkError>,
        read: fn(&Cx) -> Reading<T>,
        reask: Option<Result<Vec<Request>, TalkError>>,
    ) -> Result<T, TalkError> {
        let reask = reask.transpose()?;
        let wrong =
            |problem: String| reask.unwrap_or_else(|| self.calls(problem).unwrap_or_default());
        let read = |update: Update| read(&self.cx.beside(update));
        match self.journal.ask(question?, read, wrong) {
            Step::Done(value) => Ok(value),
            // The run ends here, and this future with it.
            Step::New | Step::Stop => pending().await,
        }
    }
}

impl FromUpdate<'_> for Talk {
    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        let journal = cx.journal().ok_or(Rejection::Skip)?;
        Ok(Self {
            cx: cx.clone(),
            journal: Arc::clone(journal),
        })
    }

    fn requires(requires: &mut Requires) {
        requires.talks();
    }
}

impl fmt::Debug for Talk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Talk").field(&self.cx).finish()
    }
}
