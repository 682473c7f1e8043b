//! What handling an update is part of.

use std::fmt;

use botwright_api::Request;
use futures_util::future::BoxFuture;

use crate::client::{Api, Error};
use crate::session::{Key, StoreError, Transaction};

/// The way of one update from the inbox to its end, where it is written down: what its handler decided, the
/// replies, and the calls that the handler made by itself. Without one, everything is in memory.
pub(crate) trait Delivery: fmt::Debug + Send + Sync {
    /// Writes what a handler decided together with its replies and, if the update `ends` with it, that it is
    /// done: all or nothing.
    fn commit<'a>(
        &'a self,
        transaction: Transaction,
        calls: &'a [Request],
        ends: bool,
    ) -> BoxFuture<'a, Result<Written, StoreError>>;

    /// A client for the calls that a handler makes by itself; `scope` tells those apart that handle the
    /// update side by side.
    fn api(&self, api: &Api, scope: u32) -> Api;

    /// Sends a reply that was written under this number.
    fn send<'a>(
        &'a self,
        api: &'a Api,
        id: i64,
        call: Request,
    ) -> BoxFuture<'a, Result<(), Unsent>>;

    /// These replies are not sent, for good.
    fn give_up(&self, ids: &[i64]);
}

/// What became of a commit.
#[derive(Debug)]
#[cfg_attr(not(feature = "durable"), allow(dead_code))] // Only a file writes so.
pub(crate) enum Written {
    /// The numbers of the replies.
    Done(Vec<i64>),
    /// Nothing was written: these values are not as expected.
    Conflict(Vec<Key>),
}

/// A reply that did not leave.
#[derive(Debug)]
#[cfg_attr(not(feature = "durable"), allow(dead_code))] // Only a file can keep it.
pub(crate) enum Unsent {
    /// It failed.
    Failed(Error),
    /// It is kept for the next start.
    Kept,
}
