//! "Did you mean /start?" to commands that nobody handles.

use super::dispatch::Facts;
use super::table::Table;
use super::{Chats, address};
use crate::cx::Cx;
use crate::reply::{IntoReply, Outcome};

impl Table {
    /// Whether an unknown command that nothing handles is answered with the known one that is meant most
    /// likely. Default: yes.
    #[must_use]
    pub fn suggest(mut self, on: bool) -> Self {
        self.suggests = on;
        self
    }

    /// The answer to a command that nobody handled: in private chats, elsewhere only if it names this bot.
    pub(super) fn suggestion(&self, cx: &Cx, facts: &Facts<'_>) -> Outcome {
        let meant = facts.text.filter(|_| self.suggests).and_then(|text| {
            let (word, bot) = address::spelled(text)?;
            let is_asked = facts.chat == Chats::PRIVATE || bot.is_some();
            is_asked.then(|| self.nearest(word, facts.chat)).flatten()
        });
        let Some((word, name)) = meant else {
            return Outcome::skip();
        };
        let mut outcome = Outcome::default();
        format!("Unknown command /{word}. Did you mean /{name}?").into_reply(cx, &mut outcome);
        outcome
    }

    /// The command of the menu that is nearest to a word, with the word.
    fn nearest<'a>(&self, word: &'a str, chat: Chats) -> Option<(&'a str, &'static str)> {
        let lower = word.to_ascii_lowercase();
        // Two words of three letters are near each other anyway.
        let most = if word.len() <= 3 { 1 } else { 2 };
        let commands = self.commands().into_iter();
        commands
            .filter(|command| command.chats.intersects(chat))
            .map(|command| {
                (
                    distance(lower.as_bytes(), command.name.as_bytes()),
                    command.name,
                )
            })
            // Of the same name there is one that listens elsewhere.
            .filter(|(edits, name)| (1..=most).contains(edits) && *edits < name.len())
            .min_by_key(|(edits, _)| *edits)
            .map(|(_, name)| (word, name))
    }
}

/// How many letters to insert, delete, replace or swap with their neighbour.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut edits = (row[j] + usize::from(x != y))
                .min(row[j + 1] + 1)
                .min(next[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                edits = edits.min(before[j - 1] + 1);
            }
            next.push(edits);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn edits_are_counted() {
        for (a, b, edits) in [
            ("start", "start", 0),
            ("strat", "start", 1),
            ("star", "start", 1),
            ("sttart", "start", 1),
            ("stop", "start", 3),
            ("", "abc", 3),
        ] {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), edits, "{a} {b}");
        }
    }
}
