use botwright::prelude::*;

/// Bans.
#[command]
async fn ban(reason: Rest, user: &User, minutes: u32) {
    let _ = (reason, user, minutes);
}

fn main() {}
