use botwright::prelude::*;

/// Says hello.
#[command]
struct Hello;

fn main() {}
