//! Carrying requests without the HTTP client: to a server in the same process, or through a library
//! of one's own.

use std::fmt;
use std::future::Future;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http::{Request, Response};

/// Carries HTTP requests to the Bot API server and its answers back, instead of the built-in client,
/// which is then not set up at all.
///
/// Everything goes through it: calls, polls, uploads (as one multipart body) and downloads. The URL of
/// a request holds the bot's token. A function of a request that
/// returns a future is a carrier:
///
/// ```
/// use botwright::Api;
/// use botwright::client::{Bytes, HttpRequest, HttpResponse};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let api = Api::builder("42:TOKEN")
///     .carrier(|request: HttpRequest<Bytes>| async move {
///         assert!(request.uri().path().ends_with("/logOut"));
///         Ok(HttpResponse::new(Bytes::from_static(br#"{"ok":true,"result":true}"#)))
///     })
///     .build()?;
/// assert!(api.log_out().await?);
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
pub trait Carrier: Send + Sync + 'static {
    /// Carries one request.
    ///
    /// # Errors
    /// [`ConnectionRefused`](io::ErrorKind::ConnectionRefused) says that nothing reached the server, so
    /// that the call may be repeated; every other error, that it may have.
    fn carry(&self, request: Request<Bytes>) -> BoxFuture<'static, io::Result<Response<Bytes>>>;
}

impl<F, Fut> Carrier for F
where
    F: Fn(Request<Bytes>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = io::Result<Response<Bytes>>> + Send + 'static,
{
    fn carry(&self, request: Request<Bytes>) -> BoxFuture<'static, io::Result<Response<Bytes>>> {
        self(request).boxed()
    }
}

/// A carrier that several clients share.
#[derive(Clone)]
pub(crate) struct Shared(Arc<dyn Carrier>);

impl Shared {
    pub(crate) fn new(carrier: impl Carrier) -> Self {
        Self(Arc::new(carrier))
    }

    pub(super) fn carry(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'static, io::Result<Response<Bytes>>> {
        self.0.carry(request)
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Carrier")
    }
}
