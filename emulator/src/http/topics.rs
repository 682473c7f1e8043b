//! The control API of topics.

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
use crate::world::{ControlError, World};

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/control/topics", get(topics))
        .route("/control/begin_topic", post(begin))
        .route("/control/close_topic", post(close))
}

#[derive(Deserialize)]
struct Chat {
    chat_id: i64,
}

async fn topics(State(world): State<World>, Query(query): Query<Chat>) -> Response<Body> {
    answer(world.look(|state| {
        let group = state.groups.get(&query.chat_id);
        let group = group.ok_or(ControlError::UnknownChat(query.chat_id))?;
        let topics: Vec<Value> = group
            .topics
            .by_id
            .iter()
            .map(|(id, topic)| {
                let mut json = topic.json();
                json["message_thread_id"] = json!(id);
                json["is_closed"] = json!(topic.is_closed);
                json
            })
            .collect();
        let general = json!({
            "name": group.topics.general_name,
            "is_closed": group.topics.is_general_closed,
            "is_hidden": group.topics.is_general_hidden,
        });
        Ok(json!({"topics": topics, "general": general}))
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begin {
    user_id: i64,
    chat_id: i64,
    name: String,
}

async fn begin(State(world): State<World>, input: Input<Begin>) -> Response<Body> {
    act(input, &world, |state, begin| {
        let id = state.user_begins_topic(begin.user_id, begin.chat_id, &begin.name)?;
        Ok(json!({"ok": true, "message_thread_id": id}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Close {
    user_id: i64,
    chat_id: i64,
    message_thread_id: Option<i64>,
    #[serde(default = "yes")]
    closed: bool,
}

fn yes() -> bool {
    true
}

async fn close(State(world): State<World>, input: Input<Close>) -> Response<Body> {
    act(input, &world, |state, close| {
        let thread = close.message_thread_id;
        state.user_closes_topic(close.user_id, close.chat_id, thread, close.closed)?;
        Ok(json!({"ok": true}))
    })
}
