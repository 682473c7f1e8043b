//! The handlers with patterns, all looked for in one pass over a text.

use regex::{RegexSet, RegexSetBuilder};

use super::Match;
use super::table::{Row, Rows};

/// From how many on one pass is cheaper than one search for each.
const MANY: usize = 12;

/// How much memory the set may take, in bytes: for some thousand patterns.
const SIZE: usize = 256 << 20;

/// How much of it may be remembered from one text to the next, in bytes.
const MEMORY: usize = 64 << 20;

/// The patterns of one kind of update.
#[derive(Default)]
pub(super) struct Patterns {
    set: RegexSet,
    places: Rows,
}

impl Patterns {
    /// Takes the rows with patterns out of `others`, if they are many.
    pub(super) fn of(rows: &[Row], others: &mut Vec<u32>) -> Self {
        let source = |&place: &u32| match rows[place as usize].route.matches {
            Match::Pattern(source) => Some((place, source)),
            _ => None,
        };
        let (places, sources): (Vec<_>, Vec<_>) = others.iter().filter_map(source).unzip();
        if places.len() < MANY {
            return Self::default();
        }
        let set = RegexSetBuilder::new(sources)
            .size_limit(SIZE)
            .dfa_size_limit(MEMORY)
            .build();
        // Too large together: each for itself, then. A pattern that is wrong is an error of its own.
        let Ok(set) = set else {
            return Self::default();
        };
        others.retain(|place| places.binary_search(place).is_err());
        Self {
            set,
            places: places.into(),
        }
    }

    /// The rows whose patterns are found in a text, in order.
    pub(super) fn find(&self, text: Option<&str>) -> Vec<u32> {
        let Some(text) = text.filter(|_| !self.places.is_empty()) else {
            return Vec::new();
        };
        let found = self.set.matches(text);
        found.iter().map(|index| self.places[index]).collect()
    }
}
