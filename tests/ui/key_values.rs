use botwright::prelude::*;

/// Says hello.
#[command(name = 5, priority = high, if = |m| true, chat, hidden = true)]
async fn hello() {}

#[on_message(photo, document)]
async fn files() {}

#[on_message(text = "a", regex = "b")]
async fn both() {}

#[on_update]
async fn nothing() {}

fn main() {}
