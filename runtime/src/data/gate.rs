//! Sends that must not be made twice, on their way.

use std::time::Duration;

use botwright_api::Request;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{DataError, DataFile};
use crate::backoff::Backoff;
use crate::client::{Api, Error, Reason};
use crate::sender::is_idempotent;

/// Notes of a send: written before it leaves, and taken back if it did not.
pub(super) trait Mark {
    /// It leaves now.
    fn leaves(&self) -> impl Future<Output = Result<(), DataError>> + Send;
    /// It did not, after all.
    fn stays(&self);
}

/// How long a call is repeated that did not leave, and what ends that early.
pub(super) struct Patience<'a> {
    pub(super) deadline: Duration,
    pub(super) stop: Option<&'a CancellationToken>,
}

/// Sends one call. While it waits (for its turn, for a server that cannot be reached, for a flood to end) it is
/// not marked, so that a crash then costs nothing; the number of those on their way is limited, and with it what
/// is unknown after a crash.
///
/// # Errors
/// [`Error::NotSent`] and flood waits when the patience is over, every other error at once.
pub(super) async fn send(
    data: &DataFile,
    api: &Api,
    call: &Request,
    mark: &impl Mark,
    patience: Patience<'_>,
) -> Result<String, Error> {
    let (began, never) = (Instant::now(), CancellationToken::new());
    let stop = patience.stop.unwrap_or(&never);
    let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(10));
    let mut second_chance = is_idempotent(call.method);
    loop {
        let error = match once(data, api, call, mark).await {
            Ok(result) => return Ok(result),
            Err(error) => error,
        };
        let wait = match &error {
            Error::NotSent {
                reason: Reason::Connect(_) | Reason::Unwritten(_),
                ..
            } => backoff.next(),
            Error::MaybeSent { .. } if second_chance => {
                second_chance = false;
                backoff.next()
            }
            _ => match error.retry_after() {
                Some(wait) => wait,
                None => return Err(error),
            },
        };
        if began.elapsed() + wait > patience.deadline || stop.is_cancelled() {
            return Err(error);
        }
        tracing::debug!(method = call.method, ?wait, %error, "a call is repeated");
        tokio::select! {
            biased;
            () = stop.cancelled() => return Err(error),
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// One attempt. What may be done twice needs neither its turn nor a mark.
async fn once(
    data: &DataFile,
    api: &Api,
    call: &Request,
    mark: &impl Mark,
) -> Result<String, Error> {
    if is_idempotent(call.method) {
        return api.send_once(call.clone()).await;
    }
    // The semaphore is never closed.
    let _turn = data.on_their_way().acquire().await.ok();
    if let Err(error) = mark.leaves().await {
        return Err(Error::NotSent {
            method: call.method,
            reason: Reason::Unwritten(error.to_string()),
        });
    }
    let result = api.send_once(call.clone()).await;
    if result.as_ref().is_err_and(Error::is_safe_to_repeat) {
        mark.stays();
    }
    result
}
