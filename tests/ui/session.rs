use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Session, Default, Serialize, Deserialize)]
#[session(key = usr)]
struct Owner;

#[derive(Session, Default, Serialize, Deserialize)]
#[session(tll = "30 days")]
struct Key;

#[derive(Default)]
struct Plain;

/// Takes what is no session.
#[command]
async fn plain(session: Session<Plain>) {}

fn main() {}
