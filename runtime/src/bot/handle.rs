//! A bot that is ready: its client, and the way of one update through it.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;

use botwright_api::types::User;
use botwright_api::{Request, Update};

use crate::app::App;
use crate::client::{Api, Error, Open, RejectedKind};
use crate::cx::Cx;
use crate::inbox::{Stats, Unsent};
use crate::lanes::Albums;
use crate::payments;
use crate::reply::{End, HandlerError, Outcome};
use crate::route::Table;
use crate::schedule::Plan;

/// A bot that is ready to handle updates. Cheap to clone.
#[derive(Clone)]
pub struct Bot(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) table: Table,
    pub(super) app: Arc<App>,
    pub(super) plan: Plan,
    /// The albums of which some items were fed by hand.
    pub(super) albums: Albums<()>,
    #[cfg(feature = "emulator")]
    pub(super) emulator: Option<botwright_emulator::Emulator>,
}

/// What became of an update.
#[cfg_attr(not(feature = "testing"), allow(dead_code))] // Read by tests of bots.
pub(crate) struct Fed {
    /// Whether a handler took it.
    pub(crate) taken: bool,
    /// The errors of handlers that only observed.
    pub(crate) observers: Vec<String>,
}

impl fmt::Debug for Bot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bot").field(self.api()).finish()
    }
}

impl Bot {
    /// The client.
    pub fn api(&self) -> &Api {
        self.0.app.api()
    }

    /// The bot's own user.
    pub fn me(&self) -> &User {
        self.0.app.me()
    }

    #[cfg(feature = "testing")]
    pub(crate) fn app(&self) -> &App {
        &self.0.app
    }

    #[cfg(any(feature = "polling", feature = "webhook"))]
    pub(crate) fn shared_app(&self) -> &Arc<App> {
        &self.0.app
    }

    /// What became of the updates so far. A handler finds the same by `cx.app().stats()`.
    pub fn stats(&self) -> &Stats {
        self.0.app.stats()
    }

