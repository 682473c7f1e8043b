use botwright::prelude::*;

#[derive(Callback)]
enum Cart {
    Add { sku: u32, n: u8 },
    Clear,
}

#[on_callback(Cart::Add { sku, n })]
async fn missing(sku: u32) {
    let _ = sku;
}

#[on_callback(Clear)]
async fn bare() {}

#[on_callback]
async fn nothing() {}

#[on_callback(Cart::Clear, Cart::Add { .. })]
async fn several() {}

#[on_callback(Cart::Clear, chats = private)]
async fn key() {}

fn main() {}
