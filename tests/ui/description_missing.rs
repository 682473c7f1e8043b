use botwright::prelude::*;

#[command]
async fn hello() {}

#[command(hidden)]
async fn secret() {}

fn main() {}
