use botwright::prelude::*;

/// Says hello.
#[command]
async fn hello(self) -> &'static str {
    "hello"
}

fn main() {}
