//! The other examples in one bot: each is a module, and nothing is listed by hand.
//!
//! `cargo run --example showcase routes` prints what there is.

#![allow(dead_code)] // Each has a `main` of its own.

#[path = "admin.rs"]
mod admin;
#[path = "buttons.rs"]
mod buttons;
#[path = "conversation.rs"]
mod conversation;
#[path = "dialogue.rs"]
mod dialogue;
#[path = "hello.rs"]
mod hello;
#[path = "inline.rs"]
mod inline;
#[path = "members.rs"]
mod members;
#[path = "payments.rs"]
mod payments;
#[path = "reactions.rs"]
mod reactions;
#[path = "reminders.rs"]
mod reminders;
#[path = "sessions.rs"]
mod sessions;
#[path = "webapp.rs"]
mod webapp;
#[path = "words.rs"]
mod words;

use botwright::prelude::*;

#[bot::main]
async fn main() -> bot::Result {
    bot::builder().manage(admin::Admins::default()).run().await
}
