//! Sets of update kinds and of chat types.

use std::fmt;

use botwright_api::types::{ChatType, UpdateKind};

/// A set of update kinds.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Kinds(u32);

impl Kinds {
    /// Every kind, also those this version does not know.
    pub const ALL: Self = Self(u32::MAX);
    /// No update: a handler that runs by the clock.
    pub(crate) const CLOCK: Self = Self(1 << 31);
    /// A reminder, beside the update it was set for.
    pub(crate) const REMINDER: Self = Self(1 << 30);
    /// Every kind of update, also those this version does not know.
    pub(crate) const UPDATES: Self = Self((1 << 30) - 1);
    /// No kind.
    pub const NONE: Self = Self(0);
    /// The kinds that carry a message.
    pub const MESSAGES: Self = Self::of(&UpdateKind::Message)
        .and(Self::of(&UpdateKind::EditedMessage))
        .and(Self::of(&UpdateKind::ChannelPost))
        .and(Self::of(&UpdateKind::EditedChannelPost))
        .and(Self::of(&UpdateKind::BusinessMessage))
        .and(Self::of(&UpdateKind::EditedBusinessMessage))
        .and(Self::of(&UpdateKind::GuestMessage));

    /// One kind.
    pub const fn of(kind: &UpdateKind) -> Self {
        Self(1 << kind.index())
    }

    /// The kinds of either set.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The kinds whose places in the schema are the set bits.
    #[doc(hidden)]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Whether the sets share a kind.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every kind of `other` is in this set.
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) const fn has_index(self, index: usize) -> bool {
        self.0 & (1 << index) != 0
    }

    /// The known kinds of the set, in the schema's order.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        NAMES
            .iter()
            .enumerate()
            .filter(move |(i, _)| self.has_index(*i))
            .map(|(_, name)| *name)
    }
}

impl fmt::Debug for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            f.write_str("ALL")
        } else {
            f.debug_set().entries(self.iter()).finish()
        }
    }
}

macro_rules! names {
    ($($name:literal)*) => {
        /// The kinds' names, in the schema's order.
        pub(crate) const NAMES: [&str; UpdateKind::COUNT] = [$($name),*];
    };
}

names! {
    "message" "edited_message" "channel_post" "edited_channel_post" "business_connection"
    "business_message" "edited_business_message" "deleted_business_messages" "guest_message"
    "message_reaction" "message_reaction_count" "inline_query" "chosen_inline_result"
    "callback_query" "shipping_query" "pre_checkout_query" "purchased_paid_media" "poll"
    "poll_answer" "my_chat_member" "chat_member" "chat_join_request" "chat_boost"
    "removed_chat_boost" "managed_bot" "subscription" "stopped_message_generation"
}

/// A set of chat types.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chats(u8);

impl Chats {
    /// Every type, also those this version does not know, and updates without a chat.
    pub const ALL: Self = Self(u8::MAX);
    /// No type.
    pub const NONE: Self = Self(0);
    /// Private chats.
    pub const PRIVATE: Self = Self(1);
    /// Groups that are no supergroups.
    pub const GROUP: Self = Self(1 << 1);
    /// Supergroups.
    pub const SUPERGROUP: Self = Self(1 << 2);
    /// Channels.
    pub const CHANNEL: Self = Self(1 << 3);

    #[doc(hidden)]
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// The types that are in both sets.
    pub const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The set of one type.
    pub fn of(kind: &ChatType) -> Self {
        match kind {
            ChatType::Private => Self::PRIVATE,
            ChatType::Group => Self::GROUP,
            ChatType::Supergroup => Self::SUPERGROUP,
            ChatType::Channel => Self::CHANNEL,
            _ => Self(1 << 7),
        }
    }

    /// Whether the sets share a type.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every type of `other` is in this set.
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl Chats {
    /// The known types of the set.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        let names = [
            (Self::PRIVATE, "private"),
            (Self::GROUP, "group"),
            (Self::SUPERGROUP, "supergroup"),
            (Self::CHANNEL, "channel"),
        ];
        let inside = names
            .into_iter()
            .filter(move |(set, _)| self.intersects(*set));
        inside.map(|(_, name)| name)
    }
}

impl fmt::Debug for Chats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            return f.write_str("ALL");
        }
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use botwright_api::types::UpdateKind;

    use super::{Kinds, NAMES};

    #[test]
    fn names_follow_the_schema() {
        for (index, name) in NAMES.iter().enumerate() {
            let kind = UpdateKind::from(*name);
            assert_eq!(kind.index(), index, "{name}");
            assert_eq!(Kinds::of(&kind).iter().collect::<Vec<_>>(), [*name]);
        }
    }
}
