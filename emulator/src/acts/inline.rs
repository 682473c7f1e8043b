//! Inline mode.

use crate::{ControlError, Emulator, InlineAnswer, InlineChatType};

impl Emulator {
    /// A person types a query of up to 256 characters behind the bot's name; returns the query's
    /// id. `offset` is empty, or the `next_offset` of the answer before when they scroll on.
    ///
    /// When an answer to the same query is cached, it is given at once and the bot gets no update.
    pub fn inline_query(
        &self,
        user_id: i64,
        bot_id: i64,
        text: &str,
        offset: &str,
        chat_type: InlineChatType,
    ) -> Result<String, ControlError> {
        self.world
            .update(|state| state.user_queries(user_id, bot_id, text, offset, chat_type))
    }

    /// How an inline query was answered, if it was.
    pub fn inline_answer(&self, inline_query_id: &str) -> Option<InlineAnswer> {
        self.world
            .look(|state| state.inline.answer(inline_query_id).cloned())
    }

    /// A person sends a result of the answer to their query to a chat; returns the message's id.
    /// It is sent via the bot, which gets `chosen_inline_result`.
    pub fn choose_inline_result(
        &self,
        user_id: i64,
        inline_query_id: &str,
        result_id: &str,
        chat_id: i64,
    ) -> Result<i64, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_chooses(user_id, inline_query_id, result_id, chat)
        })
    }

    /// A person shares a message that a bot prepared for them by `savePreparedInlineMessage`;
    /// returns the message's id.
    pub fn share_prepared(
        &self,
        user_id: i64,
        prepared_id: &str,
        chat_id: i64,
    ) -> Result<i64, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_shares(user_id, prepared_id, chat)
        })
    }
}
