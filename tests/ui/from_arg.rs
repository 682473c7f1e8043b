//! Enums and structs as arguments: every mistake at once.

use botwright::prelude::*;

#[derive(FromArg)]
enum Light {
    Red,
    #[arg(renam = "g")]
    Green,
    Mixed(u8),
    #[arg(rename = "two words")]
    Blue,
    #[arg(alias = "red")]
    Crimson,
}

#[derive(FromArg)]
enum Nothing {}

#[derive(FromArg)]
struct Generic<T>(T);

#[derive(FromArg)]
struct Empty;

fn main() {}
