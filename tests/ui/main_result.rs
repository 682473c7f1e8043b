use botwright::prelude::*;

#[bot::main]
async fn main() -> u8 {
    1
}
