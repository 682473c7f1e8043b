//! Messages of people: new, in albums, forwarded, edited, deleted.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    act::ControlError,
    chat::ChatKey,
    checklist::MAX_TASKS,
    content::{Caption, Content, Media, field},
    dice,
    file::{File, FileKind},
    ids,
    message::{Message, Quote, Reply, Sender},
    probe,
    state::State,
    user_message::{Body, NewFile, UserMessage, Words, bad},
};
use crate::entities::{self, FormattedText, utf16_length};

/// The most characters of a text message.
const MAX_TEXT: usize = 4096;
/// A location that is live until it is stopped.
const FOREVER: i64 = 0x7FFF_FFFF;

impl State {
    /// `user` sends a message; returns its id.
    pub(crate) fn user_posts(
        &mut self,
        user: i64,
        chat: ChatKey,
        message: UserMessage,
    ) -> Result<i64, ControlError> {
        let message = self.composed(user, chat, message)?;
        Ok(self.deliver(message))
    }

    /// `user` sends photos and videos, or documents, or audios, as one album of 2 to 10.
    pub(crate) fn user_posts_album(
        &mut self,
        user: i64,
        chat: ChatKey,
        messages: Vec<UserMessage>,
    ) -> Result<Vec<i64>, ControlError> {
        if !(2..=10).contains(&messages.len()) {
            return Err(bad("an album has 2 to 10 messages"));
        }
        let family = |message: &UserMessage| match &message.body {
            Body::File(file) => match file.kind {
                FileKind::Photo | FileKind::Video | FileKind::LivePhoto => Some(0),
                FileKind::Document => Some(1),
                FileKind::Audio => Some(2),
                _ => None,
            },
            _ => None,
        };
        let first = messages.first().and_then(family);
        if first.is_none() || messages.iter().any(|message| family(message) != first) {
            return Err(bad(
                "an album has photos and videos, or documents only, or audios only",
            ));
        }
        let composed = messages
            .into_iter()
            .map(|message| self.composed(user, chat, message))
            .collect::<Result<Vec<_>, _>>()?;
        let album = ids::positive();
        let deliver = |mut message: Message| {
            message.album = Some(album);
            self.deliver(message)
        };
        Ok(composed.into_iter().map(deliver).collect())
    }

    /// A message that is not sent yet.
    fn composed(
        &mut self,
        user: i64,
        chat: ChatKey,
        message: UserMessage,
    ) -> Result<Message, ControlError> {
        let reply_to = match &message.reply_to {
            None => None,
            Some(reply) => {
                let answered = match reply.chat_id {
                    None => chat,
                    Some(id) => self.chat_of_user(user, id, chat.bot())?,
                };
                let quote = reply.quote.as_deref();
                Some(self.user_reply(answered, reply.message_id, quote)?)
            }
        };
        let sender_chat = self.sender_chat(user, chat, message.sent_as)?;
        let thread = message.thread;
        let suggested = message.suggested.clone().map(Box::new);
        let content = self.content_of(message)?;
        self.user_sends_in(user, chat, content.needs(self).permission)?;
        let message = Message {
            reply_to,
            thread,
            sender_chat,
            ..Message::new(self, chat, Sender::User(user), content)
        };
        self.check_thread(&message)?;
        let direct_topic = self.direct_topic(&message)?;
        if suggested.is_some() && direct_topic.is_none() {
            return Err(bad("posts are suggested in direct messages of channels"));
        }
        Ok(Message {
            direct_topic,
            suggested,
            ..message
        })
    }

    fn user_reply(
        &self,
        chat: ChatKey,
        message_id: i64,
        quote: Option<&str>,
    ) -> Result<Reply, ControlError> {
        let answered = self.message_of(chat, message_id)?;
        let text = &answered.content.text().text;
        let quote = match quote {
            None => None,
            Some(quote) => {
                let at = text
                    .find(quote)
                    .ok_or_else(|| bad("the quote is no part of the answered message"))?;
                Some(Quote {
                    text: FormattedText::plain(quote),
                    position: utf16_length(&text[..at]),
                })
            }
        };
        Ok(Reply {
            quote,
            ..Reply::to(chat, message_id)
        })
    }

    /// Stores a message that somebody wrote, and tells the bots.
    fn deliver(&mut self, message: Message) -> i64 {
        let chat = message.chat;
        let id = self.add_message(message);
        self.tell_bots(chat, id);
        id
    }

    fn message_of(&self, chat: ChatKey, message_id: i64) -> Result<&Message, ControlError> {
        self.message(chat, message_id)
            .ok_or(ControlError::NoMessage {
                chat_id: chat.id(),
                message_id,
            })
    }

