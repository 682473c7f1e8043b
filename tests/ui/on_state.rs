use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Dialogue, Serialize, Deserialize)]
enum Signup {
    AskName,
    AskAge { name: String },
}

#[derive(Callback)]
enum Cart {
    Clear,
}

#[on_state(Signup::AskAge { name })]
async fn missing() {}

#[on_state(AskName)]
async fn bare() {}

#[on_state]
async fn nothing() {}

#[on_state(Signup::AskName, text = "a", command = "b")]
async fn both() {}

#[on_state(Signup::AskName, photo, callback = Cart::Clear)]
async fn filtered_button() {}

#[on_state(Signup::AskName, photo, video)]
async fn two_filters() {}

#[on_state(Signup::AskName, comand = "x")]
async fn key() {}

#[on_state(Signup::AskName, command = "Not A Command")]
async fn name() {}

#[on_state(Signup::AskAge { name }, regex = "(?<age>x)")]
async fn group(name: &str) {
    let _ = name;
}

#[on_stale]
async fn no_dialogue() {}

#[on_stale(Signup, Signup, command = "x")]
async fn two_dialogues() {}

fn main() {}
