//! Business accounts, guest mode, ephemeral messages and drafts.

use serde_json::Value;

use crate::{
    ControlError, Emulator,
    world::{aside::Aside, chat::ChatKey},
};

impl Emulator {
    /// A person lets a bot answer for their business account, with rights by the names of
    /// `BusinessBotRights`, such as `can_reply`; returns the id of the connection. Done again, it
    /// changes the rights.
    pub fn connect_business(
        &self,
        user_id: i64,
        bot_id: i64,
        rights: &[&str],
    ) -> Result<String, ControlError> {
        self.world
            .update(|state| state.user_connects_business(user_id, bot_id, rights))
    }

    /// The owner of a business account takes the bot's access away.
    pub fn disconnect_business(&self, business_connection_id: &str) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_disconnects_business(business_connection_id))
    }

    /// A customer writes to a business account; returns the message's id.
    pub fn send_business(
        &self,
        business_connection_id: &str,
        customer_id: i64,
        text: &str,
    ) -> Result<i64, ControlError> {
        self.world
            .update(|state| state.business_text(business_connection_id, customer_id, false, text))
    }

    /// The owner of a business account writes to a customer by themselves; returns the message's
    /// id.
    pub fn send_as_business(
        &self,
        business_connection_id: &str,
        customer_id: i64,
        text: &str,
    ) -> Result<i64, ControlError> {
        self.world
            .update(|state| state.business_text(business_connection_id, customer_id, true, text))
    }

    /// A person edits their message in the chat of a customer with a business account.
    pub fn edit_business(
        &self,
        business_connection_id: &str,
        customer_id: i64,
        message_id: i64,
        text: &str,
    ) -> Result<(), ControlError> {
        self.world.update(|state| {
            state.business_edit(business_connection_id, customer_id, message_id, text)
        })
    }

    /// People delete messages of the chat of a customer with a business account.
    pub fn delete_business(
        &self,
        business_connection_id: &str,
        customer_id: i64,
        message_ids: &[i64],
    ) -> Result<(), ControlError> {
        self.world
            .update(|state| state.business_delete(business_connection_id, customer_id, message_ids))
    }

    /// The messages of a customer with a business account, oldest first.
    pub fn business_messages(&self, business_connection_id: &str, customer_id: i64) -> Vec<Value> {
        let aside = Aside::Business {
            connection: business_connection_id.to_owned(),
            customer: customer_id,
        };
        self.world.look(|state| state.asides_json(&aside))
    }

    /// Whether a bot marked a message of a customer as read.
    pub fn is_business_read(&self, business_connection_id: &str, message_id: i64) -> bool {
        self.world.look(|state| {
            let connection = state.connections.get(business_connection_id);
            connection.is_some_and(|connection| connection.read.contains(&message_id))
        })
    }

    /// A person mentions a bot in a group that it is not in; returns the id of the guest query.
    pub fn call_guest(
        &self,
        user_id: i64,
        bot_id: i64,
        chat_id: i64,
        text: &str,
    ) -> Result<String, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_calls_guest(user_id, bot_id, chat, text)
        })
    }

    /// A person writes something in a group that only one bot sees; returns its ephemeral id.
    pub fn send_ephemeral(
        &self,
        user_id: i64,
        bot_id: i64,
        chat_id: i64,
        text: &str,
    ) -> Result<i64, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_whispers(user_id, bot_id, chat, text)
        })
    }

    /// A person taps a button of an ephemeral message; returns the id of the callback query.
    pub fn tap_ephemeral(
        &self,
        user_id: i64,
        chat_id: i64,
        ephemeral_message_id: i64,
        callback_data: &str,
    ) -> Result<String, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_taps_ephemeral(user_id, chat, ephemeral_message_id, callback_data)
        })
    }

    /// The ephemeral messages that a person sees in a group, oldest first.
    pub fn ephemeral_messages(&self, user_id: i64, chat_id: i64) -> Vec<Value> {
        let aside = Aside::Ephemeral {
            chat: ChatKey::Group(chat_id),
            receiver: user_id,
        };
        self.world.look(|state| state.asides_json(&aside))
    }

    /// The drafts that a person sees in their private chat with a bot: `draft_id`, `can_stop`,
    /// `is_stopped` and the fields of a message. A draft is shown for 30 s, and until a message
    /// follows.
    pub fn drafts(&self, user_id: i64, bot_id: i64) -> Vec<Value> {
        let chat = ChatKey::Private {
            user: user_id,
            bot: bot_id,
        };
        self.world.look(|state| state.drafts_json(chat))
    }

    /// A person presses the stop button of a draft.
    pub fn stop_draft(&self, user_id: i64, bot_id: i64, draft_id: i64) -> Result<(), ControlError> {
        self.in_chat(user_id, bot_id, |state, chat| {
            state.user_stops_draft(chat, draft_id)
        })
    }
}
