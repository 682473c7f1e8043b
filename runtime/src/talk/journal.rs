//! What was asked, answered and done so far, and how a run of the handler goes along it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use botwright_api::{Request, Update, parse_update};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::question::{Reading, hash_calls, hash_text};
use crate::route::Route;
use crate::session::Change;

/// How long a question waits unless said otherwise.
const TTL: Duration = Duration::from_hours(24);

/// A conversation as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    /// The handler.
    talk: String,
    /// The update it began with, as JSON.
    pub(crate) first: String,
    records: Vec<Record>,
}

/// One step that is done, or the question that waits.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Record {
    /// A question, and the update that answered it.
    Asked {
        question: u64,
        answer: Option<String>,
    },
    /// Something that was said.
    Said(u64),
    /// The result of something done once.
    Once(Value),
}

/// Results of what is done once, for the case that the update is handled again before they are stored.
#[derive(Debug, Default)]
pub(crate) struct Memo(Mutex<HashMap<u64, Value>>);

/// One run of a handler along what was told.
#[derive(Debug)]
pub(crate) struct Journal {
    inner: Mutex<Inner>,
    memo: Arc<Memo>,
}

#[derive(Debug)]
struct Inner {
    told: Told,
    /// The place of the next step.
    next: usize,
    /// The update that may answer the question that waits.
    incoming: Option<String>,
    /// What this run has to say.
    calls: Vec<Request>,
    /// What the buttons of all its questions keep in the store.
    kept: Vec<Change>,
    stop: Option<Stop>,
    ttl: Duration,
}

/// Why a run stopped before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// A question waits.
    Waits,
    /// The update is no answer.
    Foreign,
    /// The handler does something else than before: it was changed.
    Stale,
}

/// What is to be done at a place.
pub(super) enum Step<T> {
    /// It was done before, with this result.
    Done(T),
    /// Do it.
    New,
    /// Nothing more in this run.
    Stop,
}

impl Told {
    fn name(route: &Route) -> String {
        format!("{}::{}", route.module, route.name)
    }

    /// Whether this handler leads it.
    pub(crate) fn is_of(&self, route: &Route) -> bool {
        self.talk == Self::name(route)
    }
}

impl Journal {
    /// Of a conversation that begins.
    pub(crate) fn begin(route: &Route, first: String, memo: Arc<Memo>) -> Self {
        let told = Told {
            talk: Told::name(route),
            first,
            records: Vec::new(),
        };
        Self::new(told, None, memo)
    }

    /// Of a conversation that goes on with an update.
    pub(crate) fn resume(told: Told, incoming: &Update, memo: Arc<Memo>) -> Self {
        Self::new(told, Some(incoming.raw().as_str().to_owned()), memo)
    }

    fn new(told: Told, incoming: Option<String>, memo: Arc<Memo>) -> Self {
        Self {
            inner: Mutex::new(Inner {
                told,
                next: 0,
                incoming,
                calls: Vec::new(),
                kept: Vec::new(),
                stop: None,
                ttl: TTL,
            }),
            memo,
        }
    }

    /// Why it stopped, if it did.
    pub(crate) fn stopped(&self) -> Option<Stop> {
        self.inner().stop
    }

    /// What this run has to say.
    pub(crate) fn take_calls(&self) -> Vec<Request> {
        std::mem::take(&mut self.inner().calls)
    }

    /// Adds what the buttons of a question keep in the store.
    pub(super) fn keep(&self, bodies: Vec<Change>) {
        self.inner().kept.extend(bodies);
    }

    /// What the buttons of this run's questions keep in the store.
    pub(crate) fn take_kept(&self) -> Vec<Change> {
        std::mem::take(&mut self.inner().kept)
    }

    /// The update that may answer the question that comes next, if that one waits.
    pub(super) fn incoming(&self) -> Option<Update> {
        let inner = self.inner();
        match inner.told.records.get(inner.next) {
            Some(Record::Asked { answer: None, .. }) => {
                parse_update(inner.incoming.as_deref()?).ok()
            }
            _ => None,
        }
    }

    /// The update that may answer is understood like this; as `None` it is no answer to anything, and
    /// these calls are made instead.
    pub(super) fn understood(&self, incoming: Option<String>, calls: Vec<Request>) {
        let mut inner = self.inner();
        inner.incoming = incoming;
        inner.calls.extend(calls);
    }

