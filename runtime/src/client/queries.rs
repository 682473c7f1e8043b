//! Queries that wait for their answer, so that each gets exactly one.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use botwright_api::methods::{
    AnswerCallbackQuery, AnswerInlineQuery, AnswerPreCheckoutQuery, AnswerShippingQuery,
};
use botwright_api::types::UpdateContent;
use botwright_api::{Method, Request};

use super::error::Error;
use super::rejected::RejectedKind;
use crate::payments::DEADLINE;

/// What a customer reads when nobody answered.
const NOT_NOW: &str = "This is not possible now. Please try again later.";

/// The queries that are being handled, and whether they are answered.
#[derive(Debug, Default)]
pub(crate) struct Queries(Mutex<HashMap<Query, bool>>);

/// A query that wants one answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Query {
    kind: Kind,
    id: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Callback,
    Inline,
    Shipping,
    PreCheckout,
}

impl Query {
    /// The query that an update is.
    fn of(content: &UpdateContent) -> Option<Self> {
        let (kind, id) = match content {
            UpdateContent::CallbackQuery(query) => (Kind::Callback, query.id.to_string()),
            UpdateContent::InlineQuery(query) => (Kind::Inline, query.id.to_string()),
            UpdateContent::ShippingQuery(query) => (Kind::Shipping, query.id.to_string()),
            UpdateContent::PreCheckoutQuery(query) => (Kind::PreCheckout, query.id.to_string()),
            _ => return None,
        };
        Some(Self { kind, id })
    }

    /// The query that a call answers.
    fn answered_by(request: &Request) -> Option<Self> {
        let (kind, name) = match request.method {
            <AnswerCallbackQuery as Method>::NAME => (Kind::Callback, "callback_query_id"),
            <AnswerInlineQuery as Method>::NAME => (Kind::Inline, "inline_query_id"),
            <AnswerShippingQuery as Method>::NAME => (Kind::Shipping, "shipping_query_id"),
            <AnswerPreCheckoutQuery as Method>::NAME => {
                (Kind::PreCheckout, "pre_checkout_query_id")
            }
            _ => return None,
        };
        let id = request.body.get(name)?.trim_matches('"').to_owned();
        Some(Self { kind, id })
    }

    /// What is answered when nobody does: nothing to a press, no results, and a polite no to customers.
    fn default_answer(&self) -> Option<Request> {
        let id = self.id.as_str();
        let answer = match self.kind {
            Kind::Callback => AnswerCallbackQuery::new(id).request(),
            Kind::Inline => {
                let answer = AnswerInlineQuery::new(id, Vec::new());
                // The next one who asks the same may be luckier.
                answer.cache_time(0).is_personal(true).request()
            }
            Kind::Shipping => {
                let answer = AnswerShippingQuery::new(id, false);
                answer.error_message(NOT_NOW).request()
            }
            Kind::PreCheckout => {
                let answer = AnswerPreCheckoutQuery::new(id, false);
                answer.error_message(NOT_NOW).request()
            }
        };
        answer.ok()
    }
}

impl Queries {
    /// The update's query, if it is one, begins to be handled.
    pub(crate) fn open(&self, content: &UpdateContent) -> Option<Open<'_>> {
        let query = Query::of(content)?;
        self.with(|queries| queries.insert(query.clone(), false));
        Some(Open {
            queries: self,
            query,
        })
    }

    /// Whether this call would answer a query a second time.
    pub(crate) fn are_done_by(&self, request: &Request) -> bool {
        Query::answered_by(request)
            .is_some_and(|query| self.with(|queries| queries.get(&query) == Some(&true)))
    }

    /// This call, if it is one, answers a query from now on, unless it turns out to fail.
    pub(super) fn answering(&self, request: &Request) -> Option<Answering<'_>> {
        let query = Query::answered_by(request)?;
        self.mark(&query, true);
        Some(Answering {
            queries: self,
            query: Some(query),
        })
    }

    fn mark(&self, query: &Query, answered: bool) {
        self.with(|queries| {
            if let Some(it) = queries.get_mut(query) {
                *it = answered;
            }
        });
    }

    fn with<T>(&self, action: impl FnOnce(&mut HashMap<Query, bool>) -> T) -> T {
        // The map is whole after every step.
        action(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A query that is being handled.
#[derive(Debug)]
pub(crate) struct Open<'a> {
    queries: &'a Queries,
    query: Query,
}

impl Open<'_> {
    /// How long its handler may take: customers are told no in time.
    pub(crate) fn deadline(&self) -> Option<Duration> {
        matches!(self.query.kind, Kind::Shipping | Kind::PreCheckout).then_some(DEADLINE)
    }

    /// Whether it needs an answer.
    pub(crate) fn waits(&self) -> bool {
        self.queries
            .with(|queries| queries.get(&self.query) == Some(&false))
    }

    /// The answer it still needs.
    pub(crate) fn missing_answer(&self) -> Option<Request> {
        self.waits().then(|| self.query.default_answer()).flatten()
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.queries.with(|queries| queries.remove(&self.query));
    }
}

/// An answer on its way. One that is given up before it is known what became of it leaves the query to
/// whoever answers next: two answers are better than none.
#[derive(Debug)]
pub(super) struct Answering<'a> {
    queries: &'a Queries,
    query: Option<Query>,
}

impl Answering<'_> {
    /// What became of it.
    pub(super) fn ended<T>(mut self, result: &Result<T, Error>) {
        let answered = match result {
            Ok(_) | Err(Error::MaybeSent { .. }) => true,
            Err(Error::Rejected(rejected)) => rejected.kind == RejectedKind::QueryTooOld,
            Err(_) => false,
        };
        if answered {
            self.query = None;
        }
    }
}

impl Drop for Answering<'_> {
    fn drop(&mut self) {
        if let Some(query) = &self.query {
            self.queries.mark(query, false);
        }
    }
}
