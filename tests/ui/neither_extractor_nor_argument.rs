use botwright::prelude::*;

struct Db;

/// Counts.
#[command]
async fn count(db: Db, other: &Db, number: u8) {
    let _ = (db, other, number);
}

fn main() {}
