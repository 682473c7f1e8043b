//! What goes out: every call but a poll passes here.
//!
//! Calls of one chat keep their order because its lane waits for each of them. When a call fails,
//! what may be done depends on whether the server can have carried it out:
//!
//! - *not sent* (no connection, 429): repeated until the deadline, after `retry_after` where the
//!   server names it;
//! - *maybe sent* (no answer, a broken answer): repeated once if doing it twice changes nothing
//!   (edits, deletions, answers, questions), never for sends;
//! - *rejected*: returned.

mod policy;

use std::time::Duration;

use botwright_api::Request;
use tokio::time::Instant;

pub use policy::Policy;

use crate::backoff::Backoff;
use crate::client::{Api, Error};

/// Sends one call under a policy.
pub(crate) async fn send(api: &Api, request: Request, policy: &Policy) -> Result<String, Error> {
    let deadline = Instant::now() + policy.deadline;
    let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(10));
    let mut second_chance = is_idempotent(request.method);
    loop {
        let error = match api.attempt(&request).await {
            Ok(result) => return Ok(result),
            Err(error) => error,
        };
        let wait = match &error {
            Error::NotSent { .. } => backoff.next(),
            Error::MaybeSent { .. } if second_chance => {
                second_chance = false;
                backoff.next()
            }
            _ => match error.retry_after() {
                Some(wait) => wait,
                None => return Err(error),
            },
        };
        if Instant::now() + wait > deadline {
            return Err(error);
        }
        tracing::debug!(method = request.method, ?wait, %error, "a call is repeated");
        tokio::time::sleep(wait).await;
    }
}

/// Whether doing it twice is the same as doing it once.
pub(crate) fn is_idempotent(method: &str) -> bool {
    ["get", "edit", "delete", "answer", "set", "pin", "unpin"]
        .iter()
        .any(|prefix| method.starts_with(prefix))
}
