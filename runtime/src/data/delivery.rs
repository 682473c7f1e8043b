//! The way of one update through the data file.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use botwright_api::Request;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::codec;
use super::gate::{self, Mark, Patience};
use super::journal::{Journal, Run};
use super::values::Ending;
use super::{DataError, DataFile};
use crate::app::App;
use crate::client::{Api, Error};
use crate::inbox::{Delivery, Unsent, Written};
use crate::session::{Change, Commit, Expect, Key, Put, StoreError, Transaction};

/// How long a reply waits for a server that cannot be reached.
const PATIENCE: Duration = Duration::from_hours(1);

/// How long it is remembered in another store that an update is done.
const REMEMBERED: Duration = Duration::from_hours(24);

/// What is remembered in another store of the updates that are done.
const DONE: &str = "done";

/// One update on its way, or the items of an album.
#[derive(Debug)]
pub(crate) struct Mail {
    data: DataFile,
    app: Arc<App>,
    seqs: Vec<i64>,
    answers: i64,
    lane: String,
    journal: Option<Arc<Journal>>,
    ended: AtomicBool,
}

/// What an earlier run of the program had decided for an update, in a store of its own.
#[derive(Debug)]
pub(crate) struct Repeat {
    /// The replies.
    pub(crate) calls: Vec<Request>,
    /// Their numbers in the outbox.
    pub(crate) outbox: Vec<i64>,
}

impl Mail {
    /// The updates of these numbers; none for what the clock has started.
    pub(crate) fn new(
        data: &DataFile,
        app: &Arc<App>,
        seqs: Vec<i64>,
        answers: i64,
        lane: String,
    ) -> Self {
        let journal = seqs
            .first()
            .map(|seq| Arc::new(Journal::new(data.clone(), Arc::clone(app), *seq)));
        Self {
            data: data.clone(),
            app: Arc::clone(app),
            seqs,
            answers,
            lane,
            journal,
            ended: AtomicBool::new(false),
        }
    }

    /// The numbers of the updates.
    pub(crate) fn seqs(&self) -> &[i64] {
        &self.seqs
    }

    /// Whether it is written that the update is done.
    pub(crate) fn is_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    /// Reads what an earlier run of the program wrote down about the calls of handlers.
    pub(crate) async fn load(&self) -> Result<(), DataError> {
        match &self.journal {
            Some(journal) => journal.load().await,
            None => Ok(()),
        }
    }

    /// What was decided for this update, if the program ended after the state was written to another store,
    /// and before the data file heard of it.
    pub(crate) async fn decided_before(&self) -> Result<Option<Repeat>, StoreError> {
        if self.app.keeps_state_in(&self.data) {
            return Ok(None);
        }
        let now = self.app.clock().now();
        let Some(entry) = self.app.store().get(&self.marker(), now).await? else {
            return Ok(None);
        };
        let texts: Vec<String> = serde_json::from_str(&entry.value).map_err(StoreError::new)?;
        let calls = texts.iter().filter_map(|text| match codec::read(text) {
            Ok(call) => Some(call),
            Err(error) => {
                tracing::error!(%error, "a stored reply cannot be sent");
                None
            }
        });
        let calls: Vec<_> = calls.collect();
        let ending = self.ending(Vec::new(), &calls, true);
        match self.data.end(ending, now).await? {
            Ok(outbox) => {
                self.ended.store(true, Ordering::Relaxed);
                Ok(Some(Repeat { calls, outbox }))
            }
            Err(_) => Ok(None),
        }
    }

    fn marker(&self) -> Key {
        let bot = self.app.api().bot_id();
        Key::new(DONE, format!("{bot}:{}", self.answers))
    }

    fn ending(&self, changes: Vec<Change>, calls: &[Request], ends: bool) -> Ending {
        Ending {
            changes,
            calls: calls.iter().map(codec::write).collect(),
            lane: self.lane.clone(),
            answers: self.answers,
            done: if ends { self.seqs.clone() } else { Vec::new() },
        }
    }

    async fn end(
        &self,
        transaction: Transaction,
        calls: &[Request],
        ends: bool,
    ) -> Result<Written, StoreError> {
        let now = self.app.clock().now();
        let mut changes = transaction.changes;
        if !self.app.keeps_state_in(&self.data) && !changes.is_empty() {
            // The other store first: a crash in between repeats the update, which finds there that it is
            // done.
            let mut apart = Transaction::new(std::mem::take(&mut changes));
            if ends && !self.seqs.is_empty() {
                let texts: Vec<_> = calls.iter().map(codec::write).collect();
                apart.changes.push(Change {
                    key: self.marker(),
                    expect: Expect::Any,
                    put: Some(Put {
                        value: serde_json::to_string(&texts).map_err(StoreError::new)?,
                        expires: Some(now + REMEMBERED),
                        wakes: None,
                    }),
                });
            }
            match self.app.store().commit(apart, now).await? {
                Commit::Done => {}
                Commit::Conflict(keys) => return Ok(Written::Conflict(keys)),
            }
        }
        match self
            .data
            .end(self.ending(changes, calls, ends), now)
            .await?
        {
            Ok(outbox) => {
                if ends {
                    self.ended.store(true, Ordering::Relaxed);
                }
                Ok(Written::Done(outbox))
            }
            Err(keys) => Ok(Written::Conflict(keys)),
        }
    }

    async fn send_stored(&self, api: &Api, id: i64, call: Request) -> Result<(), Unsent> {
        let reply = Reply {
            data: &self.data,
            id,
        };
        let stop = self.data.stopping();
        let patience = Patience {
            deadline: PATIENCE,
            stop: Some(stop),
        };
        let Err(error) = gate::send(&self.data, api, &call, &reply, patience).await else {
            self.data.take_out(vec![id]);
            return Ok(());
        };
        if stop.is_cancelled() && error.is_safe_to_repeat() {
            return Err(Unsent::Kept);
        }
        if matches!(error, Error::MaybeSent { .. }) {
            self.app.stats().maybe_sent();
        }
        self.data.take_out(vec![id]);
        Err(Unsent::Failed(error))
    }
}

/// A reply in the outbox.
struct Reply<'a> {
    data: &'a DataFile,
    id: i64,
}

impl Mark for Reply<'_> {
    async fn leaves(&self) -> Result<(), DataError> {
        self.data.sending(self.id).await
    }

    fn stays(&self) {
        self.data.not_sent(self.id);
    }
}

impl Delivery for Mail {
    fn commit<'a>(
        &'a self,
        transaction: Transaction,
        calls: &'a [Request],
        ends: bool,
    ) -> BoxFuture<'a, Result<Written, StoreError>> {
        self.end(transaction, calls, ends).boxed()
    }

    fn api(&self, api: &Api, scope: u32) -> Api {
        match &self.journal {
            Some(journal) => api.recorded(Arc::new(Run::new(Arc::clone(journal), scope))),
            None => api.clone(),
        }
    }

    fn send<'a>(
        &'a self,
        api: &'a Api,
        id: i64,
        call: Request,
    ) -> BoxFuture<'a, Result<(), Unsent>> {
        self.send_stored(api, id, call).boxed()
    }

    fn give_up(&self, ids: &[i64]) {
        if !ids.is_empty() {
            self.data.take_out(ids.to_vec());
        }
    }
}
