//! What goes between the bots and the server, kept for whoever looks on: updates, API calls, and the
//! handlers that took the updates.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::sync::broadcast;

use crate::{
    http::{envelope::Answer, error::ApiError},
    session::{self, Recording},
};

/// So many of the newest entries are kept.
const CAPACITY: usize = 2_000;
/// And so many bytes of them.
const MAX_BYTES: usize = 8 << 20;
/// A result that is longer is left out of the entry of its call.
const MAX_RESULT: usize = 64 << 10;
/// How many entries a reader may lag behind before it loses some.
const BACKLOG: usize = 256;

/// That a bot's handler has dealt with an update, as the bot tells it.
///
/// ```
/// use botwright_emulator::Handled;
///
/// let mut handled = Handled::new(42, 1, "start");
/// handled.file = Some("src/main.rs".into());
/// handled.line = Some(7);
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Handled {
    /// The user id of the bot.
    pub bot_id: i64,
    /// The update that was dealt with.
    pub update_id: i64,
    /// The handler's name; empty when no handler wanted the update.
    pub handler: String,
    /// The file in which the handler stands.
    #[serde(default)]
    pub file: Option<String>,
    /// The line of that file.
    #[serde(default)]
    pub line: Option<u32>,
    /// How long it took, in milliseconds.
    #[serde(default)]
    pub milliseconds: Option<f64>,
    /// What went wrong.
    #[serde(default)]
    pub error: Option<String>,
}

impl Handled {
    /// An update that `handler` has dealt with.
    pub fn new(bot_id: i64, update_id: i64, handler: impl Into<String>) -> Self {
        Self {
            bot_id,
            update_id,
            handler: handler.into(),
            file: None,
            line: None,
            milliseconds: None,
            error: None,
        }
    }
}

/// An API call that was answered.
pub(crate) struct Answered<'a> {
    pub(crate) bot: i64,
    pub(crate) method: &'a str,
    pub(crate) params: &'a [(String, String)],
    pub(crate) result: Result<&'a Answer, &'a ApiError>,
    pub(crate) took: Duration,
}

#[derive(Debug)]
pub(crate) struct Journal {
    entries: VecDeque<(u64, Arc<str>)>,
    bytes: usize,
    last: u64,
    readers: broadcast::Sender<Arc<str>>,
    /// How many calls have succeeded that do more than read.
    calls: u64,
    /// What is kept of a session, while it is recorded.
    pub(crate) recording: Option<Recording>,
}

impl Default for Journal {
    fn default() -> Self {
        Self {
            entries: VecDeque::new(),
            bytes: 0,
            last: 0,
            readers: broadcast::Sender::new(BACKLOG),
            calls: 0,
            recording: None,
        }
    }
}

impl Journal {
    /// An update was queued; times are since the Unix epoch.
    pub(crate) fn update(&mut self, now: Duration, bot: i64, id: i64, kind: &str, payload: &Value) {
        let entry = json!({
            "type": "update",
            "bot_id": bot,
            "update_id": id,
            "kind": kind,
            "update": payload,
        });
        self.add(now, entry, None);
    }

    /// A call was answered. A getUpdates that brought nothing is no news.
    pub(crate) fn call(&mut self, now: Duration, call: &Answered<'_>) {
        if call.method == "getUpdates" && call.result.is_ok_and(|answer| answer.result == "[]") {
            return;
        }
        self.calls += u64::from(call.result.is_ok() && session::counts(call.method));
        let mut entry = called(call.bot, call.method, call.params);
        entry["milliseconds"] = json!(milliseconds(call.took));
        match call.result {
            Ok(answer) => {
                entry["ok"] = json!(true);
                self.add(now, entry, Some(&answer.result));
            }
            Err(error) => {
                entry["ok"] = json!(false);
                entry["error_code"] = json!(error.code);
                entry["description"] = json!(error.description());
                self.add(now, entry, None);
            }
        }
    }

    /// A call met a fault on order.
    pub(crate) fn fault(
        &mut self,
        now: Duration,
        bot: i64,
        method: &str,
        params: &[(String, String)],
        fault: &impl std::fmt::Debug,
    ) {
        let mut entry = called(bot, method, params);
        entry["ok"] = json!(false);
        entry["fault"] = json!(format!("{fault:?}"));
        self.add(now, entry, None);
    }

    /// A handler has dealt with an update.
    pub(crate) fn handled(&mut self, now: Duration, handled: &Handled) {
        let entry = json!({
            "type": "handled",
            "bot_id": handled.bot_id,
            "update_id": handled.update_id,
            "handler": handled.handler,
            "file": handled.file,
            "line": handled.line,
            "milliseconds": handled.milliseconds,
            "error": handled.error,
        });
        self.add(now, entry, None);
    }

    /// Adds an entry, with the JSON text of a call's result.
    fn add(&mut self, now: Duration, mut entry: Value, result: Option<&str>) {
        self.last += 1;
        entry["id"] = json!(self.last);
        entry["at"] = json!(now.as_secs_f64());
        let mut text = entry.to_string();
        if let Some(result) = result {
            // Put in as it is: taking it apart would cost every call.
            text.pop();
            text.push_str(",\"result\":");
            if result.len() <= MAX_RESULT {
                // An entry is one line of a recording; in JSON a line break says nothing.
                text.extend(result.split('\n'));
            } else {
                text.push_str(&json!(format!("{} bytes", result.len())).to_string());
            }
            text.push('}');
        }
        let text: Arc<str> = text.into();
        if let Some(recording) = &mut self.recording {
            recording.add(&text);
        }
        self.bytes += text.len();
        self.entries.push_back((self.last, Arc::clone(&text)));
        while self.entries.len() > CAPACITY || self.bytes > MAX_BYTES {
            let Some((_, gone)) = self.entries.pop_front() else {
                break;
            };
            self.bytes -= gone.len();
        }
        // Without readers it is no error.
        let _ = self.readers.send(text);
    }

    /// How many calls have succeeded that do more than read.
    pub(crate) fn calls(&self) -> u64 {
        self.calls
    }

    /// The kept entries after the one with this id, oldest first.
    pub(crate) fn after(&self, id: u64) -> Vec<Arc<str>> {
        let newer = self.entries.iter().filter(|(own, _)| *own > id);
        newer.map(|(_, text)| Arc::clone(text)).collect()
    }

    /// What is kept until now, and what comes from now on.
    pub(crate) fn read(&self) -> (Vec<Arc<str>>, broadcast::Receiver<Arc<str>>) {
        (self.after(0), self.readers.subscribe())
    }
}

fn called(bot: i64, method: &str, params: &[(String, String)]) -> Value {
    // The first parameter of a name counts.
    let params: Map<String, Value> = params
        .iter()
        .rev()
        .map(|(name, text)| (name.clone(), readable(text)))
        .collect();
    json!({"type": "call", "bot_id": bot, "method": method, "params": params})
}

fn milliseconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 1e5).round() / 100.0
}

/// JSON inside of a parameter as JSON, everything else as the text it is.
fn readable(text: &str) -> Value {
    if text.starts_with(['{', '[']) {
        serde_json::from_str(text).unwrap_or_else(|_| text.into())
    } else {
        text.into()
    }
}
