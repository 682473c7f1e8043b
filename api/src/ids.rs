//! Identifiers as types of their own, so that a user id is never taken for a message id.

use std::fmt;

use crate::json::{Fault, Read, Reader, Write, Writer};

macro_rules! integer_ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl Write for $name {
            fn write(&self, writer: &mut Writer) {
                writer.integer(self.0);
            }
        }
    )*
    #[cfg(feature = "both")]
    crate::json::impl_serde!($($name),*);
    };
}

macro_rules! read_integer {
    ($($name:ident)*) => {$(
        impl Read for $name {
            #[inline]
            fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                i64::read(reader).map(Self)
            }
        }
    )*};
}

macro_rules! string_ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<&$name> for $name {
            fn from(id: &$name) -> Self {
                id.clone()
            }
        }

        impl Read for $name {
            fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                String::read(reader).map(Self)
            }
        }

        impl Write for $name {
            fn write(&self, writer: &mut Writer) {
                writer.string(&self.0);
            }
        }
    )*
    #[cfg(feature = "both")]
    crate::json::impl_serde!($($name),*);
    };
}

integer_ids! {
    /// A chat: a user's id in a private chat, negative for groups and channels; up to 52 bits.
    ChatId
    /// A user or bot; positive, up to 52 bits.
    UserId
    /// A message within its chat; 0 for ephemeral and inaccessible messages.
    MessageId
    /// A topic of a forum, or a thread of replies.
    MessageThreadId
    /// A story within the chat that posted it.
    StoryId
}

read_integer! { ChatId UserId MessageThreadId StoryId }

/// `copyMessage` returns the identifier wrapped in an object, the type
/// [MessageId](https://core.telegram.org/bots/api#messageid); both forms are read.
impl Read for MessageId {
    #[inline]
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        if reader.peek() != b'{' {
            return i64::read(reader).map(Self);
        }
        let mut id = 0;
        reader.members(&mut |key, reader| {
            if key == "message_id" {
                reader.strict(1, &mut id)?;
            } else {
                reader.skip()?;
            }
            Ok(true)
        })?;
        Ok(Self(id))
    }
}

impl From<UserId> for ChatId {
    /// The private chat with a user has the user's id.
    fn from(id: UserId) -> Self {
        Self(id.0)
    }
}

string_ids! {
    /// A file this bot may send again; differs from bot to bot.
    FileId
    /// A file's identity, the same for all bots; cannot be used to send or download it.
    FileUniqueId
    /// A press of a button, answered by `answerCallbackQuery`.
    CallbackQueryId
    /// A query typed behind the bot's name, answered by `answerInlineQuery`.
    InlineQueryId
    /// A message that was sent by way of the bot in inline mode.
    InlineMessageId
    /// A question for delivery options, answered by `answerShippingQuery`.
    ShippingQueryId
    /// The last question before a payment, answered by `answerPreCheckoutQuery`.
    PreCheckoutQueryId
    /// A request to join a chat that waits for an answer, answered by `answerChatJoinRequestQuery`.
    ChatJoinRequestQueryId
    /// A call of the bot as a guest, answered by `answerGuestQuery`.
    GuestQueryId
    /// A query of a Mini App, answered by `answerWebAppQuery`.
    WebAppQueryId
    /// A poll.
    PollId
    /// An album the message belongs to.
    MediaGroupId
    /// A connection of the bot to a business account.
    BusinessConnectionId
    /// An emoji that is a sticker.
    CustomEmojiId
    /// An animated effect of a message.
    EffectId
    /// A payment, as Telegram counts it.
    TelegramPaymentChargeId
}
