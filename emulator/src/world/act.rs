//! What people do: write, tap buttons, start and block bots.

use serde_json::{Value, json};

use super::{
    aside::Aside,
    callback::{CALLBACK_MEMORY, Callback},
    chat::{ChatKey, GroupType},
    ids,
    message::{Sender, View},
    state::State,
    user_message::UserMessage,
};

/// Why a person cannot do this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ControlError {
    /// Nobody in the world has this id.
    #[error("no user has the id {0}")]
    UnknownUser(i64),
    /// No bot in the world has this id.
    #[error("no bot has the id {0}")]
    UnknownBot(i64),
    /// There is no such chat; a private chat is named by the bot's id or the user's own.
    #[error("no chat has the id {0}; a private chat is named by the bot's id or the user's own")]
    UnknownChat(i64),
    /// Only members write in a group.
    #[error("user {user_id} is not a member of chat {chat_id}")]
    NotAMember {
        /// The person.
        user_id: i64,
        /// The chat.
        chat_id: i64,
    },
    /// Only administrators write in a channel.
    #[error("user {user_id} is not an administrator of channel {chat_id}")]
    NotAnAdmin {
        /// The person.
        user_id: i64,
        /// The channel.
        chat_id: i64,
    },
    /// The person may not do this, or it cannot be done in this chat.
    #[error("user {user_id} cannot do this in chat {chat_id}: {why}")]
    NotAllowed {
        /// The person.
        user_id: i64,
        /// The chat.
        chat_id: i64,
        /// What stands in the way.
        why: &'static str,
    },
    /// Administrators have no such right, or members no such permission.
    #[error(
        "there is no right {0:?}; it is named as in ChatAdministratorRights or ChatPermissions"
    )]
    NoSuchAdminRight(String),
    /// Telegram's apps do not write to a bot that is blocked.
    #[error("user {0} has blocked this bot; unblock it first")]
    Blocked(i64),
    /// The message would be empty.
    #[error("the text is empty")]
    EmptyText,
    /// The text has more than 4096 characters.
    #[error("the text is longer than 4096 characters")]
    TextTooLong,
    /// The bytes are no picture of a known format.
    #[error("the bytes are no picture of a known format")]
    NoPicture,
    /// The input makes no message, or not one that can be sent.
    #[error("{0}")]
    BadMessage(String),
    /// There is no such message in the chat.
    #[error("chat {chat_id} has no message {message_id}")]
    NoMessage {
        /// The chat.
        chat_id: i64,
        /// The message looked for.
        message_id: i64,
    },
    /// A query has at most 256 characters.
    #[error("the query is longer than 256 characters")]
    QueryTooLong,
    /// This person has no such inline query.
    #[error("this user has no inline query {0:?}")]
    NoQuery(String),
    /// The answer to the query has no such result, or there is no answer yet.
    #[error("the bot has given no result {0:?} to this inline query")]
    NoResult(String),
    /// The message is a file at this address.
    #[error("the world has nothing at {0}; put a file there with put_url")]
    NotFetched(String),
    /// This person has no such prepared message, or it is too old.
    #[error("no message {0:?} is prepared for this user")]
    NoPrepared(String),
    /// The prepared message is for other kinds of chats.
    #[error("the prepared message may not be sent to chat {0}")]
    NotForThisChat(i64),
    /// What is to be paid is no invoice, or no paid media.
    #[error("there is nothing to pay for under {0:?}")]
    NothingToPay(String),
    /// The invoice asks for something that the order does not have.
    #[error("the invoice asks for the {0}, which the order does not have")]
    OrderIncomplete(&'static str),
    /// The bot did not offer this way of shipping.
    #[error("the bot offers no shipping option {0:?}")]
    NoShippingOption(String),
    /// The person has too few Stars.
    #[error("user {user_id} has {balance} Stars, not {price}; give them some with set_stars")]
    TooFewStars {
        /// The person.
        user_id: i64,
        /// How many they have.
        balance: i64,
        /// How many are needed.
        price: i64,
    },
    /// There is no such payment, or no subscription was paid by it.
    #[error("there is no subscription with the payment {0:?}")]
    NoSubscription(String),
    /// A bot has no such right to a business account.
    #[error("there is no right {0:?} to a business account; it is named as in BusinessBotRights")]
    NoSuchRight(String),
    /// There is no such connection, or it has ended.
    #[error("there is no business connection {0:?}, or it has ended")]
    NoConnection(String),
    /// A bot is a guest only where it is no member.
    #[error("bot {bot_id} is in chat {chat_id}, so it is no guest there")]
    NoGuest {
        /// The bot.
        bot_id: i64,
        /// The chat.
        chat_id: i64,
    },
    /// No such draft is shown, or it has no stop button.
    #[error("no draft {0} with a stop button is shown")]
    NoDraft(i64),
    /// No such button opens a web app.
    #[error("there is no button here that opens a web app{0}")]
    NoWebApp(String),
    /// Web apps send 1 to 4096 bytes.
    #[error("web app data has 1 to 4096 bytes")]
    WebAppData,
    /// A bot's username has letters, digits and `_`, ends in `bot` and is nobody else's.
    #[error("{0:?} is no username for a new bot: it ends in \"bot\" and is nobody else's")]
    BadUsername(String),
    /// There is no such invite link, or it cannot be used any more.
    #[error("no open invite link is {0:?}")]
    NoInviteLink(String),
    /// The message has no poll.
    #[error("message {0} has no poll")]
    NoPoll(i64),
    /// The poll is closed, has not these options, or does not let the person do this.
    #[error("the poll in message {0} is closed, or does not allow this")]
    NoVote(i64),
    /// Telegram has no such reaction.
    #[error("{0:?} is no reaction: it is an emoji of ReactionTypeEmoji, or the id of a custom one")]
    NoReaction(String),
    /// The message has no button with this callback data.
    #[error("message {message_id} has no button with the callback data {data:?}")]
    NoButton {
        /// The message.
        message_id: i64,
        /// The data looked for.
        data: String,
    },
}

