//! What a person sends beside texts.

use std::panic::Location;

use botwright_emulator::{UserMessage, WebApp, WebAppButton};

use super::act::Act;
use super::chat::{Failure, TestChat};

/// The bytes of files whose content no test looks at.
const BYTES: &[u8] = b"bytes";

impl TestChat {
    /// Sends a message of any kind, as [`UserMessage`] makes them: with a formatted caption, as a reply and
    /// so on.
    #[track_caller]
    pub fn post(&self, message: UserMessage) -> Act {
        self.act(move |it, server| Ok(Some(server.send_message(it.user, it.chat, message)?)))
    }

    /// Sends 2-10 photos as one album, with a caption, which may be empty.
    #[track_caller]
    pub fn album(&self, photos: usize, caption: &str) -> Act {
        let picture = || UserMessage::photo(super::chat::PICTURE);
        let mut items: Vec<_> = (0..photos).map(|_| picture()).collect();
        if let Some(first) = items.first_mut() {
            *first = picture().caption(caption);
        }
        self.post_album(items)
    }

    /// Sends 2-10 files as one album: photos and videos, or documents, or audio files.
    #[track_caller]
    pub fn post_album(&self, items: Vec<UserMessage>) -> Act {
        self.act(move |it, server| {
            let ids = server.send_album(it.user, it.chat, items)?;
            Ok(ids.first().copied())
        })
    }

    /// Sends a voice message of this many seconds.
    #[track_caller]
    pub fn voice(&self, seconds: u32) -> Act {
        self.post(UserMessage::voice(BYTES).duration(seconds))
    }

    /// Sends a video with a caption, which may be empty.
    #[track_caller]
    pub fn video(&self, caption: &str) -> Act {
        self.post(UserMessage::video(BYTES).dimensions(16, 9).caption(caption))
    }

    /// Sends a round video.
    #[track_caller]
    pub fn video_note(&self) -> Act {
        self.post(UserMessage::video_note(BYTES))
    }

    /// Sends a piece of music.
    #[track_caller]
    pub fn audio(&self, performer: &str, title: &str) -> Act {
        self.post(UserMessage::audio(BYTES).track(performer, title))
    }

    /// Sends a sticker that stands for this emoji.
    #[track_caller]
    pub fn sticker(&self, emoji: &str) -> Act {
        self.post(UserMessage::sticker(BYTES).emoji(emoji))
    }

    /// Sends a place, in degrees.
    #[track_caller]
    pub fn location(&self, latitude: f64, longitude: f64) -> Act {
        self.post(UserMessage::location(latitude, longitude))
    }

    /// Sends a contact from the address book.
    #[track_caller]
    pub fn contact(&self, phone_number: &str, first_name: &str) -> Act {
        self.post(UserMessage::contact(phone_number, first_name))
    }

    /// Throws a die, or another emoji of chance.
    #[track_caller]
    pub fn dice(&self, emoji: &str) -> Act {
        self.post(UserMessage::dice(emoji))
    }

    /// Taps the button below the input field that asks for a location, being there, in degrees.
    #[track_caller]
    pub fn share_location(&self, latitude: f64, longitude: f64) -> Act {
        self.act(move |it, server| {
            let id = server.share_location(it.user, it.chat, latitude, longitude)?;
            Ok(Some(id))
        })
    }

    /// Opens the web app of a button, of a message or below the input field: its address, and the data that
    /// the page would hand to its server, signed by the bot's token.
    ///
    /// # Panics
    /// There is no such button.
    #[track_caller]
    pub fn open_web_app(&self, label: &str) -> WebApp {
        let place = Location::caller();
        let Some((message_id, inline, _)) = self.button(label) else {
            self.cannot(place, &format!("there is no button [{label}]"));
        };
        let button = if inline {
            WebAppButton::Inline { message_id }
        } else {
            WebAppButton::Keyboard {
                text: label.to_owned(),
            }
        };
        let bot = self.world.bot().api().bot_id();
        let opened = self.world.emulator().open_web_app(self.user, bot, &button);
        opened.unwrap_or_else(|error| self.cannot(place, &error.to_string()))
    }

    /// Gives an own message another text, or its file another caption.
    #[track_caller]
    pub fn edit(&self, message_id: i64, text: &str) -> Act {
        let text = text.to_owned();
        self.act(move |it, server| {
            server.edit(it.user, it.chat, message_id, &text)?;
            Ok(Some(message_id))
        })
    }

