use botwright::prelude::*;

/// Says hello.
#[command]
async fn hello(query: &CallbackQuery) {
    let _ = query;
}

#[on_update(poll, callback_query)]
async fn pressed(message: Option<&Message>) {
    let _ = message;
}

fn main() {}
