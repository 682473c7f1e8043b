//! One delivery: who may make it, what it holds, and when it is confirmed.

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use botwright_api::{RawJson, parse_update};
use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};

use super::Sources;
use super::secret::Secrets;
use crate::transport::Intake;
use crate::transport::intake::Taken;

/// The largest body, in bytes. Telegram's updates are far smaller.
const LARGEST: usize = 1 << 20;

/// How long a body may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(10);

/// Takes deliveries in.
pub(crate) struct Receiver {
    pub(super) intake: Intake,
    pub(super) secrets: Secrets,
    pub(super) sources: Option<Sources>,
    pub(super) patience: Duration,
    /// Whether the process goes on after an answer, so that an album can be put together.
    lives_on: bool,
    stopping: AtomicBool,
}

type Answer = Response<Full<Bytes>>;

impl Receiver {
    pub(super) fn new(
        intake: Intake,
        secrets: Secrets,
        sources: Option<Sources>,
        patience: Duration,
    ) -> Self {
        Self {
            intake,
            secrets,
            sources,
            patience,
            lives_on: patience < Duration::MAX,
            stopping: AtomicBool::new(false),
        }
    }

    /// From now on deliveries are asked to come again.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Waits for what is being handled; returns how many updates still are after `grace`.
    pub(super) async fn drain(&self, grace: Duration) -> usize {
        self.intake.inbox.drain(grace).await
    }

    /// Answers a request for the webhook's path; `admitted` hears that it is one of Telegram's, before its
    /// body is read.
    pub(crate) async fn answer<B>(
        &self,
        request: Request<B>,
        peer: Option<IpAddr>,
        admitted: impl FnOnce(),
    ) -> Answer
    where
        B: http_body::Body,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (head, body) = request.into_parts();
        match self.admit(&head, peer) {
            Ok(()) => {
                admitted();
                self.read(body).await
            }
            Err(status) => {
                tracing::debug!(%status, ?peer, "a request to the webhook was refused");
                plain(status)
            }
        }
    }

    /// Whether the request is one of Telegram's, judged before its body is read.
    fn admit(&self, head: &Parts, peer: Option<IpAddr>) -> Result<(), StatusCode> {
        if head.method != Method::POST {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        let sources = self.sources.as_ref();
        if sources.is_some_and(|sources| !sources.allow(peer, &head.headers)) {
            return Err(StatusCode::FORBIDDEN);
        }
        if !self.secrets.accept(&head.headers) {
            return Err(StatusCode::UNAUTHORIZED);
        }
        Ok(())
    }

    async fn read<B>(&self, body: B) -> Answer
    where
        B: http_body::Body,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        // As far as the head tells its length; a body without one is counted.
        if body.size_hint().lower() > LARGEST as u64 {
            return plain(StatusCode::PAYLOAD_TOO_LARGE);
        }
        let body = Limited::new(body, LARGEST).collect();
        match tokio::time::timeout(BODY_TIME, body).await {
            Ok(Ok(body)) => self.take(&body.to_bytes()).await,
            Ok(Err(error)) if error.is::<LengthLimitError>() => {
                plain(StatusCode::PAYLOAD_TOO_LARGE)
            }
            Ok(Err(_)) => plain(StatusCode::BAD_REQUEST),
            Err(_) => plain(StatusCode::REQUEST_TIMEOUT),
        }
    }

    /// Takes one update in; answers when it is handled, or when patience is over.
    async fn take(&self, body: &[u8]) -> Answer {
        // A forged button may hold bytes that are no text; they must not cost the rest.
        let text = String::from_utf8_lossy(body);
        let update = match parse_update(&text) {
            Ok(update) => update,
            Err(error) => {
                tracing::warn!(%error, "a delivery that is no update");
                self.intake.set_aside(RawJson::new(text.as_ref()));
                // It would come again for a day, and hold up its chat.
                return plain(StatusCode::OK);
            }
        };
        if self.stopping.load(Ordering::Relaxed) {
            return later();
        }
        let Some(place) = self.intake.lanes.try_reserve() else {
            return later();
        };
        #[cfg(feature = "durable")]
        if let Some(data) = self.intake.data() {
            // On the disk it is safe, so nobody has to wait for its handler.
            let written = self.intake.write(data, std::slice::from_ref(&update)).await;
            let number = match written {
                Ok(numbers) => numbers.into_iter().next().flatten(),
                Err(error) => {
                    tracing::error!(%error, "an update cannot be written down, and is not confirmed");
                    return later();
                }
            };
            let id = update.update_id;
            self.intake.take_written(update, number, place);
            if !self.lives_on {
                self.intake.inbox.handled(id, self.patience).await;
            }
            return plain(StatusCode::OK);
        }
        let id = update.update_id;
        if self.intake.take(update, place) == Taken::HeldBack && self.lives_on {
            // The next item of the album comes only after this answer.
            self.intake.app.stats().at_risk(1);
            return plain(StatusCode::OK);
        }
        if !self.intake.inbox.handled(id, self.patience).await {
            self.intake.app.stats().at_risk(1);
            tracing::debug!(
                update_id = id,
                "an update is confirmed while it is still being handled"
            );
        }
        plain(StatusCode::OK)
    }
}

pub(super) fn plain(status: StatusCode) -> Answer {
    let mut answer = Response::new(Full::default());
    *answer.status_mut() = status;
    answer
}

/// Not now: the server sends it again after a second.
fn later() -> Answer {
    let mut answer = plain(StatusCode::SERVICE_UNAVAILABLE);
    answer.headers_mut().insert(RETRY_AFTER, 1.into());
    answer
}
