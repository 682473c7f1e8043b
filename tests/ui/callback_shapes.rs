use botwright::prelude::*;

#[derive(Callback)]
struct Cart {
    sku: u32,
}

#[derive(Callback)]
enum Tuple {
    Add(u32),
}

#[derive(Callback)]
enum Generic<T> {
    Add { of: T },
}

#[derive(Callback)]
enum Empty {}

fn main() {}
