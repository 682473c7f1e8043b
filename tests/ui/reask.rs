use botwright::prelude::*;

#[on_message]
async fn not_parsed(#[reask("A text, please")] text: &str) {
    let _ = text;
}

#[on_message]
async fn no_words(#[reask] age: Parsed<u8>) {
    let _ = age;
}

struct Opaque;

#[on_message]
async fn not_an_argument(value: Parsed<Opaque>) {
    let _ = value;
}

fn main() {}
