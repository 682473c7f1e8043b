//! Direct messages chats of channels, and the posts that are suggested there.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    content::field,
    message::{Content, Message, Sender, View},
    state::State,
    user_message::bad,
};

/// A post that was paid for has to stay this long, in seconds.
const PAID_AFTER: i64 = 86_400;

/// What became of a suggested post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum PostState {
    Pending,
    Approved,
    Declined,
}

/// What makes a message a suggested post.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct SuggestedPost {
    pub(crate) state: PostState,
    pub(crate) price: Option<PostPrice>,
    /// When it is to be published.
    pub(crate) send_date: Option<i64>,
}

/// What is paid for a post: Stars, or nanograms of TON.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct PostPrice {
    pub(crate) is_stars: bool,
    pub(crate) amount: i64,
}

impl PostPrice {
    /// The `SuggestedPostPrice` object.
    fn json(&self) -> Value {
        json!({"currency": self.currency(), "amount": self.amount})
    }

    fn currency(&self) -> &'static str {
        if self.is_stars { "XTR" } else { "TON" }
    }
}

impl SuggestedPost {
    /// The `SuggestedPostInfo` object.
    fn json(&self) -> Value {
        let state = match self.state {
            PostState::Pending => "pending",
            PostState::Approved => "approved",
            PostState::Declined => "declined",
        };
        let mut json = json!({"state": state});
        if let Some(price) = &self.price {
            json["price"] = price.json();
        }
        if let Some(date) = self.send_date {
            json["send_date"] = json!(date);
        }
        json
    }
}

/// What is to happen with an approved post.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) enum Step {
    Publish,
    /// The channel is paid, if this post of it is still there.
    Pay {
        post: i64,
    },
}

/// What is to happen when, by time and a number; with the chat and message of the suggestion.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct PostSchedule {
    #[serde(with = "crate::world::saved::pairs")]
    steps: BTreeMap<(i64, u64), (ChatKey, i64, Step)>,
    last: u64,
}

impl PostSchedule {
    fn add(&mut self, date: i64, chat: ChatKey, id: i64, step: Step) {
        self.last += 1;
        self.steps.insert((date, self.last), (chat, id, step));
    }

    /// When something happens next, as a Unix time.
    pub(super) fn next(&self) -> Option<i64> {
        self.steps.keys().next().map(|(date, _)| *date)
    }
}

impl Message {
    /// Writes whose direct messages it belongs to, and what became of it.
    pub(super) fn write_suggestion(&self, json: &mut Map<String, Value>, state: &State) {
        if let Some(topic) = self.direct_topic {
            let user = state.member_json(topic);
            let topic = json!({"topic_id": topic, "user": user});
            json.insert("direct_messages_topic".into(), topic);
        }
        if let Some(post) = &self.suggested {
            json.insert("suggested_post_info".into(), post.json());
        }
        if self.is_paid_post {
            json.insert("is_paid_post".into(), true.into());
        }
    }
}

impl State {
    /// The channel whose direct messages chat this is.
    pub(crate) fn channel_of_direct(&self, chat: ChatKey) -> Option<i64> {
        match chat {
            ChatKey::Group(id) => self.groups.get(&id)?.direct_messages_of,
            ChatKey::Private { .. } => None,
        }
    }

    /// The topic of a person's message in the direct messages of a channel: their own, or for an
    /// administrator the one that is answered.
    pub(super) fn direct_topic(&self, message: &Message) -> Result<Option<i64>, ControlError> {
        let Some(channel) = self.channel_of_direct(message.chat) else {
            return Ok(None);
        };
        let user = message.sender.id();
        let is_admin = self
            .groups
            .get(&channel)
            .is_some_and(|group| group.is_admin(user));
        if !is_admin {
            return Ok(Some(user));
        }
        let answered = message.reply_to.as_ref();
        let answered = answered.and_then(|reply| self.message(reply.chat, reply.message_id));
        let topic = answered.and_then(|answered| answered.direct_topic);
        topic
            .map(Some)
            .ok_or_else(|| bad("an administrator answers a message of the person meant"))
    }

    /// The suggested post that still waits.
    pub(crate) fn pending_post(&self, chat: ChatKey, id: i64) -> Option<&SuggestedPost> {
        let post = self.message(chat, id)?.suggested.as_deref()?;
        (post.state == PostState::Pending).then_some(post)
    }

    /// Approves a post that waits; it is published at `send_date`, or when it was suggested for, or
    /// at once.
    pub(crate) fn approve_post(
        &mut self,
        by: Sender,
        chat: ChatKey,
        id: i64,
        send_date: Option<i64>,
    ) {
        let now = self.clock.unix_time();
        let Some(post) = self.pending_post(chat, id).cloned() else {
            return;
        };
        let author = self.message(chat, id).map(|message| message.sender);
        if let (Some(price), Some(Sender::User(user))) = (&post.price, author)
            && price.is_stars
        {
            let Ok(balance) = self.check_stars(user, price.amount) else {
                let news = json!({"price": price.json()});
                self.tell_of_post(by, chat, id, "suggested_post_approval_failed", news);
                return;
            };
            self.payments.set_stars(user, balance - price.amount);
        }
        let date = send_date.or(post.send_date).unwrap_or(now).max(now);
        let mut news = json!({"send_date": date});
        if let Some(price) = &post.price {
            news["price"] = price.json();
        }
        self.set_post(chat, id, PostState::Approved, Some(date));
        self.tell_of_post(by, chat, id, "suggested_post_approved", news);
        self.post_schedule.add(date, chat, id, Step::Publish);
        self.run_due_posts();
    }