    /// What is to be stored, and for how long.
    pub(crate) fn told(&self) -> (Told, Duration) {
        let inner = self.inner();
        (inner.told.clone(), inner.ttl)
    }

    pub(super) fn set_ttl(&self, ttl: Duration) {
        self.inner().ttl = ttl;
    }

    /// A question: its answer, if there is one. `wrong` makes the calls that say what is wrong.
    pub(super) fn ask<T>(
        &self,
        calls: Vec<Request>,
        read: impl FnOnce(Update) -> Reading<T>,
        wrong: impl FnOnce(String) -> Vec<Request>,
    ) -> Step<T> {
        let mut inner = self.inner();
        let asked = hash_calls(&calls);
        let place = inner.next;
        let waits = match inner.told.records.get(place) {
            None => {
                inner.told.records.push(Record::Asked {
                    question: asked,
                    answer: None,
                });
                inner.calls.extend(calls);
                return inner.stop(Stop::Waits);
            }
            Some(Record::Asked { question, answer }) if *question == asked => answer.clone(),
            Some(_) => return inner.stop(Stop::Stale),
        };
        let is_new = waits.is_none();
        let Some(json) = waits.or_else(|| inner.incoming.take()) else {
            return inner.stop(Stop::Waits);
        };
        let reading = match parse_update(&json) {
            Ok(update) => read(update),
            Err(_) => Reading::Foreign,
        };
        match reading {
            Reading::Answer(value) => {
                if let Some(Record::Asked { answer, .. }) = inner.told.records.get_mut(place) {
                    *answer = Some(json);
                }
                inner.next += 1;
                Step::Done(value)
            }
            // It was an answer once.
            _ if !is_new => inner.stop(Stop::Stale),
            Reading::Wrong(problem) => {
                inner.calls.extend(wrong(problem));
                inner.stop(Stop::Waits)
            }
            Reading::Foreign => inner.stop(Stop::Foreign),
        }
    }

    /// Something to say, if it was not said before.
    pub(super) fn say(&self, calls: Vec<Request>) -> Step<()> {
        let mut inner = self.inner();
        let said = hash_calls(&calls);
        let place = inner.next;
        match inner.told.records.get(place) {
            None => {
                inner.told.records.push(Record::Said(said));
                inner.calls.extend(calls);
            }
            Some(Record::Said(before)) if *before == said => {}
            Some(_) => return inner.stop(Stop::Stale),
        }
        inner.next += 1;
        Step::Done(())
    }

    /// The result of something done once.
    pub(super) fn once<T: for<'de> Deserialize<'de>>(&self) -> Step<T> {
        let mut inner = self.inner();
        let place = inner.next;
        let value = match inner.told.records.get(place) {
            Some(Record::Once(value)) => value.clone(),
            Some(_) => return inner.stop(Stop::Stale),
            None => match self.memo.get(inner.so_far()) {
                Some(value) => {
                    inner.told.records.push(Record::Once(value.clone()));
                    value
                }
                None => return Step::New,
            },
        };
        match T::deserialize(value) {
            Ok(value) => {
                inner.next += 1;
                Step::Done(value)
            }
            Err(_) => inner.stop(Stop::Stale),
        }
    }

    /// Notes the result of something done once.
    pub(super) fn did(&self, value: Value) {
        let mut inner = self.inner();
        self.memo.put(inner.so_far(), value.clone());
        inner.told.records.push(Record::Once(value));
        inner.next += 1;
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Every step leaves it whole.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn stop<T>(&mut self, stop: Stop) -> Step<T> {
        self.stop = Some(stop);
        Step::Stop
    }

    /// What happened before this place, as a number.
    fn so_far(&self) -> u64 {
        let told = serde_json::to_string(&self.told).unwrap_or_default();
        hash_text(&told)
    }
}

impl Memo {
    fn get(&self, place: u64) -> Option<Value> {
        self.values().get(&place).cloned()
    }

    fn put(&self, place: u64, value: Value) {
        self.values().insert(place, value);
    }

    fn values(&self) -> MutexGuard<'_, HashMap<u64, Value>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
