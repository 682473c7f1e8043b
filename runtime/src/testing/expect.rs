//! What a person expects to see.

use std::fmt::Write as _;

use super::TestChat;
use super::log::What;

impl TestChat {
    /// The next unread message of the bot has exactly this text or caption.
    ///
    /// # Panics
    /// It has another, or there is none.
    #[track_caller]
    pub fn expect(&self, text: &str) -> &Self {
        self.next_message(&format!("say\n    {text:?}"), |said| said == text)
    }

    /// The next unread message of the bot has this within its text or caption.
    ///
    /// # Panics
    /// It has not, or there is none.
    #[track_caller]
    pub fn expect_contains(&self, part: &str) -> &Self {
        self.next_message(&format!("say something with\n    {part:?}"), |said| {
            said.contains(part)
        })
    }

    /// The next unread messages of the bot have exactly these texts, and there are no more.
    ///
    /// # Panics
    /// They have others, or there are fewer or more.
    #[track_caller]
    pub fn expect_all<T: AsRef<str>>(&self, texts: impl IntoIterator<Item = T>) -> &Self {
        for text in texts {
            self.expect(text.as_ref());
        }
        self.expect_nothing()
    }

    /// There is no unread message of the bot.
    ///
    /// # Panics
    /// There is one.
    #[track_caller]
    pub fn expect_nothing(&self) -> &Self {
        self.world.refuse_errors();
        let found = {
            let mut log = self.world.log();
            let from = log.read(self.user, self.chat).messages;
            log.find(from, |entry| entry.message(self.chat, self.user))
                .map(|(place, shown)| (place, shown.line()))
        };
        if let Some((place, said)) = found {
            self.fail(
                place,
                "say nothing more",
                Some(&format!("it said\n    {said:?}")),
            );
        }
        self
    }

    /// The bot's next unread change of a message gives it exactly this text or caption.
    ///
    /// # Panics
    /// It gives another, or there is none.
    #[track_caller]
    pub fn expect_edit(&self, text: &str) -> &Self {
        self.world.refuse_errors();
        let (end, found) = {
            let mut log = self.world.log();
            let from = log.read(self.user, self.chat).edits;
            let found = log.find(from, |entry| entry.edit(self.chat, self.user));
            let found = found.map(|(place, shown)| (place, shown.text.clone()));
            if let Some((place, _)) = found {
                log.read(self.user, self.chat).edits = place + 1;
            }
            (log.entries.len(), found)
        };
        let wanted = format!("change a message to\n    {text:?}");
        match found {
            Some((_, now)) if now == text => self,
            Some((place, now)) => self.fail(
                place,
                &wanted,
                Some(&format!("it changed one to\n    {now:?}")),
            ),
            None => self.fail(end, &wanted, Some("it changed none")),
        }
    }

    /// The bot's next unread deletion was of a message with this text or caption.
    ///
    /// # Panics
    /// It was of another, or there is none.
    #[track_caller]
    pub fn expect_deleted(&self, text: &str) -> &Self {
        self.world.refuse_errors();
        let (end, found) = {
            let mut log = self.world.log();
            let from = log.read(self.user, self.chat).deletes;
            let found = log.find(from, |entry| entry.delete(self.chat));
            let found = found.map(|(place, gone)| (place, gone.to_owned()));
            if let Some((place, _)) = found {
                log.read(self.user, self.chat).deletes = place + 1;
            }
            (log.entries.len(), found)
        };
        let wanted = format!("delete\n    {text:?}");
        match found {
            Some((_, gone)) if gone == text => self,
            Some((place, gone)) => {
                self.fail(place, &wanted, Some(&format!("it deleted\n    {gone:?}")))
            }
            None => self.fail(end, &wanted, Some("it deleted nothing")),
        }
    }

    /// The bot's next unread reaction was this emoji.
    ///
    /// # Panics
    /// It was another, or there is none.
    #[track_caller]
    pub fn expect_reaction(&self, emoji: &str) -> &Self {
        self.world.refuse_errors();
        let (end, found) = {
            let mut log = self.world.log();
            let from = log.read(self.user, self.chat).reactions;
            let found = log.find(from, |entry| entry.reaction(self.chat));
            let found = found.map(|(place, given)| (place, given.to_owned()));
            if let Some((place, _)) = found {
                log.read(self.user, self.chat).reactions = place + 1;
            }
            (log.entries.len(), found)
        };
        let wanted = format!("react with {emoji}");
        match found {
            Some((_, given)) if given == emoji => self,
            Some((place, given)) if given.is_empty() => {
                self.fail(place, &wanted, Some("it took its reaction back"))
            }
            Some((place, given)) => {
                self.fail(place, &wanted, Some(&format!("it reacted with {given}")))
            }
            None => self.fail(end, &wanted, Some("it did not react")),
        }
    }

    /// The bot answered this person's tap with exactly this toast.
    ///
    /// # Panics
    /// It did not.
    #[track_caller]
    pub fn expect_toast(&self, text: &str) -> &Self {
        self.next_answer(text, false)
    }

    /// The bot answered this person's tap with exactly this alert.
    ///
    /// # Panics
    /// It did not.
    #[track_caller]
    pub fn expect_alert(&self, text: &str) -> &Self {
        self.next_answer(text, true)
    }

