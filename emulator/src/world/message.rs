//! Messages and how they look on the wire.

use serde_json::{Map, Value, json};

use super::{
    aside::Aside, chat::ChatKey, legacy, reaction, state::State, suggested_post::SuggestedPost,
    user,
};
use crate::entities::FormattedText;

pub(crate) use super::content::{Caption, Content, field};

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Sender {
    User(i64),
    Bot(i64),
}

impl Sender {
    pub(crate) fn id(self) -> i64 {
        match self {
            Self::User(id) | Self::Bot(id) => id,
        }
    }
}

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Message {
    pub(crate) id: i64,
    pub(crate) chat: ChatKey,
    pub(crate) sender: Sender,
    pub(crate) date: i64,
    pub(crate) edit_date: Option<i64>,
    pub(crate) reply_to: Option<Reply>,
    pub(crate) content: Content,
    /// The markup as the bot gave it, checked.
    pub(crate) reply_markup: Option<Value>,
    pub(crate) is_protected: bool,
    /// The bot by which a person sent it, in inline mode.
    pub(crate) via_bot: Option<i64>,
    /// The id under which that bot edits it.
    pub(crate) inline_message_id: Option<String>,
    /// The person who called the bot as a guest.
    pub(crate) guest_caller: Option<i64>,
    /// Where it lies beside the ordinary history.
    pub(crate) aside: Option<Aside>,
    /// Who alone sees it, when that is not the person of its place.
    pub(crate) receiver: Option<i64>,
    /// The album it is part of.
    pub(crate) album: Option<i64>,
    /// The `MessageOrigin` object of a forwarded message.
    pub(crate) origin: Option<Value>,
    pub(crate) effect: Option<String>,
    /// The topic of a forum, or the post that is talked about, by the id of its first message.
    pub(crate) thread: Option<i64>,
    /// The chat in whose name it was sent.
    pub(crate) sender_chat: Option<i64>,
    /// Whether it is a post of the channel whose discussion group this is.
    pub(crate) is_automatic_forward: bool,
    /// The person whose direct messages with a channel it belongs to.
    pub(crate) direct_topic: Option<i64>,
    /// What makes it a suggested post.
    pub(crate) suggested: Option<Box<SuggestedPost>>,
    /// Whether somebody paid for this post of a channel.
    pub(crate) is_paid_post: bool,
}

/// The message that a message answers.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Reply {
    /// The chat of that message.
    pub(crate) chat: ChatKey,
    pub(crate) message_id: i64,
    pub(crate) quote: Option<Quote>,
    /// The task of a checklist that is meant.
    pub(crate) checklist_task_id: Option<i64>,
    /// The option of a poll that is meant.
    pub(crate) poll_option_id: Option<String>,
}

impl Reply {
    /// An answer to a message as a whole.
    pub(crate) fn to(chat: ChatKey, message_id: i64) -> Self {
        Self {
            chat,
            message_id,
            quote: None,
            checklist_task_id: None,
            poll_option_id: None,
        }
    }
}

/// The part of the answered message that is quoted.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Quote {
    pub(crate) text: FormattedText,
    /// Where it begins in that message, in UTF-16 units.
    pub(crate) position: usize,
}

/// For whom a message is written down.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// File ids are this bot's.
    pub(crate) bot: i64,
    /// Whether keyboards below the input field are shown too: people see them, bots do not.
    pub(crate) all_markup: bool,
}

impl View {
    /// What a bot sees.
    pub(crate) fn of_bot(bot: i64) -> Self {
        Self {
            bot,
            all_markup: false,
        }
    }
}

impl Message {
    /// A message of `sender` that was written now; it gets its id when it is stored.
    pub(crate) fn new(state: &State, chat: ChatKey, sender: Sender, content: Content) -> Self {
        Self {
            id: 0,
            chat,
            sender,
            date: state.clock.unix_time(),
            edit_date: None,
            reply_to: None,
            content,
            reply_markup: None,
            is_protected: false,
            via_bot: None,
            inline_message_id: None,
            guest_caller: None,
            aside: None,
            receiver: None,
            album: None,
            origin: None,
            effect: None,
            thread: None,
            sender_chat: None,
            is_automatic_forward: false,
            direct_topic: None,
            suggested: None,
            is_paid_post: false,
        }
    }

