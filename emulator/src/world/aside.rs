//! Messages beside the ordinary histories: ephemeral ones, which one person of a group sees, and
//! those of the chats of business accounts.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};

use super::{
    chat::ChatKey,
    message::{Message, Sender, View},
    state::{State, with_chat},
};

/// A bot without rights answers a person this long after they wrote or tapped.
pub(crate) const EPHEMERAL_WINDOW: Duration = Duration::from_secs(15);

/// Where messages lie that are in no ordinary history.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(crate) enum Aside {
    /// In a group, between a bot and one person.
    Ephemeral { chat: ChatKey, receiver: i64 },
    /// The chat of a customer with the account behind a business connection.
    Business { connection: String, customer: i64 },
}

#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Asides {
    #[serde(with = "crate::world::saved::pairs")]
    messages: BTreeMap<Aside, BTreeMap<i64, Message>>,
    last_ephemeral: i64,
}

impl Asides {
    pub(crate) fn message(&self, aside: &Aside, id: i64) -> Option<&Message> {
        self.messages.get(aside)?.get(&id)
    }

    pub(crate) fn message_mut(&mut self, aside: &Aside, id: i64) -> Option<&mut Message> {
        self.messages.get_mut(aside)?.get_mut(&id)
    }

    pub(crate) fn remove(&mut self, aside: &Aside, id: i64) -> Option<Message> {
        self.messages.get_mut(aside)?.remove(&id)
    }

    /// The messages there, oldest first.
    pub(crate) fn messages(&self, aside: &Aside) -> impl DoubleEndedIterator<Item = &Message> {
        let messages = self.messages.get(aside).into_iter();
        messages.flat_map(BTreeMap::values)
    }

    /// Where the message with this id lies among those of a business connection.
    pub(crate) fn business_place(&self, connection: &str, id: i64) -> Option<Aside> {
        let is_there = |(aside, messages): &(&Aside, &BTreeMap<i64, Message>)| {
            matches!(aside, Aside::Business { connection: own, .. } if own == connection)
                && messages.contains_key(&id)
        };
        let found = self.messages.iter().find(is_there);
        found.map(|(aside, _)| aside.clone())
    }
}

impl State {
    /// Stores a new message beside the histories; returns its id there.
    pub(crate) fn add_aside(&mut self, aside: &Aside, mut message: Message) -> i64 {
        let id = match aside {
            Aside::Ephemeral { .. } => {
                self.asides.last_ephemeral += 1;
                self.asides.last_ephemeral
            }
            Aside::Business { .. } => self.new_message_id(message.chat),
        };
        message.id = id;
        message.aside = Some(aside.clone());
        let messages = self.asides.messages.entry(aside.clone()).or_default();
        messages.insert(id, message);
        self.emit_aside(aside, id);
        id
    }

    /// Tells the page about a new or edited message.
    pub(crate) fn emit_aside(&mut self, aside: &Aside, id: i64) {
        let Some(message) = self.asides.message(aside, id) else {
            return;
        };
        let kind = match aside {
            Aside::Ephemeral { .. } => "ephemeral_message",
            Aside::Business { .. } => "business_message",
        };
        let json = message.json(self, self.people_view(message.chat));
        let event = with_chat(json!({"type": kind, "message": json}), message.chat);
        self.emit(event);
    }

    /// Removes an ephemeral message, and tells the page.
    pub(crate) fn remove_ephemeral(&mut self, aside: &Aside, id: i64) {
        let removed = self.asides.remove(aside, id);
        if let (Some(message), Aside::Ephemeral { receiver, .. }) = (removed, aside) {
            let event = json!({
                "type": "deleted_ephemeral_message",
                "ephemeral_message_id": id,
                "user_id": receiver,
            });
            self.emit(with_chat(event, message.chat));
        }
    }

    /// A message as a bot sees it.
    pub(crate) fn aside_json(&self, aside: &Aside, id: i64, bot: i64) -> Value {
        let message = self.asides.message(aside, id);
        message.map_or(Value::Null, |message| message.json(self, View::of_bot(bot)))
    }

    /// The messages beside the histories as people see them, oldest first.
    pub(crate) fn asides_json(&self, aside: &Aside) -> Vec<Value> {
        let one = |message: &Message| message.json(self, self.people_view(message.chat));
        self.asides.messages(aside).map(one).collect()
    }

    /// Whether this person wrote an ephemeral message a moment ago.
    pub(crate) fn wrote_ephemeral(&self, aside: &Aside, receiver: i64) -> bool {
        let window = i64::try_from(EPHEMERAL_WINDOW.as_secs()).unwrap_or_default();
        let since = self.clock.unix_time() - window;
        self.asides
            .messages(aside)
            .any(|message| message.sender == Sender::User(receiver) && message.date >= since)
    }
}
