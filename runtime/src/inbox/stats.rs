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
    replayed: AtomicU64,
    expired: AtomicU64,
    dead: AtomicU64,
    repeated: AtomicU64,
    recalled: AtomicU64,
    strayed: AtomicU64,
    maybe_sent: AtomicU64,
    stale_buttons: AtomicU64,
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
    /// Updates that an earlier run of the program had left behind, and that were handled again.
    pub replayed: u64,
    /// Queries whose answer nobody waited for any more, so that they were not handled.
    pub expired: u64,
    /// Updates that failed for good and were put with the dead letters.
    pub dead: u64,
    /// Times that a failed update was handled once more.
    pub repeated: u64,
    /// Calls that a handler made again and that were not sent again: their results were written down.
    pub recalled: u64,
    /// Runs of a handler that made other calls than the run before, so that its results did not count.
    pub strayed: u64,
    /// Calls of which nobody knows whether they were carried out, since the program ended meanwhile. They
    /// are not repeated.
    pub maybe_sent: u64,
    /// Presses of buttons whose data were of another version, cut, forged or forgotten.
    pub stale_buttons: u64,
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
            replayed: of(&self.replayed),
            expired: of(&self.expired),
            dead: of(&self.dead),
            repeated: of(&self.repeated),
            recalled: of(&self.recalled),
            strayed: of(&self.strayed),
            maybe_sent: of(&self.maybe_sent),
            stale_buttons: of(&self.stale_buttons),
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

    pub(crate) fn stale_button(&self) {
        self.stale_buttons.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn at_risk(&self, updates: usize) {
        self.at_risk.fetch_add(updates as u64, Ordering::Relaxed);
    }

    pub(crate) fn expired(&self) {
        self.expired.fetch_add(1, Ordering::Relaxed);
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

/// What only a data file makes possible.
#[cfg(feature = "durable")]
impl Stats {
    pub(crate) fn replayed(&self) {
        self.replayed.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn dead(&self) {
        self.dead.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn repeated(&self) {
        self.repeated.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn recalled(&self) {
        self.recalled.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn strayed(&self) {
        self.strayed.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn maybe_sent(&self) {
        self.maybe_sent.fetch_add(1, Ordering::Relaxed);
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
        )?;
        let rare = [
            (self.replayed, "replayed"),
            (self.expired, "expired"),
            (self.dead, "dead"),
            (self.repeated, "repeated"),
            (self.recalled, "calls recalled"),
            (self.strayed, "runs strayed"),
            (self.maybe_sent, "calls maybe sent"),
        ];
        for (count, what) in rare.into_iter().filter(|(count, _)| *count > 0) {
            write!(f, ", {count} {what}")?;
        }
        Ok(())
    }
}
