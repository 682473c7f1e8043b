use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Dialogue, Serialize, Deserialize)]
struct NoEnum;

#[derive(Dialogue, Serialize, Deserialize)]
enum Unnamed {
    Ask(String),
}

#[derive(Dialogue, Serialize, Deserialize)]
enum Generic<T> {
    Ask { what: T },
}

#[derive(Dialogue, Serialize, Deserialize)]
enum Empty {}

#[derive(Dialogue, Serialize, Deserialize)]
#[dialogue(versoin = 2, key = usr, ttl = 5)]
enum Keys {
    Ask,
}

fn main() {}
