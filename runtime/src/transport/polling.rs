//! Long polling.
//!
//! `getUpdates` confirms everything below its `offset` the moment it arrives, so the offset is the
//! inbox's watermark: the next batch is asked for when the current one is handled, or when patience
//! is over. Stragglers are then confirmed while they still run; they are counted as *at risk*, since
//! a crash would lose them.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use botwright_api::Method;
#[cfg(feature = "durable")]
use botwright_api::Update;
use botwright_api::methods::GetUpdates;
use botwright_api::types::UpdateKind;
use botwright_api::update::Batch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Complaint, Intake};
use crate::backoff::Backoff;
use crate::bot::StartError;
use crate::client::{Error, RejectedKind};
#[cfg(feature = "durable")]
use crate::data::DataFile;

/// How long a poll that brings nothing takes at least. Some servers do not hold polls at all, and
/// would be asked a thousand times a second.
const EMPTY_POLL: Duration = Duration::from_millis(100);

/// What polling does for a bot.
pub(crate) struct Polling {
    pub(crate) intake: Intake,
    /// How long the server holds an empty poll, in whole seconds up to 50.
    pub(crate) timeout: Duration,
    /// How many updates a poll may bring, 1-100.
    pub(crate) limit: i64,
    pub(crate) patience: Duration,
    pub(crate) allowed: Vec<UpdateKind>,
    /// The last offset the server took; 0 before the first.
    pub(crate) confirmed: AtomicI64,
    /// The offset of the last call, answered or not.
    pub(crate) asked: AtomicI64,
}

/// Why polling ended.
pub(crate) enum Ended {
    /// It was asked to.
    Stopped,
    /// The server does not accept the token.
    Unauthorized(Error),
}

