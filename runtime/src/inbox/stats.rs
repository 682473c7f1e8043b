//! What became of the updates, in numbers.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use botwright_api::RawJson;

/// How many malformed updates are kept.
const KEPT: usize = 100;

/// Counters of one bot since its start, and the updates that could not be read.
#[derive(Debug, Default)]
pub struct Stats {
    handled: AtomicU64,
    failed: AtomicU64,
    duplicates: AtomicU64,
    at_risk: AtomicU64,
    fields_left_out: AtomicU64,
    malformed: AtomicU64,
    set_aside: Mutex<VecDeque<RawJson>>,
}

/// The numbers of one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Updates that went through the bot, failed ones included.
    pub handled: u64,
    /// Updates whose handler or reply failed.
    pub failed: u64,
    /// Updates that came again and were dropped.
    pub duplicates: u64,
    /// Updates that were confirmed while they were still being handled.
    pub at_risk: u64,
    /// Fields that did not fit their types and were left out of their updates.
    pub fields_left_out: u64,
    /// Elements of a batch that were no updates.
    pub malformed: u64,
}

impl Stats {
    /// The numbers now.
    pub fn counts(&self) -> Counts {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
            handled: of(&self.handled),
            failed: of(&self.failed),
            duplicates: of(&self.duplicates),
            at_risk: of(&self.at_risk),
            fields_left_out: of(&self.fields_left_out),
            malformed: of(&self.malformed),
        }
    }

    /// The last hundred elements that could not be read as updates, oldest first, as they came.
    pub fn set_aside(&self) -> Vec<RawJson> {
        let kept = self.set_aside.lock();
        kept.unwrap_or_else(PoisonError::into_inner)
            .iter()
            .cloned()
            .collect()
    }

    pub(crate) fn handled(&self, failed: bool) {
        self.handled.fetch_add(1, Ordering::Relaxed);
        if failed {
            self.failed.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(crate) fn duplicate(&self) {
        self.duplicates.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn at_risk(&self, updates: usize) {
        self.at_risk.fetch_add(updates as u64, Ordering::Relaxed);
    }

    pub(crate) fn left_out(&self, fields: usize) {
        self.fields_left_out
            .fetch_add(fields as u64, Ordering::Relaxed);
    }

    pub(crate) fn malformed(&self, raw: RawJson) {
        self.malformed.fetch_add(1, Ordering::Relaxed);
        let mut kept = self
            .set_aside
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(raw);
    }
}

/// As the log says it when a bot stops.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} updates, {} failed, {} duplicates, {} confirmed at risk, {} malformed, {} fields left out",
            self.handled,
            self.failed,
            self.duplicates,
            self.at_risk,
            self.malformed,
            self.fields_left_out
        )
    }
}
