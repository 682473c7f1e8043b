//! The control API of inline mode, payments and web apps.

use axum::{
    Router,
    body::Body,
    extract::{Query, State},
    http::Response,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::control::{Input, act, answer};
use crate::world::{
    ControlError, InlineChatType, Order, PaymentStatus, WebAppButton, World, chat::ChatKey,
    state::State as WorldState,
};

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/control/inline_query", post(inline_query))
        .route("/control/inline_answer", get(inline_answer))
        .route("/control/choose_inline_result", post(choose))
        .route("/control/share_prepared", post(share))
        .route("/control/pay", post(pay))
        .route("/control/payment", get(payment))
        .route("/control/invoice", get(invoice))
        .route("/control/buy_paid_media", post(buy_paid_media))
        .route("/control/renew_subscription", post(renew))
        .route("/control/cancel_subscription", post(cancel))
        .route("/control/stars", get(stars).post(set_stars))
        .route("/control/open_web_app", post(open_web_app))
        .route("/control/web_app_data", post(web_app_data))
}

pub(super) fn sent(state: &WorldState, chat: ChatKey, id: i64) -> Value {
    let message = state.message(chat, id);
    let message = message.map(|message| message.json(state, state.people_view(chat)));
    json!({"ok": true, "message": message})
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InlineQuery {
    user_id: i64,
    bot_id: i64,
    query: String,
    #[serde(default)]
    offset: String,
    #[serde(default)]
    chat_type: InlineChatType,
}

async fn inline_query(State(world): State<World>, input: Input<InlineQuery>) -> Response<Body> {
    act(input, &world, |state, ask| {
        let InlineQuery {
            user_id,
            bot_id,
            query,
            offset,
            chat_type,
        } = ask;
        let id = state.user_queries(user_id, bot_id, &query, &offset, chat_type)?;
        Ok(json!({"ok": true, "inline_query_id": id}))
    })
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

async fn inline_answer(State(world): State<World>, Query(query): Query<Id>) -> Response<Body> {
    answer(world.look(|state| {
        let answer = state.inline.answer(&query.id).map(|answer| {
            json!({
                "results": answer.results,
                "cache_time": answer.cache_time,
                "is_personal": answer.is_personal,
                "next_offset": answer.next_offset,
                "button": answer.button,
            })
        });
        Ok(json!({"answer": answer}))
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choose {
    user_id: i64,
    #[serde(rename = "inline_query_id")]
    inline_query: String,
    #[serde(rename = "result_id")]
    result: String,
    #[serde(rename = "chat_id")]
    chat: i64,
    bot_id: Option<i64>,
}

async fn choose(State(world): State<World>, input: Input<Choose>) -> Response<Body> {
    act(input, &world, |state, choose| {
        let chat = state.chat_of_user(choose.user_id, choose.chat, choose.bot_id)?;
        let (query, result) = (&choose.inline_query, &choose.result);
        let id = state.user_chooses(choose.user_id, query, result, chat)?;
        Ok(sent(state, chat, id))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Share {
    user_id: i64,
    #[serde(rename = "prepared_message_id")]
    prepared_message: String,
    #[serde(rename = "chat_id")]
    chat: i64,
    bot_id: Option<i64>,
}

async fn share(State(world): State<World>, input: Input<Share>) -> Response<Body> {
    act(input, &world, |state, share| {
        let chat = state.chat_of_user(share.user_id, share.chat, share.bot_id)?;
        let id = state.user_shares(share.user_id, &share.prepared_message, chat)?;
        Ok(sent(state, chat, id))
    })
}

/// What is paid: a message's invoice, or a link's.
#[derive(Deserialize)]
#[serde(untagged)]
enum What {
    Link { link: String },
    Message { chat_id: i64, message_id: i64 },
}

#[derive(Deserialize)]
struct Pay {
    user_id: i64,
    #[serde(flatten)]
    what: What,
    bot_id: Option<i64>,
    #[serde(default)]
    order: Order,
}

async fn pay(State(world): State<World>, input: Input<Pay>) -> Response<Body> {
    act(input, &world, |state, pay| {
        let id = match pay.what {
            What::Link { link } => state.user_pays_link(pay.user_id, &link, pay.order)?,
            What::Message {
                chat_id,
                message_id,
            } => {
                let chat = state.chat_of_user(pay.user_id, chat_id, pay.bot_id)?;
                state.user_pays_message(pay.user_id, chat, message_id, pay.order)?
            }
        };
        Ok(json!({"ok": true, "payment_id": id}))
    })
}

/// The invoice of a message, or of a link.
#[derive(Deserialize)]
struct InvoiceQuery {
    user_id: i64,
    link: Option<String>,
    chat_id: Option<i64>,
    message_id: Option<i64>,
    bot_id: Option<i64>,
}

async fn invoice(State(world): State<World>, Query(query): Query<InvoiceQuery>) -> Response<Body> {
    answer(world.look(|state| {
        let invoice = if let Some(link) = &query.link {
            state.invoice_of_link(link)?
        } else {
            let chat = query.chat_id.unwrap_or_default();
            let chat = state.chat_of_user(query.user_id, chat, query.bot_id)?;
            state.invoice_of_message(chat, query.message_id.unwrap_or_default())?
        };
        Ok(json!({"invoice": invoice}))
    }))
}

async fn payment(State(world): State<World>, Query(query): Query<Id>) -> Response<Body> {
    answer(world.look(|state| {
        let status = state.payments.status(&query.id, state.clock.now());
        Ok(json!({"payment": status.map(status_json)}))
    }))
}

fn status_json(status: PaymentStatus) -> Value {
    match status {
        PaymentStatus::Shipping { shipping_query_id } => {
            json!({"status": "shipping", "shipping_query_id": shipping_query_id})
        }
        PaymentStatus::Checkout {
            pre_checkout_query_id,
        } => json!({"status": "checkout", "pre_checkout_query_id": pre_checkout_query_id}),
        PaymentStatus::Paid {
            chat_id,
            message_id,
            telegram_payment_charge_id,
        } => json!({
            "status": "paid",
            "chat_id": chat_id,
            "message_id": message_id,
            "telegram_payment_charge_id": telegram_payment_charge_id,
        }),
        PaymentStatus::Refused { error_message } => {
            json!({"status": "refused", "error_message": error_message})
        }
        PaymentStatus::TimedOut => json!({"status": "timed_out"}),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Buy {
    user_id: i64,
    #[serde(rename = "chat_id")]
    chat: i64,
    #[serde(rename = "message_id")]
    message: i64,
    bot_id: Option<i64>,
}

async fn buy_paid_media(State(world): State<World>, input: Input<Buy>) -> Response<Body> {
    act(input, &world, |state, buy| {
        let chat = state.chat_of_user(buy.user_id, buy.chat, buy.bot_id)?;
        state.user_buys_media(buy.user_id, chat, buy.message)?;
        Ok(sent(state, chat, buy.message))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Subscription {
    user_id: i64,
    telegram_payment_charge_id: String,
    #[serde(default = "yes")]
    is_canceled: bool,
}

fn yes() -> bool {
    true
}

async fn renew(State(world): State<World>, input: Input<Subscription>) -> Response<Body> {
    act(input, &world, |state, paid| {
        let id = state.subscription_renews(paid.user_id, &paid.telegram_payment_charge_id)?;
        Ok(json!({"ok": true, "message_id": id}))
    })
}

async fn cancel(State(world): State<World>, input: Input<Subscription>) -> Response<Body> {
    act(input, &world, |state, paid| {
        let charge = &paid.telegram_payment_charge_id;
        state.user_cancels_subscription(paid.user_id, charge, paid.is_canceled)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stars {
    id: i64,
    amount: Option<u32>,
}

fn is_bot(state: &WorldState, id: i64) -> Result<bool, ControlError> {
    match (state.bot(id).is_some(), state.users.contains_key(&id)) {
        (false, false) => Err(ControlError::UnknownUser(id)),
        (is_bot, _) => Ok(is_bot),
    }
}

async fn stars(State(world): State<World>, Query(query): Query<Stars>) -> Response<Body> {
    answer(world.look(|state| {
        let is_bot = is_bot(state, query.id)?;
        Ok(json!({"amount": state.payments.stars(query.id, is_bot)}))
    }))
}

async fn set_stars(State(world): State<World>, input: Input<Stars>) -> Response<Body> {
    act(input, &world, |state, stars| {
        is_bot(state, stars.id)?;
        let amount = stars.amount.unwrap_or_default();
        state.payments.set_stars(stars.id, amount.into());
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenWebApp {
    user_id: i64,
    bot_id: i64,
    message_id: Option<i64>,
    button_text: Option<String>,
}

async fn open_web_app(State(world): State<World>, input: Input<OpenWebApp>) -> Response<Body> {
    act(input, &world, |state, open| {
        let chat = state.chat_of_user(open.user_id, open.bot_id, None)?;
        let button = match (open.message_id, open.button_text) {
            (Some(message_id), _) => WebAppButton::Inline { message_id },
            (None, Some(text)) => WebAppButton::Keyboard { text },
            (None, None) => WebAppButton::Menu,
        };
        let app = state.user_opens_web_app(open.user_id, chat, &button)?;
        Ok(json!({
            "ok": true,
            "url": app.url,
            "init_data": app.init_data,
            "query_id": app.query_id,
        }))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WebAppData {
    user_id: i64,
    bot_id: i64,
    button_text: String,
    data: String,
}

async fn web_app_data(State(world): State<World>, input: Input<WebAppData>) -> Response<Body> {
    act(input, &world, |state, app| {
        let chat = state.chat_of_user(app.user_id, app.bot_id, None)?;
        let id = state.user_sends_web_app_data(app.user_id, chat, &app.button_text, &app.data)?;
        Ok(sent(state, chat, id))
    })
}
