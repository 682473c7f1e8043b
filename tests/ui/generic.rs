use botwright::prelude::*;

/// Says hello.
#[command]
async fn hello<T>(it: T) {
    let _ = it;
}

/// Says hello, too.
#[command]
async fn hello_too(it: impl ToString) {
    let _ = it;
}

fn main() {}
