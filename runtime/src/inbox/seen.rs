//! Updates that came before.

use std::collections::{HashSet, VecDeque};

/// The ids of the last updates. A set, not a highest number: ids start anywhere after a week of
/// silence, so a lower id is not an old one.
#[derive(Debug)]
pub struct Seen {
    ids: HashSet<i64>,
    order: VecDeque<(i64, u64)>,
    window: usize,
    age: u64,
}

impl Seen {
    /// Remembers the last `window` ids, at least one.
    pub fn new(window: usize) -> Self {
        Self::with_age(window, u64::MAX)
    }

    /// Remembers the last `window` ids, at least one, as long as they are not older than `age`, in the
    /// unit of [`insert_at`](Self::insert_at).
    pub fn with_age(window: usize, age: u64) -> Self {
        Self {
            ids: HashSet::new(),
            order: VecDeque::new(),
            window: window.max(1),
            age,
        }
    }

    /// Notes an id; `false` when it came before within the window.
    pub fn insert(&mut self, id: i64) -> bool {
        self.insert_at(id, 0)
    }

    /// Notes an id at this time; `false` when it came before within the window and the age.
    pub fn insert_at(&mut self, id: i64, now: u64) -> bool {
        self.forget(now);
        if !self.ids.insert(id) {
            return false;
        }
        self.order.push_back((id, now));
        if self.order.len() > self.window
            && let Some((oldest, _)) = self.order.pop_front()
        {
            self.ids.remove(&oldest);
        }
        true
    }

    /// Whether the id came before within the window and the age.
    pub fn contains(&mut self, id: i64, now: u64) -> bool {
        self.forget(now);
        self.ids.contains(&id)
    }

    /// How many ids are remembered.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether no id is remembered.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    fn forget(&mut self, now: u64) {
        while let Some((oldest, at)) = self.order.front().copied()
            && now.saturating_sub(at) > self.age
        {
            self.order.pop_front();
            self.ids.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Seen;

    proptest! {
        /// Like a list that is searched from its end, whatever the ids and times are.
        #[test]
        fn an_id_is_known_within_window_and_age_alone(
            steps in prop::collection::vec((0_i64..12, 0_u64..4), 1..80),
            window in 1_usize..8,
            age in 0_u64..10,
        ) {
            let mut seen = Seen::with_age(window, age);
            let (mut list, mut now) = (Vec::<(i64, u64)>::new(), 0);
            for (id, later) in steps {
                now += later;
                list.retain(|(_, at)| now - at <= age);
                let known = list.iter().any(|(old, _)| *old == id);
                prop_assert_eq!(seen.contains(id, now), known);
                prop_assert_eq!(seen.insert_at(id, now), !known);
                if !known {
                    list.push((id, now));
                    if list.len() > window {
                        list.remove(0);
                    }
                }
                prop_assert_eq!(seen.len(), list.len());
            }
        }
    }

    #[test]
    fn an_id_is_new_once_within_the_window_in_any_order() {
        let mut seen = Seen::new(3);
        for id in [5, 900, 2] {
            assert!(seen.insert(id));
            assert!(!seen.insert(id));
        }
        assert!(seen.insert(1), "the window moves");
        assert!(seen.insert(5), "and forgets the oldest");
        assert!(!seen.insert(2));
    }
}