    /// Declines a post that waits.
    pub(crate) fn decline_post(&mut self, by: Sender, chat: ChatKey, id: i64, comment: &str) {
        if self.pending_post(chat, id).is_none() {
            return;
        }
        self.set_post(chat, id, PostState::Declined, None);
        let mut news = json!({});
        if !comment.is_empty() {
            news["comment"] = json!(comment);
        }
        self.tell_of_post(by, chat, id, "suggested_post_declined", news);
    }

    fn set_post(&mut self, chat: ChatKey, id: i64, new: PostState, date: Option<i64>) {
        if let Some(message) = self.message_mut(chat, id)
            && let Some(post) = &mut message.suggested
        {
            post.state = new;
            post.send_date = date.or(post.send_date);
        }
        self.emit_message("edited_message", chat, id);
    }

    /// Says in the topic of a suggested post what became of it.
    fn tell_of_post(&mut self, by: Sender, chat: ChatKey, id: i64, name: &str, mut news: Value) {
        let mut topic = None;
        if let Some(message) = self.message(chat, id) {
            let view = View::of_bot(self.first_bot());
            news["suggested_post_message"] = message.json_without_reply(self, view).into();
            topic = message.direct_topic;
        }
        let message = Message {
            direct_topic: topic,
            ..Message::new(self, chat, by, Content::Service(field(name, news)))
        };
        let id = self.add_message(message);
        self.tell_bots(chat, id);
    }

    /// Publishes posts and pays for them when their time has come.
    pub(super) fn run_due_posts(&mut self) {
        let now = self.clock.unix_time();
        while let Some((key, _)) = self.post_schedule.steps.first_key_value()
            && key.0 <= now
        {
            let Some((_, (chat, id, step))) = self.post_schedule.steps.pop_first() else {
                break;
            };
            match step {
                Step::Publish => self.publish_post(chat, id),
                Step::Pay { post } => self.pay_for_post(chat, id, post),
            }
        }
    }

    fn publish_post(&mut self, chat: ChatKey, id: i64) {
        let (Some(channel), Some(message)) = (self.channel_of_direct(chat), self.message(chat, id))
        else {
            return;
        };
        let price = message
            .suggested
            .as_ref()
            .and_then(|post| post.price.clone());
        let key = ChatKey::Group(channel);
        let post = Message {
            is_paid_post: price.is_some(),
            ..Message::new(self, key, message.sender, message.content.clone())
        };
        let post = self.add_message(post);
        self.tell_bots(key, post);
        if price.is_some() {
            let date = self.clock.unix_time() + PAID_AFTER;
            self.post_schedule.add(date, chat, id, Step::Pay { post });
        }
    }

    fn pay_for_post(&mut self, chat: ChatKey, id: i64, post: i64) {
        let Some(channel) = self.channel_of_direct(chat) else {
            return;
        };
        let Some(message) = self.message(chat, id) else {
            return;
        };
        let author = message.sender;
        let price = message
            .suggested
            .as_ref()
            .and_then(|post| post.price.clone());
        let Some(price) = price else {
            return;
        };
        if self.message(ChatKey::Group(channel), post).is_none() {
            if let (Sender::User(user), true) = (author, price.is_stars) {
                let balance = self.payments.stars(user, false);
                self.payments.set_stars(user, balance + price.amount);
            }
            let news = json!({"reason": "post_deleted"});
            self.tell_of_post(author, chat, id, "suggested_post_refunded", news);
            return;
        }
        let mut news = json!({"currency": price.currency()});
        if price.is_stars {
            news["star_amount"] = json!({"amount": price.amount});
        } else {
            news["amount"] = json!(price.amount);
        }
        self.tell_of_post(author, chat, id, "suggested_post_paid", news);
    }

    /// `user`, an administrator of the channel, approves a suggested post.
    pub(crate) fn user_approves_post(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
        send_date: Option<i64>,
    ) -> Result<(), ControlError> {
        self.check_judge(user, chat, message_id)?;
        self.approve_post(Sender::User(user), chat, message_id, send_date);
        Ok(())
    }

    /// `user`, an administrator of the channel, declines a suggested post.
    pub(crate) fn user_declines_post(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
        comment: &str,
    ) -> Result<(), ControlError> {
        self.check_judge(user, chat, message_id)?;
        self.decline_post(Sender::User(user), chat, message_id, comment);
        Ok(())
    }

    fn check_judge(&self, user: i64, chat: ChatKey, message_id: i64) -> Result<(), ControlError> {
        let channel = self.channel_of_direct(chat);
        let group = channel.and_then(|channel| self.groups.get(&channel));
        if !group.is_some_and(|group| group.is_admin(user)) {
            return Err(ControlError::NotAnAdmin {
                user_id: user,
                chat_id: chat.id(),
            });
        }
        self.pending_post(chat, message_id)
            .map(drop)
            .ok_or_else(|| bad("the message is no suggested post that waits"))
    }
}
