//! Handling updates that are written down: again after a failure, and what an earlier run left behind.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use botwright_api::Update;
use botwright_api::types::UpdateKind;
use tokio::time::Instant;

use super::handle::Bot;
use crate::backoff::Backoff;
use crate::client::Error;
use crate::cx::Cx;
use crate::data::{DataFile, Left, Mail, lane_text};
use crate::inbox::{Delivery, Stored, Unsent};
use crate::lanes::LaneKey;
use crate::reply::{HandlerError, Outcome, Panic};
use crate::sender::is_idempotent;
use crate::session::StoreError;

/// How often an update is handled that fails for a reason that may pass.
const ATTEMPTS: u32 = 3;

/// How long the other updates of a chat wait for one that fails.
const BLOCKED: Duration = Duration::from_secs(30);

/// How often the program may end while an update is handled, until the update is held to be the cause: the
/// last times nothing else was handled meanwhile.
const ENDS: u32 = 12;

/// An update that the program did not survive.
#[derive(Debug, thiserror::Error)]
#[error("the program ended {ENDS} times while the update was handled")]
struct Deadly;

impl Bot {
    /// Handles updates that are written down: the items of an album, or one update.
    pub(crate) async fn handle_stored(
        &self,
        data: &DataFile,
        lane: &LaneKey,
        mut items: Vec<(Update, Stored)>,
    ) {
        let is_album = items.len() > 1 || items.first().is_some_and(|(it, _)| self.is_item(it));
        if is_album {
            let (updates, stored): (Vec<_>, Vec<_>) = items
                .iter()
                .map(|(update, stored)| (update.clone(), *stored))
                .unzip();
            if let Some(cx) = Cx::of_album(&updates, Arc::clone(self.shared_app()))
                && self.handle_mail(data, lane, &cx, &stored, &updates).await
            {
                return;
            }
        }
        for (update, stored) in items.drain(..) {
            let cx = Cx::new(update, Arc::clone(self.shared_app()));
            self.handle_mail(data, lane, &cx, &[stored], &[]).await;
        }
    }

    /// Handles one update, or the items of an album together; says whether somebody took it.
    async fn handle_mail(
        &self,
        data: &DataFile,
        lane: &LaneKey,
        cx: &Cx,
        stored: &[Stored],
        items: &[Update],
    ) -> bool {
        let seqs: Vec<_> = stored.iter().map(|it| it.seq).collect();
        let (update_id, kind) = (cx.update().update_id, cx.update().kind());
        let mail = Arc::new(Mail::new(
            data,
            self.shared_app(),
            seqs,
            update_id,
            lane_text(lane),
        ));
        let starts = stored.iter().filter_map(|it| it.starts).max();
        let cx = cx.delivered(Arc::clone(&mail) as Arc<dyn Delivery>);
        let error = match starts {
            Some(ENDS..) => HandlerError::new(Deadly.into()),
            _ => match self.attempts(&cx, &mail, starts, items).await {
                Ok(taken) => return taken,
                Err(Ended::Stopping) => return true,
                Err(Ended::Failed(error)) => error,
            },
        };
        let buried = data.bury(
            mail.seqs().to_vec(),
            error.to_string(),
            self.shared_app().clock().now(),
        );
        self.stats().dead();
        match buried.await {
            Ok(()) => {
                tracing::error!(update_id, %kind, %error, "an update failed, and is with the dead letters now");
            }
            Err(problem) => {
                tracing::error!(update_id, %kind, %error, %problem, "an update failed, and comes again with the next start");
            }
        }
        true
    }

