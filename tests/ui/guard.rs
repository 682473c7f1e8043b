use botwright::prelude::*;

struct Db;

#[guard]
async fn answers() -> &'static str {
    "yes"
}

#[guard(otherwise)]
async fn without_words() -> bool {
    true
}

#[guard(otherwise = " ", else = "no")]
async fn empty_words() -> bool {
    true
}

#[guard]
async fn words(_count: u8) -> bool {
    true
}

#[guard]
async fn unknown_parameter(_db: Db) -> bool {
    true
}

#[command(guard = Db)]
/// Two.
async fn two() {}

#[command(guard = "is_admin")]
/// Three.
async fn three() {}

fn main() {}
