use botwright::prelude::*;

struct Failure;

/// Counts.
#[command]
async fn count() -> Result<String, Failure> {
    Err(Failure)
}

fn main() {}
