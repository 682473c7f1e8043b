//! A pizza shop: a menu of buttons, a basket for each customer, a dialogue for the address, a payment in
//! Stars, and the tests of all that.

use botwright::prelude::*;
use serde::{Deserialize, Serialize};

/// Name and price in Stars.
const PIZZAS: [(&str, u32); 3] = [("Margherita", 300), ("Funghi", 350), ("Diavola", 400)];

#[derive(Session, Default, Serialize, Deserialize)]
#[session(key = user, ttl = "1 day")]
struct Basket {
    pizzas: Vec<usize>,
    address: String,
}

#[derive(Callback)]
#[callback(exhaustive)]
enum Menu {
    Add { pizza: u8 },
    Order,
}

#[derive(Dialogue, Serialize, Deserialize)]
#[dialogue(ttl = "1 hour")]
enum Delivery {
    Street,
    Floor { street: String },
}

#[derive(Payload)]
enum Bill {
    Pizzas { count: u8 },
}

impl Basket {
    fn price(&self) -> u32 {
        self.pizzas.iter().map(|pizza| PIZZAS[*pizza].1).sum()
    }

    fn text(&self) -> String {
        let names: Vec<_> = self.pizzas.iter().map(|pizza| PIZZAS[*pizza].0).collect();
        format!("Basket: {} ({} Stars)", names.join(", "), self.price())
    }
}

fn menu() -> InlineKeyboard {
    keyboard![
        [PIZZAS[0].0 => Menu::Add { pizza: 0 }, PIZZAS[1].0 => Menu::Add { pizza: 1 }],
        [PIZZAS[2].0 => Menu::Add { pizza: 2 }, "Order" => Menu::Order],
    ]
}

/// Shows the menu.
#[command]
async fn start() -> (&'static str, InlineKeyboard) {
    ("What would you like?", menu())
}

#[on_callback(Menu::Add { pizza })]
async fn add(pizza: u8, mut basket: Session<Basket>) -> Edit {
    basket.pizzas.push(usize::from(pizza) % PIZZAS.len());
    Edit::text(basket.text()).keyboard(menu())
}

#[guard(otherwise = "Choose a pizza first")]
async fn has_chosen(basket: Session<Basket>) -> bool {
    !basket.pizzas.is_empty()
}

#[on_callback(Menu::Order, guard = has_chosen)]
async fn order() -> (&'static str, Goto<Delivery>) {
    ("Which street?", Goto(Delivery::Street))
}

#[on_state(Delivery::Street)]
async fn street(text: &str) -> (&'static str, Goto<Delivery>) {
    let street = text.into();
    ("Which floor?", Goto(Delivery::Floor { street }))
}

#[on_state(Delivery::Floor { street })]
async fn floor(
    street: String,
    #[reask("A number, please")] floor: Parsed<i8>,
    mut basket: Session<Basket>,
) -> (Invoice, Done<Delivery>) {
    basket.address = format!("{street}, floor {floor}");
    let count = u8::try_from(basket.pizzas.len()).unwrap_or(u8::MAX);
    let (price, bill) = (basket.price(), Bill::Pizzas { count });
    (
        Invoice::stars("Pizza", basket.text(), price, bill),
        Done::new(),
    )
}

#[on_state(Delivery::_, command = "cancel")]
async fn cancel() -> (&'static str, Done<Delivery>) {
    ("Nothing was ordered", Done::new())
}

#[on_pre_checkout(Bill::Pizzas { count })]
async fn check(count: u8, basket: Session<Basket>) -> Checkout {
    (basket.pizzas.len() == usize::from(count)).into()
}

#[on_paid(Bill::Pizzas { .. })]
async fn paid(mut basket: Session<Basket>) -> Html {
    let address = std::mem::take(&mut basket.address);
    basket.clear();
    html!("Your pizza is on the way to <b>{address}</b>")
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[bot::test]
    async fn from_the_menu_to_the_door(user: TestUser) {
        user.send("/start").await.expect("What would you like?");
        user.tap("Funghi")
            .await
            .expect_edit("Basket: Funghi (350 Stars)");
        user.tap("Order").await.expect("Which street?");
        user.send("Main Street 1").await.expect("Which floor?");
        user.send("the top").await.expect("A number, please");
        user.send("3").await;
        user.pay()
            .await
            .expect_contains("on the way to Main Street 1, floor 3");
    }

    #[bot::test]
    async fn an_empty_basket_is_not_ordered(user: TestUser) {
        user.send("/start").await.expect("What would you like?");
        user.tap("Order").await.expect_alert("Choose a pizza first");
    }

    bot::check!();
}
