//! What was lost, doubled, reordered or miscounted.

use std::collections::HashMap;

/// What a person writes, and what the bot has to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A count of the user's messages of this kind: `7 count 3`.
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
    /// Updates without any effect.
    pub lost: Vec<String>,
    /// Answers that came more than once.
    pub doubled: Vec<String>,
    /// Answers that came after a later one.
    pub reordered: Vec<String>,
    /// Counts that are not the number of messages so far.
    pub miscounted: Vec<String>,
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
        let mut count = 0;
        for (number, kind) in &self.sent {
            for answer in kind.answers() {
                places.insert((*number, *answer), places.len());
            }
            if *kind == Kind::Count {
                count += 1;
                counts.insert(*number, count);
            }
        }
        let mut seen = HashMap::new();
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
            if seen.insert(place, ()).is_some() {
                verdict.doubled.push(text.clone());
            } else if latest.is_some_and(|latest| latest > place) {
                verdict.reordered.push(text.clone());
            }
            latest = latest.max(Some(place));
            let said = words.next().and_then(|word| word.parse::<u64>().ok());
            if answer == "count" && said != counts.get(&number).copied() {
                verdict.miscounted.push(text.clone());
            }
        }
        for (number, kind) in &self.sent {
            for answer in kind.answers() {
                if !seen.contains_key(&places[&(*number, *answer)]) {
                    verdict.unsent.push(format!("{number} {answer}"));
                }
            }
        }
        // Two answers of one update are sent one after the other: one kill cannot cost both. And a count that
        // is right afterwards, or a state that was entered, says that the silent update was handled.
        for (number, kind) in &self.sent {
            let all = kind.answers();
            let missing = all
                .iter()
                .filter(|answer| !seen.contains_key(&places[&(*number, **answer)]))
                .count();
            if all.len() > 1 && missing == all.len() {
                verdict.lost.push(format!("{} {number}", kind.word()));
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
            miscounted,
            strange,
            unsent: _,
        } = self;
        [lost, doubled, reordered, miscounted, strange]
            .iter()
            .all(|list| list.is_empty())
    }

    /// Adds another chat's.
    pub fn add(&mut self, other: Self) {
        self.lost.extend(other.lost);
        self.doubled.extend(other.doubled);
        self.reordered.extend(other.reordered);
        self.miscounted.extend(other.miscounted);
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
        let kinds = [
            Kind::Count,
            Kind::Pair,
            Kind::Ask,
            Kind::Answer,
            Kind::Call,
            Kind::Count,
        ];
        let answers = [
            "1 count 1",
            "2 first",
            "2 second",
            "3 asked",
            "4 answered",
            "5 called",
            "5 after",
            "6 count 2",
        ];
        let verdict = check(&kinds, &answers);
        assert_eq!(verdict, Verdict::default());
    }

    #[test]
    fn every_fault_is_found() {
        use Kind::{Count, Pair};
        let doubled = check(&[Count], &["1 count 1", "1 count 1"]);
        assert_eq!(doubled.doubled, ["1 count 1"]);
        let reordered = check(&[Count, Pair], &["2 first", "2 second", "1 count 1"]);
        assert_eq!(reordered.reordered, ["1 count 1"]);
        let twice = check(&[Count, Count], &["1 count 1", "2 count 3"]);
        assert_eq!(twice.miscounted, ["2 count 3"]);
        let lost = check(&[Count, Count], &["1 count 1", "2 count 1"]);
        assert_eq!(lost.miscounted, ["2 count 1"]);
        let stale = check(&[Kind::Ask, Kind::Answer], &["1 asked", "2 stateless"]);
        assert_eq!(stale.strange, ["2 stateless"]);
        let gone = check(&[Pair, Count], &["2 count 1"]);
        assert_eq!(gone.lost, ["pair 1"]);
        for verdict in [doubled, reordered, twice, lost, stale, gone] {
            assert!(!verdict.is_good(), "{verdict:?}");
        }
    }

    #[test]
    fn a_silent_update_that_was_counted_is_only_unsent() {
        let verdict = check(&[Kind::Count, Kind::Count], &["2 count 2"]);
        assert_eq!(verdict.unsent, ["1 count"]);
        assert!(verdict.is_good());
    }
}
