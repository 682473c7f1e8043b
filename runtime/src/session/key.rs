//! What a stored value belongs to.

use std::borrow::Cow;
use std::fmt;

use crate::cx::Cx;

/// The name of a stored value: what it is, and whose.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What it is: `session:Basket`, `dialogue`, `reminder`.
    pub space: Cow<'static, str>,
    /// Whose it is: `user:42`, `chat:-100:topic:7`.
    pub owner: String,
}

impl Key {
    /// A key.
    pub fn new(space: impl Into<Cow<'static, str>>, owner: impl Into<String>) -> Self {
        Self {
            space: space.into(),
            owner: owner.into(),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.space, self.owner)
    }
}

/// Whose a session or a dialogue is; `key = user_in_chat` in their attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KeyBy {
    /// One for each chat, shared by its members.
    Chat,
    /// One for each user, the same in all chats.
    User,
    /// One for each user in each chat.
    UserInChat,
    /// One for each topic of a forum; in other chats one for the chat.
    Topic,
}

impl KeyBy {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Chat, Self::User, Self::UserInChat, Self::Topic];

    /// Whose it is for this update: `user:42`. `None` when the update has no such owner.
    pub fn owner(self, cx: &Cx) -> Option<String> {
        let chat = || cx.chat().map(|chat| chat.id);
        let user = || cx.update().from().map(|user| user.id);
        Some(match self {
            Self::Chat => format!("chat:{}", chat()?),
            Self::User => format!("user:{}", user()?),
            Self::UserInChat => format!("chat:{}:user:{}", chat()?, user()?),
            Self::Topic => {
                let topic = cx
                    .anchor()
                    .filter(|message| message.is_topic_message)
                    .and_then(|message| message.message_thread_id);
                match topic {
                    Some(topic) => format!("chat:{}:topic:{topic}", chat()?),
                    None => format!("chat:{}", chat()?),
                }
            }
        })
    }
}
