use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Dialogue, Serialize, Deserialize)]
enum Signup {
    AskName,
    AskAge { name: String },
}

#[on_state(Signup::AskSize)]
async fn no_state() {}

#[on_state(Signup::AskAge { name })]
async fn wrong_type(name: u8) {
    let _ = name;
}

enum NoDialogue {
    Ask,
}

#[on_state(NoDialogue::Ask)]
async fn no_dialogue() {}

#[on_stale(NoDialogue)]
async fn no_dialogue_either() {}

#[command(hidden)]
async fn go() -> Goto<NoDialogue> {
    Goto(NoDialogue::Ask)
}

fn main() {}
