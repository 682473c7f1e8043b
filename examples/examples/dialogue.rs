//! A dialogue: the bot's questions are the states of an enum.
//!
//! Run it with `BOT_TOKEN=… cargo run --example dialogue`, and write `/signup`.

use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Dialogue, Serialize, Deserialize)]
#[dialogue(ttl = "2 days", key = user_in_chat)]
enum Signup {
    AskName,
    AskAge { name: String },
    Confirm { name: String, age: u8 },
}

#[derive(Callback)]
enum Answer {
    Right,
    Again,
}

/// Registers you.
#[command]
async fn signup() -> (&'static str, Goto<Signup>) {
    ("Your name?", Goto(Signup::AskName))
}

#[on_state(Signup::AskName, text)]
async fn name(text: &str) -> (&'static str, Goto<Signup>) {
    let name = text.to_owned();
    ("How old are you?", Goto(Signup::AskAge { name }))
}

#[on_state(Signup::AskName)]
async fn no_name() -> &'static str {
    "In words, please"
}

#[on_state(Signup::AskAge { name })]
async fn age(
    name: String,
    #[reask("A number, please")] age: Parsed<u8>,
) -> (String, InlineKeyboard, Goto<Signup>) {
    let buttons = keyboard![["Right" => Answer::Right, "Again" => Answer::Again]];
    let Parsed(age) = age;
    (
        format!("{name}, {age} years old?"),
        buttons,
        Goto(Signup::Confirm { name, age }),
    )
}

#[on_state(Signup::Confirm { name, age }, callback = Answer::Right)]
async fn right(name: String, age: u8) -> (Edit, Done<Signup>) {
    (Edit::text(format!("Hi {name}, {age}")), Done::new())
}

#[on_state(Signup::Confirm { .. }, callback = Answer::Again)]
async fn again() -> (&'static str, Goto<Signup>) {
    ("Your name?", Goto(Signup::AskName))
}

#[on_state(Signup::_, command = "cancel")]
async fn cancel() -> (&'static str, Done<Signup>) {
    ("Cancelled", Done::new())
}

#[on_stale(Signup)]
async fn stale() -> (&'static str, Goto<Signup>) {
    (
        "I have changed since. Once more: your name?",
        Goto(Signup::AskName),
    )
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
