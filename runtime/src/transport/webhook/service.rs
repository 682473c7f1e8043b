//! A webhook inside another program.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::ConnectInfo;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};

use super::{Hook, WebhookError};
use crate::bot::Bot;

/// Answers Telegram's requests one by one: for functions that a cloud calls, and for servers that are not
/// axum's. Made by [`into_service`](crate::bot::Builder::into_service). Cheap to clone.
///
/// An answer means that the update is handled, however long that takes: the machine may be frozen or gone
/// right after it.
#[derive(Clone)]
pub struct WebhookService(pub(crate) Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) hook: Arc<Hook>,
    pub(crate) bot: Bot,
}

impl WebhookService {
    /// The bot.
    pub fn bot(&self) -> &Bot {
        &self.0.bot
    }

    /// Tells Telegram to deliver to the URL of the webhook. Once is enough, such as when a new version is
    /// rolled out: it lasts until somebody sets another.
    ///
    /// # Errors
    /// See [`WebhookError`].
    pub async fn register(&self) -> Result<(), WebhookError> {
        self.0.hook.register().await
    }

    /// Answers one request. Its path is not looked at: whoever calls this has chosen it.
    pub async fn handle(&self, request: Request<Bytes>) -> Response<Bytes> {
        let answer = self.answer(request.map(Full::new)).await;
        let (head, body) = answer.into_parts();
        // A body in memory cannot fail.
        let body = body
            .collect()
            .await
            .map(http_body_util::Collected::to_bytes);
        Response::from_parts(head, body.unwrap_or_default())
    }

    async fn answer<B>(&self, request: Request<B>) -> Response<Full<Bytes>>
    where
        B: http_body::Body,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|peer| peer.0.ip());
        self.0.hook.receiver.answer(request, peer, || {}).await
    }
}

impl std::fmt::Debug for WebhookService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("WebhookService").field(&self.0.bot).finish()
    }
}

impl<B> tower_service::Service<Request<B>> for WebhookService
where
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let service = self.clone();
        Box::pin(async move { Ok(service.answer(request).await) })
    }
}
