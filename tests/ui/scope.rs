use botwright::prelude::*;

bot::scope! {}

bot::scope! { gaurd = is_admin, chat = privat, around }

bot::scope! { priority = 7, "private" }

/// Starts.
#[command]
async fn start() {}

fn main() {}
