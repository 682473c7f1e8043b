//! Dialogues: what a bot has asked, kept as a value of an enum until the answer comes.
//!
//! A [`Dialogue`](macro@crate::Dialogue) is an enum whose variants are the states of a dialogue.
//! [`Goto`] enters a state, [`Done`] ends the dialogue, and [`on_state`](crate::on_state) handles what
//! comes while a state is active. See [the guide](crate::guide::dialogues).
//!
//! One owner (a user in a chat, unless the dialogue says otherwise) has at most one active dialogue:
//! starting another takes the place of the first.

mod current;
mod data;
mod reply;
pub(crate) mod stored;

pub use current::In;
pub use data::{DialogueData, OneHandlerPerState};
pub use reply::{Done, Goto, Leave};
