//! Business accounts that bots answer for.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{
    act::ControlError,
    aside::Aside,
    chat::ChatKey,
    checklist::ChecklistPlace,
    ids,
    message::{Content, Message, Sender},
    state::State,
};
use crate::{entities, entities::FormattedText};

/// What a bot may do for a business account, by the names of `BusinessBotRights`.
const RIGHTS: [&str; 14] = [
    "can_reply",
    "can_read_messages",
    "can_delete_sent_messages",
    "can_delete_all_messages",
    "can_edit_name",
    "can_edit_bio",
    "can_edit_profile_photo",
    "can_edit_username",
    "can_change_gift_settings",
    "can_view_gifts_and_stars",
    "can_convert_gifts_to_stars",
    "can_transfer_and_upgrade_gifts",
    "can_transfer_stars",
    "can_manage_stories",
];

/// A bot's access to a person's business account.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Connection {
    pub(crate) id: String,
    pub(crate) owner: i64,
    pub(crate) bot: i64,
    date: i64,
    rights: BTreeSet<String>,
    pub(crate) is_enabled: bool,
    /// Messages of customers that are marked as read.
    pub(crate) read: BTreeSet<i64>,
}

impl Connection {
    pub(crate) fn may(&self, right: &str) -> bool {
        self.rights.contains(right)
    }
}

/// All connections by their ids.
pub(crate) type Connections = BTreeMap<String, Connection>;

impl State {
    /// The `BusinessConnection` object.
    pub(crate) fn connection_json(&self, connection: &Connection) -> Value {
        let rights: Map<String, Value> = connection
            .rights
            .iter()
            .map(|right| ((*right).clone(), true.into()))
            .collect();
        json!({
            "id": connection.id,
            "user": self.member_json(connection.owner),
            "user_chat_id": connection.owner,
            "date": connection.date,
            "rights": rights,
            "is_enabled": connection.is_enabled,
        })
    }

    /// `owner` lets a bot answer for their business account, or gives it other rights; returns the
    /// id of the connection.
    pub(crate) fn user_connects_business(
        &mut self,
        owner: i64,
        bot: i64,
        rights: &[&str],
    ) -> Result<String, ControlError> {
        if !self.users.contains_key(&owner) {
            return Err(ControlError::UnknownUser(owner));
        }
        self.bot(bot).ok_or(ControlError::UnknownBot(bot))?;
        let known = |name: &&str| RIGHTS.into_iter().find(|right| right == name);
        let rights = rights
            .iter()
            .map(|name| {
                let right = known(name).map(str::to_owned);
                right.ok_or_else(|| ControlError::NoSuchRight((*name).to_owned()))
            })
            .collect::<Result<_, _>>()?;
        let own = |connection: &&Connection| connection.owner == owner && connection.bot == bot;
        let earlier = self.connections.values().find(own);
        let id = earlier.map_or_else(
            || ids::base64url(&ids::random_bytes()),
            |connection| connection.id.clone(),
        );
        let connection = Connection {
            id: id.clone(),
            owner,
            bot,
            date: self.clock.unix_time(),
            rights,
            is_enabled: true,
            read: BTreeSet::new(),
        };
        self.tell_connection(&connection);
        self.connections.insert(id.clone(), connection);
        Ok(id)
    }

    /// The owner takes the bot's access away.
    pub(crate) fn user_disconnects_business(&mut self, id: &str) -> Result<(), ControlError> {
        let connection = self
            .connections
            .get_mut(id)
            .ok_or_else(|| ControlError::NoConnection(id.to_owned()))?;
        connection.is_enabled = false;
        let connection = connection.clone();
        self.tell_connection(&connection);
        Ok(())
    }

    fn tell_connection(&mut self, connection: &Connection) {
        let payload = self.connection_json(connection);
        self.push_update(connection.bot, "business_connection", &payload);
    }

