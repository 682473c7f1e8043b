//! Reactions to messages.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    act::ControlError, chat::ChatKey, membership::not_allowed, message::Sender, state::State,
};

/// The reactions to one message, as `ReactionType` objects by who gave them.
pub(crate) type Reactions = BTreeMap<i64, Vec<Value>>;

/// The reactions to all messages that have any.
pub(crate) type AllReactions = BTreeMap<(ChatKey, i64), Reactions>;

/// The `ReactionCount` objects, the most frequent first.
pub(crate) fn counts(reactions: &Reactions) -> Vec<Value> {
    let mut counts: Vec<(&Value, usize)> = Vec::new();
    for reaction in reactions.values().flatten() {
        match counts.iter_mut().find(|(own, _)| *own == reaction) {
            Some((_, count)) => *count += 1,
            None => counts.push((reaction, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
        .into_iter()
        .map(|(reaction, count)| json!({"type": reaction, "total_count": count}))
        .collect()
}

/// The counts as people see them: with `user_ids`, who chose the reaction.
pub(crate) fn shown(reactions: &Reactions) -> Vec<Value> {
    let mut counts = counts(reactions);
    for count in &mut counts {
        let chose =
            |(user, own): (&i64, &Vec<Value>)| own.contains(&count["type"]).then_some(*user);
        let users: Vec<i64> = reactions.iter().filter_map(chose).collect();
        count["user_ids"] = json!(users);
    }
    counts
}

/// The `ReactionType` object of an emoji, or of the custom emoji with an id of digits.
fn reaction_type(text: &str) -> Value {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return json!({"type": "custom_emoji", "custom_emoji_id": text});
    }
    json!({"type": "emoji", "emoji": text.trim_end_matches('\u{fe0f}')})
}

/// Whether it is an emoji of Telegram's list, or a custom emoji.
pub(crate) fn is_reaction(reaction: &Value) -> bool {
    let text = |key: &str| reaction.get(key).and_then(Value::as_str);
    match text("type") {
        Some("emoji") => text("emoji").is_some_and(|emoji| EMOJI.contains(&emoji)),
        Some("custom_emoji") => text("custom_emoji_id").is_some_and(|id| !id.is_empty()),
        _ => false,
    }
}

impl State {
    /// The reactions to a message.
    pub(crate) fn reactions(&self, chat: ChatKey, message_id: i64) -> Option<&Reactions> {
        self.reactions.get(&(chat, message_id))
    }

    /// Replaces the reactions of `sender` to a message. Of a person's reactions bots are told by
    /// `message_reaction` in private chats and as administrators, or in channels, where nobody is
    /// named, by `message_reaction_count`.
    pub(crate) fn react(
        &mut self,
        sender: Sender,
        chat: ChatKey,
        message_id: i64,
        reactions: &[Value],
    ) {
        let place = (chat, message_id);
        let all = self.reactions.entry(place).or_default();
        let old = all.get(&sender.id()).cloned().unwrap_or_default();
        if reactions.is_empty() {
            all.remove(&sender.id());
        } else {
            all.insert(sender.id(), reactions.to_vec());
        }
        let counts = counts(all);
        if all.is_empty() {
            self.reactions.remove(&place);
        }
        if old == reactions {
            return;
        }
        self.emit_message("edited_message", chat, message_id);
        let Sender::User(user) = sender else {
            return;
        };
        let mut payload = json!({
            "chat": self.chat_json(chat),
            "message_id": message_id,
            "date": self.clock.unix_time(),
        });
        let kind = if self.is_channel(chat) {
            payload["reactions"] = json!(counts);
            "message_reaction_count"
        } else {
            payload["user"] = self.member_json(user);
            payload["old_reaction"] = json!(old);
            payload["new_reaction"] = json!(reactions);
            "message_reaction"
        };
        for bot in self.bots_in(chat) {
            let is_told = match chat {
                ChatKey::Private { .. } => true,
                ChatKey::Group(id) => {
                    let group = self.groups.get(&id);
                    group.is_some_and(|group| group.is_admin(bot))
                }
            };
            if is_told {
                self.push_update(bot, kind, &payload);
            }
        }
    }

    /// `user` reacts with these emoji, or ids of custom emoji; with none they take their reactions
    /// back.
    pub(crate) fn user_reacts(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
        reactions: &[&str],
    ) -> Result<(), ControlError> {
        if self.message(chat, message_id).is_none() {
            return Err(ControlError::NoMessage {
                chat_id: chat.id(),
                message_id,
            });
        }
        let reactions: Vec<Value> = reactions.iter().map(|text| reaction_type(text)).collect();
        if let Some(unknown) = reactions.iter().find(|found| !is_reaction(found)) {
            let emoji = unknown["emoji"].as_str().unwrap_or_default();
            return Err(ControlError::NoReaction(emoji.to_owned()));
        }
        if let ChatKey::Group(id) = chat
            && let Some(group) = self.groups.get(&id)
            && !group.may(user, "can_react_to_messages", self.clock.unix_time())
        {
            return Err(not_allowed(user, id, "reacting is not permitted to them"));
        }
        self.react(Sender::User(user), chat, message_id, &reactions);
        Ok(())
    }

    /// Forgets the reactions to messages that are gone.
    pub(crate) fn forget_reactions(&mut self, chat: ChatKey, message_ids: &[i64]) {
        for id in message_ids {
            self.reactions.remove(&(chat, *id));
        }
    }
}

/// The emoji of `ReactionTypeEmoji`.
const EMOJI: [&str; 73] = [
    "❤",
    "👍",
    "👎",
    "🔥",
    "🥰",
    "👏",
    "😁",
    "🤔",
    "🤯",
    "😱",
    "🤬",
    "😢",
    "🎉",
    "🤩",
    "🤮",
    "💩",
    "🙏",
    "👌",
    "🕊",
    "🤡",
    "🥱",
    "🥴",
    "😍",
    "🐳",
    "❤‍🔥",
    "🌚",
    "🌭",
    "💯",
    "🤣",
    "⚡",
    "🍌",
    "🏆",
    "💔",
    "🤨",
    "😐",
    "🍓",
    "🍾",
    "💋",
    "🖕",
    "😈",
    "😴",
    "😭",
    "🤓",
    "👻",
    "👨‍💻",
    "👀",
    "🎃",
    "🙈",
    "😇",
    "😨",
    "🤝",
    "✍",
    "🤗",
    "🫡",
    "🎅",
    "🎄",
    "☃",
    "💅",
    "🤪",
    "🗿",
    "🆒",
    "💘",
    "🙉",
    "🦄",
    "😘",
    "💊",
    "🙊",
    "😎",
    "👾",
    "🤷‍♂",
    "🤷",
    "🤷‍♀",
    "😡",
];
