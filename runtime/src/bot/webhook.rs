//! A bot inside another program's server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::routing::any;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::builder::{Builder, Transport};
use super::error::StartError;
use super::handle::Bot;
use crate::error::Result;
use crate::transport::Intake;
use crate::transport::webhook::{Hook, Parts, Webhook, WebhookError, WebhookService};

impl Builder {
    /// Makes a router for [axum] with the one route of the webhook: it can be merged into, or nested in, a
    /// router with any state. The bot lives as long as the router and its clones: handlers of the start have
    /// run when this returns, and those of the clock run from now on.
    ///
    /// With a URL ([`webhook`](Self::webhook), `BOT_WEBHOOK_URL`) the webhook is registered as soon as the
    /// server answers; without one somebody else has to do that, with the same secret.
    ///
    /// ```no_run
    /// use botwright::bot;
    ///
    /// # async fn example() -> bot::Result {
    /// let hook = bot::builder().webhook("https://example.org/tg").into_router().await?;
    /// let app: axum::Router<()> = axum::Router::new().merge(hook);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [axum]: https://docs.rs/axum
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub async fn into_router<S>(self) -> Result<Router<S>>
    where
        S: Clone + Send + Sync + 'static,
    {
        let menu = self.menu;
        let (bot, hook) = self.embed(None).await?;
        let path = hook.path()?;
        let stop = CancellationToken::new();
        tokio::spawn(bot.clone().keep_time(stop.clone()));
        let commands = bot.table().commands();
        if menu && !commands.is_empty() {
            tokio::spawn(super::menu::sync(bot.api().clone(), commands));
        }
        if hook.has_url() {
            tokio::spawn(Arc::clone(&hook).keep_registered(stop.clone()));
        }
        let life = Arc::new(Life {
            hook,
            _stop: stop.drop_guard(),
        });
        Ok(Router::new().route(
            &path,
            any(move |request: Request| {
                let life = Arc::clone(&life);
                async move {
                    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
                    let peer = peer.map(|peer| peer.0.ip());
                    life.hook.receiver.answer(request, peer, || {}).await
                }
            }),
        ))
    }

    /// Makes a service that answers the webhook's requests one by one, for functions that a cloud calls and
    /// for servers of any kind. Nothing runs between the requests: no handler by the clock, no reminder.
    /// The webhook is registered by [`WebhookService::register`], once.
    ///
    /// ```no_run
    /// use botwright::bot;
    ///
    /// # async fn example(request: http::Request<bytes::Bytes>) -> bot::Result {
    /// let service = bot::builder().webhook("https://example.org/tg").into_service().await?;
    /// let answer = service.handle(request).await;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub async fn into_service(self) -> Result<WebhookService> {
        let (bot, hook) = self.embed(Some(Duration::MAX)).await?;
        Ok(WebhookService(Arc::new(Parts { hook, bot })))
    }

    async fn embed(mut self, patience: Option<Duration>) -> Result<(Bot, Arc<Hook>), StartError> {
        self.settings = std::mem::take(&mut self.settings).or_environment()?;
        let table = self.table()?;
        table.require_routes()?;
        let allowed = self.allowed.take();
        let allowed = allowed.unwrap_or_else(|| table.allowed_updates());
        if matches!(self.transport, Transport::Unsaid) {
            self.transport = Transport::Webhook(Box::default());
        }
        let webhook = self.chosen_webhook();
        let webhook: Webhook = webhook.ok_or(WebhookError::NoUrl)?;
        let (lane_key, most) = (self.lane_key, self.max_in_flight);
        let patience = patience.or(self.settings.patience);
        let bot = self.connect(table).await?;
        webhook.check(bot.api().is_official())?;
        bot.run_start().await?;
        let intake = Intake::new(&bot, lane_key, most);
        #[cfg(feature = "durable")]
        intake.take_up_until(&CancellationToken::new()).await?;
        let hook = Hook::new(intake, webhook, allowed, patience)?;
        Ok((bot, Arc::new(hook)))
    }
}

/// What lives as long as the router.
struct Life {
    hook: Arc<Hook>,
    _stop: DropGuard,
}
