use botwright::prelude::*;

#[on_message(regex = r"^order (?<id>\d+$")]
async fn order(id: u64) {
    let _ = id;
}

fn main() {}