    /// The labels of the buttons of the newest message that has some, row by row.
    ///
    /// # Panics
    /// They are others, or there are none.
    #[track_caller]
    pub fn expect_buttons(&self, rows: &[&[&str]]) -> &Self {
        self.world.refuse_errors();
        let (end, found) = {
            let log = self.world.log();
            let chat = log
                .shown
                .range((self.chat, i64::MIN)..=(self.chat, i64::MAX));
            let mut keyboards = chat.rev().map(|(_, shown)| shown.keyboard.rows());
            let found = keyboards.find(|rows| !rows.is_empty()).map(|rows| {
                let labels = |row: &Vec<_>| row.iter().map(label).collect();
                rows.iter().map(labels).collect::<Vec<Vec<String>>>()
            });
            (log.entries.len(), found.unwrap_or_default())
        };
        if found != rows {
            let draw = |rows: &mut dyn Iterator<Item = Vec<String>>| {
                let rows: Vec<_> = rows
                    .map(|row| {
                        row.iter().fold(String::from("\n   "), |mut out, label| {
                            // Writing to a text cannot fail.
                            let _ = write!(out, " [{label}]");
                            out
                        })
                    })
                    .collect();
                rows.concat()
            };
            let wanted = draw(
                &mut rows
                    .iter()
                    .map(|row| row.iter().map(|&it| it.to_owned()).collect()),
            );
            let actual = if found.is_empty() {
                "there are none".to_owned()
            } else {
                format!("there are{}", draw(&mut found.into_iter()))
            };
            self.fail(end, &format!("show the buttons{wanted}"), Some(&actual));
        }
        self
    }

    /// A handler failed, with this within its error; the test goes on.
    ///
    /// # Panics
    /// None failed, or with another error.
    #[track_caller]
    pub fn expect_error(&self, part: &str) -> &Self {
        let (end, found) = {
            let mut log = self.world.log();
            let found = log
                .unexpected()
                .map(|(place, text)| (place, text.to_owned()));
            if let Some((place, text)) = &found
                && text.contains(part)
                && let What::Error { expected, .. } = &mut log.entries[*place].what
            {
                *expected = true;
            }
            (log.entries.len(), found)
        };
        let wanted = format!("fail with\n    {part:?}");
        match found {
            Some((_, text)) if text.contains(part) => self,
            Some((place, text)) => self.fail(place, &wanted, Some(&text)),
            None => self.fail(end, &wanted, Some("no handler failed")),
        }
    }

    /// The text or caption of the bot's newest message: for what a test cannot know beforehand.
    pub fn last_text(&self) -> Option<String> {
        let log = self.world.log();
        let mut messages = log.entries.iter().rev();
        messages
            .find_map(|entry| entry.message(self.chat, self.user))
            .map(|shown| shown.text.clone())
    }

    #[track_caller]
    fn next_message(&self, wanted: &str, fits: impl Fn(&str) -> bool) -> &Self {
        self.world.refuse_errors();
        let (end, found) = {
            let mut log = self.world.log();
            let from = log.read(self.user, self.chat).messages;
            let found = log.find(from, |entry| entry.message(self.chat, self.user));
            let found = found.map(|(place, shown)| (place, shown.text.clone(), shown.line()));
            if let Some((place, ..)) = found {
                log.read(self.user, self.chat).messages = place + 1;
            }
            (log.entries.len(), found)
        };
        match found {
            Some((_, text, _)) if fits(&text) => self,
            Some((place, _, said)) => {
                self.fail(place, wanted, Some(&format!("it said\n    {said:?}")))
            }
            None => self.fail(end, wanted, None),
        }
    }

    #[track_caller]
    fn next_answer(&self, text: &str, alert: bool) -> &Self {
        self.world.refuse_errors();
        let (end, found) = {
            let mut log = self.world.log();
            let from = log.read(self.user, self.chat).answers;
            let found = log.find(from, |entry| entry.answer(self.user));
            let found = found.map(|(place, (text, alert))| (place, text.to_owned(), alert));
            if let Some((place, ..)) = found {
                log.read(self.user, self.chat).answers = place + 1;
            }
            (log.entries.len(), found)
        };
        let kind = |alert| if alert { "an alert" } else { "a toast" };
        let wanted = format!("show {}\n    {text:?}", kind(alert));
        match found {
            Some((_, shown, is_alert)) if shown == text && is_alert == alert => self,
            Some((place, shown, is_alert)) => {
                let actual = format!("it showed {}\n    {shown:?}", kind(is_alert));
                self.fail(place, &wanted, Some(&actual))
            }
            None => self.fail(end, &wanted, Some("it showed nothing")),
        }
    }

    /// Fails the test: what was wanted, what was there, and the whole chat.
    #[track_caller]
    pub(super) fn fail(&self, place: usize, wanted: &str, actual: Option<&str>) -> ! {
        let actual = actual.unwrap_or("it said nothing more");
        panic!(
            "{} expected the bot to {wanted}\nbut {actual}\n\n{}",
            self.world.name(self.user),
            self.world.print(self.chat, Some(place)),
        )
    }
}

fn label(button: &super::shown::Button) -> String {
    button.label.clone()
}
