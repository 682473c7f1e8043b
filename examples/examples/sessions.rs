//! A basket for each user: sessions, kept between messages and shared between chats.

use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Session, Default, Serialize, Deserialize)]
#[session(key = user, ttl = "30 days")]
struct Basket {
    items: Vec<String>,
}

/// Puts something into your basket.
#[command]
async fn put(item: Rest, mut basket: Session<Basket>) -> String {
    basket.items.push(item.to_string());
    format!("{} in your basket", basket.items.len())
}

/// Shows your basket.
#[command]
async fn basket(basket: Session<Basket>) -> String {
    if basket.items.is_empty() {
        return "Your basket is empty. Try /put bread".to_owned();
    }
    basket.items.join("\n")
}

/// Empties your basket.
#[command]
async fn empty(mut basket: Session<Basket>) -> &'static str {
    basket.clear();
    "Your basket is empty"
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
