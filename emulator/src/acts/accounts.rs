//! What people give and allow: boosts, gifts, emoji statuses, bots of their own.

use serde_json::Value;

use crate::{ControlError, Emulator};

impl Emulator {
    /// A person boosts a supergroup or channel for 30 days; returns the boost's id.
    pub fn boost(&self, user_id: i64, chat_id: i64) -> Result<String, ControlError> {
        self.world
            .update(|state| state.user_boosts(user_id, chat_id))
    }

    /// A person takes their boosts of a chat back.
    pub fn remove_boosts(&self, user_id: i64, chat_id: i64) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_unboosts(user_id, chat_id))
    }

    /// A person buys a gift of the world for a person or a channel, with a text that may be empty.
    pub fn give_gift(
        &self,
        user_id: i64,
        owner_id: i64,
        gift_id: &str,
        text: &str,
    ) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_gives(user_id, owner_id, gift_id, text))
    }

    /// A person lets a bot change their emoji status, or not any more.
    pub fn allow_emoji_status(
        &self,
        user_id: i64,
        bot_id: i64,
        is_allowed: bool,
    ) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_lets_set_status(user_id, bot_id, is_allowed))
    }

    /// A person makes a bot that another bot manages; returns its id. The username ends in `bot`.
    pub fn make_bot(
        &self,
        user_id: i64,
        manager_bot_id: i64,
        username: &str,
        first_name: &str,
    ) -> Result<i64, ControlError> {
        self.world
            .update(|state| state.user_makes_bot(user_id, manager_bot_id, username, first_name))
    }

    /// How a bot described the person or chat with this id when it verified them.
    pub fn verification(&self, id: i64) -> Option<String> {
        self.world.look(|state| state.verified.get(&id).cloned())
    }

    /// The `KeyboardButton` that a bot prepared for a web app under this id.
    pub fn prepared_button(&self, id: &str) -> Option<Value> {
        let found = |(_, _, button): &(i64, i64, Value)| button.clone();
        self.world
            .look(|state| state.prepared_buttons.get(id).map(found))
    }
}
