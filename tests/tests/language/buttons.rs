//! Typed buttons.

use botwright::prelude::*;

use crate::{Db, DbError};

impl Db {
    async fn add(&self, sku: u32, n: u8) -> Result<String, DbError> {
        Ok(format!("{n} of {sku}"))
    }
}

#[derive(Callback)]
enum Cart {
    Add { sku: u32, n: u8 },
    Clear,
}

/// Shows the cart.
#[command]
async fn cart() -> (&'static str, InlineKeyboard) {
    (
        "Your cart",
        keyboard![["Add 2" => Cart::Add { sku: 7, n: 2 }], ["Clear" => Cart::Clear]],
    )
}

#[on_callback(Cart::Add { sku, n })]
async fn add_item(sku: u32, n: u8, db: State<Db>) -> bot::Result<Edit> {
    Ok(Edit::text(db.add(sku, n).await?))
}

#[on_callback(Cart::Clear)]
async fn clear() -> Toast {
    Toast::new("Cleared")
}
