use botwright::prelude::*;

#[on_message(regex = r"^order (?<id>\d+)$")]
async fn order(id: u64, count: u32) {
    let _ = (id, count);
}

fn main() {}
