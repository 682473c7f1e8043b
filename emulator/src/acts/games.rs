//! Games.

use bytes::Bytes;

use crate::{ControlError, Emulator};

impl Emulator {
    /// Gives a bot a game with a picture, as BotFather does; one with the same short name is
    /// replaced.
    pub fn add_game(
        &self,
        bot_id: i64,
        short_name: &str,
        title: &str,
        description: &str,
        photo: impl Into<Bytes>,
    ) -> Result<(), ControlError> {
        self.world
            .update(|state| state.add_game(bot_id, short_name, title, description, photo.into()))
    }

    /// A person taps the button that starts the game of a message; returns the id of the callback
    /// query, whose [answer](Self::callback_answer) brings the address of the game.
    pub fn play(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
    ) -> Result<String, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_plays(user_id, chat, message_id)
        })
    }
}
