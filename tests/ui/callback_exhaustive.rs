use botwright::prelude::*;

#[derive(Callback)]
#[callback(exhaustive)]
enum Cart {
    Add,
    Clear,
}

#[on_callback(Cart::Add)]
async fn add() {}

fn main() {}
