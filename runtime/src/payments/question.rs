//! Updates that carry a payload, and the questions among them that want an answer.

use std::time::Duration;

use botwright_api::types::{SuccessfulPayment, UpdateContent};

use crate::cx::Cx;
use crate::session::{Key, Put, StoreError};

/// How long a handler may take to answer: Telegram waits 10 s
/// ([answerPreCheckoutQuery](https://core.telegram.org/bots/api#answerprecheckoutquery)).
pub(crate) const DEADLINE: Duration = Duration::from_secs(9);

/// How long a payment is remembered as handled. Updates are kept for a day.
const REMEMBERED: Duration = Duration::from_hours(24 * 30);

/// A handler did not answer in time.
#[derive(Debug, thiserror::Error)]
#[error(
    "the handler took more than 9 s, and the customer was told that the payment is not possible now"
)]
pub(crate) struct TooLate;

/// The data that the update carries: a button's as they are meant, or an invoice's.
pub(crate) fn carried(cx: &Cx) -> Option<&str> {
    match &cx.update().content {
        UpdateContent::CallbackQuery(query) => cx.opened().or(query.data.as_deref()),
        UpdateContent::PreCheckoutQuery(query) => Some(&query.invoice_payload),
        UpdateContent::ShippingQuery(query) => Some(&query.invoice_payload),
        UpdateContent::Message(message) => {
            let paid = message.successful_payment.as_ref();
            let paid = paid.map(|payment| payment.invoice_payload.as_str());
            let back = message.refunded_payment.as_ref();
            paid.or(back.map(|payment| payment.invoice_payload.as_str()))
        }
        _ => None,
    }
}

/// Whether the update's payment comes for the first time; it is remembered with what its handler decides.
pub(crate) async fn first_time(cx: &Cx) -> Result<bool, StoreError> {
    let payment = cx
        .message()
        .and_then(|message| message.successful_payment.as_ref());
    let Some(payment) = payment else {
        return Ok(true);
    };
    let key = paid(payment);
    if cx.stored(&key).await?.is_some() {
        return Ok(false);
    }
    let put = Put {
        value: "true".to_owned(),
        expires: Some(cx.app().clock().now() + REMEMBERED),
        wakes: None,
    };
    cx.scratch().write(key, Some(put));
    Ok(true)
}

/// What a payment is remembered by: its charge. A subscription's renewals may have that of its first
/// payment, and differ by the day until which they pay.
fn paid(payment: &SuccessfulPayment) -> Key {
    let charge = &payment.telegram_payment_charge_id;
    let owner = match payment.subscription_expiration_date {
        Some(until) if payment.is_recurring => format!("{charge}:{until}"),
        _ => charge.to_string(),
    };
    Key::new("paid", owner)
}
