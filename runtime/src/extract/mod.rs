//! What handlers take: parts of the update, the bot, and arguments.
//!
//! A parameter is either taken from the update ([`FromUpdate`], or [`FromUpdateAsync`] for what must be
//! loaded) or read from the words after a command or from a pattern's group ([`FromArg`]); its type
//! alone says which.
//!
//! | parameter | what it is |
//! |---|---|
//! | `&Update`, `&Message`, `&User`, `&Chat`, `&CallbackQuery`, … | borrowed parts of the update |
//! | `&str` | the text of the message, or its caption |
//! | [`Cx`](crate::Cx), [`Api`](crate::Api), [`State<T>`], [`Me`], `UpdateKind` | the bot and the context |
//! | [`Album`] | the messages of an album |
//! | [`Media`] | the file of the message, of any kind |
//! | `&Location`, `&Contact`, `&ChatShared`, `&Poll`, … | a content of the message |
//! | [`NewChatMembers`], [`LeftChatMember`], [`NewChatTitle`], [`PinnedMessage`], … | contents that are lists, texts and the like |
//! | [`MemberChange`] | who joined, left, was promoted, … |
//! | [`Reactions`] | the reactions that somebody added and took back |
//! | [`Reply`] | sends while the handler still works, also a text as it grows |
//! | [`ChatActions`] | shows "typing…" and its like |
//! | [`Parsed<T>`] | the text of the message as a value; asked for again if it is none |
//! | [`In<D>`](crate::dialogue::In) | the active state of a dialogue |
//! | [`Talk`](crate::Talk) | a conversation: asks and awaits answers |
//! | `Option<T>` of these | `None` when the update has no such part |
//! | [`UserRef`], [`DeepLink`], enums and structs with [`#[derive(FromArg)]`](derive@crate::FromArg) | arguments |
//! | integers, floats, `bool`, `char`, `String`, `Duration`, `Option`, `Vec`, [`Rest`] | arguments |

mod album;
mod api;
mod arg;
mod call;
mod chat;
mod chat_actions;
mod content;
mod cx;
mod me;
mod media;
mod member;
mod message;
mod option;
mod param;
mod parsed;
mod payload;
mod reactions;
mod rejection;
mod reply;
mod state;
mod text;
mod update;
mod user;

pub use album::Album;
pub use arg::{Arg, ArgError, Arity, DeepLink, FromArg, LinkError, LinkPayload, Rest, UserRef};
#[doc(hidden)]
pub use arg::{word_at, word_of};
pub use call::Call;
pub use chat_actions::{ChatActions, Ongoing};
pub use content::{
    ConnectedWebsite, LeftChatMember, MigrateFromChatId, MigrateToChatId, NewChatMembers,
    NewChatPhoto, NewChatTitle, PinnedMessage,
};
pub use me::Me;
pub use media::{Media, MediaKind};
pub use member::{Change, MemberChange};
pub(crate) use param::ViaArg;
#[cfg(feature = "locales")]
pub(crate) use param::ViaLoad;
pub use param::{FromUpdate, FromUpdateAsync, Param};
pub(crate) use parsed::parse;
pub use parsed::{Asks, Parsed};
pub use reactions::Reactions;
pub use rejection::Rejection;
pub use reply::Reply;
pub use state::State;

pub use crate::route::Requires;
