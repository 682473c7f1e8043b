//! Everything that happened in a test, in order.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use serde_json::Value;

use super::shown::Shown;

/// One thing that happened.
#[derive(Debug)]
pub(super) struct Entry {
    /// Where; `None` for what concerns every chat.
    pub(super) chat: Option<i64>,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Message(Shown),
    Edit {
        before: String,
        after: Shown,
        by_bot: bool,
    },
    Delete(String),
    /// The bot reacted to a message, or took its reaction back.
    Reaction {
        emoji: Option<String>,
        message: String,
    },
    Tap {
        who: String,
        label: String,
    },
    /// Something that a person did without a message.
    Deed(String),
    Answer {
        user: i64,
        text: String,
        alert: bool,
    },
    /// A call that the server refused, or a connection that broke.
    Refused(String),
    /// A handler's error; `expected` once the test has asked for it.
    Error {
        text: String,
        expected: bool,
    },
    /// No handler took what happened last.
    NotTaken,
    /// The clock was moved.
    Later(String),
}

/// Up to where a person has read a chat: places in the log.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Read {
    pub(super) messages: usize,
    pub(super) edits: usize,
    pub(super) deletes: usize,
    pub(super) answers: usize,
    pub(super) reactions: usize,
}

impl Read {
    fn all(place: usize) -> Self {
        Self {
            messages: place,
            edits: place,
            deletes: place,
            answers: place,
            reactions: place,
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) entries: Vec<Entry>,
    /// The messages that are there now, by chat and id.
    pub(super) shown: BTreeMap<(i64, i64), Shown>,
    /// The chats of the taps, by the ids of their queries.
    pub(super) taps: HashMap<String, i64>,
    /// The last payment of each person.
    pub(super) payments: HashMap<i64, String>,
    /// By person and chat.
    read: HashMap<(i64, i64), Read>,
}

impl Log {
    pub(super) fn add(&mut self, chat: Option<i64>, what: What) {
        self.entries.push(Entry { chat, what });
    }

    /// Adds an error of a handler.
    pub(super) fn failed(&mut self, text: &str) {
        let (text, expected) = (text.to_owned(), false);
        self.add(None, What::Error { text, expected });
    }

    /// Adds an event of the emulator; `by_bot` says whether the bot made it happen.
    pub(super) fn event(&mut self, event: &Value, by_bot: bool) {
        let chat = event["chat_id"].as_i64().unwrap_or_default();
        match event["type"].as_str().unwrap_or_default() {
            "message" => {
                let shown = Shown::read(&event["message"], by_bot);
                self.shown.insert((chat, shown.id), shown.clone());
                self.add(Some(chat), What::Message(shown));
            }
            "edited_message" => {
                let after = Shown::read(&event["message"], by_bot);
                self.changed(chat, after.id, after, by_bot);
            }
            "ephemeral_message" => {
                let shown = Shown::read(&event["message"], by_bot);
                let Some((_, id)) = shown.ephemeral else {
                    return;
                };
                // Beside the ids of the chat's own messages.
                let is_known = self.shown.contains_key(&(chat, -id));
                if is_known {
                    self.changed(chat, -id, shown, by_bot);
                } else {
                    self.shown.insert((chat, -id), shown.clone());
                    self.add(Some(chat), What::Message(shown));
                }
            }
            "deleted_messages" => {
                let ids = event["message_ids"].as_array().into_iter().flatten();
                for id in ids.filter_map(Value::as_i64) {
                    if let Some(shown) = self.shown.remove(&(chat, id)) {
                        self.add(Some(chat), What::Delete(shown.line()));
                    }
                }
            }
            "callback_answer" => {
                let user = event["user_id"].as_i64().unwrap_or_default();
                let text = event["text"].as_str().unwrap_or_default().to_owned();
                if !text.is_empty() {
                    let alert = event["show_alert"] == true;
                    let query = event["callback_query_id"].as_str().unwrap_or_default();
                    let chat = self.taps.get(query).copied();
                    self.add(chat, What::Answer { user, text, alert });
                }
            }
            _ => {}
        }
    }

    /// A message is there in another form.
    fn changed(&mut self, chat: i64, id: i64, after: Shown, by_bot: bool) {
        let before = self.shown.insert((chat, id), after.clone());
        let line = before.as_ref().map_or_else(String::new, Shown::line);
        if let Some(before) = &before
            && before.reactions != after.reactions
        {
            if by_bot {
                let new = |emoji: &&String| !before.reactions.contains(emoji);
                let emoji = after.reactions.iter().find(new).cloned();
                self.add(
                    Some(chat),
                    What::Reaction {
                        emoji,
                        message: line,
                    },
                );
            }
            return;
        }
        // A vote changes a poll, and nothing of what is read here.
        let same = before.is_some_and(|before| {
            before.line() == after.line() && before.keyboard.labels() == after.keyboard.labels()
        });
        if !same || by_bot {
            let before = line;
            self.add(
                Some(chat),
                What::Edit {
                    before,
                    after,
                    by_bot,
                },
            );
        }
    }

