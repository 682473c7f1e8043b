use botwright::prelude::*;

/// Says hello.
#[command(kinds = message | callback_query)]
async fn hello() {}

#[on_message(text | callback_query)]
async fn pressed() {}

fn main() {}
