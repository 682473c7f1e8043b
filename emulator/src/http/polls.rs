//! The control API of polls and reactions.

use axum::{Router, body::Body, extract::State, http::Response, routing::post};
use serde::Deserialize;
use serde_json::json;

use super::control::{Input, act};
use crate::world::World;

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/control/vote", post(vote))
        .route("/control/add_poll_option", post(add_option))
        .route("/control/react", post(react))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vote {
    user_id: i64,
    chat_id: i64,
    message_id: i64,
    bot_id: Option<i64>,
    option_ids: Vec<usize>,
}

async fn vote(State(world): State<World>, input: Input<Vote>) -> Response<Body> {
    act(input, &world, |state, vote| {
        let chat = state.chat_of_user(vote.user_id, vote.chat_id, vote.bot_id)?;
        state.user_votes(vote.user_id, chat, vote.message_id, &vote.option_ids)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddOption {
    user_id: i64,
    chat_id: i64,
    message_id: i64,
    bot_id: Option<i64>,
    text: String,
}

async fn add_option(State(world): State<World>, input: Input<AddOption>) -> Response<Body> {
    act(input, &world, |state, add| {
        let chat = state.chat_of_user(add.user_id, add.chat_id, add.bot_id)?;
        state.user_adds_option(add.user_id, chat, add.message_id, &add.text)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct React {
    user_id: i64,
    chat_id: i64,
    message_id: i64,
    bot_id: Option<i64>,
    reactions: Vec<String>,
}

async fn react(State(world): State<World>, input: Input<React>) -> Response<Body> {
    act(input, &world, |state, react| {
        let chat = state.chat_of_user(react.user_id, react.chat_id, react.bot_id)?;
        let reactions: Vec<&str> = react.reactions.iter().map(String::as_str).collect();
        state.user_reacts(react.user_id, chat, react.message_id, &reactions)?;
        Ok(json!({"ok": true}))
    })
}