    /// A person has seen everything in a chat.
    pub(super) fn read_all(&mut self, user: i64, chat: i64) {
        self.read
            .insert((user, chat), Read::all(self.entries.len()));
    }

    /// Up to where a person has read.
    pub(super) fn read(&mut self, user: i64, chat: i64) -> &mut Read {
        self.read.entry((user, chat)).or_default()
    }

    /// The first entry from `from` on that `pick` takes.
    pub(super) fn find<'a, T>(
        &'a self,
        from: usize,
        pick: impl Fn(&'a Entry) -> Option<T>,
    ) -> Option<(usize, T)> {
        let mut entries = self.entries.iter().enumerate().skip(from);
        entries.find_map(|(place, entry)| Some((place, pick(entry)?)))
    }

    /// The first error of a handler that nobody has asked for.
    pub(super) fn unexpected(&self) -> Option<(usize, &str)> {
        self.find(0, |entry| match &entry.what {
            What::Error {
                text,
                expected: false,
            } => Some(text.as_str()),
            _ => None,
        })
    }
}

impl Entry {
    /// The bot's message that this person sees in this chat, if that is what it is.
    pub(super) fn message(&self, chat: i64, person: i64) -> Option<&Shown> {
        match &self.what {
            What::Message(shown) if self.chat == Some(chat) && shown.is_for(person) => Some(shown),
            _ => None,
        }
    }

    /// The bot's message that was edited before this person's eyes, if that is what it is.
    pub(super) fn edit(&self, chat: i64, person: i64) -> Option<&Shown> {
        match &self.what {
            What::Edit {
                after,
                by_bot: true,
                ..
            } if self.chat == Some(chat) && after.is_seen_by(person) => Some(after),
            _ => None,
        }
    }

    /// The bot's reaction in this chat, if that is what it is; an empty one was taken back.
    pub(super) fn reaction(&self, chat: i64) -> Option<&str> {
        match &self.what {
            What::Reaction { emoji, .. } if self.chat == Some(chat) => {
                Some(emoji.as_deref().unwrap_or_default())
            }
            _ => None,
        }
    }

    /// What the bot showed this person, if that is what it is, and whether it was an alert.
    pub(super) fn answer(&self, person: i64) -> Option<(&str, bool)> {
        match &self.what {
            What::Answer { user, text, alert } if *user == person => Some((text, *alert)),
            _ => None,
        }
    }

    /// The message deleted in this chat, if that is what it is.
    pub(super) fn delete(&self, chat: i64) -> Option<&str> {
        match &self.what {
            What::Delete(text) if self.chat == Some(chat) => Some(text),
            _ => None,
        }
    }

    /// How it stands in a transcript; `bot` is the bot's name.
    pub(super) fn print(&self, bot: &str, out: &mut String) {
        let indent = |text: &str| text.replace('\n', "\n      ");
        // Writing to a text cannot fail.
        let _ = match &self.what {
            What::Message(shown) => {
                let secret = if shown.ephemeral.is_some() {
                    " (unseen by others)"
                } else {
                    ""
                };
                let _ = write!(out, "{}{secret}: {}", shown.author, indent(&shown.line()));
                rows(shown, out);
                Ok(())
            }
            What::Edit { before, after, .. } => {
                let _ = write!(
                    out,
                    "{} changes {before:?} to: {}",
                    after.author,
                    indent(&after.line())
                );
                rows(after, out);
                Ok(())
            }
            What::Delete(text) => write!(out, "{text:?} is deleted"),
            What::Reaction { emoji, message } => match emoji {
                Some(emoji) => write!(out, "{bot} reacts to {message:?} with {emoji}"),
                None => write!(out, "{bot} takes its reaction to {message:?} back"),
            },
            What::Tap { who, label } => write!(out, "{who} taps [{label}]"),
            What::Deed(text) => out.write_str(text),
            What::Answer { text, alert, .. } => {
                let kind = if *alert { "an alert" } else { "a toast" };
                write!(out, "{bot} shows {kind}: {}", indent(text))
            }
            What::Refused(text) | What::Error { text, .. } => write!(out, "!! {}", indent(text)),
            What::NotTaken => out.write_str("(no handler took this)"),
            What::Later(span) => write!(out, "-- {span} later --"),
        };
    }
}

/// The buttons under a message, row by row.
fn rows(shown: &Shown, out: &mut String) {
    for row in shown.keyboard.rows() {
        out.push_str("\n     ");
        for button in row {
            let _ = write!(out, " [{}]", button.label);
        }
    }
}