    /// Writes something in a group that only the bot sees.
    #[track_caller]
    pub fn whisper(&self, text: &str) -> Act {
        let text = text.to_owned();
        self.act(move |it, server| {
            let bot = it.world.bot().api().bot_id();
            server.send_ephemeral(it.user, bot, it.chat, &text)?;
            Ok(None)
        })
    }

    /// Calls the bot in a group that it is not in: one with `#[group(outside)]`.
    #[track_caller]
    pub fn call_bot(&self, text: &str) -> Act {
        let text = text.to_owned();
        self.act(move |it, server| {
            let bot = it.world.bot().api().bot_id();
            server.call_guest(it.user, bot, it.chat, &text)?;
            Ok(None)
        })
    }

    /// Reacts to the bot's newest message with an emoji, instead of own reactions before.
    #[track_caller]
    pub fn react(&self, emoji: &str) -> Act {
        let emoji = emoji.to_owned();
        self.deed(&format!("reacts with {emoji}"), move |it, server| {
            let newest = it
                .newest()
                .ok_or_else(|| Failure::Missing("there is no message of the bot".to_owned()))?;
            server.react(it.user, it.chat, newest, &[&emoji])?;
            Ok(None)
        })
    }

    /// Reacts to a message with emoji, or ids of custom emoji; with none the own reactions go away.
    #[track_caller]
    pub fn react_to(&self, message_id: i64, reactions: &[&str]) -> Act {
        let reactions: Vec<_> = reactions.iter().map(|&it| it.to_owned()).collect();
        let deed = format!("reacts with {reactions:?}");
        self.deed(&deed, move |it, server| {
            let reactions: Vec<_> = reactions.iter().map(String::as_str).collect();
            server.react(it.user, it.chat, message_id, &reactions)?;
            Ok(None)
        })
    }

    /// Votes in the newest poll of the chat for the options with these texts; with none the vote is taken
    /// back.
    #[track_caller]
    pub fn vote(&self, options: &[&str]) -> Act {
        let options: Vec<_> = options.iter().map(|&it| it.to_owned()).collect();
        self.deed(&format!("votes for {options:?}"), move |it, server| {
            let messages = server.messages(it.chat);
            let newest = messages.iter().rev().find(|it| it.get("poll").is_some());
            let missing = |what: String| Failure::Missing(what);
            let message = newest.ok_or_else(|| missing("there is no poll".to_owned()))?;
            let known = message["poll"]["options"].as_array();
            let known = known.map_or(&[][..], Vec::as_slice);
            let place = |text: &String| {
                let place = known
                    .iter()
                    .position(|option| option["text"] == text.as_str());
                place.ok_or_else(|| missing(format!("the poll has no option {text:?}")))
            };
            let places = options.iter().map(place).collect::<Result<Vec<_>, _>>()?;
            let id = message["message_id"].as_i64().unwrap_or_default();
            server.vote(it.user, it.chat, id, &places)?;
            Ok(None)
        })
    }

    /// Joins the group: a person with `#[user(outside)]`, or one who has left.
    #[track_caller]
    pub fn join(&self) -> Act {
        self.deed("joins", |it, server| {
            server.join(it.user, it.chat)?;
            Ok(None)
        })
    }

    /// Asks to be let into the group.
    #[track_caller]
    pub fn ask_to_join(&self) -> Act {
        self.deed("asks to join", |it, server| {
            server.ask_to_join(it.user, it.chat)?;
            Ok(None)
        })
    }

    /// Leaves the group.
    #[track_caller]
    pub fn leave(&self) -> Act {
        self.deed("leaves", |it, server| {
            server.leave(it.user, it.chat)?;
            Ok(None)
        })
    }

    /// Makes somebody an administrator with rights by the names of `ChatAdministratorRights`, such as
    /// `can_pin_messages`; with none a plain member again. For a person with `#[user(admin)]`.
    #[track_caller]
    pub fn promote(&self, member_id: i64, rights: &[&str]) -> Act {
        let rights: Vec<_> = rights.iter().map(|&it| it.to_owned()).collect();
        let who = self.world.name(member_id).to_owned();
        self.deed(&format!("promotes {who}"), move |it, server| {
            let rights: Vec<_> = rights.iter().map(String::as_str).collect();
            server.promote(it.user, it.chat, member_id, &rights)?;
            Ok(None)
        })
    }

    /// Removes somebody from the group. For a person with `#[user(admin)]`.
    #[track_caller]
    pub fn kick(&self, member_id: i64) -> Act {
        let who = self.world.name(member_id).to_owned();
        self.deed(&format!("removes {who}"), move |it, server| {
            server.kick(it.user, it.chat, member_id)?;
            Ok(None)
        })
    }
}