    /// The `Message` object.
    pub(crate) fn json(&self, state: &State, view: View) -> Value {
        let mut json = self.json_without_reply(state, view);
        if let Some(reply) = &self.reply_to {
            let beside = self.aside.as_ref().filter(|_| reply.chat == self.chat);
            let beside = beside.and_then(|aside| state.asides.message(aside, reply.message_id));
            if let Some(target) = beside.or_else(|| state.message(reply.chat, reply.message_id)) {
                if reply.chat == self.chat {
                    let target = target.json_without_reply(state, view);
                    json.insert("reply_to_message".into(), target.into());
                } else {
                    let target = target.external_json(state, view);
                    json.insert("external_reply".into(), target);
                }
            }
            if let Some(task) = reply.checklist_task_id {
                json.insert("reply_to_checklist_task_id".into(), task.into());
            }
            if let Some(option) = &reply.poll_option_id {
                json.insert("reply_to_poll_option_id".into(), option.clone().into());
            }
            if let Some(quote) = &reply.quote {
                let mut object = Map::new();
                quote.text.write(&mut object, "text", "entities", state);
                object.insert("position".into(), quote.position.into());
                object.insert("is_manual".into(), true.into());
                json.insert("quote".into(), object.into());
            }
        }
        if self.reply_to.is_none()
            && !view.all_markup
            && let Some(topic) = self.topic_begin(state)
        {
            // As if everything in a topic answered the message that began it.
            let topic = topic.json_without_reply(state, view);
            json.insert("reply_to_message".into(), topic.into());
        }
        let mut json = json.into();
        if !view.all_markup && !state.server.omits_legacy_fields {
            legacy::add(&mut json);
        }
        json
    }

    /// The `Message` object without the message that it answers.
    pub(super) fn json_without_reply(&self, state: &State, view: View) -> Map<String, Value> {
        let mut json = Map::new();
        json.insert("message_id".into(), self.id.into());
        self.write_sender(&mut json, state);
        json.insert("chat".into(), state.chat_json(self.chat));
        json.insert("date".into(), self.date.into());
        if let Some(date) = self.edit_date {
            json.insert("edit_date".into(), date.into());
        }
        for (key, value) in [
            ("forward_origin", self.origin.clone()),
            ("effect_id", self.effect.clone().map(Value::from)),
            (
                "media_group_id",
                self.album.map(|album| album.to_string().into()),
            ),
        ] {
            if let Some(value) = value {
                json.insert(key.into(), value);
            }
        }
        if let Some(bot) = self.via_bot {
            json.insert("via_bot".into(), state.member_json(bot));
        }
        if self.is_protected {
            json.insert("has_protected_content".into(), true.into());
        }
        self.write_aside(&mut json, state);
        self.write_suggestion(&mut json, state);
        self.content.write(&mut json, state, self.chat, view);
        if view.all_markup
            && let Some(reactions) = state.reactions(self.chat, self.id)
            && self.aside.is_none()
        {
            // A bot is told of reactions, but never finds them at the message.
            json.insert("reactions".into(), reaction::shown(reactions).into());
        }
        if let Some(markup) = &self.reply_markup
            && (view.all_markup || markup.get("inline_keyboard").is_some())
        {
            json.insert("reply_markup".into(), markup.clone());
        }
        json
    }

