//! `approveSuggestedPost`, `declineSuggestedPost`, and what sends say about direct messages.

use serde_json::{Value, json};

use super::{access, query};
use crate::{
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    world::{
        chat::ChatKey,
        message::{Reply, Sender},
        state::State,
        suggested_post::{PostPrice, PostState, SuggestedPost},
    },
};

/// The Stars, and the nanograms of TON, that a post may cost.
const STARS: std::ops::RangeInclusive<i64> = 5..=100_000;
const NANOGRAMS: std::ops::RangeInclusive<i64> = 10_000_000..=10_000_000_000_000;
/// Nanograms come in steps of this many.
const NANOGRAM_STEP: i64 = 10_000_000;
/// How far ahead a post may be published, in seconds.
const AHEAD: std::ops::RangeInclusive<i64> = 300..=2_678_400;
/// The most characters of a comment.
const MAX_COMMENT: usize = 128;

/// Reads `suggested_post_parameters`.
pub(super) fn read(params: &Params, state: &State) -> Result<Option<SuggestedPost>, ApiError> {
    if params.text("suggested_post_parameters").is_empty() {
        return Ok(None);
    }
    let object = query::object(
        params,
        "suggested_post_parameters",
        "suggested post parameters",
    )?;
    let send_date = object.get("send_date").and_then(Value::as_i64);
    let send_date = send_date.filter(|date| *date > 0);
    if let Some(date) = send_date {
        check_date(state, date)?;
    }
    let price = object.get("price").map(read_price).transpose()?;
    Ok(Some(SuggestedPost {
        state: PostState::Pending,
        price,
        send_date,
    }))
}

fn read_price(price: &Value) -> Result<PostPrice, ApiError> {
    let amount = price.get("amount").and_then(Value::as_i64);
    let amount = amount.unwrap_or_default();
    let is_stars = match price.get("currency").and_then(Value::as_str) {
        Some("XTR") => true,
        Some("TON") => false,
        _ => {
            return Err(ApiError::bad_request(
                "Unsupported currency of the suggested post price specified",
            ));
        }
    };
    let fits = if is_stars {
        STARS.contains(&amount)
    } else {
        NANOGRAMS.contains(&amount) && amount % NANOGRAM_STEP == 0
    };
    if !fits {
        return Err(ApiError::bad_request(
            "Invalid amount of the suggested post price specified",
        ));
    }
    Ok(PostPrice { is_stars, amount })
}

fn check_date(state: &State, date: i64) -> Result<(), ApiError> {
    if AHEAD.contains(&(date - state.clock.unix_time())) {
        return Ok(());
    }
    Err(ApiError::bad_request("SCHEDULE_DATE_INVALID"))
}

/// Whose direct messages a message goes to: `direct_messages_topic_id`, or those of the message that
/// is answered.
pub(super) fn topic(
    state: &State,
    chat: ChatKey,
    params: &Params,
    reply: Option<&Reply>,
) -> Result<Option<i64>, ApiError> {
    if state.channel_of_direct(chat).is_none() {
        return Ok(None);
    }
    let answered = reply.and_then(|reply| state.message(reply.chat, reply.message_id));
    let topic = match to_integer(params.text("direct_messages_topic_id")) {
        0 => answered.and_then(|answered| answered.direct_topic),
        topic => Some(topic),
    };
    topic
        .filter(|topic| state.users.contains_key(topic))
        .map(Some)
        .ok_or_else(|| ApiError::bad_request("Direct messages topic not found"))
}

/// A suggested post that waits, in a chat where the bot judges it.
fn pending(
    state: &State,
    bot: i64,
    params: &Params,
    right: &str,
) -> Result<(ChatKey, i64), ApiError> {
    let id = params.integer("message_id", 0, i64::MAX).unwrap_or(0);
    if id == 0 {
        return Err(ApiError::bad_request("Message identifier is not specified"));
    }
    let chat = access::chat(state, bot, params)?;
    let not_found = || ApiError::bad_request("Suggested post not found");
    let channel = state.channel_of_direct(chat).ok_or_else(not_found)?;
    access::need_right(state, bot, channel, right, "CHAT_ADMIN_REQUIRED")?;
    state.pending_post(chat, id).ok_or_else(not_found)?;
    Ok((chat, id))
}

pub(super) fn approve(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (chat, id) = pending(state, bot, params, "can_post_messages")?;
    let date = params.integer("send_date", 0, i64::MAX);
    let date = date.filter(|date| *date > 0);
    if let Some(date) = date {
        check_date(state, date)?;
    }
    state.approve_post(Sender::Bot(bot), chat, id, date);
    Ok(json!(true).into())
}

pub(super) fn decline(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (chat, id) = pending(state, bot, params, "can_manage_direct_messages")?;
    let comment = params.text("comment").to_owned();
    if comment.chars().count() > MAX_COMMENT {
        return Err(ApiError::bad_request("Comment is too long"));
    }
    state.decline_post(Sender::Bot(bot), chat, id, &comment);
    Ok(json!(true).into())
}
