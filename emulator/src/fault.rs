//! Faults on order: the next call of a method goes wrong in a chosen way.

use std::collections::{BTreeMap, VecDeque};

/// What goes wrong. The call has no effect on the world.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// This status with this body, as `application/json`.
    Status {
        /// The HTTP status.
        code: u16,
        /// The body, sent as it is.
        body: String,
    },
    /// 429 that asks to wait so many seconds.
    RetryAfter(u32),
    /// 502 with the HTML page of a proxy.
    Html502,
    /// 200 without a body.
    EmptyBody,
    /// 200 whose body ends before its announced length.
    Truncated,
    /// No answer, and the connection stays open.
    Hang,
    /// The connection is closed without an answer.
    Drop,
}

#[derive(Debug, Default)]
pub(crate) struct Faults {
    next: BTreeMap<String, VecDeque<Fault>>,
}

impl Faults {
    pub(crate) fn add(&mut self, method: &str, fault: Fault) {
        self.next
            .entry(method.to_ascii_lowercase())
            .or_default()
            .push_back(fault);
    }

    /// The fault that the next call of `method` (in lower case) meets.
    pub(crate) fn take(&mut self, method: &str) -> Option<Fault> {
        self.next.get_mut(method)?.pop_front()
    }

    /// How many are still to be met.
    pub(crate) fn pending(&self) -> usize {
        self.next.values().map(VecDeque::len).sum()
    }
}
