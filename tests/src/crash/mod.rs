//! Bots that are killed at random, and the account of what became of their updates.
//!
//! The emulator runs in this process and remembers everything; the bot is a process of its own
//! (`src/bin/crash_bot.rs`), started again and again and killed with SIGKILL. In the end the
//! [`checker`](Chat::check) compares what was sent with what was answered.

mod checker;
mod harness;
mod random;

pub use checker::{Chat, Kind, Verdict};
pub use harness::{Plan, Report, UNKNOWN, bot_command, run};
pub use random::Random;
