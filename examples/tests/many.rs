//! Two hundred tests of one bot, to see what a test costs: `cargo test -p botwright-examples --test many`.

use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Session, Default, Serialize, Deserialize)]
struct Basket {
    items: Vec<u32>,
}

#[derive(Callback)]
enum Cart {
    Clear,
}

/// Puts an item into the basket.
#[command]
async fn put(item: u32, mut basket: Session<Basket>) -> (String, InlineKeyboard) {
    basket.items.push(item);
    let text = format!("{} items", basket.items.len());
    (text, keyboard![["Clear" => Cart::Clear]])
}

#[on_callback(Cart::Clear)]
async fn clear(mut basket: Session<Basket>) -> (Edit, Toast) {
    basket.items.clear();
    (Edit::text("Empty"), Toast::new("Cleared"))
}

macro_rules! tests {
    ($($group:ident: $($name:ident)*;)*) => {
        $(mod $group {
            use botwright::prelude::*;

            $(#[bot::test]
            async fn $name(ann: TestUser, bob: TestUser) {
                ann.send("/put 1").await.expect("1 items");
                bob.send("/put 2").await.expect("1 items");
                ann.send("/put 3").await.expect("2 items").tap("Clear").await.expect_edit("Empty");
                bob.send("/put 4").await.expect("2 items");
            })*
        })*
    };
}

tests! {
    a: t00 t01 t02 t03 t04 t05 t06 t07 t08 t09 t10 t11 t12 t13 t14 t15 t16 t17 t18 t19;
    b: t00 t01 t02 t03 t04 t05 t06 t07 t08 t09 t10 t11 t12 t13 t14 t15 t16 t17 t18 t19;
    c: t00 t01 t02 t03 t04 t05 t06 t07 t08 t09 t10 t11 t12 t13 t14 t15 t16 t17 t18 t19;
    d: t00 t01 t02 t03 t04 t05 t06 t07 t08 t09 t10 t11 t12 t13 t14 t15 t16 t17 t18 t19;
    e: t00 t01 t02 t03 t04 t05 t06 t07 t08 t09 t10 t11 t12 t13 t14 t15 t16 t17 t18 t19;
    f: t00 t01 t02 t03 t04 t05 t06 t07 t08 t09 t10 t11 t12 t13 t14 t15 t16 t17 t18 t19;
    g: t00 t01 t02 t03 t04 t05 t06 t07 t08 t09 t10 t11 t12 t13 t14 t15 t16 t17 t18 t19;
    h: t00 t01 t02 t03 t04 t05 t06 t07 t08 t09 t10 t11 t12 t13 t14 t15 t16 t17 t18 t19;
    i: t00 t01 t02 t03 t04 t05 t06 t07 t08 t09 t10 t11 t12 t13 t14 t15 t16 t17 t18 t19;
    j: t00 t01 t02 t03 t04 t05 t06 t07 t08 t09 t10 t11 t12 t13 t14 t15 t16 t17 t18 t19;
}
