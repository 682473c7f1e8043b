use botwright::prelude::*;

#[on_message(regex = "^weather (?<city>.+)$")]
async fn weather(city: &str) {
    let _ = city;
}

fn main() {}
