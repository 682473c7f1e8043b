use botwright::prelude::*;

/// Says hello.
#[command]
async fn Hello() {}

/// Says hello.
#[command(name = "say-hello", alias = "a_name_that_is_far_too_long_for_a_command")]
async fn hello() {}

/// Says hello.
#[command(name = "hi", alias = "hi")]
async fn hi() {}

fn main() {}
