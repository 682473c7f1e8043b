use botwright::prelude::*;

#[derive(Callback)]
enum Cart {
    Add { sku: u32, n: u8 },
    Clear,
}

#[on_callback(Cart::Clear)]
async fn unnamed(n: u8) {
    let _ = n;
}

fn main() {}
