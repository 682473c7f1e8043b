//! A bot in a process of its own, for tests that stop, starve and break it.

use botwright::prelude::*;

/// Says that the process is alive.
#[command]
async fn start() -> &'static str {
    "here"
}

/// Takes its time: `/slow 300` milliseconds.
#[command]
async fn slow(milliseconds: u64) -> String {
    tokio::time::sleep(std::time::Duration::from_millis(milliseconds)).await;
    format!("slept {milliseconds}")
}

/// Fails.
#[command]
async fn fail(api: Api) -> bot::Result {
    // A chat this bot has never met.
    api.send_message(987_654_321, "nobody hears this").await?;
    Ok(())
}

/// Panics.
#[command]
async fn panic(api: Api) {
    panic!("a handler may panic with anything in its text: {api:?}");
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
