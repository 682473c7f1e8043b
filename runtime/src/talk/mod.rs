//! Conversations: questions and answers in straight-line code.
//!
//! A handler takes a [`Talk`] and awaits answers. Nothing waits in memory meanwhile: what is kept is the
//! first update and the answers so far, in the store where dialogues are kept too. With each answer the
//! handler runs from its beginning, and questions that were answered before return at once. So a
//! conversation survives restarts, and can go on at another node, as far as the store does.
//!
//! See [the guide](crate::guide::conversations).

mod ask;
mod journal;
mod question;
#[allow(clippy::module_inception)] // The noun of the folder is also one of its own.
mod talk;

pub use ask::Ask;
pub(crate) use journal::{Journal, Memo, Stop, Told};
#[cfg(feature = "durable")]
pub(crate) use question::hash_calls;
pub use talk::{Talk, TalkError};
