//! Updates that came before.

use std::collections::{HashSet, VecDeque};

/// The ids of the last updates. A set, not a highest number: ids start anywhere after a week of
/// silence, so a lower id is not an old one.
#[derive(Debug)]
pub struct Seen {
    ids: HashSet<i64>,
    order: VecDeque<i64>,
    window: usize,
}

impl Seen {
    /// Remembers the last `window` ids, at least one.
    pub fn new(window: usize) -> Self {
        Self {
            ids: HashSet::new(),
            order: VecDeque::new(),
            window: window.max(1),
        }
    }

    /// Notes an id; `false` when it came before within the window.
    pub fn insert(&mut self, id: i64) -> bool {
        if !self.ids.insert(id) {
            return false;
        }
        self.order.push_back(id);
        if self.order.len() > self.window
            && let Some(oldest) = self.order.pop_front()
        {
            self.ids.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

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
