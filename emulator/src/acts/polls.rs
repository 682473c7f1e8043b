//! People vote in polls and react to messages.

use crate::{ControlError, Emulator};

impl Emulator {
    /// A person votes for the options at these places, counted from 0, instead of what they voted
    /// for before.
    ///
    /// # Errors
    /// The poll is closed, has no such options, takes one answer only, or no other one.
    pub fn vote(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        option_ids: &[usize],
    ) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_votes(user_id, chat, message_id, option_ids)
        })
    }

    /// A person takes their vote back.
    pub fn retract_vote(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
    ) -> Result<(), ControlError> {
        self.vote(user_id, chat_id, message_id, &[])
    }

    /// A person adds an option to a poll that allows it.
    pub fn add_poll_option(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        text: &str,
    ) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_adds_option(user_id, chat, message_id, text)
        })
    }

    /// A person reacts to a message with emoji, or ids of custom emoji, instead of their reactions
    /// before; with none they take them back.
    pub fn react(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        reactions: &[&str],
    ) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_reacts(user_id, chat, message_id, reactions)
        })
    }
}
