//! Pinned messages, and other news of chats that are written differently for each bot.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    act::ControlError,
    aside::Aside,
    chat::{ChatKey, GroupType},
    membership::not_allowed,
    message::{Content, Message, Sender, View},
    state::{State, with_chat},
};

/// The pinned messages of every chat, the one pinned last at the end.
pub(crate) type Pinned = BTreeMap<ChatKey, Vec<i64>>;

/// The same of customers with business accounts.
pub(crate) type PinnedAsides = BTreeMap<Aside, Vec<i64>>;

/// News of a chat that hold a message or a file.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) enum News {
    Pinned(i64),
    Photo(usize),
    /// A gift by its id.
    Gift(String),
}

impl News {
    pub(super) fn write(
        &self,
        json: &mut Map<String, Value>,
        state: &State,
        chat: ChatKey,
        view: View,
    ) {
        match self {
            Self::Pinned(id) => {
                let pinned = state.message(chat, *id).map_or_else(
                    || json!({"chat": state.chat_json(chat), "message_id": id, "date": 0}),
                    |message| message.json_without_reply(state, view).into(),
                );
                json.insert("pinned_message".into(), pinned);
            }
            Self::Gift(id) => {
                if let Some(gift) = state.gifts.owned(id) {
                    json.insert("gift".into(), gift.info(state, view.bot));
                }
            }
            Self::Photo(file) => {
                let sizes = state.files.media_json(*file, view.bot);
                json.insert("new_chat_photo".into(), sizes);
            }
        }
    }
}

impl State {
    /// Posts such news in the name of `sender`.
    pub(crate) fn announce_news(&mut self, chat: ChatKey, sender: Sender, news: News) {
        let thread = match news {
            News::Pinned(id) => self.message(chat, id).and_then(|message| message.thread),
            News::Photo(_) | News::Gift(_) => None,
        };
        let message = Message {
            thread,
            ..Message::new(self, chat, sender, Content::News(news))
        };
        let id = self.add_message(message);
        self.tell_bots(chat, id);
    }

    /// Pins a message, with the news of it. Pinned again, it is the last one pinned.
    pub(crate) fn pin(&mut self, sender: Sender, chat: ChatKey, message_id: i64) {
        self.announce_news(chat, sender, News::Pinned(message_id));
        self.pin_silently(chat, message_id);
    }

    /// Pins a message without any news of it.
    pub(super) fn pin_silently(&mut self, chat: ChatKey, message_id: i64) {
        let pinned = self.pinned.entry(chat).or_default();
        pinned.retain(|own| *own != message_id);
        pinned.push(message_id);
        self.emit_pinned(chat);
    }

    /// `user` pins a message, or unpins it.
    pub(crate) fn user_pins(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
        is_pinned: bool,
    ) -> Result<(), ControlError> {
        if self.message(chat, message_id).is_none() {
            return Err(ControlError::NoMessage {
                chat_id: chat.id(),
                message_id,
            });
        }
        if let ChatKey::Group(id) = chat
            && let Some(group) = self.groups.get(&id)
        {
            let right = match group.kind {
                GroupType::Channel => "can_edit_messages",
                GroupType::Group | GroupType::Supergroup => "can_pin_messages",
            };
            if !group.may(user, right, self.clock.unix_time()) {
                return Err(not_allowed(user, id, "pinning is not permitted to them"));
            }
        }
        if is_pinned {
            self.pin(Sender::User(user), chat, message_id);
        } else {
            self.unpin(chat, |message| message.id == message_id);
        }
        Ok(())
    }

    /// Unpins the messages that `is_meant` says.
    pub(crate) fn unpin(&mut self, chat: ChatKey, is_meant: impl Fn(&Message) -> bool) {
        let Some(mut pinned) = self.pinned.remove(&chat) else {
            return;
        };
        pinned.retain(|id| {
            let message = self.message(chat, *id);
            message.is_some_and(|message| !is_meant(message))
        });
        if !pinned.is_empty() {
            self.pinned.insert(chat, pinned);
        }
        self.emit_pinned(chat);
    }

    /// The pinned messages of a chat, the one pinned last at the end.
    pub(crate) fn pinned_in(&self, chat: ChatKey) -> &[i64] {
        self.pinned.get(&chat).map_or(&[], Vec::as_slice)
    }

    /// Tells the page which messages are pinned.
    fn emit_pinned(&mut self, chat: ChatKey) {
        let event = json!({"type": "pinned", "message_ids": self.pinned_in(chat)});
        self.emit(with_chat(event, chat));
    }
}
