//! People come to chats by links and requests, and turn groups into supergroups.

use crate::{ControlError, Emulator};

impl Emulator {
    /// A person opens an invite link: they join the chat, or ask to be let in where the link says
    /// so; returns the chat's id. A subscription is paid from their Stars.
    pub fn join_by_link(&self, user_id: i64, invite_link: &str) -> Result<i64, ControlError> {
        self.world
            .update(|state| state.user_joins_by_link(user_id, invite_link))
    }

    /// A person asks to be let into a chat; bots that may let people in get `chat_join_request`.
    pub fn ask_to_join(&self, user_id: i64, chat_id: i64) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_asks_to_join(user_id, chat_id))
    }

    /// An administrator makes a bot that is one too the guard of a chat: it is asked about everybody
    /// who wants to join and has 10 s to answer. `None` ends that.
    pub fn set_guard_bot(
        &self,
        user_id: i64,
        chat_id: i64,
        bot_id: Option<i64>,
    ) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_sets_guard(user_id, chat_id, bot_id))
    }

    /// The web app that a guard bot opened for a person who asked to join.
    pub fn join_request_web_app(&self, user_id: i64, chat_id: i64) -> Option<String> {
        let found = |url: &str| url.to_owned();
        self.world
            .look(|state| state.join_web_app(chat_id, user_id).map(found))
    }

    /// A person pins a message.
    pub fn pin(&self, user_id: i64, chat_id: i64, message_id: i64) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_pins(user_id, chat, message_id, true)
        })
    }

    /// A person unpins a message.
    pub fn unpin(&self, user_id: i64, chat_id: i64, message_id: i64) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_pins(user_id, chat, message_id, false)
        })
    }

    /// An administrator turns a basic group into a supergroup; returns the new id.
    pub fn migrate(&self, user_id: i64, chat_id: i64) -> Result<i64, ControlError> {
        self.world
            .update(|state| state.user_migrates(user_id, chat_id))
    }
}
