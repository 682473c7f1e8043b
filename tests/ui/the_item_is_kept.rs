use botwright::prelude::*;

/// Says hello.
#[command(alais = "hi")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {
    // The mistake in the attribute does not make this one.
    drop(hello());
}
