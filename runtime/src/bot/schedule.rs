//! Running handlers by the clock.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use botwright_api::{Update, parse_update};
use futures_util::future::join_all;
use tokio_util::sync::CancellationToken;

use super::error::StartError;
use super::handle::Bot;
use crate::cx::Cx;
use crate::reply::HandlerError;
use crate::schedule::{SPACE, Stored, Timing, ran};
use crate::session::{Change, Commit, Entry, Expect, Key, Put, StoreError, Transaction};

/// How many reminders are taken from the store at once.
const BATCH: usize = 100;

/// How long a reminder is put off while its handler runs.
const LEASE: Duration = Duration::from_mins(2);

/// The update of handlers that have none.
const NO_UPDATE: &str = r#"{"update_id":0,"clock":{}}"#;

/// Hears of what failed, and why.
type Failed<'a> = &'a (dyn Fn(&str, HandlerError) + Sync);

impl Bot {
    /// When the next handler is to run by the clock: a scheduled one, or a reminder's.
    ///
    /// # Errors
    /// The store failed.
    pub async fn next_due(&self) -> Result<Option<SystemTime>, StoreError> {
        let reminder = self.0.app.store().next_due(SPACE).await?;
        let planned = self.0.plan.next();
        Ok(planned.into_iter().chain(reminder).min())
    }

    /// Runs everything whose time has come, and returns when it ended. For tests and for programs that
    /// drive the bot by hand: a running bot does it by itself. Failures are logged.
    ///
    /// # Errors
    /// The store failed; what it does not hold has run all the same.
    pub async fn run_due(&self) -> Result<(), StoreError> {
        let failed = |what: &str, error| tracing::error!(%error, "{what} failed");
        self.run_due_or(&failed).await
    }

    /// As [`run_due`](Self::run_due), with failures given to `failed`.
    pub(crate) async fn run_due_or(&self, failed: Failed<'_>) -> Result<(), StoreError> {
        let now = self.0.app.clock().now();
        let planned = self.0.plan.due(now).into_iter().map(|place| async move {
            let ran = self.0.table.name_at(place).map(|name| ran(name, now));
            if let Err(error) = self.run_timed(place, ran.clone()).await {
                failed("a scheduled handler", error);
                self.write(ran, now).await;
            }
            self.0.plan.finished(place);
        });
        let (_, reminders) = tokio::join!(join_all(planned), self.run_reminders(now, failed));
        reminders
    }

    /// Runs the handlers for this moment of the bot's life, one after the other.
    pub(super) async fn run_moment(&self, moment: Timing) -> Result<(), HandlerError> {
        for (place, timing) in self.0.table.timed() {
            if *timing == moment {
                self.run_timed(*place, None).await?;
            }
        }
        Ok(())
    }

    /// As [`run_moment`](Self::run_moment), for the start.
    pub(super) async fn run_start(&self) -> Result<(), StartError> {
        let started = self.run_moment(Timing::Start).await;
        started.map_err(StartError::OnStart)
    }

    /// Runs what becomes due until `stop` is cancelled; waits for what it started then.
    pub(super) async fn keep_time(self, stop: CancellationToken) {
        let running = tokio_util::task::TaskTracker::new();
        while !stop.is_cancelled() {
            let clock = self.0.app.clock();
            // A reminder may be set at any time, and other nodes set theirs: look now and then.
            let look = clock.now() + Duration::from_secs(1);
            let next = match self.next_due().await {
                Ok(next) => next.map_or(look, |next| next.min(look)),
                Err(error) => {
                    tracing::error!(%error, "reminders cannot be read; trying again");
                    look
                }
            };
            tokio::select! {
                () = clock.sleep_until(next) => {}
                () = stop.cancelled() => break,
            }
            let bot = self.clone();
            running.spawn(async move {
                if let Err(error) = bot.run_due().await {
                    tracing::error!(%error, "reminders cannot be read; trying again");
                }
            });
        }
        running.close();
        running.wait().await;
    }

    async fn run_timed(&self, place: u32, ending: Option<Change>) -> Result<(), HandlerError> {
        // The text is an update, of a kind that nobody knows.
        let Ok(update) = parse_update(NO_UPDATE) else {
            return Ok(());
        };
        self.run_at(place, update, None, ending).await
    }

    /// Writes what a failed handler has not written.
    async fn write(&self, change: Option<Change>, now: SystemTime) {
        let transaction = Transaction::new(change.into_iter().collect());
        if let Err(error) = self.0.app.store().commit(transaction, now).await {
            tracing::error!(%error, "the run of a handler by the clock cannot be noted");
        }
    }

    async fn run_at(
        &self,
        place: u32,
        update: Update,
        data: Option<String>,
        ending: Option<Change>,
    ) -> Result<(), HandlerError> {
        let cx = Cx::timed(update, Arc::clone(&self.0.app), data);
        #[cfg(feature = "durable")]
        let cx = match self.0.app.data() {
            Some(file) => {
                let lane = crate::data::lane_text(&crate::lanes::LaneKey::of(cx.update()));
                let mail = crate::data::Mail::new(file, &self.0.app, Vec::new(), 0, lane);
                cx.delivered(Arc::new(mail))
            }
            None => cx,
        };
        let outcome = self.0.table.commit_at(place, &cx, ending).await;
        self.carry_out(&cx, outcome).await.map(drop)
    }

    async fn run_reminders(&self, now: SystemTime, failed: Failed<'_>) -> Result<(), StoreError> {
        loop {
            let due = self.0.app.store().due(SPACE, now, BATCH).await?;
            let all = due.len() < BATCH;
            for (key, entry) in due {
                self.run_reminder(key, entry, now, failed).await?;
            }
            if all {
                return Ok(());
            }
        }
    }

    /// Runs one reminder. It is put off first, so that nobody else runs it meanwhile, and it comes again
    /// should the program end; it is gone when its handler is done.
    async fn run_reminder(
        &self,
        key: Key,
        entry: Entry,
        now: SystemTime,
        failed: Failed<'_>,
    ) -> Result<(), StoreError> {
        let put_off = Change {
            key: key.clone(),
            expect: Expect::Revision(entry.revision),
            put: Some(Put {
                value: entry.value.clone(),
                expires: entry.expires,
                wakes: Some(now + LEASE),
            }),
        };
        let taken = self
            .0
            .app
            .store()
            .commit(Transaction::new(vec![put_off]), now);
        // One that still runs is only put off again.
        if taken.await? == Commit::Done && self.0.plan.begin(&key) {
            self.run_taken(&key, &entry, now, failed).await;
            self.0.plan.end(&key);
        }
        Ok(())
    }

    async fn run_taken(&self, key: &Key, entry: &Entry, now: SystemTime, failed: Failed<'_>) {
        let removal = Change {
            key: key.clone(),
            expect: Expect::Any,
            put: None,
        };
        let stored = serde_json::from_str::<Stored>(&entry.value).ok();
        let read = stored.and_then(|stored| {
            let place = self.0.table.reminder(&stored.name)?;
            Some((place, parse_update(&stored.update).ok()?, stored.data))
        });
        let Some((place, update, data)) = read else {
            tracing::error!(%key, "a reminder is due that no handler takes: its type was renamed, or the handler is gone");
            return self.write(Some(removal), now).await;
        };
        let ran = self.run_at(place, update, Some(data), Some(removal.clone()));
        if let Err(error) = ran.await {
            // While the store cannot be used, the reminder waits there.
            let waits = error.error().is::<StoreError>();
            failed(&format!("the reminder {key}"), error);
            if !waits {
                self.write(Some(removal), now).await;
            }
        }
    }
}
