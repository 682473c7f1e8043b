//! Where a running bot's updates come from: the transport that was asked for.

use std::fmt;
#[cfg(feature = "polling")]
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use botwright_api::Update;
use botwright_api::types::UpdateKind;
use tokio_util::sync::CancellationToken;

use super::builder::Builder;
#[cfg(feature = "webhook")]
use super::builder::Transport;
use super::error::StartError;
use super::handle::Bot;
use crate::lanes::LaneKey;
use crate::route::Table;
use crate::transport::Intake;
#[cfg(feature = "webhook")]
use crate::transport::webhook::{Hook, Server, Webhook};
#[cfg(feature = "polling")]
use crate::transport::{Ended, Polling};

/// A transport with its settings, before there is a bot to give updates to.
pub(super) struct Source {
    kind: Kind,
    lane_key: fn(&Update) -> LaneKey,
    max_in_flight: usize,
    allowed: Vec<UpdateKind>,
    patience: Option<Duration>,
    #[cfg(feature = "polling")]
    poll_timeout: Option<Duration>,
}

enum Kind {
    #[cfg(feature = "polling")]
    Polling,
    #[cfg(feature = "webhook")]
    Webhook(Box<(Webhook, Server)>),
}

/// A transport that is ready to run.
pub(super) enum Running {
    #[cfg(feature = "polling")]
    Polling(Polling),
    #[cfg(feature = "webhook")]
    Webhook(Box<(Hook, Server)>),
}

impl Builder {
    /// Chooses the transport. A webhook's address is bound here, so that a mistake is one before anything
    /// is asked of the server.
    pub(super) async fn source(&mut self, table: &Table) -> Result<Source, StartError> {
        let allowed = self.allowed.take();
        Ok(Source {
            kind: self.kind().await?,
            lane_key: self.lane_key,
            max_in_flight: self.max_in_flight,
            allowed: allowed.unwrap_or_else(|| table.allowed_updates()),
            patience: self.settings.patience,
            #[cfg(feature = "polling")]
            poll_timeout: self.settings.poll_timeout,
        })
    }

    // With polling alone there is nothing to wait for.
    #[allow(clippy::unused_async)]
    async fn kind(&mut self) -> Result<Kind, StartError> {
        #[cfg(feature = "webhook")]
        if let Some(webhook) = self.chosen_webhook() {
            let server = Server::bind(&webhook).await?;
            return Ok(Kind::Webhook(Box::new((webhook, server))));
        }
        #[cfg(feature = "polling")]
        return Ok(Kind::Polling);
        #[cfg(not(feature = "polling"))]
        Err(StartError::NoTransport)
    }

    /// The webhook, when that is how updates come: asked for, or named in the environment.
    #[cfg(feature = "webhook")]
    pub(super) fn chosen_webhook(&mut self) -> Option<Webhook> {
        let settings = &self.settings;
        let mut webhook = match std::mem::take(&mut self.transport) {
            Transport::Webhook(webhook) => *webhook,
            Transport::Unsaid if settings.webhook_url.is_some() => Webhook::default(),
            _ => return None,
        };
        webhook.url = webhook.url.or_else(|| settings.webhook_url.clone());
        webhook.listen = webhook.listen.or_else(|| settings.webhook_listen.clone());
        if webhook.secrets.is_empty() {
            webhook.secrets.extend(settings.webhook_secret.clone());
        }
        Some(webhook)
    }
}

impl Source {
    pub(super) fn open(self, bot: &Bot) -> Result<Running, StartError> {
        let intake = Intake::new(bot, self.lane_key, self.max_in_flight);
        match self.kind {
            #[cfg(feature = "polling")]
            Kind::Polling => {
                let timeout = self.poll_timeout.unwrap_or(Duration::from_secs(30));
                Ok(Running::Polling(Polling {
                    intake,
                    timeout: timeout.clamp(Duration::from_secs(1), Duration::from_secs(50)),
                    limit: 100,
                    patience: self.patience.unwrap_or(Duration::from_secs(2)),
                    allowed: self.allowed,
                    confirmed: AtomicI64::new(0),
                    asked: AtomicI64::new(0),
                }))
            }
            #[cfg(feature = "webhook")]
            Kind::Webhook(chosen) => {
                let (mut webhook, server) = *chosen;
                if bot.page_url().is_some() {
                    // The embedded emulator reaches only this machine.
                    webhook.url = Some(format!(
                        "http://{}{}",
                        server.address,
                        webhook.local_path()?
                    ));
                }
                webhook.check(bot.api().is_official())?;
                let hook = Hook::new(intake, webhook, self.allowed, self.patience)?;
                Ok(Running::Webhook(Box::new((hook, server))))
            }
        }
    }
}

/// As the log says it.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            #[cfg(feature = "polling")]
            Kind::Polling => f.write_str("polling"),
            #[cfg(feature = "webhook")]
            Kind::Webhook(chosen) => write!(f, "webhook, and listens on {}", chosen.1.address),
        }
    }
}

impl Running {
    /// Takes updates until `stop`, then finishes what runs.
    ///
    /// # Errors
    /// The server does not accept the token, or the webhook.
    pub(super) async fn run(
        self,
        stop: CancellationToken,
        grace: Duration,
    ) -> Result<(), StartError> {
        match self {
            #[cfg(feature = "polling")]
            Self::Polling(polling) => {
                #[cfg(feature = "durable")]
                polling.intake.take_up_until(&stop).await?;
                let ended = polling.run(&stop).await;
                polling.intake.stop();
                match ended {
                    Ended::Stopped => {
                        polling.finish(grace).await;
                        Ok(())
                    }
                    Ended::Unauthorized(error) => {
                        polling.intake.inbox.drain(grace).await;
                        let answer = error.rejected().map_or_else(
                            || error.to_string(),
                            |it| format!("{} {}", it.code, it.description),
                        );
                        Err(StartError::Unauthorized { answer })
                    }
                }
            }
            #[cfg(feature = "webhook")]
            Self::Webhook(ready) => {
                let (hook, server) = *ready;
                #[cfg(feature = "durable")]
                hook.take_up_until(&stop).await?;
                Ok(hook.run(server, &stop, grace).await?)
            }
        }
    }
}
