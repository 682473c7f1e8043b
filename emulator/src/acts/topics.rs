//! People begin topics of forums and close them.

use crate::{ControlError, Emulator};

impl Emulator {
    /// A person begins a topic of a forum; returns its `message_thread_id`. Messages come into it by
    /// [`UserMessage::in_topic`](crate::UserMessage::in_topic), and as answers to its messages.
    pub fn begin_topic(&self, user_id: i64, chat_id: i64, name: &str) -> Result<i64, ControlError> {
        self.world
            .update(|state| state.user_begins_topic(user_id, chat_id, name))
    }

    /// A person closes a topic of a forum, or with `None` the general one.
    pub fn close_topic(
        &self,
        user_id: i64,
        chat_id: i64,
        message_thread_id: Option<i64>,
    ) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_closes_topic(user_id, chat_id, message_thread_id, true))
    }

    /// A person reopens a topic of a forum, or with `None` the general one.
    pub fn reopen_topic(
        &self,
        user_id: i64,
        chat_id: i64,
        message_thread_id: Option<i64>,
    ) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_closes_topic(user_id, chat_id, message_thread_id, false))
    }
}
