//! The control API of invite links, requests to join, and migration.

use axum::{
    Router,
    body::Body,
    extract::{Query, State},
    http::Response,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::json;

use super::control::{Input, act, answer};
use crate::world::World;

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/control/join_by_link", post(join_by_link))
        .route("/control/ask_to_join", post(ask_to_join))
        .route("/control/guard_bot", post(set_guard))
        .route("/control/join_request", get(join_request))
        .route("/control/migrate", post(migrate))
        .route("/control/pin", post(pin))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ByLink {
    user_id: i64,
    invite_link: String,
}

async fn join_by_link(State(world): State<World>, input: Input<ByLink>) -> Response<Body> {
    act(input, &world, |state, join| {
        let chat = state.user_joins_by_link(join.user_id, &join.invite_link)?;
        Ok(json!({"ok": true, "chat_id": chat}))
    })
}

#[derive(Deserialize)]
struct InChat {
    user_id: i64,
    chat_id: i64,
}

async fn ask_to_join(State(world): State<World>, input: Input<InChat>) -> Response<Body> {
    act(input, &world, |state, ask| {
        state.user_asks_to_join(ask.user_id, ask.chat_id)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guard {
    #[serde(rename = "user_id")]
    user: i64,
    #[serde(rename = "chat_id")]
    chat: i64,
    #[serde(rename = "bot_id")]
    bot: Option<i64>,
}

async fn set_guard(State(world): State<World>, input: Input<Guard>) -> Response<Body> {
    act(input, &world, |state, guard| {
        state.user_sets_guard(guard.user, guard.chat, guard.bot)?;
        Ok(json!({"ok": true}))
    })
}

async fn join_request(State(world): State<World>, Query(query): Query<InChat>) -> Response<Body> {
    answer(world.look(|state| {
        let group = state.groups.get(&query.chat_id);
        let is_waiting =
            group.is_some_and(|group| group.join_requests.contains_key(&query.user_id));
        let web_app_url = state.join_web_app(query.chat_id, query.user_id);
        Ok(json!({"is_waiting": is_waiting, "web_app_url": web_app_url}))
    }))
}

async fn migrate(State(world): State<World>, input: Input<InChat>) -> Response<Body> {
    act(input, &world, |state, migrate| {
        let chat = state.user_migrates(migrate.user_id, migrate.chat_id)?;
        Ok(json!({"ok": true, "chat_id": chat}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pin {
    user_id: i64,
    chat_id: i64,
    message_id: i64,
    bot_id: Option<i64>,
    #[serde(default = "yes")]
    pinned: bool,
}

fn yes() -> bool {
    true
}

async fn pin(State(world): State<World>, input: Input<Pin>) -> Response<Body> {
    act(input, &world, |state, pin| {
        let chat = state.chat_of_user(pin.user_id, pin.chat_id, pin.bot_id)?;
        state.user_pins(pin.user_id, chat, pin.message_id, pin.pinned)?;
        Ok(json!({"ok": true}))
    })
}