impl State {
    /// The chat that `user` means by `chat_id`: a group's id; for a private chat the bot's id, or
    /// the user's own with `bot` (the first bot when not given).
    pub(crate) fn chat_of_user(
        &self,
        user: i64,
        chat_id: i64,
        bot: Option<i64>,
    ) -> Result<ChatKey, ControlError> {
        if !self.users.contains_key(&user) {
            return Err(ControlError::UnknownUser(user));
        }
        if self.bot(chat_id).is_some() {
            return Ok(ChatKey::Private { user, bot: chat_id });
        }
        if chat_id == user {
            let bot = bot.unwrap_or_else(|| self.first_bot());
            self.bot(bot).ok_or(ControlError::UnknownBot(bot))?;
            return Ok(ChatKey::Private { user, bot });
        }
        let group = self
            .groups
            .get(&chat_id)
            .ok_or(ControlError::UnknownChat(chat_id))?;
        // Everybody may write to a channel that takes direct messages.
        if !group.is_member(user) && group.direct_messages_of.is_none() {
            return Err(ControlError::NotAMember {
                user_id: user,
                chat_id,
            });
        }
        Ok(ChatKey::Group(chat_id))
    }

    /// `user` writes a text.
    pub(crate) fn user_sends_text(
        &mut self,
        user: i64,
        chat: ChatKey,
        text: &str,
        reply_to: Option<i64>,
    ) -> Result<i64, ControlError> {
        let mut message = UserMessage::text(text);
        if let Some(id) = reply_to {
            message = message.reply_to(id);
        }
        self.user_posts(user, chat, message)
    }

    /// Whether `user` may write in the chat; writing to a bot starts it.
    pub(crate) fn user_writes_in(&mut self, user: i64, chat: ChatKey) -> Result<(), ControlError> {
        self.user_sends_in(user, chat, "can_send_messages")
    }

    /// Whether `user` may send in the chat what needs this permission; it starts a bot.
    pub(super) fn user_sends_in(
        &mut self,
        user: i64,
        chat: ChatKey,
        permission: &str,
    ) -> Result<(), ControlError> {
        match chat {
            ChatKey::Private { bot, .. } => {
                let is_closed = self.is_bot_closed_to(bot, user);
                let person = self
                    .users
                    .get_mut(&user)
                    .ok_or(ControlError::UnknownUser(user))?;
                if person.blocked.contains(&bot) {
                    return Err(ControlError::Blocked(user));
                }
                if is_closed {
                    return Err(ControlError::NotAllowed {
                        user_id: user,
                        chat_id: bot,
                        why: "the bot is only for its owner and those added",
                    });
                }
                // In an app nobody can write to a bot before pressing Start.
                person.started.insert(bot);
            }
            ChatKey::Group(chat_id) => {
                let now = self.clock.unix_time();
                let group = self.groups.get(&chat_id);
                let group = group.ok_or(ControlError::UnknownChat(chat_id))?;
                if group.migrated_to.is_some() {
                    return Err(ControlError::NotAllowed {
                        user_id: user,
                        chat_id,
                        why: "the group has become a supergroup",
                    });
                }
                if group.kind == GroupType::Channel {
                    if !group.is_admin(user) {
                        return Err(ControlError::NotAnAdmin {
                            user_id: user,
                            chat_id,
                        });
                    }
                } else if group.direct_messages_of.is_none() && !group.may(user, permission, now) {
                    return Err(ControlError::NotAllowed {
                        user_id: user,
                        chat_id,
                        why: "writing is not permitted to them",
                    });
                }
            }
        }
        Ok(())
    }

