//! Sessions on record: what people did and what the bots made of it, as JSON lines.
//!
//! The first line holds the world as it was. After it come the acts of the control API, and between
//! them the entries of the journal. A replay puts the world back and does the acts again; the calls
//! in between tell it how far the bots have to be before the next act.

use std::time::Duration;

use axum::{body::Body, http::Request};
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use crate::{http::Front, world::World};

/// A recording ends when it has this many bytes.
const MAX_BYTES: usize = 256 << 20;
/// So long a replay waits for a bot.
const PATIENCE: Duration = Duration::from_secs(30);
const VERSION: u32 = 1;

/// The lines of a recording.
#[derive(Debug)]
pub(crate) struct Recording {
    lines: Vec<String>,
    bytes: usize,
}

impl Recording {
    /// A recording that begins now; `world` is the saved world.
    pub(crate) fn new(now: Duration, world: &str) -> Self {
        let at = now.as_secs_f64();
        let first =
            format!("{{\"type\":\"session\",\"version\":{VERSION},\"at\":{at},\"world\":{world}}}");
        Self {
            bytes: first.len(),
            lines: vec![first],
        }
    }

    /// How many lines there are.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(crate) fn add(&mut self, line: &str) {
        // Results have line ends between their parts, which JSON does not need.
        self.insert(self.lines.len(), line.replace('\n', " "));
    }

    /// Puts an act before what followed from it.
    pub(crate) fn insert_act(&mut self, place: usize, now: Duration, path: &str, input: &Value) {
        let at = now.as_secs_f64();
        let act = json!({"type": "act", "at": at, "path": path, "input": input});
        self.insert(place.min(self.lines.len()), act.to_string());
    }

    fn insert(&mut self, place: usize, line: String) {
        if self.bytes + line.len() <= MAX_BYTES {
            self.bytes += line.len();
            self.lines.insert(place, line);
        }
    }

    /// The recording as text.
    pub(crate) fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }
}

/// Why a session could not be replayed to its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplayError {
    /// A line is no line of a recording.
    #[error("line {line}: {message}")]
    Line {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// An act is not possible, mostly because a bot did something else than when it was recorded.
    #[error("line {line}: {path} was refused: {message}")]
    Refused {
        /// The line, counted from 1.
        line: usize,
        /// The act.
        path: String,
        /// What the control API says.
        message: String,
    },
    /// The bots did not make as many calls as when it was recorded.
    #[error("line {line}: the bots have made {made} of {expected} calls before this act")]
    Late {
        /// The line, counted from 1.
        line: usize,
        /// How many calls succeeded.
        made: u64,
        /// How many there were before.
        expected: u64,
    },
}

/// What of a line matters to a replay.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    version: u32,
    #[serde(default)]
    at: f64,
    #[serde(borrow)]
    world: Option<&'a RawValue>,
    #[serde(default)]
    path: String,
    #[serde(default)]
    input: Value,
    #[serde(default)]
    ok: bool,
    #[serde(default)]
    method: String,
}

/// Whether a call that only reads is left out of the count.
pub(crate) fn counts(method: &str) -> bool {
    !method.starts_with("get")
}

/// Does the acts of a recording in the world, which is put back first if the recording has it.
pub(crate) async fn replay(world: &World, front: &Front, text: &str) -> Result<(), ReplayError> {
    let mut begin = None;
    let mut expected = 0;
    for (place, text) in text.lines().enumerate() {
        let line = place + 1;
        if text.trim().is_empty() {
            continue;
        }
        let wrong = |message: String| ReplayError::Line { line, message };
        let read: Line<'_> =
            serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let at = read.at;
        match (read.kind.as_str(), read.world) {
            ("session", Some(own)) if read.version == VERSION => {
                world
                    .load(own.get())
                    .map_err(|error| wrong(error.to_string()))?;
                begin = Some(Begin::new(world, at));
                expected = 0;
            }
            ("session", _) => {
                return Err(wrong(format!(
                    "it is of version {}, this emulator reads version {VERSION}",
                    read.version
                )));
            }
            ("act", _) => {
                let begin = begin.get_or_insert_with(|| Begin::new(world, at));
                begin.wait_for_calls(world, expected, line).await?;
                begin.wait_until(world, at).await;
                act(front, &read.path, &read.input)
                    .await
                    .map_err(|message| ReplayError::Refused {
                        line,
                        path: read.path,
                        message,
                    })?;
            }
            ("call", _) => expected += u64::from(read.ok && counts(&read.method)),
            _ => {}
        }
    }
    Ok(())
}

/// Where a replay began.
struct Begin {
    recorded_at: f64,
    at: Duration,
    calls: u64,
}

impl Begin {
    fn new(world: &World, recorded_at: f64) -> Self {
        world.look(|state| Self {
            recorded_at,
            at: state.clock.now(),
            calls: state.journal.calls(),
        })
    }

    async fn wait_for_calls(
        &self,
        world: &World,
        expected: u64,
        line: usize,
    ) -> Result<(), ReplayError> {
        let made = || world.look(|state| state.journal.calls() - self.calls);
        let mut changes = world.watch();
        let enough = async {
            while made() < expected {
                // The world lives as long as the replay, so this only ends with a change.
                let _ = changes.changed().await;
            }
        };
        if tokio::time::timeout(PATIENCE, enough).await.is_err() {
            return Err(ReplayError::Late {
                line,
                made: made(),
                expected,
            });
        }
        Ok(())
    }

    /// Waits as long as it took; a clock that stands is moved.
    async fn wait_until(&self, world: &World, at: f64) {
        let clock = world.look(|state| state.clock.clone());
        let later = Duration::try_from_secs_f64(at - self.recorded_at).unwrap_or_default();
        let then = self.at.saturating_add(later);
        if clock.is_frozen() {
            clock.advance(then.saturating_sub(clock.now()));
        } else {
            clock.sleep_until(then).await;
        }
    }
}

async fn act(front: &Front, path: &str, input: &Value) -> Result<(), String> {
    let request = Request::post(path)
        .header("host", "localhost")
        .header("content-type", "application/json")
        .body(Body::from(input.to_string()))
        .map_err(|error| error.to_string())?;
    let response = front.answer(request).await;
    if response.status().is_success() {
        return Ok(());
    }
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await;
    let body: Value = serde_json::from_slice(&body.unwrap_or_default()).unwrap_or_default();
    let words = body["description"].as_str().map(str::to_owned);
    Err(words.unwrap_or_else(|| status.to_string()))
}
