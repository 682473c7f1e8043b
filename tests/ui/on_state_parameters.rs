use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Dialogue, Serialize, Deserialize)]
enum Signup {
    AskName,
    AskAge { name: String },
}

#[on_state(Signup::AskAge { .. })]
async fn unnamed(name: String) {
    let _ = name;
}

fn main() {}
