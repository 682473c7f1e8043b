//! Updates by webhook: Telegram delivers them to the bot's own server, or to a router or service inside
//! another program.
//!
//! ```no_run
//! use botwright::bot;
//!
//! # async fn example() -> bot::Result {
//! bot::builder().webhook("https://example.org/hook").run().await
//! # }
//! ```
//!
//! A delivery is confirmed when its update is handled, or when [`patience`](crate::bot::Builder::patience),
//! here 8 s, is over. Telegram delivers what was not confirmed again, for up to a day. Chats stay in order,
//! although a message and a press of a button may arrive side by side.

mod config;
mod connections;
mod error;
mod receiver;
mod register;
mod secret;
mod server;
mod service;
mod source;
#[cfg(feature = "webhook-tls")]
mod tls;

use std::sync::Arc;
use std::time::Duration;

use botwright_api::types::UpdateKind;
use tokio_util::sync::CancellationToken;

use super::Intake;
use crate::client::Api;
#[cfg(feature = "durable")]
use crate::data::DataError;

pub use config::Webhook;
pub use error::WebhookError;
pub(crate) use receiver::Receiver;
use secret::Secrets;
pub(crate) use server::Server;
pub(crate) use service::Parts;
pub use service::WebhookService;
pub use source::Sources;
#[cfg(feature = "webhook-tls")]
pub use tls::Tls;

/// How long a delivery waits for its handler, unless said otherwise. Telegram waits for 60 s.
const PATIENCE: Duration = Duration::from_secs(8);

/// What taking updates by webhook needs, wherever its requests come from.
pub(crate) struct Hook {
    pub(crate) receiver: Arc<Receiver>,
    api: Api,
    webhook: Webhook,
    secrets: Secrets,
    allowed: Vec<UpdateKind>,
}

impl Hook {
    pub(crate) fn new(
        intake: Intake,
        webhook: Webhook,
        allowed: Vec<UpdateKind>,
        patience: Option<Duration>,
    ) -> Result<Self, WebhookError> {
        let api = intake.app.api().clone();
        let secrets = Secrets::new(webhook.secrets.clone(), api.token())?;
        let receiver = Receiver::new(
            intake,
            secrets.clone(),
            webhook.sources.clone(),
            patience.unwrap_or(PATIENCE),
        );
        Ok(Self {
            receiver: Arc::new(receiver),
            api,
            webhook,
            secrets,
            allowed,
        })
    }

    /// The path to answer at.
    pub(crate) fn path(&self) -> Result<String, WebhookError> {
        self.webhook.local_path()
    }

    /// Whether there is a URL to register.
    pub(crate) fn has_url(&self) -> bool {
        self.webhook.url.is_some()
    }

    /// Tells Telegram where to deliver.
    pub(crate) async fn register(&self) -> Result<(), WebhookError> {
        register::register(&self.api, &self.webhook, &self.secrets, &self.allowed).await
    }

    /// Takes up what an earlier run left behind.
    #[cfg(feature = "durable")]
    pub(crate) async fn take_up_until(&self, stop: &CancellationToken) -> Result<(), DataError> {
        self.receiver.intake.take_up_until(stop).await
    }

    /// Serves until `stop`, then finishes what runs within `grace`.
    ///
    /// # Errors
    /// Telegram does not take the webhook.
    pub(crate) async fn run(
        &self,
        server: Server,
        stop: &CancellationToken,
        grace: Duration,
    ) -> Result<(), WebhookError> {
        let closed = CancellationToken::new();
        // Telegram looks whether somebody listens before it takes a webhook.
        let serving = tokio::spawn(server.serve(Arc::clone(&self.receiver), closed.clone()));
        let registered = tokio::select! {
            registered = self.register() => registered,
            () = stop.cancelled() => Ok(()),
        };
        if registered.is_ok() {
            let url = self.webhook.url.clone().unwrap_or_default();
            let watch = tokio::spawn(register::watch(self.api.clone(), url, closed.clone()));
            stop.cancelled().await;
            watch.abort();
            self.receiver.stop();
            self.receiver.intake.stop();
            if self.webhook.delete_on_stop {
                register::unregister(&self.api).await;
            }
        }
        closed.cancel();
        let finished = async {
            let unfinished = self.receiver.drain(grace).await;
            if unfinished > 0 {
                tracing::warn!(unfinished, "stopped before all updates were handled");
            }
            let _ = serving.await;
        };
        // The answers of what was handled in time may still be on their way.
        let _ = tokio::time::timeout(grace + Duration::from_secs(1), finished).await;
        registered
    }

    /// Registers the webhook, however often it takes, and says what goes wrong until `stop`.
    pub(crate) async fn keep_registered(self: Arc<Self>, stop: CancellationToken) {
        let work = async {
            // A program that hands the router to its server may not listen yet.
            let mut wait = Duration::from_millis(250);
            while let Err(error) = self.register().await {
                if wait > Duration::from_secs(3) {
                    tracing::error!(%error, "the webhook is not set");
                }
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(Duration::from_mins(1));
            }
            let url = self.webhook.url.clone().unwrap_or_default();
            register::watch(self.api.clone(), url, stop.clone()).await;
        };
        tokio::select! {
            () = work => {}
            () = stop.cancelled() => {}
        }
    }
}
