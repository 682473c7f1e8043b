//! A link that cannot carry its payload.

use botwright::prelude::*;

struct Invite;

/// Welcomes.
#[command]
async fn start(payload: Option<DeepLink<Invite>>) -> String {
    String::new()
}

fn main() {}