    /// The message that began the topic of a forum in which this is another.
    fn topic_begin<'a>(&self, state: &'a State) -> Option<&'a Message> {
        let thread = self.thread.filter(|thread| *thread != self.id)?;
        let begin = state.message(self.chat, thread)?;
        begin.content.begins_topic().then_some(begin)
    }

    /// Who is shown as the sender, and where in the chat it was sent.
    fn write_sender(&self, json: &mut Map<String, Value>, state: &State) {
        if state.is_channel(self.chat) {
            json.insert("sender_chat".into(), state.chat_json(self.chat));
            return;
        }
        let mut sender = self.sender.id();
        if let Some(chat) = self.sender_chat {
            json.insert("sender_chat".into(), state.chat_json(ChatKey::Group(chat)));
            sender = match self.chat {
                _ if self.is_automatic_forward => user::TELEGRAM,
                ChatKey::Group(own) if own == chat => user::GROUP_ANONYMOUS_BOT,
                _ => user::CHANNEL_BOT,
            };
        }
        json.insert("from".into(), state.member_json(sender));
        if self.is_automatic_forward {
            json.insert("is_automatic_forward".into(), true.into());
        }
        let ChatKey::Group(id) = self.chat else {
            return;
        };
        let Some(group) = state.groups.get(&id) else {
            return;
        };
        let boosts = state.boosts_of(id, sender).count();
        if boosts > 0 {
            json.insert("sender_boost_count".into(), boosts.into());
        }
        if let Some(tag) = group.tags.get(&sender) {
            json.insert("sender_tag".into(), tag.clone().into());
        }
        if let Some(thread) = self.thread {
            json.insert("message_thread_id".into(), thread.into());
            if group.is_forum {
                json.insert("is_topic_message".into(), true.into());
            }
        }
    }

    /// What tells messages apart that lie beside the ordinary history.
    fn write_aside(&self, json: &mut Map<String, Value>, state: &State) {
        if let Some(caller) = self.guest_caller {
            json.insert("guest_bot_caller_user".into(), state.member_json(caller));
        }
        match &self.aside {
            None => {}
            Some(Aside::Ephemeral { receiver, .. }) => {
                json.insert("message_id".into(), 0.into());
                json.insert("ephemeral_message_id".into(), self.id.into());
                let receiver = self.receiver.unwrap_or(*receiver);
                json.insert("receiver_user".into(), state.member_json(receiver));
            }
            Some(Aside::Business { connection, .. }) => {
                json.insert("business_connection_id".into(), connection.clone().into());
                if let Sender::Bot(bot) = self.sender
                    && let Some(connection) = state.connections.get(connection)
                {
                    json.insert("from".into(), state.member_json(connection.owner));
                    json.insert("sender_business_bot".into(), state.member_json(bot));
                }
            }
        }
    }

    /// The `MessageOrigin` object of a forward of this message.
    pub(crate) fn origin_json(&self, state: &State) -> Value {
        if let Some(origin) = &self.origin {
            return origin.clone();
        }
        if state.is_channel(self.chat) {
            return json!({
                "type": "channel",
                "date": self.date,
                "chat": state.chat_json(self.chat),
                "message_id": self.id,
            });
        }
        match self.sender {
            Sender::User(id) if state.users.get(&id).is_some_and(|user| user.hides_forwards) => {
                let name = state.users.get(&id).map(|user| user.first_name.as_str());
                json!({"type": "hidden_user", "date": self.date, "sender_user_name": name})
            }
            Sender::User(id) | Sender::Bot(id) => {
                json!({"type": "user", "date": self.date, "sender_user": state.member_json(id)})
            }
        }
    }

    /// The `ExternalReplyInfo` object of an answer to this message in another chat.
    fn external_json(&self, state: &State, view: View) -> Value {
        let mut json = Map::new();
        self.content.write(&mut json, state, self.chat, view);
        // Text is quoted, not repeated.
        for key in [
            "text",
            "entities",
            "caption",
            "caption_entities",
            "show_caption_above_media",
        ] {
            json.remove(key);
        }
        json.insert("origin".into(), self.origin_json(state));
        if matches!(self.chat, ChatKey::Group(_)) {
            json.insert("chat".into(), state.chat_json(self.chat));
            json.insert("message_id".into(), self.id.into());
        }
        json.into()
    }
}
