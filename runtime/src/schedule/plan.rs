//! Which handlers run next.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::Timing;
use crate::session::Key;

/// The scheduled handlers and their next times.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    slots: Mutex<Vec<Slot>>,
    /// The reminders whose handlers run now.
    reminders: Mutex<HashSet<Key>>,
}

#[derive(Debug)]
struct Slot {
    row: u32,
    timing: Timing,
    next: Option<SystemTime>,
    running: bool,
}

impl Plan {
    /// A plan for these rows of the table, with the time each ran last, if that is known: what was due since
    /// then runs at once, and once.
    pub(crate) fn new(
        rows: impl IntoIterator<Item = (u32, Timing, Option<SystemTime>)>,
        now: SystemTime,
    ) -> Self {
        let slots = rows.into_iter().map(|(row, timing, last)| Slot {
            row,
            timing,
            // A clock that was set back says nothing about what was missed.
            next: match last.filter(|last| *last <= now) {
                Some(last) => timing.after(last).map(|next| next.max(now)),
                None => timing.after(now),
            },
            running: false,
        });
        Self {
            slots: Mutex::new(slots.collect()),
            reminders: Mutex::default(),
        }
    }

    /// Notes that the handler of this reminder begins; `false` when it is running.
    pub(crate) fn begin(&self, reminder: &Key) -> bool {
        self.reminders().insert(reminder.clone())
    }

    /// Notes that the handler of this reminder ended.
    pub(crate) fn end(&self, reminder: &Key) {
        self.reminders().remove(reminder);
    }

    fn reminders(&self) -> MutexGuard<'_, HashSet<Key>> {
        self.reminders
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// When the next handler is to run.
    pub(crate) fn next(&self) -> Option<SystemTime> {
        self.slots().iter().filter_map(|slot| slot.next).min()
    }

    /// The rows whose time has come, to be reported by [`finished`](Self::finished) when they ended.
    pub(crate) fn due(&self, now: SystemTime) -> Vec<u32> {
        let mut due = Vec::new();
        for slot in self.slots().iter_mut() {
            if slot.next.is_some_and(|next| next <= now) {
                slot.next = following(slot.timing, slot.next, now);
                if slot.running {
                    tracing::warn!(timing = %slot.timing, "a scheduled handler is still running when its time comes again, and is not started twice");
                } else {
                    slot.running = true;
                    due.push(slot.row);
                }
            }
        }
        due
    }

    /// The row ended.
    pub(crate) fn finished(&self, row: u32) {
        for slot in self.slots().iter_mut().filter(|slot| slot.row == row) {
            slot.running = false;
        }
    }

    fn slots(&self) -> MutexGuard<'_, Vec<Slot>> {
        // Every step leaves it whole.
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The time after `last` that is still to come. An interval keeps its beat when it was missed.
fn following(timing: Timing, last: Option<SystemTime>, now: SystemTime) -> Option<SystemTime> {
    let (Timing::Every(span), Some(last)) = (timing, last) else {
        return timing.after(now);
    };
    let late = now.duration_since(last).unwrap_or_default();
    let beats = late.as_nanos() / span.as_nanos().max(1) + 1;
    let skip = span.checked_mul(u32::try_from(beats).ok()?)?;
    last.checked_add(skip)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Plan, Timing};

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn keeps_the_beat_and_starts_nothing_twice() {
        let timing = Timing::Every(Duration::from_secs(10));
        let plan = Plan::new([(7, timing, None), (8, Timing::Start, None)], at(0));
        assert_eq!(plan.next(), Some(at(10)));
        assert!(plan.due(at(9)).is_empty());
        assert_eq!(plan.due(at(10)), [7]);
        assert_eq!(plan.next(), Some(at(20)));
        assert!(plan.due(at(20)).is_empty(), "it is running");
        plan.finished(7);
        assert_eq!(plan.due(at(47)), [7], "once for all that was missed");
        assert_eq!(plan.next(), Some(at(50)));
    }

    #[test]
    fn what_was_due_while_nobody_ran_it_runs_once_at_once() {
        let timing = Timing::Every(Duration::from_secs(10));
        let next = |last, now| Plan::new([(7, timing, Some(at(last)))], at(now)).next();
        assert_eq!(next(100, 103), Some(at(110)), "not due yet");
        assert_eq!(next(100, 150), Some(at(150)), "missed");
        assert_eq!(next(100, 50), Some(at(60)), "the clock was set back");
        let plan = Plan::new([(7, timing, Some(at(100)))], at(150));
        assert_eq!(plan.due(at(150)), [7]);
        plan.finished(7);
        assert_eq!(plan.next(), Some(at(160)));
    }
}