    fn content_of(&mut self, message: UserMessage) -> Result<Content, ControlError> {
        match message.body {
            Body::Text(words) => {
                let text = self.words(&words)?;
                text_content(text)
            }
            Body::Plain(mut fields) => {
                if let Some(contact) = fields.get_mut("contact")
                    && contact.get("user_id").is_none()
                {
                    let phone = contact["phone_number"].as_str().unwrap_or_default();
                    if let Some(owner) = self.user_with_phone(phone) {
                        contact["user_id"] = json!(owner);
                    }
                }
                Ok(Content::Plain(fields))
            }
            Body::Dice(emoji) => {
                let emoji = emoji.trim_end_matches('\u{fe0f}');
                let sides =
                    dice::sides(emoji).ok_or_else(|| bad(format!("there is no dice {emoji:?}")))?;
                let value = self.dice.throw(sides);
                let dice = json!({"emoji": emoji, "value": value});
                Ok(Content::Plain(field("dice", dice)))
            }
            Body::Checklist(checklist) => {
                let count = checklist.tasks.len();
                let texts = checklist.tasks.iter().map(|task| &task.text);
                let is_empty = |text: &FormattedText| text.text.trim().is_empty();
                if !(1..=MAX_TASKS).contains(&count)
                    || texts.chain([&checklist.title]).any(is_empty)
                {
                    return Err(bad("a checklist has a title and 1 to 30 tasks, none empty"));
                }
                Ok(Content::Checklist(Box::new(checklist)))
            }
            Body::File(file) => {
                let caption = Caption {
                    text: self.words(&message.caption)?,
                    show_above_media: message.show_caption_above_media,
                };
                let has_spoiler = message.has_spoiler && file.kind.has_spoiler();
                let media = Media {
                    has_spoiler,
                    ..self.store_file(*file, caption)?
                };
                Ok(Content::Media(media))
            }
        }
    }

    fn words(&self, words: &Words) -> Result<FormattedText, ControlError> {
        match words {
            Words::Plain(text) => Ok(entities::find(entities::trim(FormattedText::plain(text)))),
            Words::Html(html) => {
                entities::parse(html, "HTML", "", self).map_err(|error| bad(error.description()))
            }
        }
    }

    fn store_file(&mut self, file: NewFile, caption: Caption) -> Result<Media, ControlError> {
        let NewFile {
            kind,
            upload,
            details,
            still,
        } = file;
        if upload.bytes.is_empty() {
            return Err(bad("the file is empty"));
        }
        let still = match (kind, still) {
            (FileKind::LivePhoto, None) => return Err(ControlError::NoPicture),
            (_, None) => None,
            (_, Some(bytes)) => {
                let size = probe::picture(&bytes).ok_or(ControlError::NoPicture)?;
                Some(self.files.add(File::picture(FileKind::Photo, bytes, size)))
            }
        };
        let file = if kind == FileKind::Photo {
            let size = probe::picture(&upload.bytes).ok_or(ControlError::NoPicture)?;
            File::picture(kind, upload.bytes, size)
        } else {
            File::uploaded(kind, upload, details)
        };
        let file = self.files.add(file);
        Ok(Media {
            still,
            ..Media::new(file, caption)
        })
    }

    /// Whose number this is.
    pub(crate) fn user_with_phone(&self, phone: &str) -> Option<i64> {
        let phone = phone.trim_start_matches('+');
        let owner = self.users.values().find(|user| {
            let own = user.phone_number.as_deref();
            own.is_some_and(|own| own.trim_start_matches('+') == phone)
        });
        owner.map(|user| user.id)
    }

    /// `user` forwards messages to another chat; albums stay together. Returns their new ids.
    pub(crate) fn user_forwards(
        &mut self,
        user: i64,
        from: ChatKey,
        message_ids: &[i64],
        to: ChatKey,
    ) -> Result<Vec<i64>, ControlError> {
        let mut albums = BTreeMap::new();
        let mut messages = Vec::new();
        for id in message_ids {
            let original = self.message_of(from, *id)?;
            if original.is_protected || original.content.is_service() {
                return Err(ControlError::NotAllowed {
                    user_id: user,
                    chat_id: from.id(),
                    why: "the message is protected, or news about the chat",
                });
            }
            let content = original.content.clone();
            let album = original.album;
            let origin = original.origin_json(self);
            self.user_sends_in(user, to, content.needs(self).permission)?;
            messages.push(Message {
                origin: Some(origin),
                album: album.map(|album| *albums.entry(album).or_insert_with(ids::positive)),
                ..Message::new(self, to, Sender::User(user), content)
            });
        }
        Ok(messages
            .into_iter()
            .map(|message| self.deliver(message))
            .collect())
    }

