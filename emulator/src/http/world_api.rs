//! The control API of the world as a whole: saving and loading it.

use axum::{
    Json, Router,
    body::Body,
    extract::{DefaultBodyLimit, State},
    http::{Response, StatusCode},
    response::IntoResponse,
    routing::get,
};
use serde_json::json;

use super::{control::refuse, envelope::json_response};
use crate::world::World;

/// A world to load may have this many bytes.
const MAX_WORLD: usize = 1 << 30;

pub(super) fn router() -> Router<World> {
    Router::new().route(
        "/control/world",
        get(save).post(load).layer(DefaultBodyLimit::max(MAX_WORLD)),
    )
}

async fn save(State(world): State<World>) -> Response<Body> {
    json_response(StatusCode::OK, world.to_json())
}

async fn load(State(world): State<World>, text: String) -> Response<Body> {
    match world.load(&text) {
        Ok(()) => Json(json!({"ok": true})).into_response(),
        Err(error) => refuse(StatusCode::BAD_REQUEST, &error.to_string()),
    }
}
