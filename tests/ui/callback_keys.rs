use botwright::prelude::*;

#[derive(Callback)]
#[callback(exhaustiv)]
enum Cart {
    Add {
        #[callback(stored)]
        note: String,
    },
}

#[derive(Callback)]
#[callback(signed)]
enum Signed {
    One,
}

fn main() {}
