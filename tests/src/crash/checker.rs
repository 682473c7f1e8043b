//! What was lost, doubled, reordered or repeated.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// What a person writes, and what the bot has to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One reply. Like every answer it says how many messages the person has written: `7 count 3`.
    Count,
    /// Two replies.
    Pair,
    /// A call that the handler makes itself, then a reply.
    Call,
    /// A question, which enters a state.
    Ask,
    /// The answer, which is handled in that state. Follows [`Kind::Ask`].
    Answer,
}

impl Kind {
    /// The first word of the message.
    pub fn word(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Pair => "pair",
            Self::Call => "call",
            Self::Ask => "ask",
            Self::Answer => "answer",
        }
    }

    /// What is answered, in order.
    fn answers(self) -> &'static [&'static str] {
        match self {
            Self::Count => &["count"],
            Self::Pair => &["first", "second"],
            Self::Call => &["called", "after"],
            Self::Ask => &["asked"],
            Self::Answer => &["answered"],
        }
    }
}

/// One chat: what its person wrote, in order.
#[derive(Debug, Clone, Default)]
pub struct Chat {
    sent: Vec<(u64, Kind)>,
}

/// What is wrong with a chat; empty lists are good news.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Answers whose count is too small: an update before them had no effect.
    pub lost: Vec<String>,
    /// Answers that came more than once.
    pub doubled: Vec<String>,
    /// Answers that came after a later one.
    pub reordered: Vec<String>,
    /// Answers whose count is too great: an update before them had its effect twice.
    pub repeated: Vec<String>,
    /// Answers that nobody expected.
    pub strange: Vec<String>,
    /// Answers of updates that were handled, and that never came: those of which nobody knows after a
    /// crash whether they were sent.
    pub unsent: Vec<String>,
}

impl Chat {
    /// Notes a message; gives its text.
    pub fn send(&mut self, number: u64, kind: Kind) -> String {
        self.sent.push((number, kind));
        format!("{} {number}", kind.word())
    }

    /// The kind of the last message.
    pub fn last(&self) -> Option<Kind> {
        self.sent.last().map(|(_, kind)| *kind)
    }

    /// The number of the last message; 0 before the first.
    pub fn last_number(&self) -> u64 {
        self.sent.last().map_or(0, |(number, _)| *number)
    }

    /// How many messages were sent.
    pub fn len(&self) -> usize {
        self.sent.len()
    }

    /// Whether none was sent.
    pub fn is_empty(&self) -> bool {
        self.sent.is_empty()
    }

    /// Compares with what the bot answered, in order.
    pub fn check(&self, answers: &[String]) -> Verdict {
        let mut verdict = Verdict::default();
        // The place of every expected answer, and the count it has to say.
        let (mut places, mut counts) = (HashMap::new(), HashMap::new());
        for (count, (number, kind)) in (1..).zip(&self.sent) {
            for answer in kind.answers() {
                places.insert((*number, *answer), places.len());
            }
            counts.insert(*number, count);
        }
        let mut seen = HashSet::new();
        let mut latest = None;
        for text in answers {
            let mut words = text.split(' ');
            let number = words.next().and_then(|word| word.parse::<u64>().ok());
            let (Some(number), Some(answer)) = (number, words.next()) else {
                verdict.strange.push(text.clone());
                continue;
            };
            let Some(place) = places.get(&(number, answer)).copied() else {
                verdict.strange.push(text.clone());
                continue;
            };
            if !seen.insert(place) {
                verdict.doubled.push(text.clone());
            } else if latest.is_some_and(|latest| latest > place) {
                verdict.reordered.push(text.clone());
            }
            latest = latest.max(Some(place));
            let said = words.next().and_then(|word| word.parse::<u64>().ok());
            match said.cmp(&counts.get(&number).copied()) {
                Ordering::Equal => {}
                Ordering::Less => verdict.lost.push(text.clone()),
                Ordering::Greater => verdict.repeated.push(text.clone()),
            }
        }
        for (number, kind) in &self.sent {
            for answer in kind.answers() {
                if !seen.contains(&places[&(*number, *answer)]) {
                    verdict.unsent.push(format!("{number} {answer}"));
                }
            }
        }
        verdict
    }
}

impl Verdict {
    /// Whether nothing is wrong but answers that may have been sent.
    pub fn is_good(&self) -> bool {
        let Self {
            lost,
            doubled,
            reordered,
            repeated,
            strange,
            unsent: _,
        } = self;
        [lost, doubled, reordered, repeated, strange]
            .iter()
            .all(|list| list.is_empty())
    }

    /// Adds another chat's.
    pub fn add(&mut self, other: Self) {
        self.lost.extend(other.lost);
        self.doubled.extend(other.doubled);
        self.reordered.extend(other.reordered);
        self.repeated.extend(other.repeated);
        self.strange.extend(other.strange);
        self.unsent.extend(other.unsent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chat(kinds: &[Kind]) -> Chat {
        let mut chat = Chat::default();
        for (number, kind) in (1..).zip(kinds) {
            chat.send(number, *kind);
        }
        chat
    }

    fn check(kinds: &[Kind], answers: &[&str]) -> Verdict {
        let answers: Vec<_> = answers.iter().map(|text| (*text).to_owned()).collect();
        chat(kinds).check(&answers)
    }

    #[test]
    fn a_clean_history_is_good() {
        let kinds = [Kind::Count, Kind::Pair, Kind::Ask, Kind::Answer, Kind::Call];
        let answers = [
            "1 count 1",
            "2 first 2",
            "2 second 2",
            "3 asked 3",
            "4 answered 4",
            "5 called 5",
            "5 after 5",
        ];
        assert_eq!(check(&kinds, &answers), Verdict::default());
    }

    #[test]
    fn every_fault_is_found() {
        use Kind::{Count, Pair};
        let doubled = check(&[Count], &["1 count 1", "1 count 1"]);
        assert_eq!(doubled.doubled, ["1 count 1"]);
        let reordered = check(&[Count, Pair], &["2 first 2", "2 second 2", "1 count 1"]);
        assert_eq!(reordered.reordered, ["1 count 1"]);
        let twice = check(&[Count, Count], &["1 count 1", "2 count 3"]);
        assert_eq!(twice.repeated, ["2 count 3"]);
        let lost = check(&[Count, Pair], &["2 first 1", "2 second 1"]);
        assert_eq!(lost.lost, ["2 first 1", "2 second 1"]);
        let stale = check(&[Kind::Ask, Kind::Answer], &["1 asked 1", "2 stateless 2"]);
        assert_eq!(stale.strange, ["2 stateless 2"]);
        let foreign = check(&[Count], &["1 count 1", "hello"]);
        assert_eq!(foreign.strange, ["hello"]);
        for verdict in [doubled, reordered, twice, lost, stale, foreign] {
            assert!(!verdict.is_good(), "{verdict:?}");
        }
    }

    #[test]
    fn a_silent_update_that_was_counted_is_only_unsent() {
        let verdict = check(&[Kind::Pair, Kind::Count], &["2 count 2"]);
        assert_eq!(verdict.unsent, ["1 first", "1 second"]);
        assert!(verdict.is_good());
    }
}
