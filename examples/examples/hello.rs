//! The smallest bot. `cargo run --example hello`, open the printed page, write `/start`.
//!
//! With a token it talks to Telegram: `BOT_TOKEN=123:ABC cargo run --example hello`.

use botwright::prelude::*;

/// Greets whoever starts the bot.
#[command]
async fn start(user: &User) -> String {
    format!("Hello, {}!", user.first_name)
}

/// Adds two numbers.
#[command]
async fn add(a: i64, b: i64) -> String {
    a.checked_add(b)
        .map_or("That is more than I can count.".into(), |sum| {
            sum.to_string()
        })
}

#[fallback]
async fn unknown() -> &'static str {
    "Try /start, or /add 2 3"
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
