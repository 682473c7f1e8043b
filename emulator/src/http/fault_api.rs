//! The control API of faults on order.

use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::{Response, StatusCode},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::control::{Input, act, refuse};
use crate::{fault::FaultRule, world::World};

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/control/faults", get(list).post(add))
        .route("/control/remove_fault", post(remove))
        .route("/control/revoke_token", post(revoke))
}

async fn list(State(world): State<World>) -> Json<Value> {
    Json(world.look(|state| json!({"faults": state.faults.shown()})))
}

async fn add(State(world): State<World>, input: Input<FaultRule>) -> Response<Body> {
    act(input, &world, |state, rule| {
        let id = state.faults.add(rule);
        Ok(json!({"ok": true, "fault_id": id}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Remove {
    /// All when not given.
    fault_id: Option<u64>,
}

async fn remove(State(world): State<World>, input: Input<Remove>) -> Response<Body> {
    let id = input.as_ref().ok().and_then(|Json(input)| input.fault_id);
    let is_known = world.look(|state| match id {
        Some(id) => state.faults.remove(id),
        None => true,
    });
    if !is_known {
        return refuse(StatusCode::BAD_REQUEST, "no fault on order has this id");
    }
    act(input, &world, |state, input| {
        if input.fault_id.is_none() {
            state.faults.clear();
        }
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bot {
    bot_id: i64,
}

async fn revoke(State(world): State<World>, input: Input<Bot>) -> Response<Body> {
    act(input, &world, |state, bot| {
        let token = state.revoke_token(bot.bot_id)?;
        Ok(json!({"ok": true, "token": token}))
    })
}
