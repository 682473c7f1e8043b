//! Sessions and shared state.

use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Session, Default, Serialize, Deserialize)]
#[session(key = user, ttl = "30 days")]
struct Basket {
    items: Vec<u32>,
}

/// Puts an item into the basket.
#[command]
async fn put(item: u32, mut basket: Session<Basket>) -> String {
    basket.items.push(item);
    format!("{} items", basket.items.len())
}
