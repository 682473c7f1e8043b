//! The control API of sessions on record.

use axum::{
    Json, Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{Method, Response, StatusCode},
    middleware::Next,
    response::IntoResponse,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    control::{Input, refuse},
    openapi,
};
use crate::{session, world::World};

/// A session to replay may have this many bytes; so may an act on record.
const MAX_SESSION: usize = 256 << 20;

/// What is no act of a person, and not recorded.
const APART: [&str; 3] = ["/control/record", "/control/replay", "/control/trace"];

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/control/record", post(record))
        .route("/control/recording", get(recording))
        .route(
            "/control/replay",
            post(replay).layer(DefaultBodyLimit::max(MAX_SESSION)),
        )
        .route(
            "/control/openapi.json",
            get(|| async { Json(openapi::description()) }),
        )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    on: bool,
}

async fn record(State(world): State<World>, input: Input<Record>) -> Response<Body> {
    match input {
        Ok(Json(Record { on })) => {
            if on {
                world.start_recording();
            } else {
                world.stop_recording();
            }
            Json(json!({"ok": true})).into_response()
        }
        Err(rejection) => refuse(StatusCode::BAD_REQUEST, &rejection.body_text()),
    }
}

async fn recording(State(world): State<World>) -> Response<Body> {
    match world.recording() {
        Some(text) => ([("content-type", "application/x-ndjson")], text).into_response(),
        None => refuse(StatusCode::BAD_REQUEST, "nothing is being recorded"),
    }
}

async fn replay(State(world): State<World>, text: String) -> Response<Body> {
    let front = super::Front::new(world.clone(), None);
    match session::replay(&world, &front, &text).await {
        Ok(()) => Json(json!({"ok": true})).into_response(),
        Err(error) => refuse(StatusCode::BAD_REQUEST, &error.to_string()),
    }
}

/// Puts acts that succeed on record, before what follows from them.
pub(super) async fn keep(
    State(world): State<World>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let is_act = request.method() == Method::POST && !APART.contains(&path.as_str());
    let place = world.look(|state| {
        let lines = state
            .journal
            .recording
            .as_ref()
            .map(session::Recording::len);
        lines.map(|lines| (lines, state.clock.now()))
    });
    let Some((place, now)) = place.filter(|_| is_act) else {
        return next.run(request).await;
    };
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MAX_SESSION).await else {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "the request is too large");
    };
    let input: Value = serde_json::from_slice(&body).unwrap_or_default();
    let response = next.run(Request::from_parts(head, Body::from(body))).await;
    if response.status().is_success() {
        world.look(|state| {
            if let Some(recording) = &mut state.journal.recording {
                recording.insert_act(place, now, &path, &input);
            }
        });
    }
    response
}
