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
//! | `Option<T>` of these | `None` when the update has no such part |
//! | integers, floats, `bool`, `char`, `String`, `Duration`, `Option`, `Vec`, [`Rest`] | arguments |

mod api;
mod arg;
mod call;
mod chat;
mod cx;
mod me;
mod message;
mod option;
mod param;
mod parsed;
mod payload;
mod rejection;
mod state;
mod text;
mod update;
mod user;

pub use arg::{Arg, ArgError, Arity, FromArg, Rest};
pub use call::Call;
pub use me::Me;
pub(crate) use param::ViaArg;
pub use param::{FromUpdate, FromUpdateAsync, Param};
pub use parsed::{Asks, Parsed};
pub use rejection::Rejection;
pub use state::State;

pub use crate::route::Requires;
