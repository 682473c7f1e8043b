//! The control API of boosts, gifts, emoji statuses and managed bots.

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
        .route("/control/boost", post(boost))
        .route("/control/remove_boosts", post(remove_boosts))
        .route("/control/give_gift", post(give))
        .route("/control/allow_emoji_status", post(allow_status))
        .route("/control/make_bot", post(make_bot))
        .route("/control/verification", get(verification))
        .route("/control/prepared_button", get(prepared_button))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InChat {
    user_id: i64,
    chat_id: i64,
}

async fn boost(State(world): State<World>, input: Input<InChat>) -> Response<Body> {
    act(input, &world, |state, boost| {
        let id = state.user_boosts(boost.user_id, boost.chat_id)?;
        Ok(json!({"ok": true, "boost_id": id}))
    })
}

async fn remove_boosts(State(world): State<World>, input: Input<InChat>) -> Response<Body> {
    act(input, &world, |state, boosts| {
        state.user_unboosts(boosts.user_id, boosts.chat_id)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Give {
    user_id: i64,
    owner_id: i64,
    gift_id: String,
    #[serde(default)]
    text: String,
}

async fn give(State(world): State<World>, input: Input<Give>) -> Response<Body> {
    act(input, &world, |state, give| {
        state.user_gives(give.user_id, give.owner_id, &give.gift_id, &give.text)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AllowStatus {
    user_id: i64,
    bot_id: i64,
    allowed: bool,
}

async fn allow_status(State(world): State<World>, input: Input<AllowStatus>) -> Response<Body> {
    act(input, &world, |state, allow| {
        state.user_lets_set_status(allow.user_id, allow.bot_id, allow.allowed)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MakeBot {
    user_id: i64,
    manager_bot_id: i64,
    username: String,
    first_name: String,
}

async fn make_bot(State(world): State<World>, input: Input<MakeBot>) -> Response<Body> {
    act(input, &world, |state, make| {
        let (user, manager) = (make.user_id, make.manager_bot_id);
        let id = state.user_makes_bot(user, manager, &make.username, &make.first_name)?;
        Ok(json!({"ok": true, "bot_id": id}))
    })
}

#[derive(Deserialize)]
struct Id {
    id: i64,
}

async fn verification(State(world): State<World>, Query(query): Query<Id>) -> Response<Body> {
    answer(world.look(|state| {
        let description = state.verified.get(&query.id);
        Ok(json!({"is_verified": description.is_some(), "custom_description": description}))
    }))
}

#[derive(Deserialize)]
struct Name {
    id: String,
}

async fn prepared_button(State(world): State<World>, Query(query): Query<Name>) -> Response<Body> {
    answer(world.look(|state| {
        let button = state.prepared_buttons.get(&query.id);
        let button = button
            .map(|(bot, user, button)| json!({"bot_id": bot, "user_id": user, "button": button}));
        Ok(json!({"prepared": button}))
    }))
}
