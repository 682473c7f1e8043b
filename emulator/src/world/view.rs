//! What people see: the messages of a chat, answers to taps, what a bot is doing.

use serde_json::{Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    state::{State, with_chat},
};

impl State {
    /// The chat with this id on the wire; a private chat is the user's, with `bot` or the first.
    pub(crate) fn chat_by_id(&self, id: i64, bot: Option<i64>) -> Result<ChatKey, ControlError> {
        if self.groups.contains_key(&id) {
            return Ok(ChatKey::Group(id));
        }
        let bot = bot.unwrap_or_else(|| self.first_bot());
        self.bot(bot).ok_or(ControlError::UnknownBot(bot))?;
        if !self.users.contains_key(&id) {
            return Err(ControlError::UnknownChat(id));
        }
        Ok(ChatKey::Private { user: id, bot })
    }

    /// The messages of a chat as people see them, oldest first.
    pub(crate) fn messages_json(&self, chat: ChatKey) -> Vec<Value> {
        let view = self.people_view(chat);
        self.history(chat)
            .map(|message| message.json(self, view))
            .collect()
    }

    /// The newest `limit` messages between two ids, which are not among them, oldest first.
    pub(crate) fn messages_between(
        &self,
        chat: ChatKey,
        after: Option<i64>,
        before: Option<i64>,
        limit: usize,
    ) -> Vec<Value> {
        let view = self.people_view(chat);
        let mut messages: Vec<Value> = self
            .history_between(chat, after, before)
            .rev()
            .take(limit)
            .map(|message| message.json(self, view))
            .collect();
        messages.reverse();
        messages
    }

    /// Tells the page that a bot answered a tap.
    pub(crate) fn emit_callback_answer(&mut self, id: &str) {
        let Some(callback) = self.callbacks.get(id) else {
            return;
        };
        let Some(answer) = &callback.answer else {
            return;
        };
        let mut event = json!({
            "type": "callback_answer",
            "callback_query_id": id,
            "user_id": callback.user,
            "show_alert": answer.show_alert,
        });
        if let Some(text) = &answer.text {
            event["text"] = json!(text);
        }
        if let Some(url) = &answer.url {
            event["url"] = json!(url);
        }
        self.emit(event);
    }

    /// Tells the page what a bot is doing.
    pub(crate) fn emit_chat_action(&mut self, chat: ChatKey, bot: i64, action: &str) {
        let event = json!({"type": "chat_action", "action": action, "from": self.member_json(bot)});
        let mut event = with_chat(event, chat);
        event["bot_id"] = json!(bot);
        self.emit(event);
    }
}
