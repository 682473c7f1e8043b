//! A person in a chat: what they do there.

use std::panic::Location;

use botwright_emulator::{ControlError, Order};

use super::act::{Act, Sent};
use super::log::What;
use super::shown::{Does, Keyboard};
use super::{Emulator, TestWorld};

/// One person in one chat: a [`TestUser`](super::TestUser) is one in the chat with the bot, and
/// [`in_group`](super::TestUser::in_group) gives one in a group.
///
/// Whoever does something in a chat has read what stands there already, so expectations look at
/// what came after it.
#[derive(Debug, Clone)]
pub struct TestChat {
    pub(super) world: TestWorld,
    pub(super) user: i64,
    pub(super) chat: i64,
}

/// What a person did: the id of the message, if it was one.
pub(super) type Done = Result<Option<i64>, Failure>;

/// Why a person could not do it.
pub(super) enum Failure {
    /// The server says no.
    Refused(ControlError),
    /// The screen says no.
    Missing(String),
}

impl From<ControlError> for Failure {
    fn from(error: ControlError) -> Self {
        Self::Refused(error)
    }
}

impl TestChat {
    /// The chat's id.
    pub fn chat_id(&self) -> i64 {
        self.chat
    }

    /// The person's user id.
    pub fn user_id(&self) -> i64 {
        self.user
    }

    /// Writes a text.
    #[track_caller]
    pub fn send(&self, text: &str) -> Act {
        let text = text.to_owned();
        self.act(move |it, server| Ok(Some(server.send(it.user, it.chat, &text)?)))
    }

    /// Answers the bot's newest message with a text.
    #[track_caller]
    pub fn reply(&self, text: &str) -> Act {
        let text = text.to_owned();
        self.act(move |it, server| {
            let newest = it
                .newest()
                .ok_or_else(|| Failure::Missing("there is no message of the bot".to_owned()))?;
            Ok(Some(server.reply(it.user, it.chat, newest, &text)?))
        })
    }

    /// Answers a message with a text.
    #[track_caller]
    pub fn reply_to(&self, message_id: i64, text: &str) -> Act {
        let text = text.to_owned();
        self.act(move |it, server| Ok(Some(server.reply(it.user, it.chat, message_id, &text)?)))
    }

    /// Sends a small picture with a caption, which may be empty.
    #[track_caller]
    pub fn photo(&self, caption: &str) -> Act {
        let caption = caption.to_owned();
        self.act(move |it, server| {
            Ok(Some(
                server.send_photo(it.user, it.chat, PICTURE, &caption)?,
            ))
        })
    }

    /// Sends a file.
    #[track_caller]
    pub fn document(&self, file_name: &str, bytes: impl Into<Vec<u8>>) -> Act {
        let (name, bytes) = (file_name.to_owned(), bytes.into());
        self.act(move |it, server| {
            let kind = "application/octet-stream";
            Ok(Some(
                server.send_document(it.user, it.chat, &name, kind, bytes)?,
            ))
        })
    }

    /// The web app of a button below the input field sends data to the bot.
    #[track_caller]
    pub fn send_web_app_data(&self, label: &str, data: &str) -> Act {
        let (label, data) = (label.to_owned(), data.to_owned());
        self.act(move |it, server| {
            let bot = it.world.bot().api().bot_id();
            Ok(Some(server.send_web_app_data(it.user, bot, &label, &data)?))
        })
    }

    /// Taps a button: of the newest message that has one with this label, or below the input field.
    #[track_caller]
    pub fn tap(&self, label: &str) -> Act {
        let label = label.to_owned();
        self.act(move |it, server| it.do_tap(server, &label))
    }

