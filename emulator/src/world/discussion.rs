//! Channels with discussion groups, and messages in the name of chats.

use super::{
    act::ControlError,
    chat::{ChatKey, GroupType},
    member::Status,
    membership::not_allowed,
    message::{Message, Sender},
    state::State,
    user::TELEGRAM,
};

impl State {
    /// A channel's post comes to its discussion group too, and is pinned there.
    pub(crate) fn forward_to_discussion(&mut self, channel: ChatKey, id: i64) {
        let ChatKey::Group(channel_id) = channel else {
            return;
        };
        let group = self.groups.get(&channel_id);
        let group = group.filter(|group| group.kind == GroupType::Channel);
        let Some(linked) = group.and_then(|group| group.linked_chat) else {
            return;
        };
        let post = self.message(channel, id);
        let Some(post) = post.filter(|post| !post.content.is_service()) else {
            return;
        };
        let chat = ChatKey::Group(linked);
        let copy = Message {
            origin: Some(post.origin_json(self)),
            album: post.album,
            reply_markup: post.reply_markup.clone(),
            is_protected: post.is_protected,
            sender_chat: Some(channel_id),
            is_automatic_forward: true,
            ..Message::new(self, chat, Sender::User(TELEGRAM), post.content.clone())
        };
        let copy = self.add_message(copy);
        self.pin_silently(chat, copy);
        self.tell_bots(chat, copy);
    }

    /// The chat in whose name a person's message goes out: the one they chose, or that of a group
    /// whose anonymous administrators they belong to.
    pub(crate) fn sender_chat(
        &self,
        user: i64,
        chat: ChatKey,
        chosen: Option<i64>,
    ) -> Result<Option<i64>, ControlError> {
        let ChatKey::Group(id) = chat else {
            return Ok(None);
        };
        let group = self.groups.get(&id).ok_or(ControlError::UnknownChat(id))?;
        if group.kind == GroupType::Channel {
            return Ok(None);
        }
        let Some(chosen) = chosen else {
            let status = group.status(user, self.clock.unix_time());
            let is_anonymous = matches!(
                status,
                Status::Owner {
                    is_anonymous: true,
                    ..
                } | Status::Administrator {
                    is_anonymous: true,
                    ..
                }
            );
            return Ok(is_anonymous.then_some(id));
        };
        let sender = self.groups.get(&chosen);
        let sender = sender.ok_or(ControlError::UnknownChat(chosen))?;
        if !sender.is_admin(user) {
            return Err(not_allowed(
                user,
                chosen,
                "only administrators write in its name",
            ));
        }
        if group.banned_chats.contains(&chosen) {
            return Err(not_allowed(
                user,
                id,
                "the chat in whose name they write is banned",
            ));
        }
        Ok(Some(chosen))
    }

    /// Whether the topic of a person's message exists and is open to them.
    pub(super) fn check_thread(&self, message: &Message) -> Result<(), ControlError> {
        let ChatKey::Group(id) = message.chat else {
            return Ok(());
        };
        let user = message.sender.id();
        let group = self.groups.get(&id).ok_or(ControlError::UnknownChat(id))?;
        if let Some(thread) = message.thread
            && !(group.is_forum && group.topics.by_id.contains_key(&thread))
        {
            return Err(not_allowed(user, id, "there is no such topic"));
        }
        let thread = message.thread.or_else(|| self.thread_of(message));
        if self.is_closed_to(message.chat, user, thread) {
            return Err(not_allowed(user, id, "the topic is closed"));
        }
        Ok(())
    }
}
