use botwright::prelude::*;

/// Counts.
#[command]
async fn count() -> u8 {
    1
}

/// Counts, too.
#[command]
async fn count_too() -> bot::Result<Option<f32>> {
    Ok(None)
}

fn main() {}
