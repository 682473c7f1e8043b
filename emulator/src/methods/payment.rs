//! `answerShippingQuery` and `answerPreCheckoutQuery`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{invoice, query};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        payment::{PaymentRefusal, ShippingOption},
        state::State,
    },
};

pub(super) fn shipping(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let answer = if params.boolean("ok") {
        Ok(options(params)?)
    } else {
        Err(error_message(params)?)
    };
    state
        .answer_shipping(bot, params.text("shipping_query_id"), answer)
        .map_err(refuse)?;
    Ok(json!(true).into())
}

pub(super) fn checkout(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let refusal = if params.boolean("ok") {
        None
    } else {
        Some(error_message(params)?)
    };
    state
        .answer_checkout(bot, params.text("pre_checkout_query_id"), refusal)
        .map_err(refuse)?;
    Ok(json!(true).into())
}

/// How a call about a payment is refused.
pub(super) fn refuse(why: PaymentRefusal) -> ApiError {
    match why {
        PaymentRefusal::TooLate => query::too_old(),
        PaymentRefusal::Code(code) => ApiError::bad_request(code),
    }
}

fn error_message(params: &Params) -> Result<String, ApiError> {
    match params.text("error_message") {
        "" => Err(query::required("error_message")),
        message => Ok(message.to_owned()),
    }
}

fn options(params: &Params) -> Result<Vec<ShippingOption>, ApiError> {
    if params.text("shipping_options").is_empty() {
        return Err(query::required("shipping_options"));
    }
    let options = match params.json("shipping_options") {
        Some(Value::Array(options)) => options,
        Some(_) => {
            return Err(ApiError::bad_request(
                "Expected an Array of shipping options",
            ));
        }
        None => {
            return Err(ApiError::bad_request(
                "Can't parse shipping options JSON object",
            ));
        }
    };
    let options = options.iter().map(option).collect::<Result<Vec<_>, _>>()?;
    let ids: BTreeSet<&str> = options.iter().map(|option| option.id.as_str()).collect();
    if options.is_empty() || ids.len() < options.len() {
        return Err(ApiError::bad_request("SHIPPING_OPTIONS_INVALID"));
    }
    Ok(options)
}

fn option(value: &Value) -> Result<ShippingOption, ApiError> {
    let cannot_parse =
        |why: &str| ApiError::bad_request(format!("Can't parse shipping option: {why}"));
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    if !value.is_object() {
        return Err(cannot_parse("Expected an Object"));
    }
    let id = text("id").ok_or_else(|| cannot_parse("Can't find field \"id\""))?;
    text("title").ok_or_else(|| cannot_parse("Can't find field \"title\""))?;
    let prices = value
        .get("prices")
        .ok_or_else(|| cannot_parse("Can't find field \"prices\""))?;
    Ok(ShippingOption {
        id: id.to_owned(),
        prices: invoice::prices_of(prices)?,
    })
}
