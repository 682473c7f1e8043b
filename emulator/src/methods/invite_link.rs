//! Invite links of chats.

use serde_json::json;

use super::{access, query};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        chat::{ChatKey, GroupType},
        invite::{InviteLink, Terms},
        state::State,
    },
};

/// The most characters of a link's name; the rest is cut off.
const MAX_NAME: usize = 32;
/// The most people who join by a link that counts them.
const MAX_MEMBERS: i64 = 99_999;
/// The only period of a subscription, in seconds.
const PERIOD: i64 = 2_592_000;
/// What a period costs, in Stars.
const PRICES: std::ops::RangeInclusive<i64> = 1..=10_000;

/// The chat whose links the bot manages.
fn chat(state: &State, bot: i64, params: &Params) -> Result<i64, ApiError> {
    let group = access::group(state, bot, params)?;
    let words = "Not enough rights to manage chat invite link";
    access::need_right(state, bot, group, "can_invite_users", words)?;
    Ok(group)
}

/// The terms that both creation and editing read.
fn terms(params: &Params) -> Result<Terms, ApiError> {
    let number = |name, most| params.integer(name, 0, most).unwrap_or_default();
    let terms = Terms {
        name: name(params),
        expire_date: number("expire_date", i32::MAX.into()),
        member_limit: number("member_limit", MAX_MEMBERS),
        creates_join_request: params.boolean("creates_join_request"),
        subscription: None,
    };
    if terms.member_limit > 0 && terms.creates_join_request {
        return Err(ApiError::bad_request(
            "Member limit can't be specified for links requiring administrator approval",
        ));
    }
    Ok(terms)
}

fn name(params: &Params) -> String {
    params.text("name").trim().chars().take(MAX_NAME).collect()
}

pub(super) fn export(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let group = chat(state, bot, params)?;
    let url = state.renew_primary_link(group, bot);
    Ok(json!(url).into())
}

pub(super) fn create(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let terms = terms(params)?;
    let group = chat(state, bot, params)?;
    Ok(add(state, bot, group, terms))
}

pub(super) fn create_subscription(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let period = query::given(params, "subscription_period")?;
    let price = params.integer("subscription_price", i64::MIN, i64::MAX);
    let price = price.unwrap_or_default();
    let group = chat(state, bot, params)?;
    if access::known_group(state, group)?.kind != GroupType::Channel {
        return Err(ApiError::bad_request("CHANNEL_INVALID"));
    }
    if period != PERIOD.to_string() {
        return Err(ApiError::bad_request("SUBSCRIPTION_PERIOD_INVALID"));
    }
    if !PRICES.contains(&price) {
        return Err(ApiError::bad_request("STARS_AMOUNT_INVALID"));
    }
    let terms = Terms {
        name: name(params),
        subscription: Some((PERIOD, price)),
        ..Terms::default()
    };
    Ok(add(state, bot, group, terms))
}

fn add(state: &mut State, bot: i64, group: i64, terms: Terms) -> Answer {
    let link = InviteLink::new(bot, false, terms);
    let url = link.url.clone();
    if let Some(group) = state.groups.get_mut(&group) {
        group.invite_links.push(link);
    }
    answer(state, group, &url)
}

fn answer(state: &State, group: i64, url: &str) -> Answer {
    let json = state.invite_link_json(group, url);
    json.unwrap_or_default().into()
}

pub(super) fn edit(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let terms = terms(params)?;
    change(state, bot, params, |link| {
        let subscription = link.terms.subscription;
        link.terms = Terms {
            subscription,
            ..terms
        };
    })
}

pub(super) fn edit_subscription(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let name = name(params);
    change(state, bot, params, |link| link.terms.name = name)
}

fn change(
    state: &mut State,
    bot: i64,
    params: &Params,
    change: impl FnOnce(&mut InviteLink),
) -> Result<Answer, ApiError> {
    let group = chat(state, bot, params)?;
    let link = own(state, bot, group, params)?;
    if link.is_primary {
        return Err(ApiError::bad_request("CHAT_INVITE_PERMANENT"));
    }
    change(link);
    let url = link.url.clone();
    Ok(answer(state, group, &url))
}

/// The bot's own link that is not revoked.
fn own<'a>(
    state: &'a mut State,
    bot: i64,
    group: i64,
    params: &Params,
) -> Result<&'a mut InviteLink, ApiError> {
    let url = params.text("invite_link");
    let links = state.groups.get_mut(&group);
    let mut links = links.into_iter().flat_map(|group| &mut group.invite_links);
    links
        .find(|link| link.url == url && link.creator == bot && !link.is_revoked)
        .ok_or_else(|| ApiError::bad_request("INVITE_HASH_EXPIRED"))
}

pub(super) fn revoke(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let group = chat(state, bot, params)?;
    let link = own(state, bot, group, params)?;
    link.is_revoked = true;
    let (url, was_primary) = (link.url.clone(), link.is_primary);
    if was_primary {
        state.renew_primary_link(group, bot);
    }
    Ok(answer(state, group, &url))
}

/// The address of the bot's primary link, as getChat shows it.
pub(super) fn primary(state: &State, bot: i64, chat: ChatKey) -> Option<&str> {
    let ChatKey::Group(id) = chat else {
        return None;
    };
    let mut links = state.groups.get(&id)?.invite_links.iter();
    let link = links.find(|link| link.creator == bot && link.is_primary)?;
    Some(&link.url)
}