    fn do_tap(&self, server: &Emulator, label: &str) -> Done {
        let Some((message_id, inline, does)) = self.button(label) else {
            return Err(Failure::Missing(format!("there is no button [{label}]")));
        };
        if inline {
            let (who, label) = (self.world.name(self.user).to_owned(), label.to_owned());
            self.world
                .log()
                .add(Some(self.chat), What::Tap { who, label });
        }
        match does {
            Does::Data(data) => {
                let query = if message_id < 0 {
                    server.tap_ephemeral(self.user, self.chat, -message_id, &data)?
                } else {
                    server.tap(self.user, self.chat, message_id, &data)?
                };
                self.world.log().taps.insert(query, self.chat);
                Ok(None)
            }
            Does::Write => Ok(Some(server.send(self.user, self.chat, label)?)),
            Does::Contact => Ok(Some(server.share_contact(self.user, self.chat)?)),
            Does::Location => Err(Failure::Missing(format!(
                "[{label}] asks for a location: answer by `share_location`"
            ))),
            Does::Pay => self.do_pay(server, Some(message_id), Order::new()),
            Does::Elsewhere(what) => Err(Failure::Missing(format!(
                "[{label}] does something that no bot hears of ({what})"
            ))),
        }
    }

    /// The newest button with this label: its message, whether it is inline, and what it does.
    pub(super) fn button(&self, label: &str) -> Option<(i64, bool, Does)> {
        let log = self.world.log();
        let mut below = true;
        let everything = log
            .shown
            .range((self.chat, i64::MIN)..=(self.chat, i64::MAX));
        // What only this person sees stands apart, by ids below 0: the newest first, too.
        let (secret, open): (Vec<_>, Vec<_>) = everything.partition(|((_, id), _)| *id < 0);
        let secret = secret
            .into_iter()
            .filter(|(_, shown)| shown.is_for(self.user));
        for ((_, id), shown) in secret.chain(open.into_iter().rev()) {
            let inline = matches!(shown.keyboard, Keyboard::Inline(_));
            // Of the keyboards below the input field only the newest is there.
            let there = inline || below;
            below &= inline || matches!(shown.keyboard, Keyboard::None);
            if there && let Some(button) = shown.keyboard.button(label) {
                return Some((*id, inline, button.does.clone()));
            }
        }
        None
    }

    /// The id of the bot's newest message.
    pub(super) fn newest(&self) -> Option<i64> {
        let log = self.world.log();
        let mut chat = log
            .shown
            .range((self.chat, i64::MIN)..=(self.chat, i64::MAX))
            .rev();
        chat.find(|(_, shown)| shown.by_bot).map(|((_, id), _)| *id)
    }

    /// As [`act`](Self::act), for what leaves no message: the transcript tells of it.
    #[track_caller]
    pub(super) fn deed(
        &self,
        what: &str,
        deed: impl FnOnce(&Self, &Emulator) -> Done + Send + 'static,
    ) -> Act {
        let what = format!("{} {what}", self.world.name(self.user));
        self.act(move |it, server| {
            it.world.log().add(Some(it.chat), What::Deed(what));
            deed(it, server)
        })
    }

    /// Something that this person does, and then the bot.
    #[track_caller]
    pub(super) fn act(&self, deed: impl FnOnce(&Self, &Emulator) -> Done + Send + 'static) -> Act {
        let (chat, place) = (self.clone(), Location::caller());
        Act::new(async move {
            chat.world.refuse_errors();
            let done = chat.world.act(|world| {
                world.log().read_all(chat.user, chat.chat);
                deed(&chat, world.emulator())
            });
            match done.await {
                Ok(message_id) => Sent { chat, message_id },
                Err(Failure::Refused(error)) => chat.cannot(place, &error.to_string()),
                Err(Failure::Missing(why)) => chat.cannot(place, &why),
            }
        })
    }

    /// Fails the test: this person's app would not let them do this.
    pub(super) fn cannot(&self, place: &Location<'_>, why: &str) -> ! {
        let name = self.world.name(self.user);
        let transcript = self.world.print(self.chat, None);
        panic!("{name} could not do this, at {place}: {why}\n\n{transcript}");
    }
}

/// The smallest picture: one white pixel, as a GIF.
pub(super) const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b";
