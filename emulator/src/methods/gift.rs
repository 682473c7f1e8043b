//! Gifts: bought by bots, listed, converted.

use serde_json::{Value, json};

use super::{access, account, query};
use crate::{
    entities::{self, FormattedText, Names},
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    world::{
        chat::ChatKey,
        gift::{GiftKind, OwnedGift},
        message::Sender,
        star::{Partner, Transaction, new_charge_id},
        state::State,
    },
};

const TEXT: Names = Names {
    text: "text",
    parse_mode: "text_parse_mode",
    entities: "text_entities",
};
/// The most characters of the text of a gift.
const MAX_TEXT: usize = 128;
/// Months of Telegram Premium, and what they cost in Stars.
const PREMIUM: [(i64, i64); 3] = [(3, 1000), (6, 1500), (12, 2500)];
/// The most gifts of one answer.
const MAX_GIFTS: i64 = 100;

#[allow(clippy::unnecessary_wraps)] // As all methods of the table.
pub(super) fn available(state: &mut State, bot: i64, _: &Params) -> Result<Answer, ApiError> {
    let kinds = state.gifts.kinds.values();
    let gifts: Vec<Value> = kinds.map(|kind| kind.json(state, bot)).collect();
    Ok(json!({"gifts": gifts}).into())
}

fn text(state: &State, params: &Params) -> Result<FormattedText, ApiError> {
    let text = entities::read(params, TEXT, state)?;
    if text.text.chars().count() > MAX_TEXT {
        return Err(ApiError::bad_request("Text is too long"));
    }
    Ok(text)
}

/// Takes Stars from the bot for something that `receiver` gets.
fn pay(
    state: &mut State,
    bot: i64,
    receiver: i64,
    amount: i64,
    fields: Value,
) -> Result<(), ApiError> {
    let balance = state.payments.stars(bot, true);
    if balance < amount {
        return Err(ApiError::bad_request("BALANCE_TOO_LOW"));
    }
    state.payments.set_stars(bot, balance - amount);
    let transaction = Transaction {
        id: new_charge_id(),
        amount,
        date: state.clock.unix_time(),
        partner: Partner {
            user: receiver,
            is_receiver: true,
            fields,
        },
    };
    state.payments.add_transaction(bot, transaction);
    Ok(())
}

pub(super) fn send(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let gift_id = query::given(params, "gift_id")?;
    let text = text(state, params)?;
    let owner = receiver(state, bot, params)?;
    let kind = state.gifts.kinds.get(gift_id);
    let kind = kind.ok_or_else(|| ApiError::bad_request("STARGIFT_INVALID"))?;
    if kind.total_count.is_some() && kind.remaining_count <= 0 {
        return Err(ApiError::bad_request("STARGIFT_USAGE_LIMITED"));
    }
    let upgrade = match (params.boolean("pay_for_upgrade"), kind.upgrade_star_count) {
        (true, None) => return Err(ApiError::bad_request("STARGIFT_UPGRADE_UNAVAILABLE")),
        (true, price) => price,
        (false, _) => None,
    };
    let price = kind.star_count + upgrade.unwrap_or_default();
    let mut fields = json!({"gift": kind.json(state, bot)});
    if owner > 0 {
        fields["transaction_type"] = json!("gift_purchase");
    }
    let kind = kind.id.clone();
    pay(state, bot, owner, price, fields)?;
    state.give(&kind, owner, Sender::Bot(bot), text, upgrade);
    Ok(json!(true).into())
}

/// The person or channel that gets a gift.
fn receiver(state: &State, bot: i64, params: &Params) -> Result<i64, ApiError> {
    if params.text("user_id").is_empty() && !params.text("chat_id").is_empty() {
        let chat = access::readable_chat(state, bot, params)?;
        return match chat {
            ChatKey::Private { user, .. } => Ok(user),
            ChatKey::Group(id) if state.is_channel(chat) => Ok(id),
            ChatKey::Group(_) => Err(ApiError::bad_request("PEER_ID_INVALID")),
        };
    }
    person(state, params)
}

fn person(state: &State, params: &Params) -> Result<i64, ApiError> {
    let user = access::user_id(params)?;
    if !state.users.contains_key(&user) {
        return Err(ApiError::bad_request("User not found"));
    }
    Ok(user)
}

