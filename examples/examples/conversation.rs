//! A conversation: the bot's questions in straight-line code.
//!
//! Run it with `BOT_TOKEN=… cargo run --example conversation`, and write `/pizza`.

use botwright::prelude::*;

#[derive(Callback)]
enum Size {
    Small,
    Large,
}

/// Orders a pizza.
#[command]
async fn pizza(talk: Talk, user: &User) -> bot::Result<String> {
    let street: String = talk.ask("Where do you live?").await?;
    let count: u8 = talk.ask("How many pizzas?").await?;
    let sizes = keyboard![["Small" => Size::Small, "Large" => Size::Large]];
    let size = match talk.choose(("Which size?", sizes)).await? {
        Size::Small => "small",
        Size::Large => "large",
    };
    // The handler runs from its beginning with each answer, but this only once.
    let order: u64 = talk.once(async { place_order(&street, count) }).await?;
    talk.say(format!("Thank you, {}!", user.first_name)).await?;
    Ok(format!(
        "Order {order}: {count} {size} to {street}. Anything else? /pizza"
    ))
}

/// Stands for a call of a shop, which must not be made twice.
fn place_order(street: &str, count: u8) -> u64 {
    street.len() as u64 * 1000 + u64::from(count)
}

/// Stops asking.
#[command]
async fn cancel() -> (&'static str, Leave) {
    ("Cancelled", Leave)
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
