//! Guest mode: people call a bot in chats that it is not in.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    act::ControlError,
    chat::ChatKey,
    ids,
    inline::{InlineResult, ResultContent},
    message::{Content, Message, Sender, View},
    state::State,
};
use crate::{entities, entities::FormattedText};

/// A person's call for a bot.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct GuestQuery {
    user: i64,
    bot: i64,
    chat: ChatKey,
    message_id: i64,
    is_answered: bool,
}

/// Every call by its id.
pub(crate) type GuestQueries = BTreeMap<String, GuestQuery>;

impl State {
    /// `user` mentions a bot in a group that it is not in; returns the id of the query.
    pub(crate) fn user_calls_guest(
        &mut self,
        user: i64,
        bot: i64,
        chat: ChatKey,
        text: &str,
    ) -> Result<String, ControlError> {
        self.bot(bot).ok_or(ControlError::UnknownBot(bot))?;
        if self.bots_in(chat).contains(&bot) {
            return Err(ControlError::NoGuest {
                bot_id: bot,
                chat_id: chat.id(),
            });
        }
        if text.is_empty() {
            return Err(ControlError::EmptyText);
        }
        self.user_writes_in(user, chat)?;
        let content = Content::Text {
            text: entities::find(FormattedText::plain(text)),
            link_preview: None,
        };
        let message_id = self.add_message(Message::new(self, chat, Sender::User(user), content));
        self.tell_bots(chat, message_id);
        let id = ids::number();
        let message = self.message(chat, message_id);
        let mut payload = message
            .map(|message| message.json(self, View::of_bot(bot)))
            .unwrap_or_default();
        payload["guest_query_id"] = json!(id);
        self.push_update(bot, "guest_message", &payload);
        let query = GuestQuery {
            user,
            bot,
            chat,
            message_id,
            is_answered: false,
        };
        self.guest_queries.insert(id.clone(), query);
        Ok(id)
    }

    /// A bot answers where it was called; returns the id under which it edits the message. `None`
    /// when the query is not its own or is answered already.
    pub(crate) fn answer_guest(
        &mut self,
        bot: i64,
        query_id: &str,
        result: InlineResult,
    ) -> Option<Result<String, ControlError>> {
        let content = match result.content {
            ResultContent::Known(content) => content,
            ResultContent::Url(file) => match self.fetch_result(*file) {
                Ok(content) => content,
                Err(error) => return Some(Err(error)),
            },
        };
        let query = self
            .guest_queries
            .get_mut(query_id)
            .filter(|query| query.bot == bot && !query.is_answered)?;
        query.is_answered = true;
        let (user, chat, message_id) = (query.user, query.chat, query.message_id);
        let inline_message_id = ids::base64url(&ids::random_bytes());
        let mut message = Message::new(self, chat, Sender::Bot(bot), content);
        message.guest_caller = Some(user);
        message.inline_message_id = Some(inline_message_id.clone());
        message.reply_markup = result.reply_markup;
        message.reply_to = Some(super::message::Reply::to(chat, message_id));
        let id = self.add_message(message);
        self.inline
            .add_message(inline_message_id.clone(), bot, chat, id);
        Some(Ok(inline_message_id))
    }
}
