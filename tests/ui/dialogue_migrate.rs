use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Dialogue, Serialize, Deserialize)]
#[dialogue(version = 2, migrate = from_one)]
enum Migrates {
    Ask,
}

fn from_one(stored: serde_json::Value) -> Option<Migrates> {
    (stored == "One").then_some(Migrates::Ask)
}

fn main() {}
