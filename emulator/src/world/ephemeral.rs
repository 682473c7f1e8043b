//! What people do with ephemeral messages.

use serde_json::json;

use super::{
    act::{ControlError, has_data},
    aside::Aside,
    chat::ChatKey,
    message::{Content, Message, Sender},
    state::State,
};
use crate::{entities, entities::FormattedText};

impl State {
    /// `user` writes something in a group that only one bot sees, as a command that is ephemeral;
    /// returns its ephemeral id.
    pub(crate) fn user_whispers(
        &mut self,
        user: i64,
        bot: i64,
        chat: ChatKey,
        text: &str,
    ) -> Result<i64, ControlError> {
        self.bot(bot).ok_or(ControlError::UnknownBot(bot))?;
        self.user_writes_in(user, chat)?;
        if text.is_empty() {
            return Err(ControlError::EmptyText);
        }
        let content = Content::Text {
            text: entities::find(FormattedText::plain(text)),
            link_preview: None,
        };
        let aside = Aside::Ephemeral {
            chat,
            receiver: user,
        };
        let mut message = Message::new(self, chat, Sender::User(user), content);
        message.receiver = Some(bot);
        let id = self.add_aside(&aside, message);
        let payload = self.aside_json(&aside, id, bot);
        self.push_update(bot, "message", &payload);
        Ok(id)
    }

    /// `user` taps a button of an ephemeral message; returns the id of the callback query.
    pub(crate) fn user_taps_ephemeral(
        &mut self,
        user: i64,
        chat: ChatKey,
        ephemeral_id: i64,
        data: &str,
    ) -> Result<String, ControlError> {
        let aside = Aside::Ephemeral {
            chat,
            receiver: user,
        };
        let no_message = ControlError::NoMessage {
            chat_id: chat.id(),
            message_id: ephemeral_id,
        };
        let message = self.asides.message(&aside, ephemeral_id);
        let message = message.ok_or(no_message.clone())?;
        let Sender::Bot(bot) = message.sender else {
            return Err(no_message);
        };
        let markup = message.reply_markup.as_ref();
        if !markup.is_some_and(|markup| has_data(markup, data)) {
            return Err(ControlError::NoButton {
                message_id: ephemeral_id,
                data: data.to_owned(),
            });
        }
        let message = self.aside_json(&aside, ephemeral_id, bot);
        let place = Some((aside, ephemeral_id));
        Ok(self.tell_tap(
            user,
            bot,
            chat,
            json!({"message": message, "data": data}),
            place,
        ))
    }
}
