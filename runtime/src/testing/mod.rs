//! Tests of bots: `#[bot::test]`, people who write to the bot, and `bot::check!()`.
//!
//! The cargo feature `testing` brings this module; it belongs under `[dev-dependencies]`. See
//! [the guide](crate::guide::testing).

mod act;
mod chat;
mod check;
mod expect;
mod group;
mod inline;
mod log;
mod options;
mod param;
mod payment;
mod people;
mod run;
mod sending;
mod shown;
mod transcript;
mod user;
mod wire;
mod world;

pub use act::{Act, Sent};
pub use botwright_emulator::{Call, ControlError, Emulator, Fault, Order, UserMessage, WebApp};
pub use chat::TestChat;
pub use group::TestGroup;
pub use inline::{Query, Results};
pub use param::{TestParam, TestResult};
pub use user::TestUser;
pub use world::TestWorld;

#[doc(hidden)]
pub mod generated {
    //! What the macros' code uses.

    pub use super::check::check;
    pub use super::options::{Of, Options};
    pub use super::param::fits;
    pub use super::run::{Routes, Setup, run};
}
