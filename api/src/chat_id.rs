//! Where a call goes.

use std::fmt;

use crate::ids::{ChatId, UserId};
use crate::json::{Fault, Read, Reader, Write, Writer};
use crate::types::{Chat, Message, User};

/// The chat a call is for: its id, or the public name of a channel or supergroup.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ChatTarget {
    /// By its id.
    Id(ChatId),
    /// By its public name, with the `@` in front.
    Username(String),
}

impl ChatTarget {
    /// The id, when it is known.
    pub fn id(&self) -> Option<ChatId> {
        match self {
            Self::Id(id) => Some(*id),
            Self::Username(_) => None,
        }
    }
}

impl Default for ChatTarget {
    fn default() -> Self {
        Self::Id(ChatId(0))
    }
}

impl fmt::Display for ChatTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Username(name) => name.fmt(f),
        }
    }
}

macro_rules! from_id {
    ($($type:ty: $value:ident => $id:expr;)*) => {$(
        impl From<$type> for ChatTarget {
            fn from($value: $type) -> Self {
                Self::Id($id)
            }
        }
    )*};
}

from_id! {
    ChatId: id => id;
    UserId: id => id.into();
    i64: id => ChatId(id);
    &Chat: chat => chat.id;
    &Message: message => message.chat.id;
    &User: user => user.id.into();
}

impl From<&str> for ChatTarget {
    /// `"@name"`, or an id as text.
    fn from(name: &str) -> Self {
        match name.parse() {
            Ok(id) => Self::Id(ChatId(id)),
            Err(_) => Self::Username(name.to_owned()),
        }
    }
}

impl From<String> for ChatTarget {
    fn from(name: String) -> Self {
        name.as_str().into()
    }
}

impl Write for ChatTarget {
    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Id(id) => id.write(writer),
            Self::Username(name) => writer.string(name),
        }
    }
}

impl Read for ChatTarget {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        match reader.peek() {
            b'"' => Ok(Self::Username(String::read(reader)?)),
            _ => Ok(Self::Id(ChatId::read(reader)?)),
        }
    }
}
