use botwright::prelude::*;

#[derive(Callback)]
enum Cart {
    Add { price: f64 },
}

fn main() {}