    /// A message that `user` may edit: an own one, or as administrator any post of a channel.
    fn editable(
        &self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
    ) -> Result<&Message, ControlError> {
        let message = self.message_of(chat, message_id)?;
        let is_admin = || match chat {
            ChatKey::Group(id) => self
                .groups
                .get(&id)
                .is_some_and(|group| group.is_admin(user)),
            ChatKey::Private { .. } => false,
        };
        let is_own = message.sender == Sender::User(user) || self.is_channel(chat) && is_admin();
        if !is_own || message.origin.is_some() || message.via_bot.is_some() {
            return Err(ControlError::NotAllowed {
                user_id: user,
                chat_id: chat.id(),
                why: "only own messages can be edited, and none that is forwarded or via a bot",
            });
        }
        Ok(message)
    }

    fn edit(&mut self, chat: ChatKey, message_id: i64, content: Content) {
        let now = self.clock.unix_time();
        if let Some(message) = self.message_mut(chat, message_id) {
            message.content = content;
            message.edit_date = Some(now);
        }
        self.emit_message("edited_message", chat, message_id);
        self.tell_bots_of_edit(chat, message_id);
    }

    /// `user` gives an own message another text or caption.
    pub(crate) fn user_edits_text(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
        text: &str,
    ) -> Result<(), ControlError> {
        let message = self.editable(user, chat, message_id)?;
        let text = self.words(&Words::Plain(text.to_owned()))?;
        let content = match &message.content {
            Content::Text { .. } => text_content(text)?,
            Content::Media(media) => {
                let caption = Caption {
                    text,
                    ..media.caption
                };
                message
                    .content
                    .with_caption(self, caption)
                    .ok_or_else(|| bad("this message has no caption"))?
            }
            _ => return Err(bad("only texts and captions can be edited")),
        };
        self.edit(chat, message_id, content);
        Ok(())
    }

    /// `user` puts another file in the place of the one in an own message.
    pub(crate) fn user_edits_media(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
        message: UserMessage,
    ) -> Result<(), ControlError> {
        let old = self.editable(user, chat, message_id)?;
        if !matches!(old.content, Content::Media(_)) {
            return Err(bad("there is no file in the message"));
        }
        let content = self.content_of(message)?;
        if !matches!(content, Content::Media(_)) {
            return Err(bad("there is no file in the new message"));
        }
        self.edit(chat, message_id, content);
        Ok(())
    }

    /// `user`, whose live location a message shows, is somewhere else; `None` ends the sharing.
    pub(crate) fn user_moves(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
        place: Option<(f64, f64)>,
    ) -> Result<(), ControlError> {
        let message = self.editable(user, chat, message_id)?;
        let now = self.clock.unix_time();
        let live = message.content.plain("location").filter(|location| {
            let period = location["live_period"].as_i64().unwrap_or_default();
            period == FOREVER || message.date + period >= now && period > 0
        });
        let mut location = live.ok_or_else(|| bad("the location is not live"))?.clone();
        match (place, location.as_object_mut()) {
            (Some((latitude, longitude)), _) => {
                location["latitude"] = json!(latitude);
                location["longitude"] = json!(longitude);
            }
            (None, Some(fields)) => {
                fields.retain(|name, _| matches!(name.as_str(), "latitude" | "longitude"));
            }
            (None, None) => {}
        }
        let content = Content::Plain(field("location", location));
        self.edit(chat, message_id, content);
        Ok(())
    }

    /// `user` deletes a message for everyone: an own one, any of a private chat, or as
    /// administrator any. No bot is told.
    pub(crate) fn user_deletes(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
    ) -> Result<(), ControlError> {
        let message = self.message_of(chat, message_id)?;
        let may = match chat {
            ChatKey::Private { .. } => true,
            ChatKey::Group(id) => {
                let group = self.groups.get(&id);
                message.sender == Sender::User(user)
                    || group.is_some_and(|group| group.is_admin(user))
            }
        };
        if !may {
            return Err(ControlError::NotAllowed {
                user_id: user,
                chat_id: chat.id(),
                why: "only administrators delete messages of others",
            });
        }
        self.delete_messages(chat, &[message_id]);
        Ok(())
    }
}

/// A text that can be sent.
fn text_content(text: FormattedText) -> Result<Content, ControlError> {
    if text.text.is_empty() {
        return Err(ControlError::EmptyText);
    }
    if text.text.chars().count() > MAX_TEXT {
        return Err(ControlError::TextTooLong);
    }
    Ok(Content::Text {
        text,
        link_preview: None,
    })
}
