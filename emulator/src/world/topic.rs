//! Topics of forums.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    act::ControlError,
    chat::{ChatKey, Group},
    membership::not_allowed,
    message::{Content, Message, Sender, field},
    state::State,
};

/// The colors an icon can have.
pub(crate) const COLORS: [i64; 6] = [
    7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047,
];
/// The most characters of a name.
pub(crate) const MAX_NAME: usize = 128;

/// A topic; its id is that of the message that began it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Topic {
    pub(crate) name: String,
    pub(crate) icon_color: i64,
    pub(crate) icon_custom_emoji_id: String,
    pub(crate) is_closed: bool,
    /// Who began it, and may change it.
    pub(crate) creator: i64,
}

impl Topic {
    /// The fields that `ForumTopic` and `ForumTopicCreated` share.
    pub(crate) fn json(&self) -> Value {
        let mut json = json!({"name": self.name, "icon_color": self.icon_color});
        if !self.icon_custom_emoji_id.is_empty() {
            json["icon_custom_emoji_id"] = json!(self.icon_custom_emoji_id);
        }
        json
    }
}

/// The topics of a chat by their ids, and the general one, which has none.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Topics {
    pub(crate) by_id: BTreeMap<i64, Topic>,
    pub(crate) general_name: String,
    pub(crate) is_general_closed: bool,
    pub(crate) is_general_hidden: bool,
}

impl Default for Topics {
    fn default() -> Self {
        Self {
            by_id: BTreeMap::new(),
            general_name: "General".into(),
            is_general_closed: false,
            is_general_hidden: false,
        }
    }
}

impl Group {
    /// Whether a topic, or the general one with `None`, is closed to `member`.
    fn is_closed_to(&self, member: i64, thread: Option<i64>, now: i64) -> bool {
        let is_closed = match thread {
            None => self.topics.is_general_closed,
            Some(id) => self
                .topics
                .by_id
                .get(&id)
                .is_some_and(|topic| topic.is_closed),
        };
        let may_manage = self.is_admin(member) && self.may(member, "can_manage_topics", now);
        self.is_forum && is_closed && !may_manage
    }
}

impl State {
    /// Whether a topic of the chat is closed to `member`.
    pub(crate) fn is_closed_to(&self, chat: ChatKey, member: i64, thread: Option<i64>) -> bool {
        let ChatKey::Group(id) = chat else {
            return false;
        };
        let now = self.clock.unix_time();
        let group = self.groups.get(&id);
        group.is_some_and(|group| group.is_closed_to(member, thread, now))
    }

    /// The thread that a message belongs to by itself: the one that it begins, or that of the
    /// message it answers.
    pub(super) fn thread_of(&self, message: &Message) -> Option<i64> {
        if message.content.begins_topic() {
            return Some(message.id);
        }
        let reply = message.reply_to.as_ref()?;
        let answered = self.message(message.chat, reply.message_id);
        let answered = answered.filter(|_| reply.chat == message.chat)?;
        let is_post = answered.is_automatic_forward;
        answered.thread.or_else(|| is_post.then_some(answered.id))
    }

    /// Begins a topic; returns its id.
    pub(crate) fn begin_topic(&mut self, by: Sender, group: i64, topic: Topic) -> i64 {
        let news = field("forum_topic_created", topic.json());
        let id = self.announce(ChatKey::Group(group), by, news);
        if let Some(group) = self.groups.get_mut(&group) {
            group.topics.by_id.insert(id, topic);
        }
        id
    }

    /// Posts news about a topic, or the general one with `None`.
    pub(crate) fn announce_in_topic(
        &mut self,
        by: Sender,
        group: i64,
        thread: Option<i64>,
        name: &str,
        news: Value,
    ) {
        let chat = ChatKey::Group(group);
        let content = Content::Service(field(name, news));
        let message = Message {
            thread,
            ..Message::new(self, chat, by, content)
        };
        let id = self.add_message(message);
        self.tell_bots(chat, id);
    }

    /// Closes or reopens a topic, or the general one with `None`; `false` when it is so already.
    pub(crate) fn close_topic(
        &mut self,
        by: Sender,
        group: i64,
        thread: Option<i64>,
        is_closed: bool,
    ) -> bool {
        let Some(found) = self.groups.get_mut(&group) else {
            return false;
        };
        let state = match thread {
            None => Some(&mut found.topics.is_general_closed),
            Some(id) => found
                .topics
                .by_id
                .get_mut(&id)
                .map(|topic| &mut topic.is_closed),
        };
        let Some(state) = state.filter(|state| **state != is_closed) else {
            return false;
        };
        *state = is_closed;
        let name = if is_closed {
            "forum_topic_closed"
        } else {
            "forum_topic_reopened"
        };
        self.announce_in_topic(by, group, thread, name, json!({}));
        true
    }

    /// Deletes a topic with its messages.
    pub(crate) fn delete_topic(&mut self, group: i64, thread: i64) {
        if let Some(group) = self.groups.get_mut(&group) {
            group.topics.by_id.remove(&thread);
        }
        let chat = ChatKey::Group(group);
        let messages = self.history(chat);
        let messages = messages.filter(|message| message.thread == Some(thread));
        let ids: Vec<i64> = messages.map(|message| message.id).collect();
        self.delete_messages(chat, &ids);
    }

    /// `user` begins a topic; returns its id.
    pub(crate) fn user_begins_topic(
        &mut self,
        user: i64,
        group: i64,
        name: &str,
    ) -> Result<i64, ControlError> {
        self.in_group(user, group)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(ControlError::EmptyText);
        }
        self.in_forum(user, group)?;
        let topic = Topic {
            name: name.chars().take(MAX_NAME).collect(),
            icon_color: COLORS[0],
            icon_custom_emoji_id: String::new(),
            is_closed: false,
            creator: user,
        };
        Ok(self.begin_topic(Sender::User(user), group, topic))
    }

    /// `user` closes or reopens a topic, or the general one with `None`.
    pub(crate) fn user_closes_topic(
        &mut self,
        user: i64,
        group: i64,
        thread: Option<i64>,
        is_closed: bool,
    ) -> Result<(), ControlError> {
        self.in_group(user, group)?;
        self.in_forum(user, group)?;
        if self.close_topic(Sender::User(user), group, thread, is_closed) {
            return Ok(());
        }
        Err(not_allowed(
            user,
            group,
            "there is no such topic, or it is so already",
        ))
    }

    fn in_forum(&self, user: i64, id: i64) -> Result<(), ControlError> {
        let now = self.clock.unix_time();
        let group = self.groups.get(&id).ok_or(ControlError::UnknownChat(id))?;
        if !group.is_forum {
            return Err(not_allowed(user, id, "the chat is no forum"));
        }
        if !group.may(user, "can_manage_topics", now) {
            return Err(not_allowed(user, id, "topics are not theirs to manage"));
        }
        Ok(())
    }
}
