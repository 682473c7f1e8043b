//! A question that waits for a value.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use botwright_api::Request;

use super::question::value;
use super::{Talk, TalkError};
use crate::extract::FromArg;
use crate::reply::IntoReply;
use crate::route::BoxFuture;

/// A question of [`Talk::ask`]: awaited, it gives the answer.
///
/// ```
/// use botwright::prelude::*;
///
/// /// Asks for your age.
/// #[command]
/// async fn age(talk: Talk) -> bot::Result<String> {
///     let age: u8 = talk.ask("How old are you?").reask("A number, please").await?;
///     Ok(format!("{age}, then"))
/// }
/// ```
#[must_use = "nothing is asked before it is awaited"]
pub struct Ask<'a, T> {
    talk: &'a Talk,
    question: Result<Vec<Request>, TalkError>,
    reask: Option<Result<Vec<Request>, TalkError>>,
    value: PhantomData<fn() -> T>,
}

impl<'a, T> Ask<'a, T> {
    pub(super) fn new(talk: &'a Talk, question: Result<Vec<Request>, TalkError>) -> Self {
        Self {
            talk,
            question,
            reask: None,
            value: PhantomData,
        }
    }

    /// What is said to an answer that does not fit, instead of what is wrong with it: any reply.
    pub fn reask(mut self, reply: impl IntoReply) -> Self {
        self.reask = Some(self.talk.calls(reply));
        self
    }
}

impl<'a, T: FromArg + Send + 'a> IntoFuture for Ask<'a, T> {
    type Output = Result<T, TalkError>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.talk.answer(self.question, value::<T>, self.reask))
    }
}

impl<T> fmt::Debug for Ask<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ask").finish_non_exhaustive()
    }
}
