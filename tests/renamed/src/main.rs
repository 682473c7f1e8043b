//! The program, which links the library's handlers.

use ::bot::bot;

#[bot::main]
async fn main() -> bot::Result {
    botwright_renamed_tests::setup().run().await
}
