//! When which update is sent: lanes in order, and the waits after failures.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use super::lane::Lane;
use crate::{queue::Queue, world::ids};

/// A longer `Retry-After` is taken as so long.
const MAX_RETRY_AFTER: u64 = 3600;

/// The updates of the lanes that are looked after.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    lanes: BTreeMap<Lane, Line>,
    /// The lanes whose first update is not under way: when it may be sent, and which it is.
    due: BTreeSet<(Duration, i64, Lane)>,
    /// Every update up to this one has been looked at.
    loaded: i64,
}

/// The updates of a lane, in order, and what became of the first so far.
#[derive(Debug)]
struct Line {
    updates: VecDeque<i64>,
    failures: u32,
    delay: Duration,
}

impl Line {
    fn new() -> Self {
        Self {
            updates: VecDeque::new(),
            failures: 0,
            delay: Duration::from_secs(1),
        }
    }
}

impl Schedule {
    /// Takes in new updates of the queue, as long as there are fewer lanes than this.
    pub(super) fn load(&mut self, queue: &Queue, most_lanes: usize, now: Duration) {
        if queue.last_id() < self.loaded {
            // The ids began anew.
            *self = Self::default();
        }
        for (id, lane) in queue.lanes_after(self.loaded) {
            if self.lanes.len() >= most_lanes {
                break;
            }
            self.loaded = id;
            let line = self.lanes.entry(lane).or_insert_with(Line::new);
            line.updates.push_back(id);
            if line.updates.len() == 1 {
                self.due.insert((now, id, lane));
            }
        }
    }

    /// The update that may be sent now and has waited longest.
    pub(super) fn ready(&self, now: Duration) -> Option<(Lane, i64)> {
        let (due, id, lane) = self.due.first()?;
        (*due <= now).then_some((*lane, *id))
    }

    /// When the next update may be sent.
    pub(super) fn next_due(&self) -> Option<Duration> {
        self.due.first().map(|(due, ..)| *due)
    }

    /// The lane's first update is under way.
    pub(super) fn begin(&mut self, lane: Lane) {
        if let Some(entry) = self.due.iter().find(|entry| entry.2 == lane).copied() {
            self.due.remove(&entry);
        }
    }

    /// The lane's first update is delivered or gone: the next one's turn.
    pub(super) fn finish(&mut self, lane: Lane, now: Duration) {
        self.begin(lane);
        let Some(waiting) = self.lanes.get_mut(&lane) else {
            return;
        };
        waiting.updates.pop_front();
        match waiting.updates.front() {
            Some(id) => {
                self.due.insert((now, *id, lane));
                waiting.failures = 0;
                waiting.delay = Duration::from_secs(1);
            }
            None => {
                self.lanes.remove(&lane);
            }
        }
    }

    /// The lane's first update is delivered again, though it was taken.
    pub(super) fn again(&mut self, lane: Lane, now: Duration) {
        let waiting = self.lanes.get(&lane);
        if let Some(id) = waiting.and_then(|waiting| waiting.updates.front()) {
            self.due.insert((now, *id, lane));
        }
    }

    /// The lane's second update passes the first, if there is one; gives the new first.
    pub(super) fn reorder(&mut self, lane: Lane) -> Option<i64> {
        let updates = &mut self.lanes.get_mut(&lane)?.updates;
        if updates.len() < 2 {
            return None;
        }
        updates.swap(0, 1);
        updates.front().copied()
    }

    /// The lane's first update was not delivered; gives the time of the next attempt: at once the
    /// first time, then after 2, 4, 8, 16, 32 seconds and so on up to 60 to 120. `retry_after` is
    /// waited instead, and does not count.
    pub(super) fn fail(&mut self, lane: Lane, retry_after: Option<u64>, now: Duration) -> Duration {
        let Some(waiting) = self.lanes.get_mut(&lane) else {
            return now;
        };
        let wait = match retry_after {
            Some(seconds) => Duration::from_secs(seconds.min(MAX_RETRY_AFTER)),
            None if waiting.failures == 0 => Duration::ZERO,
            None => {
                let most = Duration::from_secs(60 + ids::random() % 61);
                waiting.delay = (waiting.delay * 2).min(most);
                waiting.delay
            }
        };
        waiting.failures += 1;
        if let Some(id) = waiting.updates.front() {
            self.due.insert((now + wait, *id, lane));
        }
        now + wait
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::Schedule;
    use crate::queue::Queue;

    const START: Duration = Duration::from_secs(1000);

    fn queue_of(chats: &[i64]) -> Queue {
        let mut queue = Queue::new();
        for chat in chats {
            queue.push(
                "message",
                &json!({"chat": {"id": chat}, "date": 1000}),
                1000,
            );
        }
        queue
    }

    /// server-behaviour: "Retry schedule per update".
    #[test]
    fn waits_grow_to_one_or_two_minutes() {
        let mut schedule = Schedule::default();
        schedule.load(&queue_of(&[1]), 80, START);
        let (lane, _) = schedule.ready(START).expect("it is due at once");
        let mut waits = Vec::new();
        for _ in 0..9 {
            schedule.begin(lane);
            let next = schedule.fail(lane, None, START);
            waits.push(next.saturating_sub(START).as_secs());
        }
        assert_eq!(waits[..6], [0, 2, 4, 8, 16, 32]);
        for wait in &waits[6..] {
            assert!((60..=120).contains(wait), "{waits:?}");
        }
    }

    /// server-behaviour: "`Retry-After: n` in the response replaces the next delay and does not
    /// grow the backoff", "larger clamped".
    #[test]
    fn retry_after_is_kept_to_once() {
        let mut schedule = Schedule::default();
        schedule.load(&queue_of(&[1]), 80, START);
        let (lane, _) = schedule.ready(START).expect("due");
        let mut fail = |retry_after| {
            schedule.begin(lane);
            let next = schedule.fail(lane, retry_after, START);
            next.saturating_sub(START).as_secs()
        };
        assert_eq!(fail(Some(30)), 30);
        assert_eq!(fail(Some(100_000)), 3600);
        assert_eq!(fail(None), 2);
        assert_eq!(fail(Some(7)), 7);
        assert_eq!(fail(None), 4);
    }

    /// server-behaviour: "at most one update of a queue is in flight", "queues run in parallel".
    #[test]
    fn one_of_a_lane_is_under_way() {
        let mut schedule = Schedule::default();
        let queue = queue_of(&[1, 1, 2]);
        schedule.load(&queue, 80, START);
        let (one, first) = schedule.ready(START).expect("chat 1");
        schedule.begin(one);
        let (two, third) = schedule.ready(START).expect("chat 2");
        assert_eq!(third, first + 2);
        schedule.begin(two);
        assert_eq!(schedule.ready(START), None);
        schedule.finish(one, START);
        assert_eq!(schedule.ready(START), Some((one, first + 1)));
    }

    /// server-behaviour: "At most `2*max_connections` queues are loaded at a time".
    #[test]
    fn so_many_lanes_are_looked_after() {
        let mut schedule = Schedule::default();
        let queue = queue_of(&[1, 2, 3]);
        schedule.load(&queue, 2, START);
        let (one, _) = schedule.ready(START).expect("chat 1");
        schedule.begin(one);
        let (two, _) = schedule.ready(START).expect("chat 2");
        schedule.begin(two);
        schedule.load(&queue, 2, START);
        assert_eq!(schedule.ready(START), None);
        schedule.finish(one, START);
        schedule.load(&queue, 2, START);
        assert!(schedule.ready(START).is_some());
    }
}
