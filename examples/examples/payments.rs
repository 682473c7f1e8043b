//! Payments in Telegram Stars: an invoice, the question before the payment, the payment, a refund, and a
//! subscription. On the emulator everybody has Stars.

use botwright::prelude::*;

#[derive(Payload)]
pub(crate) enum Sale {
    Mug { count: u8 },
    Club,
}

/// The Stars that a mug costs.
const MUG: u32 = 50;

/// Buys mugs.
#[command]
async fn mugs(count: Option<u8>) -> Invoice {
    let count = count.unwrap_or(1);
    let price = MUG * u32::from(count);
    Invoice::stars("Mugs", "White, with our name", price, Sale::Mug { count })
}

/// There are 10 mugs: asked before Telegram takes the Stars.
#[on_pre_checkout(Sale::Mug { count })]
async fn in_stock(count: u8) -> Checkout {
    if count <= 10 {
        Checkout::ok()
    } else {
        Checkout::refuse("There are only 10 left")
    }
}

#[on_paid(Sale::Mug { count })]
async fn packed(count: u8, payment: &SuccessfulPayment) -> Html {
    let charge = payment.telegram_payment_charge_id.as_str();
    html!("{count} mugs are on their way. To give them back: <code>/refund {charge}</code>")
}

/// Gives the Stars of a payment back.
#[command]
async fn refund(charge: String, user: &User, api: Api) -> bot::Result<&'static str> {
    api.refund_star_payment(user.id, charge).await?;
    Ok("Your Stars are back")
}

#[on_refund(Sale::Mug { count })]
async fn returned(count: u8) -> String {
    format!("{count} mugs come back to us")
}

/// Joins the club, for 100 Stars a month.
#[command]
async fn club(api: Api) -> bot::Result<(&'static str, InlineKeyboard)> {
    let invoice = Invoice::stars("Club", "A month in the club", 100, Sale::Club);
    let link = invoice.subscription().link(&api).await?;
    Ok(("Join us", keyboard![["100 Stars a month" => url(link)]]))
}

#[on_pre_checkout(Sale::Club)]
async fn open() -> Checkout {
    Checkout::ok()
}

/// Also for every further month.
#[on_paid(Sale::Club)]
async fn member(payment: &SuccessfulPayment) -> &'static str {
    if payment.is_first_recurring {
        "Welcome to the club!"
    } else {
        "Another month, thank you!"
    }
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