    /// Tells the bots of a chat about a new message.
    pub(crate) fn tell_bots(&mut self, chat: ChatKey, id: i64) {
        let kind = if self.is_channel(chat) {
            "channel_post"
        } else {
            "message"
        };
        self.tell_message(kind, chat, id);
        self.forward_to_discussion(chat, id);
    }

    /// Tells the bots of a chat about an edited message.
    pub(super) fn tell_bots_of_edit(&mut self, chat: ChatKey, id: i64) {
        let kind = if self.is_channel(chat) {
            "edited_channel_post"
        } else {
            "edited_message"
        };
        self.tell_message(kind, chat, id);
    }

    fn tell_message(&mut self, kind: &str, chat: ChatKey, id: i64) {
        for bot in self.bots_in(chat) {
            let Some(message) = self.message(chat, id) else {
                break;
            };
            if self.sees(bot, message) {
                let payload = message.json(self, View::of_bot(bot));
                self.push_update(bot, kind, &payload);
            }
        }
    }

    /// `user` taps the button with this callback data; returns the id of the callback query.
    pub(crate) fn user_taps(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
        data: &str,
    ) -> Result<String, ControlError> {
        let no_message = ControlError::NoMessage {
            chat_id: chat.id(),
            message_id,
        };
        let message = self.message(chat, message_id).ok_or(no_message.clone())?;
        let has_button = message
            .reply_markup
            .as_ref()
            .is_some_and(|markup| has_data(markup, data))
            || message.content.has_button(data);
        let bot = match (message.sender, message.via_bot) {
            (Sender::Bot(bot), _) | (Sender::User(_), Some(bot)) => bot,
            (Sender::User(_), None) => return Err(no_message),
        };
        if !has_button {
            return Err(ControlError::NoButton {
                message_id,
                data: data.to_owned(),
            });
        }
        let mut fields = json!({"data": data});
        match &message.inline_message_id {
            Some(inline) => fields["inline_message_id"] = json!(inline),
            None => fields["message"] = message.json(self, View::of_bot(bot)),
        }
        Ok(self.tell_tap(user, bot, chat, fields, None))
    }

    /// Tells a bot about a tap; returns the id of the callback query.
    pub(crate) fn tell_tap(
        &mut self,
        user: i64,
        bot: i64,
        chat: ChatKey,
        mut payload: Value,
        ephemeral: Option<(Aside, i64)>,
    ) -> String {
        let id = ids::number();
        let chat_instance = ids::mix(&[chat.id().unsigned_abs(), bot.unsigned_abs()]).cast_signed();
        payload["id"] = json!(id);
        payload["from"] = self.member_json(user);
        payload["chat_instance"] = json!(chat_instance.to_string());
        let tapped_at = self.clock.now();
        let callback = Callback {
            user,
            bot,
            tapped_at,
            ephemeral,
            answer: None,
        };
        self.callbacks
            .retain(|_, old| tapped_at.saturating_sub(old.tapped_at) <= CALLBACK_MEMORY);
        self.callbacks.insert(id.clone(), callback);
        self.push_update(bot, "callback_query", &payload);
        id
    }

    /// `user` starts a bot, unblocking it when needed; sends nothing.
    pub(crate) fn user_starts(&mut self, user: i64, bot: i64) -> Result<(), ControlError> {
        self.user_blocks(user, bot, false)?;
        let person = self
            .users
            .get_mut(&user)
            .ok_or(ControlError::UnknownUser(user))?;
        person.started.insert(bot);
        Ok(())
    }

    /// `user` blocks or unblocks a bot; the bot is told when that changes something.
    pub(crate) fn user_blocks(
        &mut self,
        user: i64,
        bot: i64,
        blocked: bool,
    ) -> Result<(), ControlError> {
        self.bot(bot).ok_or(ControlError::UnknownBot(bot))?;
        let person = self
            .users
            .get_mut(&user)
            .ok_or(ControlError::UnknownUser(user))?;
        let changed = if blocked {
            person.blocked.insert(bot)
        } else {
            person.blocked.remove(&bot)
        };
        if changed {
            let member = json!({"status": "member", "user": self.member_json(bot)});
            let mut kicked = json!({"status": "kicked", "user": self.member_json(bot)});
            kicked["until_date"] = json!(0);
            let (old, new) = if blocked {
                (member, kicked)
            } else {
                (kicked, member)
            };
            let payload = json!({
                "chat": self.chat_json(ChatKey::Private { user, bot }),
                "from": self.member_json(user),
                "date": self.clock.unix_time(),
                "old_chat_member": old,
                "new_chat_member": new,
            });
            self.push_update(bot, "my_chat_member", &payload);
        }
        Ok(())
    }
}

pub(super) fn has_data(markup: &Value, data: &str) -> bool {
    let rows = markup
        .get("inline_keyboard")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    rows.filter_map(Value::as_array)
        .flatten()
        .any(|button| button.get("callback_data").and_then(Value::as_str) == Some(data))
}
