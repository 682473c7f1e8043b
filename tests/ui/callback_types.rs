use botwright::prelude::*;

#[derive(Callback)]
enum Cart {
    Add { sku: u32, n: u8 },
    Clear,
}

#[on_callback(Cart::Add { sku, .. })]
async fn other_type(sku: u64) {
    let _ = sku;
}

#[on_callback(Cart::Clean)]
async fn no_such_variant() {}

fn main() {}
