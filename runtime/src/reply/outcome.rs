//! What became of an update.

use std::error::Error;
use std::fmt;

use botwright_api::facts::{Parameter, facts};
use botwright_api::json::{Write, Writer};
use botwright_api::{Invalid, Method, Request};

use super::{HandlerError, IntoReply};
use crate::callback::seal::{SPACE, chat_of};
use crate::cx::Cx;
use crate::inline::Defaults;
use crate::route::Route;
use crate::session::Change;

/// What became of an update: the calls to make, and how handling it ended.
#[derive(Default)]
#[non_exhaustive]
pub struct Outcome {
    /// The calls to make, in order.
    pub calls: Vec<Request>,
    /// What is written to the store, before the calls are made.
    pub changes: Vec<Change>,
    /// How handling it ended.
    pub end: End,
    pub(crate) inline: Defaults,
    /// Who alone sees what is sent now: `ephemeral_message_parameters`.
    pub(crate) receiver: Option<String>,
    /// The errors of handlers that only observed.
    pub observed: Vec<HandlerError>,
    /// The errors that an [`on_error`](crate::on_error) took.
    pub handled: Vec<HandlerError>,
    pub(crate) route: Option<&'static Route>,
    /// Where the calls are written down, each under its number; empty when they are in memory only.
    pub(crate) outbox: Vec<i64>,
}

#[derive(Debug, thiserror::Error)]
#[error(
    "a keyboard has no message to stand under: return it right after a message that has none yet, as in \
     `(text, keyboard)`"
)]
struct NoMessage;

/// How handling an update ended.
#[derive(Debug, Default)]
#[non_exhaustive]
pub enum End {
    /// It was handled.
    #[default]
    Done,
    /// No handler took it.
    Skip,
    /// Its handler failed. Nothing is sent.
    Failed(HandlerError),
}

impl Outcome {
    /// The update is left to others.
    pub fn skip() -> Self {
        Self {
            end: End::Skip,
            ..Self::default()
        }
    }

    /// An update that is answered like this.
    pub fn reply(cx: &Cx, value: impl IntoReply) -> Self {
        let mut outcome = Self::default();
        value.into_reply(cx, &mut outcome);
        outcome
    }

    /// An update whose handler failed.
    pub fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let mut outcome = Self::default();
        outcome.fail(error);
        outcome
    }

    /// The calls, or the error that ended it.
    pub(crate) fn into_calls(self) -> Result<Vec<Request>, HandlerError> {
        match self.end {
            End::Failed(error) => Err(error),
            _ => Ok(self.calls),
        }
    }

    /// Whether a handler took the update and did not fail.
    pub fn is_handled(&self) -> bool {
        matches!(self.end, End::Done)
    }

    /// The error that ended it.
    pub fn error(&self) -> Option<&HandlerError> {
        match &self.end {
            End::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Adds a call.
    pub fn call<M: Method>(&mut self, method: &M) {
        self.push(method.request());
    }

    /// The chat of the last call, as buttons are sealed for it.
    pub(crate) fn chat(&self) -> String {
        self.calls.last().map(chat_of).unwrap_or_default()
    }

    /// Adds what buttons keep in the store. The same body is kept once.
    pub(crate) fn keep(&mut self, bodies: impl IntoIterator<Item = Change>) {
        for body in bodies {
            if !self.changes.iter().any(|change| change.key == body.key) {
                self.changes.push(body);
            }
        }
    }

    /// Takes out what buttons keep in the store.
    pub(crate) fn take_kept(&mut self) -> Vec<Change> {
        let kept = |change: &mut Change| change.key.space == SPACE;
        self.changes.extract_if(.., kept).collect()
    }

    /// Puts a keyboard under the last message that is sent or edited.
    pub(crate) fn attach(&mut self, keyboard: &impl Write) {
        if self.has_failed() {
            return;
        }
        let json = match Writer::to_json(keyboard) {
            Ok(json) => json,
            Err(error) => return self.fail(error),
        };
        let takes = |call: &&mut Request| {
            facts(call.method).is_some_and(|facts| facts.takes(Parameter::ReplyMarkup))
        };
        let message = self.calls.last_mut().filter(takes);
        if !message.is_some_and(|call| call.body.add("reply_markup", &json)) {
            self.fail(NoMessage);
        }
    }

    /// Ends the update with an error. What was to be sent is dropped: an update is handled as a whole
    /// or not at all.
    pub fn fail(&mut self, error: impl Into<Box<dyn Error + Send + Sync>>) {
        self.calls.clear();
        self.changes.clear();
        self.end = End::Failed(HandlerError::new(error.into()));
    }

    /// Whether an error ended it.
    pub fn has_failed(&self) -> bool {
        matches!(self.end, End::Failed(_))
    }

    fn push(&mut self, request: Result<Request, Invalid>) {
        match request {
            Ok(call) => self.calls.push(call),
            Err(error) => self.fail(error),
        }
    }

    /// Ends one handler's work: what it wanted to write counts if it handled the update.
    pub(crate) fn settle(mut self, cx: &Cx) -> Self {
        let decided = cx.scratch().take();
        if matches!(self.end, End::Done) {
            match decided {
                Ok((changes, calls)) => {
                    self.changes.extend(changes);
                    self.calls.extend(calls);
                }
                Err(error) => self.fail(error),
            }
        }
        self
    }

    /// Notes whose outcome it is.
    pub(crate) fn of(mut self, route: &'static Route) -> Self {
        self.route = Some(route);
        if let End::Failed(error) = &mut self.end {
            error.locate(route);
        }
        self
    }

    /// Adds what a handler did that only observed.
    pub(crate) fn beside(&mut self, mut other: Self) {
        if !self.has_failed() {
            let kept = other.take_kept();
            self.calls.extend(other.calls);
            self.changes.extend(other.changes);
            self.keep(kept);
        }
        self.observed.extend(other.observed);
        self.handled.extend(other.handled);
        if let End::Failed(error) = other.end {
            self.observed.push(error);
        }
    }
}

/// The calls are named; what they say stays out of logs.
impl fmt::Debug for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let calls: Vec<_> = self.calls.iter().map(|call| call.method).collect();
        let mut debug = f.debug_struct("Outcome");
        debug.field("end", &self.end).field("calls", &calls);
        if !self.changes.is_empty() {
            debug.field("changes", &self.changes.len());
        }
        for (name, errors) in [("observed", &self.observed), ("handled", &self.handled)] {
            if !errors.is_empty() {
                debug.field(name, errors);
            }
        }
        debug.finish_non_exhaustive()
    }
}

/// A part of another outcome is added to it.
impl IntoReply for Outcome {
    fn into_reply(mut self, _: &Cx, outcome: &mut Outcome) {
        let kept = self.take_kept();
        outcome.calls.extend(self.calls);
        outcome.changes.extend(self.changes);
        outcome.keep(kept);
        outcome.observed.extend(self.observed);
        outcome.handled.extend(self.handled);
        match self.end {
            End::Done => {}
            End::Failed(error) => {
                outcome.calls.clear();
                outcome.changes.clear();
                outcome.end = End::Failed(error);
            }
            End::Skip => outcome.end = End::Skip,
        }
    }
}