pub(super) fn premium(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    text(state, params)?;
    let number = |name| to_integer(params.text(name));
    let user = person(state, params)?;
    let wanted = (number("month_count"), number("star_count"));
    if !PREMIUM.contains(&wanted) {
        return Err(ApiError::bad_request("STARS_AMOUNT_INVALID"));
    }
    let (months, price) = wanted;
    let fields = json!({
        "transaction_type": "premium_purchase",
        "premium_subscription_duration": months,
    });
    pay(state, bot, user, price, fields)?;
    if let Some(person) = state.users.get_mut(&user) {
        person.is_premium = true;
    }
    Ok(json!(true).into())
}

pub(super) fn of_user(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let user = person(state, params)?;
    Ok(list(state, bot, params, user, false))
}

pub(super) fn of_chat(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let chat = access::readable_chat(state, bot, params)?;
    let is_named = state.is_channel(chat) && access::is_admin(state, bot, chat.id());
    Ok(list(state, bot, params, chat.id(), is_named))
}

pub(super) fn of_business(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let owner = account::owner(state, bot, params, "can_view_gifts_and_stars")?;
    Ok(list(state, bot, params, owner, true))
}

/// The part of somebody's gifts that is asked for, the newest first.
fn list(state: &State, bot: i64, params: &Params, owner: i64, is_named: bool) -> Answer {
    let kind_of = |gift: &OwnedGift| state.gifts.kinds.get(&gift.kind);
    let is_wanted = |gift: &&OwnedGift| {
        gift.owner == owner && kind_of(gift).is_some_and(|kind| is_shown(kind, params))
    };
    let gifts = state.gifts.owned.iter().rev().filter(is_wanted);
    let mut gifts: Vec<&OwnedGift> = gifts.collect();
    if params.boolean("sort_by_price") {
        let price = |gift: &&OwnedGift| kind_of(gift).map(|kind| kind.star_count);
        gifts.sort_by_key(|gift| std::cmp::Reverse(price(gift)));
    }
    let limit = params.integer("limit", 1, MAX_GIFTS).unwrap_or(MAX_GIFTS);
    let limit = usize::try_from(limit).unwrap_or_default();
    let offset = usize::try_from(to_integer(params.text("offset"))).unwrap_or_default();
    let page = gifts.iter().skip(offset).take(limit);
    let page: Vec<Value> = page.map(|gift| gift.json(state, bot, is_named)).collect();
    let mut json = json!({"total_count": gifts.len(), "gifts": page});
    if offset + limit < gifts.len() {
        json["next_offset"] = json!((offset + limit).to_string());
    }
    json.into()
}

/// All gifts of this world are saved, and none is unique.
fn is_shown(kind: &GiftKind, params: &Params) -> bool {
    let excludes = |name: &str| params.boolean(name);
    let is_limited = kind.total_count.is_some();
    let can_be_upgraded = kind.upgrade_star_count.is_some();
    !(excludes("exclude_saved")
        || excludes("exclude_unlimited") && !is_limited
        || excludes("exclude_limited_upgradable") && is_limited && can_be_upgraded
        || excludes("exclude_limited_non_upgradable") && is_limited && !can_be_upgraded)
}

/// A gift of a business account.
fn owned(state: &State, owner: i64, params: &Params) -> Result<OwnedGift, ApiError> {
    let id = query::given(params, "owned_gift_id")?;
    let gift = state.gifts.owned(id).filter(|gift| gift.owner == owner);
    let gift = gift.ok_or_else(|| ApiError::bad_request("STARGIFT_NOT_FOUND"))?;
    Ok(gift.clone())
}

pub(super) fn convert(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let owner = account::owner(state, bot, params, "can_convert_gifts_to_stars")?;
    let gift = owned(state, owner, params)?;
    let kind = state.gifts.kinds.get(&gift.kind);
    let stars = kind.map(GiftKind::converted).unwrap_or_default();
    state.gifts.owned.retain(|own| own.id != gift.id);
    let balance = state.payments.stars(owner, false);
    state.payments.set_stars(owner, balance + stars);
    Ok(json!(true).into())
}

/// What unique gifts look like is known to Telegram only, so no gift becomes one.
pub(super) fn upgrade(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let owner = account::owner(state, bot, params, "can_transfer_and_upgrade_gifts")?;
    owned(state, owner, params)?;
    Err(ApiError::bad_request("STARGIFT_UPGRADE_UNAVAILABLE"))
}

/// Only unique gifts change hands, and there are none.
pub(super) fn transfer(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let owner = account::owner(state, bot, params, "can_transfer_and_upgrade_gifts")?;
    owned(state, owner, params)?;
    Err(ApiError::bad_request("STARGIFT_NOT_UNIQUE"))
}
