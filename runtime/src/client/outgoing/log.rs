//! Saying each call.

use botwright_api::Request;
use tokio::time::Instant;

use super::{Done, Onward, Outgoing};

/// Says each call at the level `info`: its method, how long it took and how it ended. What is sent is
/// said at the level `trace` only, and the token never.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Log;

impl Log {
    /// As `Default`.
    pub fn new() -> Self {
        Self
    }
}

impl Outgoing for Log {
    fn call<'a>(&'a self, request: Request, next: Onward<'a>) -> Done<'a> {
        Box::pin(async move {
            let (method, began) = (request.method, Instant::now());
            tracing::trace!(method, body = ?request.body, "a call goes out");
            let result = next.send(request).await;
            let took = began.elapsed();
            match &result {
                Ok(_) => tracing::info!(method, ?took, "called"),
                Err(error) => tracing::info!(method, ?took, %error, "a call failed"),
            }
            result
        })
    }
}
