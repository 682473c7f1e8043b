use botwright::prelude::*;

#[derive(Callback)]
enum Cart {
    Add { note: Option<String> },
    Del {
        #[callback(max = 3)]
        n: u8,
    },
}

fn main() {}
