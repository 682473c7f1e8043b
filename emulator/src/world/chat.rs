//! Chats: private conversations, groups, supergroups and channels.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{
    boost::Boost,
    invite::InviteLink,
    join_request::JoinRequest,
    member::{Rights, Status},
    message::Message,
    topic::Topics,
    user::User,
};

/// Names one chat of the world.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub(crate) enum ChatKey {
    /// A person's conversation with a bot. For the bot its id is the person's.
    Private { user: i64, bot: i64 },
    /// Any other chat, by its id.
    Group(i64),
}

impl ChatKey {
    /// The chat's id on the wire.
    pub(crate) fn id(self) -> i64 {
        match self {
            Self::Private { user, .. } => user,
            Self::Group(id) => id,
        }
    }

    /// The bot of a private chat.
    pub(crate) fn bot(self) -> Option<i64> {
        match self {
            Self::Private { bot, .. } => Some(bot),
            Self::Group(_) => None,
        }
    }
}

/// The kinds of chat other than private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum GroupType {
    Group,
    Supergroup,
    Channel,
}

impl GroupType {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Supergroup => "supergroup",
            Self::Channel => "channel",
        }
    }

    /// Whether `id` lies in the range of ids that this kind of chat has.
    pub(crate) fn has_id(self, id: i64) -> bool {
        match self {
            Self::Group => (-999_999_999_999..=-1).contains(&id),
            Self::Supergroup | Self::Channel => {
                (-1_997_852_516_352..=-1_000_000_000_001).contains(&id)
            }
        }
    }
}

/// A chat with members.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Group {
    pub(crate) id: i64,
    pub(crate) kind: GroupType,
    pub(crate) title: String,
    pub(crate) username: Option<String>,
    pub(crate) is_forum: bool,
    /// Everybody who was ever in it, users and bots.
    pub(crate) statuses: BTreeMap<i64, Status>,
    /// The tags of members.
    pub(crate) tags: BTreeMap<i64, String>,
    /// What members may do who are no administrators.
    pub(crate) permissions: Rights,
    /// Channels and groups in whose name nobody may write here.
    pub(crate) banned_chats: BTreeSet<i64>,
    pub(crate) description: String,
    /// The place of the photo in the world's files.
    pub(crate) photo: Option<usize>,
    pub(crate) invite_links: Vec<InviteLink>,
    /// When the paid membership of those ends who came by a subscription.
    pub(crate) subscriptions: BTreeMap<i64, i64>,
    /// Who asked to be let in.
    pub(crate) join_requests: BTreeMap<i64, JoinRequest>,
    /// The bot that looks at those who ask.
    pub(crate) guard_bot: Option<i64>,
    /// The supergroup that this group became.
    pub(crate) migrated_to: Option<i64>,
    pub(crate) topics: Topics,
    /// The discussion group of a channel, or the channel of a discussion group.
    pub(crate) linked_chat: Option<i64>,
    /// The channel whose direct messages these are.
    pub(crate) direct_messages_of: Option<i64>,
    pub(crate) boosts: Vec<Boost>,
    pub(crate) sticker_set: Option<String>,
}

impl Group {
    /// A chat in which nobody is yet.
    pub(crate) fn new(id: i64, kind: GroupType, title: String) -> Self {
        Self {
            id,
            kind,
            title,
            username: None,
            is_forum: false,
            statuses: BTreeMap::new(),
            tags: BTreeMap::new(),
            permissions: Rights::ALL,
            banned_chats: BTreeSet::new(),
            description: String::new(),
            photo: None,
            invite_links: Vec::new(),
            subscriptions: BTreeMap::new(),
            join_requests: BTreeMap::new(),
            guard_bot: None,
            migrated_to: None,
            topics: Topics::default(),
            linked_chat: None,
            direct_messages_of: None,
            boosts: Vec::new(),
            sticker_set: None,
        }
    }

    /// Whether its messages are counted by themselves, as in all but basic groups.
    pub(crate) fn has_own_counter(&self) -> bool {
        self.kind != GroupType::Group
    }

    /// The `Chat` object.
    pub(crate) fn json(&self) -> Value {
        let mut chat = json!({"id": self.id, "type": self.kind.name(), "title": self.title});
        if let Some(username) = &self.username {
            chat["username"] = json!(username);
        }
        if self.is_forum {
            chat["is_forum"] = json!(true);
        }
        if self.direct_messages_of.is_some() {
            chat["is_direct_messages"] = json!(true);
        }
        chat
    }
}

/// The `Chat` object of a private chat, as the bot sees it.
pub(crate) fn private_json(user: &User) -> Value {
    let mut chat = json!({"id": user.id, "type": "private", "first_name": user.first_name});
    if let Some(last_name) = &user.last_name {
        chat["last_name"] = json!(last_name);
    }
    if let Some(username) = &user.username {
        chat["username"] = json!(username);
    }
    chat
}

/// The messages of a chat, by id; apart from the map, whose nodes are half empty.
pub(crate) type History = BTreeMap<i64, Box<Message>>;
