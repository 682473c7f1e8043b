//! What bots change of people's accounts: emoji statuses, and the profiles of business accounts.

use serde_json::{Value, json};

use super::{access, aside, query};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        account::GIFT_TYPES,
        star::{Partner, Transaction, new_charge_id},
        state::State,
        user::User,
    },
};

/// The most characters of a name.
const MAX_NAME: usize = 64;
/// The most characters of a bio.
const MAX_BIO: usize = 140;
/// The lengths of a username.
const USERNAME: std::ops::RangeInclusive<usize> = 5..=32;
/// How many Stars are moved at once.
const TRANSFER: std::ops::RangeInclusive<i64> = 1..=10_000;

pub(super) fn set_emoji_status(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let user = access::user_id(params)?;
    let emoji = params.text("emoji_status_custom_emoji_id");
    if !emoji.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ApiError::bad_request(
            "Invalid custom emoji identifier specified",
        ));
    }
    let until = params.integer("emoji_status_expiration_date", 0, i32::MAX.into());
    if !state.users.contains_key(&user) {
        return Err(ApiError::bad_request("User not found"));
    }
    let account = state.accounts.entry(user).or_default();
    if !account.status_bots.contains(&bot) {
        return Err(ApiError::bad_request("USER_PERMISSION_DENIED"));
    }
    let status = (emoji.to_owned(), until.unwrap_or_default());
    account.emoji_status = (!emoji.is_empty()).then_some(status);
    Ok(json!(true).into())
}

/// The person behind the business account for which the bot has this right.
pub(super) fn owner(
    state: &State,
    bot: i64,
    params: &Params,
    right: &str,
) -> Result<i64, ApiError> {
    let connection = aside::connection(state, bot, params)?;
    if !connection.may(right) {
        return Err(ApiError::bad_request("BUSINESS_CONNECTION_NOT_ALLOWED"));
    }
    Ok(connection.owner)
}

fn person<'a>(
    state: &'a mut State,
    bot: i64,
    params: &Params,
    right: &str,
) -> Result<&'a mut User, ApiError> {
    let owner = owner(state, bot, params, right)?;
    let person = state.users.get_mut(&owner);
    person.ok_or_else(|| ApiError::bad_request("User not found"))
}

pub(super) fn set_name(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let name = |name| {
        let text = params.text(name).trim();
        text.chars().take(MAX_NAME).collect::<String>()
    };
    let (first, last) = (name("first_name"), name("last_name"));
    let person = person(state, bot, params, "can_edit_name")?;
    if first.is_empty() {
        return Err(ApiError::bad_request("First name must be non-empty"));
    }
    person.first_name = first;
    person.last_name = Some(last).filter(|name| !name.is_empty());
    Ok(json!(true).into())
}

pub(super) fn set_bio(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let bio = params.text("bio").trim();
    let owner = owner(state, bot, params, "can_edit_bio")?;
    if bio.chars().count() > MAX_BIO {
        return Err(ApiError::bad_request("ABOUT_TOO_LONG"));
    }
    bio.clone_into(&mut state.accounts.entry(owner).or_default().bio);
    Ok(json!(true).into())
}

pub(super) fn set_username(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let username = params.text("username").to_owned();
    let owner = owner(state, bot, params, "can_edit_username")?;
    let own = state
        .users
        .get(&owner)
        .and_then(|user| user.username.clone());
    if own.as_deref().unwrap_or_default() == username {
        return Err(ApiError::bad_request("USERNAME_NOT_MODIFIED"));
    }
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_username = USERNAME.contains(&username.len()) && username.bytes().all(is_name);
    if !username.is_empty() && !is_username {
        return Err(ApiError::bad_request("USERNAME_INVALID"));
    }
    let is_other_case = own.is_some_and(|own| own.eq_ignore_ascii_case(&username));
    if !is_other_case && state.has_username(&username) {
        return Err(ApiError::bad_request("USERNAME_OCCUPIED"));
    }
    let person = person(state, bot, params, "can_edit_username")?;
    person.username = Some(username).filter(|name| !name.is_empty());
    Ok(json!(true).into())
}

pub(super) fn set_gift_settings(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let types = query::object(params, "accepted_gift_types", "AcceptedGiftTypes")?;
    let owner = owner(state, bot, params, "can_change_gift_settings")?;
    let is_refused = |name: &&&str| types.get(**name) != Some(&Value::Bool(true));
    let account = state.accounts.entry(owner).or_default();
    account.shows_gift_button = params.boolean("show_gift_button");
    account.refused_gifts = GIFT_TYPES
        .iter()
        .filter(is_refused)
        .map(|name| (*name).to_owned())
        .collect();
    Ok(json!(true).into())
}

pub(super) fn star_balance(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let owner = owner(state, bot, params, "can_view_gifts_and_stars")?;
    Ok(json!({"amount": state.payments.stars(owner, false)}).into())
}

pub(super) fn transfer_stars(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let amount = params.integer("star_count", i64::MIN, i64::MAX);
    let amount = amount.unwrap_or_default();
    let owner = owner(state, bot, params, "can_transfer_stars")?;
    if !TRANSFER.contains(&amount) {
        return Err(ApiError::bad_request("STARS_AMOUNT_INVALID"));
    }
    if state.pay_stars(owner, bot, amount).is_err() {
        return Err(ApiError::bad_request("BALANCE_TOO_LOW"));
    }
    let transaction = Transaction {
        id: new_charge_id(),
        amount,
        date: state.clock.unix_time(),
        partner: Partner {
            user: owner,
            is_receiver: false,
            fields: json!({"transaction_type": "business_account_transfer"}),
        },
    };
    state.payments.add_transaction(bot, transaction);
    Ok(json!(true).into())
}
