//! Callback queries that wait for their answer, so that each is answered once.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use botwright_api::ids::CallbackQueryId;
use botwright_api::methods::AnswerCallbackQuery;
use botwright_api::{Method, Request};

/// The callback queries that are being handled and that no call answered yet.
#[derive(Debug, Default)]
pub(crate) struct Queries(Mutex<HashSet<CallbackQueryId>>);

impl Queries {
    /// A query begins to be handled.
    pub(crate) fn open(&self, id: &CallbackQueryId) -> Open<'_> {
        self.with(|open| open.insert(id.clone()));
        Open {
            queries: self,
            id: id.clone(),
        }
    }

    /// Notes that this call, if it is one, answers a query.
    pub(super) fn note(&self, request: &Request) {
        if request.method == <AnswerCallbackQuery as Method>::NAME
            && let Some(json) = request.body.json()
        {
            self.with(|open| {
                open.retain(|id| !json.contains(&format!(r#""callback_query_id":"{id}""#)));
            });
        }
    }

    fn with<T>(&self, action: impl FnOnce(&mut HashSet<CallbackQueryId>) -> T) -> T {
        // A set of ids is whole after every step.
        action(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A query that is being handled.
#[derive(Debug)]
pub(crate) struct Open<'a> {
    queries: &'a Queries,
    id: CallbackQueryId,
}

impl Open<'_> {
    /// The answer it still needs.
    pub(crate) fn missing_answer(&self) -> Option<AnswerCallbackQuery> {
        let waits = self.queries.with(|open| open.contains(&self.id));
        waits.then(|| AnswerCallbackQuery::new(&self.id))
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.queries.with(|open| open.remove(&self.id));
    }
}
