//! The smallest bot.

use botwright::prelude::*;

/// Greets whoever starts the bot.
#[command]
async fn start(user: &User) -> String {
    format!("Hello, {}!", user.first_name)
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
