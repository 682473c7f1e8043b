//! Dialogues.

use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Dialogue, Serialize, Deserialize)]
#[dialogue(ttl = "2 days", key = user_in_chat)]
enum Signup {
    AskName,
    AskAge { name: String },
}

/// Registers you.
#[command]
async fn signup() -> (&'static str, Goto<Signup>) {
    ("Your name?", Goto(Signup::AskName))
}

#[on_state(Signup::AskName)]
async fn name(text: &str) -> (&'static str, Goto<Signup>) {
    (
        "How old are you?",
        Goto(Signup::AskAge { name: text.into() }),
    )
}

#[on_state(Signup::AskAge { name })]
async fn age(name: String, age: Parsed<u8>) -> (String, Done<Signup>) {
    (format!("Hi {name}, {age}"), Done::new())
}

#[on_state(Signup::_, command = "cancel")]
async fn cancel() -> (&'static str, Done<Signup>) {
    ("Cancelled", Done::new())
}
