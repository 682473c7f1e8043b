use botwright::prelude::*;

#[on_message(text)]
async fn echo(count: u32) {
    let _ = count;
}

fn main() {}
