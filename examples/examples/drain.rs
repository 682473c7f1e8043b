//! A bot that a timer starts: takes what waits, answers it, and ends.
//!
//! Without a token it looks at the embedded emulator, where nothing waits.

use botwright::prelude::*;

#[on_message(text)]
async fn echo(text: &str) -> String {
    format!("You wrote: {text}")
}

#[bot::main]
async fn main() -> bot::Result {
    let drained = bot::builder().drain().await?;
    println!("{drained}");
    Ok(())
}
