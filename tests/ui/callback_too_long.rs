use botwright::prelude::*;

#[derive(Callback)]
enum Cart {
    Clear,
    Add {
        sku: u64,
        #[callback(max = 50)]
        note: String,
    },
}

fn main() {}