    /// Handles an update until it is done, has failed for good, or the bot stops.
    async fn attempts(
        &self,
        cx: &Cx,
        mail: &Arc<Mail>,
        starts: Option<u32>,
        items: &[Update],
    ) -> Result<bool, Ended> {
        let app = self.shared_app();
        let (began, stopping) = (
            Instant::now(),
            app.data().map(|data| data.stopping().clone()),
        );
        let stopping = stopping.unwrap_or_default();
        let mut backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(8));
        let (mut cx, mut attempt) = (cx.clone(), 1);
        loop {
            let error = match self.attempt(&cx, mail, starts, attempt, items).await {
                Ok(taken) => return Ok(taken),
                Err(error) => error,
            };
            if mail.is_ended() {
                // A reply of an update that is done; the error is said, and there is nothing to repeat.
                tracing::error!(update_id = cx.update().update_id, %error, "an update failed");
                return Ok(true);
            }
            let passing = Passing::of(&error);
            let wait = backoff.next().max(passing.wait().unwrap_or_default());
            let again = match passing {
                // Nothing else can be handled meanwhile, so nothing is gained by giving up.
                Passing::Store => true,
                Passing::Yes { .. } => {
                    attempt < ATTEMPTS && began.elapsed() + wait < BLOCKED && may_repeat(&cx)
                }
                Passing::No => false,
            };
            if !again {
                return Err(Ended::Failed(error));
            }
            tracing::warn!(update_id = cx.update().update_id, %error, ?wait, "an update failed and is handled again");
            self.stats().repeated();
            tokio::select! {
                biased;
                () = stopping.cancelled() => return Err(Ended::Stopping),
                () = tokio::time::sleep(wait) => {}
            }
            attempt += u32::from(passing != Passing::Store);
            cx = cx.again();
        }
    }

    async fn attempt(
        &self,
        cx: &Cx,
        mail: &Arc<Mail>,
        starts: Option<u32>,
        attempt: u32,
        items: &[Update],
    ) -> Result<bool, HandlerError> {
        let failed = |error: StoreError| HandlerError::new(error.into());
        if let Some(data) = self.shared_app().data()
            && starts.is_some()
            && attempt == 1
        {
            // Before the handler runs, so that one that ends the program is found out.
            let store = |error| failed(StoreError::new(error));
            data.begin(mail.seqs().to_vec()).await.map_err(store)?;
            mail.load().await.map_err(store)?;
        }
        if (starts.is_some() || attempt > 1)
            && let Some(before) = mail.decided_before().await.map_err(failed)?
        {
            let outcome = Outcome {
                calls: before.calls,
                outbox: before.outbox,
                ..Outcome::default()
            };
            return self.carry_out(cx, outcome).await.map(|_| true);
        }
        let taken = if items.is_empty() {
            self.feed_cx(cx).await.map(|_| true)?
        } else {
            match self.feed_items(cx, items.to_vec()).await {
                Some(result) => result.map(|()| true)?,
                None => return Ok(false),
            }
        };
        if !mail.is_ended() {
            // Nothing was to be written.
            if let Some(data) = self.shared_app().data() {
                data.done(mail.seqs().to_vec());
            }
        }
        Ok(taken)
    }

    /// Sends what an earlier run of the program left behind for one lane.
    pub(crate) async fn send_left(&self, data: &DataFile, left: Vec<Left>) {
        let mut failed = None;
        for reply in left {
            if failed == Some(reply.answers) {
                // It would stand there without its beginning.
                data.take_out(vec![reply.id]);
                continue;
            }
            let call = match reply.call() {
                Ok(call) => call,
                Err(error) => {
                    tracing::error!(update_id = reply.answers, %error, "a stored reply cannot be sent");
                    data.take_out(vec![reply.id]);
                    continue;
                }
            };
            if reply.sending && !is_idempotent(call.method) {
                self.stats().maybe_sent();
                tracing::warn!(
                    update_id = reply.answers,
                    method = call.method,
                    "the program ended while this reply was sent; nobody knows whether it arrived, and it is not sent again"
                );
                data.take_out(vec![reply.id]);
                continue;
            }
            let mail = Mail::new(
                data,
                self.shared_app(),
                Vec::new(),
                reply.answers,
                reply.lane.clone(),
            );
            match mail.send(self.api(), reply.id, call).await {
                Ok(()) => {}
                Err(Unsent::Kept) => return,
                Err(Unsent::Failed(error)) => {
                    tracing::error!(update_id = reply.answers, %error, "a stored reply could not be sent");
                    failed = Some(reply.answers);
                }
            }
        }
    }
}

/// How the handling of an update ended without being done.
enum Ended {
    /// The bot stops; the update is handled after the next start.
    Stopping,
    Failed(HandlerError),
}

/// Whether the reason of a failure may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Passing {
    No,
    Yes {
        wait: Option<Duration>,
    },
    /// The store cannot be used.
    Store,
}

impl Passing {
    fn of(error: &HandlerError) -> Self {
        let mut cause: Option<&(dyn StdError + 'static)> = Some(error.error());
        while let Some(error) = cause {
            if error.is::<StoreError>() {
                return Self::Store;
            }
            if error.is::<Panic>() || error.is::<io::Error>() {
                return Self::Yes { wait: None };
            }
            if let Some(error) = error.downcast_ref::<Error>() {
                let wait = error.retry_after();
                return match error {
                    Error::NotSent { .. } => Self::Yes { wait },
                    _ if wait.is_some() => Self::Yes { wait },
                    _ => Self::No,
                };
            }
            cause = error.source();
        }
        Self::No
    }

    fn wait(self) -> Option<Duration> {
        match self {
            Self::Yes { wait } => wait,
            _ => None,
        }
    }
}

/// A query that has got its polite no is not asked again.
fn may_repeat(cx: &Cx) -> bool {
    !matches!(
        cx.update().kind(),
        UpdateKind::InlineQuery | UpdateKind::ShippingQuery | UpdateKind::PreCheckoutQuery
    )
}
