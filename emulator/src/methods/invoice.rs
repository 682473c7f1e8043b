//! `sendInvoice` and `createInvoiceLink`.

use serde_json::{Value, json};

use super::outgoing::{self, Options};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        invoice::{Invoice, Needs, Price, STARS},
        message::Content,
        state::State,
    },
};

/// The most characters of a title.
const MAX_TITLE: usize = 32;
/// The most characters of a description.
const MAX_DESCRIPTION: usize = 255;
/// The most bytes of a payload.
const MAX_PAYLOAD: usize = 128;
/// How long every subscription lasts, in seconds.
const SUBSCRIPTION_PERIOD: i64 = 2_592_000;
/// The most Stars a subscription costs.
const MAX_SUBSCRIPTION_PRICE: i64 = 10_000;
/// The most suggested tips.
const MAX_TIPS: usize = 4;

pub(super) fn send(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let invoice = read(params)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    outgoing::check_backend(state, bot, &target)?;
    if !target.begins_with_pay() {
        return Err(ApiError::bad_request("REPLY_MARKUP_BUY_EMPTY"));
    }
    let content = Content::Invoice(Box::new(invoice));
    Ok(outgoing::send(state, bot, &target, content))
}

pub(super) fn link(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let mut invoice = read(params)?;
    let period = params.integer("subscription_period", 0, i64::from(i32::MAX));
    if let Some(period) = period.filter(|period| *period > 0) {
        if period != SUBSCRIPTION_PERIOD {
            return Err(ApiError::bad_request("SUBSCRIPTION_PERIOD_INVALID"));
        }
        if !invoice.is_in_stars() {
            return Err(ApiError::bad_request("CURRENCY_INVALID"));
        }
        if invoice.total() > MAX_SUBSCRIPTION_PRICE {
            return Err(ApiError::bad_request("STARS_INVOICE_INVALID"));
        }
        invoice.subscription_period = Some(period);
    }
    Ok(json!(state.payments.add_link(bot, invoice)).into())
}

/// Reads the fields that describe an invoice, here or inside another object.
pub(super) fn read(params: &Params) -> Result<Invoice, ApiError> {
    let refuse = |code: &str| Err(ApiError::bad_request(code));
    let (title, description) = (params.text("title"), params.text("description"));
    let payload = params.text("payload");
    let currency = params.text("currency").to_ascii_uppercase();
    let prices = prices(params.text("prices"))?;
    let tips = tips(params)?;
    if title.is_empty() || title.chars().count() > MAX_TITLE {
        return refuse("INVOICE_TITLE_INVALID");
    }
    if description.is_empty() || description.chars().count() > MAX_DESCRIPTION {
        return refuse("INVOICE_DESCRIPTION_INVALID");
    }
    if payload.is_empty() || payload.len() > MAX_PAYLOAD {
        return refuse("INVOICE_PAYLOAD_INVALID");
    }
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return refuse("CURRENCY_INVALID");
    }
    let is_in_stars = currency == STARS;
    if is_in_stars != params.text("provider_token").is_empty() {
        return refuse(if is_in_stars {
            "STARS_INVOICE_INVALID"
        } else {
            "PAYMENT_PROVIDER_INVALID"
        });
    }
    let needs = Needs {
        name: params.boolean("need_name"),
        phone_number: params.boolean("need_phone_number"),
        email: params.boolean("need_email"),
        shipping_address: params.boolean("need_shipping_address"),
    };
    let is_flexible = params.boolean("is_flexible");
    // A payment in Stars is one price and asks nobody anything.
    let asks = is_flexible || needs != Needs::default();
    if is_in_stars && (prices.len() != 1 || asks || tips > 0) {
        return refuse("STARS_INVOICE_INVALID");
    }
    let invoice = Invoice {
        title: title.to_owned(),
        description: description.to_owned(),
        payload: payload.to_owned(),
        currency,
        prices,
        max_tip: tips,
        start_parameter: params.text("start_parameter").to_owned(),
        needs,
        is_flexible,
        subscription_period: None,
    };
    if invoice.total() <= 0 {
        return refuse("CURRENCY_TOTAL_AMOUNT_INVALID");
    }
    Ok(invoice)
}

/// The largest tip; the suggested ones rise up to it.
fn tips(params: &Params) -> Result<i64, ApiError> {
    let max = params
        .integer("max_tip_amount", 0, i64::MAX)
        .unwrap_or_default();
    if params.text("suggested_tip_amounts").is_empty() {
        return Ok(max);
    }
    let Some(Value::Array(suggested)) = params.json("suggested_tip_amounts") else {
        return Err(ApiError::bad_request(
            "Expected an Array of suggested tip amounts",
        ));
    };
    let suggested: Option<Vec<i64>> = suggested.iter().map(Value::as_i64).collect();
    let suggested = suggested.unwrap_or_default();
    let rises = suggested.windows(2).all(|pair| pair[0] < pair[1]);
    let fits = suggested.iter().all(|tip| (1..=max).contains(tip));
    if suggested.is_empty() || suggested.len() > MAX_TIPS || !rises || !fits {
        return Err(ApiError::bad_request("SUGGESTED_TIP_AMOUNTS_INVALID"));
    }
    Ok(max)
}

/// An array of `LabeledPrice`.
pub(super) fn prices(text: &str) -> Result<Vec<Price>, ApiError> {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return Err(ApiError::bad_request("Can't parse prices JSON object"));
    };
    prices_of(&value)
}

pub(super) fn prices_of(value: &Value) -> Result<Vec<Price>, ApiError> {
    let Value::Array(prices) = value else {
        return Err(ApiError::bad_request("Expected an Array of labeled prices"));
    };
    prices
        .iter()
        .map(price)
        .collect::<Result<_, _>>()
        .map_err(|why| ApiError::bad_request(format!("Can't parse labeled price: {why}")))
}

fn price(value: &Value) -> Result<Price, &'static str> {
    let Value::Object(price) = value else {
        return Err("Expected an Object");
    };
    let label = match price.get("label") {
        Some(Value::String(label)) => label.clone(),
        Some(_) => return Err("Field \"label\" must be of type String"),
        None => return Err("Can't find field \"label\""),
    };
    let amount = match price.get("amount") {
        Some(Value::Number(amount)) => amount.as_i64(),
        Some(Value::String(amount)) => amount.parse().ok(),
        Some(_) => None,
        None => return Err("Can't find field \"amount\""),
    };
    let amount = amount.ok_or("Field \"amount\" must be of type Number")?;
    Ok(Price { label, amount })
}
