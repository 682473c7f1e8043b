//! The control API of members of groups and channels.

use axum::{Router, body::Body, extract::State, http::Response, routing::post};
use serde::Deserialize;
use serde_json::json;

use super::control::{Input, act};
use crate::world::World;

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/control/join", post(join))
        .route("/control/leave", post(leave))
        .route("/control/add_member", post(add))
        .route("/control/kick", post(kick))
        .route("/control/promote", post(promote))
        .route("/control/restrict", post(restrict))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InChat {
    user_id: i64,
    chat_id: i64,
}

async fn join(State(world): State<World>, input: Input<InChat>) -> Response<Body> {
    act(input, &world, |state, join| {
        state.user_joins(join.user_id, join.chat_id)?;
        Ok(json!({"ok": true}))
    })
}

async fn leave(State(world): State<World>, input: Input<InChat>) -> Response<Body> {
    act(input, &world, |state, leave| {
        state.user_leaves(leave.user_id, leave.chat_id)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    user_id: i64,
    chat_id: i64,
    #[serde(rename = "member_id")]
    member: i64,
}

async fn add(State(world): State<World>, input: Input<Other>) -> Response<Body> {
    act(input, &world, |state, add| {
        state.user_adds(add.user_id, add.chat_id, add.member)?;
        Ok(json!({"ok": true}))
    })
}

async fn kick(State(world): State<World>, input: Input<Other>) -> Response<Body> {
    act(input, &world, |state, kick| {
        state.user_kicks(kick.user_id, kick.chat_id, kick.member)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Promote {
    user_id: i64,
    chat_id: i64,
    member_id: i64,
    rights: Vec<String>,
}

async fn promote(State(world): State<World>, input: Input<Promote>) -> Response<Body> {
    act(input, &world, |state, promote| {
        let rights: Vec<&str> = promote.rights.iter().map(String::as_str).collect();
        let (user, chat) = (promote.user_id, promote.chat_id);
        state.user_promotes(user, chat, promote.member_id, &rights)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Restrict {
    user_id: i64,
    chat_id: i64,
    member_id: i64,
    permissions: Vec<String>,
    #[serde(default)]
    until_date: i64,
}

async fn restrict(State(world): State<World>, input: Input<Restrict>) -> Response<Body> {
    act(input, &world, |state, restrict| {
        let names: Vec<&str> = restrict.permissions.iter().map(String::as_str).collect();
        let (user, chat) = (restrict.user_id, restrict.chat_id);
        let (member, until) = (restrict.member_id, restrict.until_date);
        state.user_restricts(user, chat, member, &names, until)?;
        Ok(json!({"ok": true}))
    })
}
