//! Handlers that hold conversations: run from their beginning until they wait.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use botwright_api::parse_update;

use super::active::removal;
use super::dispatch::Facts;
use super::table::{Row, Table};
use crate::cx::Cx;
use crate::dialogue::stored::{Stored, key};
use crate::reply::{End, Outcome};
use crate::session::{Entry, Key, KeyBy};
use crate::talk::{Journal, Stop, Told};

/// Whom a conversation is with.
pub(super) const WITH: KeyBy = KeyBy::UserInChat;

/// What an update is to a conversation that waits.
pub(super) enum Resumed {
    /// Its answer, which was handled.
    Done(Box<Outcome>),
    /// No answer.
    Foreign,
    /// The conversation fits its handler no more.
    Stale,
}

impl Table {
    /// Runs a handler that holds a conversation until it waits or ends.
    pub(super) async fn talk(&self, row: &Row, cx: &Cx) -> Outcome {
        let Some(key) = key(WITH, cx) else {
            return Outcome::skip();
        };
        let talking = match cx.journal() {
            Some(_) => cx.clone(),
            None => cx.talking(|memo| Journal::begin(row.route, cx.told(), memo), &key),
        };
        let Some(journal) = talking.journal() else {
            return Outcome::skip();
        };
        let facts = Facts::of(&talking);
        let ended = {
            let mut run = pin!(self.call(row, &talking, &facts));
            poll_fn(|context| match run.as_mut().poll(context) {
                Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
                Poll::Pending if journal.stopped().is_some() => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            })
            .await
        };
        if let Some(mut outcome) = ended {
            if matches!(outcome.end, End::Done) {
                outcome.calls.splice(0..0, journal.take_calls());
                outcome.keep(journal.take_kept());
            }
            return outcome;
        }
        // What an unfinished run wrote does not count.
        let _ = talking.scratch().take();
        match journal.stopped() {
            Some(Stop::Waits) => {
                let mut outcome = Outcome {
                    calls: journal.take_calls(),
                    ..Outcome::default()
                };
                let (told, ttl) = journal.told();
                match Stored::talk(told, ttl, cx) {
                    Ok(put) => {
                        talking.scratch().write(key, Some(put));
                    }
                    Err(error) => outcome.fail(error),
                }
                outcome.keep(journal.take_kept());
                outcome.settle(&talking)
            }
            _ => Outcome::skip(),
        }
    }

    /// Goes on with a conversation.
    pub(super) async fn resume(&self, told: Told, key: Key, entry: Entry, cx: &Cx) -> Resumed {
        let row = self
            .rows
            .iter()
            .find(|row| row.talks && told.is_of(row.route));
        let first = parse_update(&told.first);
        let (Some(row), Ok(first)) = (row, first) else {
            return Resumed::Stale;
        };
        let memo = Arc::clone(cx.memo());
        let journal = Journal::resume(told, cx.update(), memo);
        let talking = cx.resuming(first, journal);
        talking.scratch().loaded(key.clone(), Some(entry));
        // It ends with this run, unless it waits again or the handler enters a dialogue.
        talking.scratch().write(key.clone(), None);
        let facts = Facts::of(&talking);
        let mut outcome = self.run(row, &talking, &facts).await;
        let stop = talking.journal().and_then(|journal| journal.stopped());
        if matches!(outcome.end, End::Skip) {
            return match stop {
                Some(Stop::Foreign) => Resumed::Foreign,
                _ => Resumed::Stale,
            };
        }
        // A handler that failed has no changes, and must not fail again and again.
        if !outcome.changes.iter().any(|change| change.key == key) {
            outcome.changes.push(removal(key));
        }
        Resumed::Done(Box::new(outcome))
    }
}
