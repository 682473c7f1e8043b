//! Handlers that run by the clock, and reminders: `/remind 10s tea`.

use std::time::Duration;

use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Reminder, Serialize, Deserialize)]
struct Note {
    text: String,
}

/// Reminds you of something, such as `/remind 10s tea`.
#[command]
async fn remind(after: Duration, text: Rest, cx: Cx) -> bot::Result<&'static str> {
    let text = text.to_string();
    cx.remind(after, Note { text })?;
    Ok("I will remind you")
}

#[on_reminder(Note)]
async fn due(note: Reminder<Note>, user: &User) -> String {
    format!("{}, {}!", user.first_name, note.text)
}

#[on_start]
async fn hello(me: &Me) {
    println!("{} is up", me.first_name);
}

#[every("1 min")]
async fn count(stats: Cx) {
    println!("{}", stats.app().stats().counts());
}

#[cron("0 9 * * MON-FRI", tz = "Europe/Berlin")]
async fn morning() {
    println!("A working day begins in Berlin");
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
