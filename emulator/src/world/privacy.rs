//! Privacy mode: what bots of groups do not see.

use super::{
    bot::Bot,
    chat::ChatKey,
    message::{Message, Sender},
    state::State,
};
use crate::entities::Kind;

impl State {
    /// Whether a bot of the chat gets a message. In privacy mode a bot that is no administrator sees
    /// commands that are not another bot's, answers to its own messages, messages that name it or
    /// were sent via it, and news about the chat.
    pub(super) fn sees(&self, bot: i64, message: &Message) -> bool {
        let ChatKey::Group(id) = message.chat else {
            return true;
        };
        let Some(own) = self.bot(bot).filter(|bot| bot.has_privacy_mode) else {
            return true;
        };
        let is_admin = self
            .groups
            .get(&id)
            .is_some_and(|group| group.is_admin(bot));
        if is_admin || self.is_channel(message.chat) || message.content.is_service() {
            return true;
        }
        let is_own = |id: i64| {
            let answered = self.message(message.chat, id);
            answered.is_some_and(|answered| answered.sender == Sender::Bot(bot))
        };
        let reply = message.reply_to.as_ref();
        let answers =
            reply.is_some_and(|reply| reply.chat == message.chat && is_own(reply.message_id));
        answers || message.via_bot == Some(bot) || names(own, message)
    }
}

/// Whether a message has a command for the bot, or names it.
fn names(bot: &Bot, message: &Message) -> bool {
    let text = message.content.text();
    let units: Vec<u16> = text.text.encode_utf16().collect();
    text.entities.iter().any(|entity| {
        let part = units.get(entity.offset..entity.offset + entity.length);
        let part = String::from_utf16_lossy(part.unwrap_or_default());
        let is_name = |name: &str| name.eq_ignore_ascii_case(&bot.username);
        match &entity.kind {
            Kind::BotCommand => part.split_once('@').is_none_or(|(_, name)| is_name(name)),
            Kind::Mention => is_name(part.trim_start_matches('@')),
            Kind::TextMention(id) => *id == bot.id,
            _ => false,
        }
    })
}