impl Polling {
    /// Takes updates until `stop`, or until the token is refused. Every other trouble is waited out.
    pub(crate) async fn run(&self, stop: &CancellationToken) -> Ended {
        let mut backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(30));
        let mut complaint = Complaint::default();
        loop {
            let began = Instant::now();
            let polled = tokio::select! {
                biased;
                () = stop.cancelled() => return Ended::Stopped,
                polled = self.poll(self.timeout) => polled,
            };
            let wait = match polled {
                Ok(batch) => {
                    backoff.reset();
                    if complaint.over() {
                        tracing::info!("the server answers again");
                    }
                    let useless = batch.updates.is_empty();
                    let rubbish = !batch.malformed.is_empty();
                    self.take_in(batch, stop).await;
                    if !useless {
                        continue;
                    }
                    if rubbish {
                        // It would come again at once.
                        backoff.next()
                    } else {
                        EMPTY_POLL.saturating_sub(began.elapsed())
                    }
                }
                Err(error) if is_unauthorized(&error) => return Ended::Unauthorized(error),
                Err(error) => {
                    let wait = wait_after(&error, &mut backoff);
                    if let Some(times) = complaint.due() {
                        tracing::warn!(server = self.intake.app.api().server(), %error, silent = times, "no updates; trying again");
                    }
                    wait
                }
            };
            tokio::select! {
                () = stop.cancelled() => return Ended::Stopped,
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// Takes updates until none waits, or until `stop`. Trouble that may pass is waited out for a minute.
    pub(crate) async fn drain(&self, stop: &CancellationToken) -> Result<(), StartError> {
        let began = Instant::now();
        let mut backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(30));
        loop {
            let polled = tokio::select! {
                biased;
                () = stop.cancelled() => return Ok(()),
                polled = self.poll(Duration::ZERO) => polled,
            };
            let error = match polled {
                Ok(batch) if batch.updates.is_empty() => {
                    self.take_in(batch, stop).await;
                    return Ok(());
                }
                Ok(batch) => {
                    backoff.reset();
                    self.take_in(batch, stop).await;
                    continue;
                }
                Err(error) => error,
            };
            let answer = error
                .rejected()
                .map(|it| format!("{} {}", it.code, it.description));
            match answer {
                Some(answer) if is_unauthorized(&error) => {
                    return Err(StartError::Unauthorized { answer });
                }
                Some(answer) if is_conflict(&error) => return Err(StartError::Conflict { answer }),
                _ => {}
            }
            let wait = wait_after(&error, &mut backoff);
            if began.elapsed() + wait > Duration::from_mins(1) {
                return Err(StartError::Unreachable(error));
            }
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    async fn poll(&self, timeout: Duration) -> Result<Batch, Error> {
        let mut call = GetUpdates::new()
            .limit(self.limit)
            .timeout(i64::try_from(timeout.as_secs()).unwrap_or(50))
            .allowed_updates(self.allowed.clone());
        let offset = self.intake.inbox.offset();
        if let Some(offset) = offset {
            call = call.offset(offset);
        }
        self.asked
            .store(offset.unwrap_or_default(), Ordering::Relaxed);
        let batch = self
            .intake
            .app
            .api()
            .poll(&call.request()?, timeout)
            .await?;
        self.confirmed
            .store(offset.unwrap_or_default(), Ordering::Relaxed);
        Ok(batch)
    }

    /// Hands a batch to the lanes and waits for it, within patience.
    async fn take_in(&self, batch: Batch, stop: &CancellationToken) {
        let Intake { app, inbox, .. } = &self.intake;
        for raw in batch.malformed {
            self.intake.set_aside(raw);
        }
        #[cfg(feature = "durable")]
        if let Some(data) = self.intake.data() {
            return self.write_down(data, batch.updates, stop).await;
        }
        for update in batch.updates {
            let place = tokio::select! {
                biased;
                place = self.intake.lanes.reserve() => place,
                // Neither taken nor confirmed: the rest comes again after the restart.
                () = stop.cancelled() => return,
            };
            self.intake.take(update, place);
        }
        let unfinished = tokio::select! {
            biased;
            unfinished = inbox.settle(self.patience) => unfinished,
            () = stop.cancelled() => return,
        };
        if unfinished > 0 {
            let at_risk = inbox.give_up();
            app.stats().at_risk(at_risk);
            tracing::debug!(
                at_risk,
                "updates are confirmed while they are still being handled"
            );
        }
    }

    /// Writes a batch down, then hands it to the lanes. Nothing is confirmed that is not written, so while
    /// that fails no more updates are asked for.
    #[cfg(feature = "durable")]
    async fn write_down(&self, data: &DataFile, updates: Vec<Update>, stop: &CancellationToken) {
        if updates.is_empty() {
            return;
        }
        let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(10));
        let mut complaint = Complaint::default();
        let numbers = loop {
            let error = match self.intake.write(data, &updates).await {
                Ok(numbers) => break numbers,
                Err(error) => error,
            };
            if let Some(times) = complaint.due() {
                tracing::error!(%error, silent = times, "updates cannot be written down, and are not confirmed; trying again");
            }
            tokio::select! {
                biased;
                () = stop.cancelled() => return,
                () = tokio::time::sleep(backoff.next()) => {}
            }
        };
        if complaint.over() {
            tracing::info!("updates are written down again");
        }
        for (update, number) in updates.into_iter().zip(numbers) {
            let place = tokio::select! {
                biased;
                place = self.intake.lanes.reserve() => place,
                // They are written down, and handled after the restart.
                () = stop.cancelled() => return,
            };
            self.intake.take_written(update, number, place);
        }
    }

    /// Waits for what is running, then confirms exactly what was handled.
    pub(crate) async fn finish(&self, grace: Duration) {
        let unfinished = self.intake.inbox.drain(grace).await;
        if unfinished > 0 {
            tracing::warn!(
                unfinished,
                "stopped before all updates were handled; those not confirmed yet come again"
            );
        }
        let Some(offset) = self.intake.inbox.offset() else {
            return;
        };
        // It would say nothing new.
        if offset == self.confirmed.load(Ordering::Relaxed) {
            return;
        }
        // Nobody knows whether a poll that was given up has arrived. If so, the server would hold a
        // second call with its offset for 3 s, so one with another goes first.
        if offset == self.asked.load(Ordering::Relaxed) {
            // The call after it says what is wrong.
            let _ = self.confirm(offset - 1).await;
        }
        let mut confirmed = self.confirm(offset).await;
        if confirmed.as_ref().is_err_and(is_conflict) {
            // Other servers than the official one may not have noticed yet that the poll before was
            // given up, and take it for another bot's.
            tokio::time::sleep(Duration::from_millis(500)).await;
            confirmed = self.confirm(offset).await;
        }
        if let Err(error) = confirmed {
            tracing::warn!(%error, "the last updates could not be confirmed; they come again");
        }
    }

    /// Confirms the updates before this one.
    async fn confirm(&self, offset: i64) -> Result<(), Error> {
        // The answer's updates are left to the next start: they are not confirmed by this.
        let call = GetUpdates::new().offset(offset).limit(1).timeout(0);
        self.intake
            .app
            .api()
            .poll(&call.request()?, Duration::ZERO)
            .await?;
        Ok(())
    }
}

/// 401, or 404 for a token of the wrong shape. `getUpdates` itself exists on every server.
fn is_unauthorized(error: &Error) -> bool {
    error
        .rejected()
        .is_some_and(|it| it.kind == RejectedKind::Unauthorized || it.code == 404)
}

fn is_conflict(error: &Error) -> bool {
    error
        .rejected()
        .is_some_and(|it| matches!(it.kind, RejectedKind::Conflict(_)))
}

fn wait_after(error: &Error, backoff: &mut Backoff) -> Duration {
    let wait = backoff.next();
    match error.rejected().map(|it| &it.kind) {
        Some(RejectedKind::Flood { retry_after }) => *retry_after,
        // The server holds answers to conflicts back for 3 s; asking faster only prolongs the fight.
        Some(RejectedKind::Conflict(_)) => wait.max(Duration::from_secs(3)),
        _ => wait,
    }
}
