use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Session, Default, Serialize, Deserialize)]
#[session(ttl = "a month")]
struct Life;

fn main() {}
