//! How far the updates have been handled.

use std::collections::BTreeSet;

/// The lowest unfinished update: everything below it may be confirmed, nothing from it on.
///
/// ```
/// use botwright::inbox::Watermark;
///
/// let mut mark = Watermark::default();
/// for id in [10, 11, 13] {
///     mark.start(id);
/// }
/// mark.finish(13);
/// mark.finish(10);
/// assert_eq!(mark.offset(), Some(11));
/// mark.finish(11);
/// assert_eq!(mark.offset(), Some(14));
/// ```
#[derive(Debug, Default)]
pub struct Watermark {
    unfinished: BTreeSet<i64>,
    highest: Option<i64>,
}

impl Watermark {
    /// An update arrived.
    pub fn start(&mut self, id: i64) {
        self.unfinished.insert(id);
        // The ids of a batch rise; a lower one than before means that Telegram started anew.
        self.highest = Some(id);
    }

    /// An update was handled.
    pub fn finish(&mut self, id: i64) {
        self.unfinished.remove(&id);
    }

    /// The `offset` that confirms exactly what was handled; `None` before the first update.
    pub fn offset(&self) -> Option<i64> {
        match (self.unfinished.first(), self.highest) {
            (Some(&lowest), Some(highest)) => Some(lowest.min(highest.saturating_add(1))),
            (_, highest) => highest.map(|id| id.saturating_add(1)),
        }
    }

    /// How many updates are being handled.
    pub fn unfinished(&self) -> usize {
        self.unfinished.len()
    }

    /// Whether this update is being handled.
    pub fn is_unfinished(&self, id: i64) -> bool {
        self.unfinished.contains(&id)
    }

    /// Stops waiting for what is unfinished: it will be confirmed although it may still fail.
    /// Returns how many that were.
    pub fn give_up(&mut self) -> usize {
        std::mem::take(&mut self.unfinished).len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Watermark;

    proptest! {
        /// Whatever order handlers finish in, nothing unfinished is ever below the offset, and all
        /// that is finished below the first unfinished one is.
        #[test]
        fn the_offset_is_the_lowest_unfinished(
            gaps in prop::collection::vec(1_i64..4, 1..40),
            order in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
        ) {
            let mut mark = Watermark::default();
            let mut id = 1_000;
            let mut open: Vec<i64> = Vec::new();
            for gap in gaps {
                id += gap;
                mark.start(id);
                open.push(id);
            }
            for index in order {
                if open.is_empty() {
                    break;
                }
                mark.finish(open.remove(index.index(open.len())));
                let expected = open.iter().min().copied().unwrap_or(id + 1);
                prop_assert_eq!(mark.offset(), Some(expected));
                prop_assert_eq!(mark.unfinished(), open.len());
            }
        }
    }
}
