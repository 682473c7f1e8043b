//! Writing what a handler decided, or running it again.

use super::Route;
use super::table::Table;
use crate::cx::Cx;
use crate::inbox::Written;
use crate::reply::{End, HandlerError, Outcome, guest};
use crate::session::{Change, Commit, Key, StoreError, Transaction};

/// How often a handler runs for one update while others write what it has read.
const MAX_RUNS: usize = 32;

/// Others kept writing what the handler has read.
#[derive(Debug, thiserror::Error)]
#[error(
    "the update was handled {MAX_RUNS} times, and each time what it had read was changed meanwhile by \
     another handler or program: {0:?}"
)]
struct Contended(Vec<Key>);

/// Writes to the bot's store, at the time of its clock; what is delivered by a file, together with the
/// outcome's replies and, if the update `ends` with it, that it is done.
async fn write(
    cx: &Cx,
    transaction: Transaction,
    outcome: &mut Outcome,
    ends: bool,
) -> Result<Commit, StoreError> {
    let Some(delivery) = cx.delivery() else {
        let app = cx.app();
        return app.store().commit(transaction, app.clock().now()).await;
    };
    match delivery.commit(transaction, &outcome.calls, ends).await? {
        Written::Done(outbox) => {
            outcome.outbox = outbox;
            Ok(Commit::Done)
        }
        Written::Conflict(keys) => Ok(Commit::Conflict(keys)),
    }
}

/// Whether there is nothing to write: what is delivered by a file writes its replies, too.
fn is_nothing(cx: &Cx, outcome: &Outcome) -> bool {
    outcome.changes.is_empty() && (outcome.calls.is_empty() || cx.delivery().is_none())
}

impl Table {
    /// Gives the error of a reply to the nearest function for it, and writes what that one decided.
    ///
    /// # Errors
    /// The error itself, when nobody handled it.
    pub(crate) async fn recover_reply(
        &self,
        cx: &Cx,
        route: &'static Route,
        error: HandlerError,
    ) -> Result<Outcome, HandlerError> {
        // The update itself is done, with what it wrote.
        let cx = cx.apart();
        let failed = Outcome {
            end: End::Failed(error),
            ..Outcome::default()
        };
        let mut outcome = self.recover(route, &cx, failed).await;
        guest::answer(&cx, &mut outcome);
        cx.scratch().close();
        if !is_nothing(&cx, &outcome) {
            let transaction = Transaction::new(std::mem::take(&mut outcome.changes));
            match write(&cx, transaction, &mut outcome, false).await {
                Ok(Commit::Done) => {}
                Ok(Commit::Conflict(keys)) => outcome.fail(Contended(keys)),
                Err(error) => outcome.fail(error),
            }
        }
        match outcome.end {
            End::Failed(error) => Err(error),
            _ => Ok(outcome),
        }
    }

    /// Handles one update and writes to the store what its handler decided. When somebody else wrote
    /// meanwhile what the handler has read, it runs again; the calls of the outcome are those of the last
    /// run.
    pub async fn commit(&self, cx: &Cx) -> Outcome {
        self.commit_run(None, cx, None).await
    }

    /// As [`commit`](Self::commit), for the handler at this place of the order.
    /// Unless the handler fails, `ending` is written with what it decided.
    pub(crate) async fn commit_at(&self, place: u32, cx: &Cx, ending: Option<Change>) -> Outcome {
        self.commit_run(Some(place), cx, ending).await
    }

    async fn run_once(&self, place: Option<u32>, cx: &Cx) -> Outcome {
        match place {
            Some(place) => self.run_at(place, cx).await,
            None => self.dispatch(cx).await,
        }
    }

    async fn commit_run(&self, place: Option<u32>, cx: &Cx, ending: Option<Change>) -> Outcome {
        let (app, mut cx, mut locked) = (cx.app(), cx.clone(), Vec::new());
        let mut outcome = self.run_once(place, &cx).await;
        let mut runs = 1;
        loop {
            cx.scratch().close();
            if let Some(ending) = &ending
                && !outcome.has_failed()
                && outcome
                    .changes
                    .iter()
                    .all(|change| change.key != ending.key)
            {
                outcome.changes.push(ending.clone());
            }
            // A failed handler has none.
            if is_nothing(&cx, &outcome) {
                return outcome;
            }
            let mut transaction = Transaction::new(std::mem::take(&mut outcome.changes));
            transaction.done = place.is_none().then(|| cx.update().update_id);
            let conflicts = match write(&cx, transaction, &mut outcome, true).await {
                Ok(Commit::Done) => return outcome,
                Ok(Commit::Conflict(keys)) => keys,
                Err(error) => {
                    outcome.fail(error);
                    return outcome;
                }
            };
            if runs == MAX_RUNS {
                outcome.fail(Contended(conflicts));
                return outcome;
            }
            tracing::debug!(update_id = cx.update().update_id, keys = ?conflicts, "changed meanwhile; the handler runs again");
            // Those who have to run again go one by one: each time, one of them gets through.
            drop(std::mem::take(&mut locked));
            locked = app.locks().lock(conflicts).await;
            cx = cx.again();
            outcome = self.run_once(place, &cx).await;
            runs += 1;
        }
    }
}
