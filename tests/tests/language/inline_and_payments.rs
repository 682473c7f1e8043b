//! Inline mode and payments.

use botwright::prelude::*;

use crate::DbError;

struct Weather;

impl Weather {
    async fn search(&self, _: &str, _: Page) -> Result<Inline, DbError> {
        Ok(Inline::new())
    }
}

struct Stock;

impl Stock {
    async fn has(&self, months: u8) -> bool {
        months == 1
    }
}

#[on_inline(regex = r"^weather (?<city>.+)$", cache = "5 min")]
async fn weather(city: String, page: Page, w: State<Weather>) -> bot::Result<Inline> {
    Ok(w.search(&city, page).await?)
}

#[derive(Payload)]
enum Shop {
    Plan { months: u8 },
}

/// Buys a plan.
#[command]
async fn buy() -> Invoice {
    Invoice::stars("Pro", "One month of Pro", 250, Shop::Plan { months: 1 })
}

#[on_pre_checkout(Shop::Plan { months })]
async fn check(months: u8, stock: State<Stock>) -> Checkout {
    stock.has(months).await.into()
}

#[on_paid(Shop::Plan { months })]
async fn paid(months: u8, payment: &SuccessfulPayment) -> &'static str {
    let _ = (months, payment);
    "Thank you!"
}
