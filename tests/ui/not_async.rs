use botwright::prelude::*;

/// Says hello.
#[command]
fn hello() -> &'static str {
    "hello"
}

fn main() {}
