use botwright::prelude::*;

#[command(name = "Say Hello", alais = "hi")]
fn hello<T>(self, it: T) -> T {
    it
}

fn main() {}
