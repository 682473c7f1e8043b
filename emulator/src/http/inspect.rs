//! The control API of those who look on: the journal of updates and calls, and the clock.

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::Body,
    extract::{Query, State},
    http::{Response, StatusCode},
    response::sse::{Event as SseEvent, KeepAlive, Sse},
    routing::{get, post},
};
use futures_util::stream::{self, Stream, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use super::{
    control::{Input, act, refuse},
    envelope::json_response,
};
use crate::{
    clock::Clock,
    journal::Handled,
    world::{ControlError, World},
};

/// The farthest that the clock is moved at once, in seconds: a hundred years.
const LONGEST_MOVE: f64 = 3_155_760_000.0;

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/control/journal", get(journal))
        .route("/control/journal_events", get(journal_events))
        .route("/control/trace", post(trace))
        .route("/control/clock", get(clock).post(move_clock))
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    after: u64,
}

async fn journal(State(world): State<World>, Query(since): Query<Since>) -> Response<Body> {
    let entries = world.look(|state| state.journal.after(since.after));
    let entries = entries.join(",");
    json_response(StatusCode::OK, format!("{{\"entries\":[{entries}]}}"))
}

async fn journal_events(
    State(world): State<World>,
) -> Sse<impl Stream<Item = Result<SseEvent, std::convert::Infallible>>> {
    let (past, readers) = world.look(|state| state.journal.read());
    let coming = stream::unfold(readers, |mut readers| async move {
        loop {
            match readers.recv().await {
                Ok(entry) => return Some((entry, readers)),
                // Who looks on needs no complete record; the journal itself has it.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    let entries = stream::iter(past).chain(coming);
    let events = entries.map(|entry: Arc<str>| Ok(SseEvent::default().data(&*entry)));
    Sse::new(events).keep_alive(KeepAlive::default())
}

async fn trace(State(world): State<World>, input: Input<Handled>) -> Response<Body> {
    act(input, &world, |state, handled| {
        let bot = handled.bot_id;
        state.bot(bot).ok_or(ControlError::UnknownBot(bot))?;
        state.journal.handled(state.clock.now(), &handled);
        Ok(json!({"ok": true}))
    })
}

fn clock_json(clock: &Clock) -> Value {
    json!({"ok": true, "unix_time": clock.now().as_secs_f64(), "is_frozen": clock.is_frozen()})
}

async fn clock(State(world): State<World>) -> Json<Value> {
    Json(world.look(|state| clock_json(&state.clock)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    /// Seconds to move forward.
    #[serde(default)]
    advance: f64,
    /// Whether it shall stand still.
    frozen: Option<bool>,
}

async fn move_clock(State(world): State<World>, input: Input<Move>) -> Response<Body> {
    if let Ok(Json(wanted)) = &input
        && !(0.0..=LONGEST_MOVE).contains(&wanted.advance)
    {
        let why = "advance must be 0 to 3155760000 seconds, a hundred years";
        return refuse(StatusCode::BAD_REQUEST, why);
    }
    act(input, &world, |state, wanted| {
        match wanted.frozen {
            Some(true) => state.clock.freeze(),
            Some(false) => state.clock.run(),
            None => {}
        }
        if let Ok(by) = Duration::try_from_secs_f64(wanted.advance) {
            state.clock.advance(by);
        }
        Ok(clock_json(&state.clock))
    })
}