    /// The value of this type that the builder's `manage` stored.
    pub fn state<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.0.app.state().get()
    }

    /// The routing table.
    pub fn table(&self) -> &Table {
        &self.0.table
    }

    /// The chat page of the embedded emulator; `None` when the bot talks to another server.
    pub fn page_url(&self) -> Option<String> {
        #[cfg(feature = "emulator")]
        return self
            .0
            .emulator
            .as_ref()
            .map(botwright_emulator::Emulator::page_url);
        #[cfg(not(feature = "emulator"))]
        None
    }

    /// Handles one update by hand and sends the replies: for functions that a cloud calls, and for
    /// tests. Returns when everything is sent. A press of a button, an inline query or a customer's
    /// question that neither the handler nor its replies answered is answered then, so that the user's
    /// app stops waiting: with nothing, no results or a polite no.
    ///
    /// A bot with an [`on_album`](crate::on_album) holds the items of an album back until it is complete, so
    /// this returns at once for them: the album is handled by the call for the next update of its chat, by
    /// that for its tenth item, or in a task of its own after a second without another. Where a program
    /// may end before, [`finish_albums`](Self::finish_albums) handles what is there, and
    /// [`feed_album`](Self::feed_album) takes an album as a whole.
    ///
    /// # Errors
    /// The handler failed, or a reply could not be sent, and no [`on_error`](crate::on_error) took it.
    pub async fn feed(&self, update: Update) -> Result<(), HandlerError> {
        self.feed_noting(update).await.map(drop)
    }

    /// As [`feed`](Self::feed); says what became of the update. Of items of albums it does not know.
    pub(crate) async fn feed_noting(&self, update: Update) -> Result<Fed, HandlerError> {
        if !self.0.table.takes_albums() {
            return self.feed_one(update).await;
        }
        self.feed_in_order(update).await?;
        Ok(Fed {
            taken: true,
            observers: Vec::new(),
        })
    }

    /// Handles one update for itself.
    pub(super) async fn feed_alone(&self, update: Update) -> Result<(), HandlerError> {
        self.feed_one(update).await.map(drop)
    }

    async fn feed_one(&self, update: Update) -> Result<Fed, HandlerError> {
        let cx = Cx::new(update, Arc::clone(&self.0.app));
        self.feed_cx(&cx).await
    }

    /// Handles the update of this context.
    pub(super) async fn feed_cx(&self, cx: &Cx) -> Result<Fed, HandlerError> {
        let query = self.api().queries().open(&cx.update().content);
        #[cfg(feature = "emulator")]
        let began = std::time::Instant::now();
        let outcome = self.in_time(cx, query.as_ref()).await;
        #[cfg(feature = "emulator")]
        if let Some(emulator) = &self.0.emulator {
            super::emulator::report(emulator, cx, &outcome, began.elapsed());
        }
        let fed = Fed {
            taken: !matches!(outcome.end, End::Skip),
            observers: outcome.observed.iter().map(ToString::to_string).collect(),
        };
        let result = self.carry_out(cx, outcome).await;
        if let Some(query) = &query {
            self.answer(query).await;
        }
        self.stats().handled(!matches!(result, Ok(true)));
        result.map(|_| fed)
    }

    /// Handles the update; a customer's question only as long as its answer is waited for.
    async fn in_time(&self, cx: &Cx, query: Option<&Open<'_>>) -> Outcome {
        let handling = self.0.table.commit(cx);
        let Some((query, deadline)) = query.and_then(|it| Some((it, it.deadline()?))) else {
            return handling.await;
        };
        let mut handling = pin!(handling);
        tokio::select! {
            outcome = &mut handling => outcome,
            () = self.0.app.clock().sleep(deadline) => {
                if !query.waits() {
                    // It was answered by hand, so nobody waits for the handler.
                    return handling.await;
                }
                let mut outcome = Outcome::default();
                outcome.fail(payments::TooLate);
                outcome
            }
        }
    }

    /// Answers a query that neither the handler nor its replies answered.
    async fn answer(&self, query: &Open<'_>) {
        let Some(answer) = query.missing_answer() else {
            return;
        };
        let sent = if query.deadline().is_some() {
            self.api().send(answer).await
        } else {
            self.api().send_once(answer).await
        };
        if let Err(error) = sent {
            // The update is handled all the same: the user's app waits a little longer.
            tracing::debug!(%error, "a query could not be answered");
        }
    }

    /// Makes the calls of an outcome. Says whether everything went well from the beginning, or an error
    /// had to be handled.
    pub(super) async fn carry_out(&self, cx: &Cx, outcome: Outcome) -> Result<bool, HandlerError> {
        let (update_id, kind) = (cx.update().update_id, cx.update().kind());
        let mut failed = None;
        for error in &outcome.observed {
            tracing::error!(update_id, %kind, %error, "an observer failed");
        }
        let mut handled = outcome.handled;
        if let Err(error) = self.send(cx, outcome.calls, &outcome.outbox).await {
            let mut error = HandlerError::reply(error);
            if let Some(route) = outcome.route {
                error.locate(route);
                match self.0.table.recover_reply(cx, route, error).await {
                    Ok(answer) => {
                        handled.extend(answer.handled);
                        if let Err(error) = self.send(cx, answer.calls, &answer.outbox).await {
                            tracing::error!(update_id, %kind, %error, "the reply to an error could not be sent");
                        }
                    }
                    Err(error) => failed = Some(error),
                }
            } else {
                failed = Some(error);
            }
        }
        for error in &handled {
            tracing::debug!(update_id, %kind, %error, "an error was handled");
        }
        match outcome.end {
            End::Failed(error) => Err(error),
            _ => failed.map_or(Ok(handled.is_empty()), Err),
        }
    }

    /// Sends the replies in order. The rest of a failed answer is not sent: it would stand there without
    /// its beginning.
    async fn send(&self, cx: &Cx, calls: Vec<Request>, outbox: &[i64]) -> Result<(), Error> {
        let written = cx.delivery().filter(|_| !outbox.is_empty());
        for (place, call) in calls.into_iter().enumerate() {
            let rest = outbox.get(place..).unwrap_or_default();
            if self.api().queries().are_done_by(&call) {
                tracing::warn!(
                    method = call.method,
                    "the reply is not sent: the handler has answered the query by hand"
                );
                if let (Some(delivery), Some(id)) = (written, rest.get(..1)) {
                    delivery.give_up(id);
                }
                continue;
            }
            let sent = match (written, rest.first()) {
                (Some(delivery), Some(id)) => delivery.send(self.api(), *id, call).await,
                _ => self
                    .api()
                    .send(call)
                    .await
                    .map(drop)
                    .map_err(Unsent::Failed),
            };
            match sent {
                Err(Unsent::Failed(error)) if !says_the_same(&error) => {
                    if let Some(delivery) = written {
                        delivery.give_up(rest);
                    }
                    return Err(error);
                }
                // What follows it stays in order behind it.
                Err(Unsent::Kept) => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Handles an update, or the items of an album, for which nobody waits: a failure is logged.
    pub(crate) async fn handle(&self, updates: Vec<Update>) {
        let first = updates.first();
        let update_id = first.map(|update| update.update_id);
        let kind = first.map(Update::kind);
        if let Err(error) = self.feed_album(updates).await {
            tracing::error!(update_id, ?kind, %error, "an update failed");
        }
    }
}

/// Whether an edit failed only because the message is already as it should be.
fn says_the_same(error: &Error) -> bool {
    error
        .rejected()
        .is_some_and(|rejected| rejected.kind == RejectedKind::MessageNotModified)
}
