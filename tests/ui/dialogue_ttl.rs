use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Dialogue, Serialize, Deserialize)]
#[dialogue(ttl = "2 moons")]
enum Moons {
    Ask,
}

fn main() {}
