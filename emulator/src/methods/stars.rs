//! `getMyStarBalance`, `getStarTransactions`, `refundStarPayment` and `editUserStarSubscription`.

use serde_json::{Value, json};

use super::{payment::refuse, query};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{chat::ChatKey, star::Transaction, state::State},
};

pub(super) fn balance(state: &mut State, bot: i64, _: &Params) -> Result<Answer, ApiError> {
    known(state, bot)?;
    Ok(json!({"amount": state.payments.stars(bot, true)}).into())
}

pub(super) fn transactions(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    known(state, bot)?;
    let count = |name, min, max, default| {
        let number = params.integer(name, min, max).unwrap_or(default);
        usize::try_from(number).unwrap_or_default()
    };
    let offset = count("offset", 0, i32::MAX.into(), 0);
    let limit = count("limit", 1, 100, 100);
    let transactions: Vec<Value> = state
        .payments
        .transactions(bot)
        .iter()
        .skip(offset)
        .take(limit)
        .map(|transaction| transaction_json(state, transaction))
        .collect();
    Ok(json!({"transactions": transactions}).into())
}

/// A bot that has left the world has no account.
fn known(state: &State, bot: i64) -> Result<(), ApiError> {
    let found = state.bot(bot).map(|_| ());
    found.ok_or_else(|| ApiError::new(401, "Unauthorized"))
}

fn transaction_json(state: &State, transaction: &Transaction) -> Value {
    let mut partner = transaction.partner.fields.clone();
    let id = transaction.partner.user;
    if state.groups.contains_key(&id) {
        partner["type"] = json!("chat");
        partner["chat"] = state.chat_json(ChatKey::Group(id));
    } else {
        partner["type"] = json!("user");
        partner["user"] = state.member_json(id);
    }
    let side = if transaction.partner.is_receiver {
        "receiver"
    } else {
        "source"
    };
    json!({
        "id": transaction.id,
        "amount": transaction.amount,
        "date": transaction.date,
        side: partner,
    })
}

pub(super) fn refund(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let user = user(state, params)?;
    let charge = charge(params)?;
    state.refund(bot, user, charge).map_err(refuse)?;
    Ok(json!(true).into())
}

pub(super) fn edit_subscription(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let user = user(state, params)?;
    let charge = charge(params)?;
    let is_canceled = params.boolean("is_canceled");
    state
        .edit_subscription(bot, user, charge, is_canceled)
        .map_err(refuse)?;
    Ok(json!(true).into())
}

fn user(state: &State, params: &Params) -> Result<i64, ApiError> {
    let user = params.integer("user_id", 0, i64::MAX).unwrap_or_default();
    if user == 0 {
        return Err(ApiError::bad_request("Invalid user_id specified"));
    }
    if !state.users.contains_key(&user) {
        return Err(ApiError::bad_request("User not found"));
    }
    Ok(user)
}

fn charge(params: &Params) -> Result<&str, ApiError> {
    match params.text("telegram_payment_charge_id") {
        "" => Err(query::required("telegram_payment_charge_id")),
        charge => Ok(charge),
    }
}
