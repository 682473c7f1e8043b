//! What every call passes on its way out.
//!
//! An [`Outgoing`] sees each call before it is sent, and its result. It may change the call, answer it
//! itself, or pass it on. [`ApiBuilder::outgoing`](super::ApiBuilder::outgoing) and
//! [`bot::Builder::outgoing`](crate::bot::Builder::outgoing) add them; the one added first is the first
//! to see a call. Replies of handlers and calls of an [`Api`] pass alike; `getUpdates` does
//! not. The repetitions of a failed call are one call.
//!
//! | ready | |
//! |---|---|
//! | [`Log`] | says each call, how long it took and how it ended |
//! | [`DefaultParseMode`] | texts and captions without markup of their own are read as HTML, for instance |
//! | [`DryRun`] | sends nothing, and answers as if it had |

mod dry_run;
mod log;
mod parse_mode;

use std::fmt;
use std::sync::Arc;

use botwright_api::Request;
use futures_util::future::BoxFuture;

pub use dry_run::DryRun;
pub use log::Log;
pub use parse_mode::DefaultParseMode;

use super::api::Api;
use super::error::Error;

/// Sees every call on its way out.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// use botwright::client::outgoing::{Done, Onward, Outgoing};
/// use botwright::client::{Error, Request};
///
/// /// Counts the calls that fail.
/// struct Failures(AtomicU64);
///
/// impl Outgoing for Failures {
///     fn call<'a>(&'a self, request: Request, next: Onward<'a>) -> Done<'a> {
///         Box::pin(async move {
///             let result = next.send(request).await;
///             if result.is_err() {
///                 self.0.fetch_add(1, Ordering::Relaxed);
///             }
///             result
///         })
///     }
/// }
/// ```
pub trait Outgoing: Send + Sync + 'static {
    /// Carries one call out, mostly by `next.send(request)`; gives the JSON text of its result.
    ///
    /// # Errors
    /// What the caller is told instead of a result.
    fn call<'a>(&'a self, request: Request, next: Onward<'a>) -> Done<'a>;
}

/// The future of a call: the JSON text of its result.
pub type Done<'a> = BoxFuture<'a, Result<String, Error>>;

/// The way from one [`Outgoing`] to the server.
#[derive(Clone, Copy)]
pub struct Onward<'a> {
    api: &'a Api,
    rest: &'a [Shared],
    repeat: bool,
}

/// One that several clients share.
pub(crate) type Shared = Arc<dyn Outgoing>;

impl<'a> Onward<'a> {
    pub(super) fn new(api: &'a Api, all: &'a [Shared], repeat: bool) -> Self {
        Self {
            api,
            rest: all,
            repeat,
        }
    }

    /// The client whose call it is. Calls made by it pass here again.
    pub fn api(&self) -> &'a Api {
        self.api
    }

    /// Passes the call on. It may be used again, to send the call once more.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn send(self, request: Request) -> Done<'a> {
        match self.rest.split_first() {
            Some((first, rest)) => first.call(request, Self { rest, ..self }),
            None => Box::pin(self.api.deliver(request, self.repeat)),
        }
    }
}

impl fmt::Debug for Onward<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Onward")
            .field("api", &self.api)
            .field("rest", &self.rest.len())
            .finish_non_exhaustive()
    }
}