    /// The chat of a customer with the account; `customer` is not the owner.
    fn business_chat(&self, id: &str, customer: i64) -> Result<(Connection, Aside), ControlError> {
        let connection = self.connections.get(id);
        let connection = connection.filter(|connection| connection.is_enabled);
        let connection = connection.ok_or_else(|| ControlError::NoConnection(id.to_owned()))?;
        if !self.users.contains_key(&customer) || customer == connection.owner {
            return Err(ControlError::UnknownUser(customer));
        }
        let aside = Aside::Business {
            connection: id.to_owned(),
            customer,
        };
        Ok((connection.clone(), aside))
    }

    /// A checklist in the chat of a customer with the account.
    pub(crate) fn business_checklist(
        &self,
        id: &str,
        customer: i64,
        message_id: i64,
    ) -> Result<ChecklistPlace, ControlError> {
        let (connection, aside) = self.business_chat(id, customer)?;
        Ok(ChecklistPlace {
            chat: ChatKey::Private {
                user: customer,
                bot: connection.bot,
            },
            aside: Some(aside),
            message_id,
        })
    }

    /// A customer writes to the business account, or its owner to a customer; returns the message's
    /// id.
    pub(crate) fn business_text(
        &mut self,
        id: &str,
        customer: i64,
        from_owner: bool,
        text: &str,
    ) -> Result<i64, ControlError> {
        let (connection, aside) = self.business_chat(id, customer)?;
        if text.is_empty() {
            return Err(ControlError::EmptyText);
        }
        let bot = connection.bot;
        let chat = ChatKey::Private {
            user: customer,
            bot,
        };
        let sender = if from_owner {
            connection.owner
        } else {
            customer
        };
        let content = plain_text(text);
        let message = Message::new(self, chat, Sender::User(sender), content);
        let id = self.add_aside(&aside, message);
        let payload = self.aside_json(&aside, id, bot);
        self.push_update(bot, "business_message", &payload);
        Ok(id)
    }

    /// Who wrote a message of the chat gives it another text.
    pub(crate) fn business_edit(
        &mut self,
        id: &str,
        customer: i64,
        message_id: i64,
        text: &str,
    ) -> Result<(), ControlError> {
        let (connection, aside) = self.business_chat(id, customer)?;
        let now = self.clock.unix_time();
        let message = self
            .asides
            .message_mut(&aside, message_id)
            .filter(|message| matches!(message.sender, Sender::User(_)))
            .ok_or(ControlError::NoMessage {
                chat_id: customer,
                message_id,
            })?;
        message.content = plain_text(text);
        message.edit_date = Some(now);
        self.emit_aside(&aside, message_id);
        let payload = self.aside_json(&aside, message_id, connection.bot);
        self.push_update(connection.bot, "edited_business_message", &payload);
        Ok(())
    }

    /// Messages of the chat are deleted by people.
    pub(crate) fn business_delete(
        &mut self,
        id: &str,
        customer: i64,
        message_ids: &[i64],
    ) -> Result<(), ControlError> {
        let (connection, aside) = self.business_chat(id, customer)?;
        let gone: Vec<i64> = message_ids
            .iter()
            .copied()
            .filter(|message| self.asides.remove(&aside, *message).is_some())
            .collect();
        if let Some(missing) = message_ids.iter().find(|id| !gone.contains(id)) {
            return Err(ControlError::NoMessage {
                chat_id: customer,
                message_id: *missing,
            });
        }
        let chat = ChatKey::Private {
            user: customer,
            bot: connection.bot,
        };
        let payload = json!({
            "business_connection_id": id,
            "chat": self.chat_json(chat),
            "message_ids": gone,
        });
        self.push_update(connection.bot, "deleted_business_messages", &payload);
        Ok(())
    }
}

fn plain_text(text: &str) -> Content {
    Content::Text {
        text: entities::find(FormattedText::plain(text)),
        link_preview: None,
    }
}
