//! A bot's queue of updates, as getUpdates sees it.
//!
//! Ids rise by one per queued update, an update lives as long as its kind says, and the list of
//! allowed kinds is applied when an update is made, not when it is read.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use serde_json::Value;
use tokio::sync::{Notify, oneshot};

use crate::{webhook::lane::Lane, world::ids};

/// At most so many updates are kept; when the queue is full, new ones are dropped.
const MAX_EVENTS: usize = 100_000;
/// The other bound of the queue, in bytes of JSON.
const MAX_BYTES: usize = 128 << 20;
/// An answer is cut at about this many bytes of JSON.
const MAX_ANSWER_BYTES: usize = 4 << 20;
/// When ids reach this number, the queue is emptied and starts again at a random id.
const MAX_ID: i64 = 2_000_000_000;
/// An answer 409 is held back when the previous one is younger than this.
const CONFLICT_GAP: Duration = Duration::from_secs(3);

const DAY: i64 = 86_400;

/// Update kinds that a bot gets only when it asks for them by name.
const OFF_BY_DEFAULT: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

/// Every update kind of Bot API 10.3, and the two further ones that the server knows.
const KINDS: [&str; 29] = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
    "subscription",
    "stopped_message_generation",
    "custom_event",
    "custom_query",
];

#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(from = "SavedEvent")]
struct Event {
    id: i64,
    expires_at: i64,
    #[serde(skip)]
    lane: Lane,
    json: String,
}

/// An update of a saved world: its lane follows from what it is.
#[derive(serde::Deserialize)]
struct SavedEvent {
    id: i64,
    expires_at: i64,
    json: String,
}

impl From<SavedEvent> for Event {
    fn from(saved: SavedEvent) -> Self {
        let SavedEvent {
            id,
            expires_at,
            json,
        } = saved;
        let update: Value = serde_json::from_str(&json).unwrap_or_default();
        let kind = KINDS.into_iter().find(|kind| update.get(kind).is_some());
        let lane = kind.map_or_else(|| Lane::alone(id), |kind| Lane::of(kind, &update[kind], id));
        Self {
            id,
            expires_at,
            lane,
            json,
        }
    }
}

/// What getUpdates asks for, after clamping.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    pub(crate) offset: i64,
    pub(crate) limit: usize,
    pub(crate) timeout: Duration,
    /// Whether a positive offset confirms nothing, by a fault on order.
    pub(crate) confirms_nothing: bool,
    /// The newest first, by a fault on order.
    pub(crate) is_reversed: bool,
}

/// A getUpdates call that waits for the first update.
#[derive(Debug)]
struct Parked {
    id: u64,
    abort: oneshot::Sender<Abort>,
}

/// Why a call that waits is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abort {
    /// Another getUpdates call takes its place.
    OtherPoll,
    /// A webhook is set.
    SetWebhook,
    /// The bot's token is not valid any more.
    Revoked,
    LoggedOut,
    /// The instance ends: the call is answered without updates.
    Closed,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(from = "SavedQueue")]
pub(crate) struct Queue {
    events: VecDeque<Event>,
    #[serde(skip)]
    bytes: usize,
    next_id: i64,
    allowed: Option<Vec<&'static str>>,
    #[serde(skip)]
    previous_call: Option<(i64, Duration)>,
    #[serde(skip)]
    parked: Option<Parked>,
    #[serde(skip)]
    parked_calls: u64,
    #[serde(skip)]
    last_conflict: Option<Duration>,
    /// 409 answers that are being held back.
    #[serde(skip)]
    pub(crate) held_conflicts: usize,
    /// Told about every new update.
    #[serde(skip)]
    pub(crate) arrived: Arc<Notify>,
}

/// A queue of a saved world.
#[derive(serde::Deserialize)]
struct SavedQueue {
    events: VecDeque<Event>,
    next_id: i64,
    allowed: Option<Vec<String>>,
}

impl From<SavedQueue> for Queue {
    fn from(saved: SavedQueue) -> Self {
        let mut events = saved.events;
        events.make_contiguous().sort_by_key(|event| event.id);
        let after_last = events.back().map_or(0, |event| event.id.saturating_add(1));
        let allowed = saved.allowed.map(|names| known_kinds(&names));
        Self {
            bytes: events.iter().map(|event| event.json.len()).sum(),
            next_id: saved.next_id.max(after_last),
            events,
            allowed: allowed.filter(|allowed| !allowed.is_empty()),
            ..Self::new()
        }
    }
}

/// Those of the names that are kinds, in any case.
fn known_kinds(names: &[impl AsRef<str>]) -> Vec<&'static str> {
    KINDS
        .into_iter()
        .filter(|kind| {
            let mut names = names.iter().map(AsRef::as_ref);
            names.any(|name| name.eq_ignore_ascii_case(kind))
        })
        .collect()
}

impl Queue {
    pub(crate) fn new() -> Self {
        Self {
            events: VecDeque::new(),
            bytes: 0,
            next_id: first_id(),
            allowed: None,
            previous_call: None,
            parked: None,
            parked_calls: 0,
            last_conflict: None,
            held_conflicts: 0,
            arrived: Arc::default(),
        }
    }

    /// Queues an update of `kind` when the bot wants that kind; returns its id.
    pub(crate) fn push(&mut self, kind: &str, payload: &Value, now: i64) -> Option<i64> {
        let expires_at = now.min(event_date(payload, now)) + lifetime(kind);
        if !self.allows(kind) || expires_at <= now {
            return None;
        }
        let id = self.next_id();
        let json = format!("{{\"update_id\":{id},\n\"{kind}\":{payload}}}");
        self.insert(Event {
            id,
            expires_at,
            lane: Lane::of(kind, payload, id),
            json,
        })
    }

    /// Queues `element` as it is. When it carries a usable `update_id`, the queue goes on from
    /// there, so that an offset confirms it.
    pub(crate) fn push_raw(&mut self, element: &Value, now: i64) -> Option<i64> {
        let own = element.get("update_id").and_then(Value::as_i64);
        let next = self.next_id();
        let id = own.filter(|id| (next..MAX_ID).contains(id)).unwrap_or(next);
        self.insert(Event {
            id,
            expires_at: now + DAY,
            lane: Lane::alone(id),
            json: element.to_string(),
        })
    }

    fn insert(&mut self, event: Event) -> Option<i64> {
        if self.events.len() >= MAX_EVENTS || self.bytes + event.json.len() > MAX_BYTES {
            return None;
        }
        let id = event.id;
        self.next_id = id + 1;
        self.bytes += event.json.len();
        self.events.push_back(event);
        self.arrived.notify_one();
        Some(id)
    }

    /// The id of the next update.
    pub(crate) fn next_id(&mut self) -> i64 {
        if self.next_id >= MAX_ID {
            self.clear();
            self.next_id = first_id();
        }
        self.next_id
    }

    /// The id of the newest update.
    pub(crate) fn last_id(&self) -> i64 {
        self.next_id - 1
    }

    /// The updates after this one, and their lanes.
    pub(crate) fn lanes_after(&self, id: i64) -> impl Iterator<Item = (i64, Lane)> {
        let first = self.events.partition_point(|event| event.id <= id);
        self.events
            .range(first..)
            .map(|event| (event.id, event.lane))
    }

    fn place(&self, id: i64) -> Option<usize> {
        self.events.binary_search_by_key(&id, |event| event.id).ok()
    }

    /// The text of an update that has not expired.
    pub(crate) fn update(&mut self, id: i64, now: i64) -> Option<String> {
        let place = self.place(id)?;
        if self.events[place].expires_at > now {
            return Some(self.events[place].json.clone());
        }
        self.remove(id);
        None
    }

    /// Whether an update has not expired by then.
    pub(crate) fn lives_until(&self, id: i64, then: Duration) -> bool {
        self.place(id).is_some_and(|place| {
            let expires_at = u64::try_from(self.events[place].expires_at).unwrap_or(0);
            then < Duration::from_secs(expires_at)
        })
    }

    /// Forgets an update.
    pub(crate) fn remove(&mut self, id: i64) {
        let event = self.place(id).and_then(|place| self.events.remove(place));
        self.bytes -= event.map_or(0, |event| event.json.len());
    }

    /// How many updates wait.
    pub(crate) fn pending(&mut self, now: i64) -> usize {
        self.forget_expired(now);
        self.events.len()
    }

    /// Forgets everything that waits.
    pub(crate) fn clear(&mut self) {
        self.events.clear();
        self.bytes = 0;
    }

    fn forget_expired(&mut self, now: i64) {
        let bytes = &mut self.bytes;
        self.events.retain(|event| {
            let lives = event.expires_at > now;
            if !lives {
                *bytes -= event.json.len();
            }
            lives
        });
    }

    fn forget_before(&mut self, id: i64) {
        while self.events.front().is_some_and(|event| event.id < id) {
            self.pop_front();
        }
    }

    fn pop_front(&mut self) {
        if let Some(event) = self.events.pop_front() {
            self.bytes -= event.json.len();
        }
    }

    /// Applies the rule against spinning: the same offset again within 3 s is made to wait 3 s,
    /// within 0.5 s it gets one update.
    pub(crate) fn begin(&mut self, mut request: Request, now: Duration) -> Request {
        if let Some((offset, began)) = self.previous_call
            && offset == request.offset
        {
            let ago = now.saturating_sub(began);
            if ago < Duration::from_secs(3) && request.timeout < Duration::from_secs(3) {
                request.timeout = Duration::from_secs(3);
            }
            if ago < Duration::from_millis(500) {
                request.limit = 1;
            }
        }
        self.previous_call = Some((request.offset, now));
        request
    }

    /// The updates of one answer, as a JSON array; `None` when there are none.
    ///
    /// A positive offset confirms everything before it, a negative one keeps only the newest
    /// updates. An offset far outside the queue is ignored and deletes nothing.
    pub(crate) fn take(&mut self, request: Request, now: i64) -> Option<String> {
        self.forget_expired(now);
        if request.offset < 0 {
            let keep = usize::try_from(request.offset.unsigned_abs()).unwrap_or(usize::MAX);
            while self.events.len() > keep {
                self.pop_front();
            }
        } else if request.offset > 0 && !request.confirms_nothing && self.covers(request.offset) {
            self.forget_before(request.offset);
        }
        if self.events.is_empty() {
            return None;
        }
        let mut bytes = 0;
        let fits = |event: &&Event| {
            let is_first = bytes == 0;
            bytes += event.json.len() + 2;
            is_first || bytes <= MAX_ANSWER_BYTES
        };
        let events = self.events.iter().take(request.limit).take_while(fits);
        let mut events: Vec<&str> = events.map(|event| event.json.as_str()).collect();
        if request.is_reversed {
            events.reverse();
        }
        Some(format!("[{}]", events.join(",\n")))
    }

    /// Takes out every update that waits, oldest first.
    pub(crate) fn take_all(&mut self, now: i64) -> Vec<String> {
        self.forget_expired(now);
        self.bytes = 0;
        self.events.drain(..).map(|event| event.json).collect()
    }

    fn covers(&self, offset: i64) -> bool {
        let head = self.events.front().map_or(self.next_id, |event| event.id);
        let oldest = head - i64::try_from(MAX_EVENTS).unwrap_or(i64::MAX);
        offset <= self.next_id + 10 && offset >= oldest
    }

    /// Parks a call, in place of one that waits already; that one is told why.
    pub(crate) fn park(&mut self) -> (u64, oneshot::Receiver<Abort>) {
        self.abort_parked(Abort::OtherPoll);
        let (abort, aborted) = oneshot::channel();
        self.parked_calls += 1;
        self.parked = Some(Parked {
            id: self.parked_calls,
            abort,
        });
        (self.parked_calls, aborted)
    }

    /// Ends the call that waits, if there is one.
    pub(crate) fn abort_parked(&mut self, why: Abort) {
        if let Some(parked) = self.parked.take() {
            // The waiting call may have just gone away with its connection.
            let _ = parked.abort.send(why);
        }
    }

    /// Takes the call `id` out of its place, if it is still there.
    pub(crate) fn unpark(&mut self, id: u64) {
        if self.has_parked(id) {
            self.parked = None;
        }
    }

    /// Whether the call `id` still has its place.
    pub(crate) fn has_parked(&self, id: u64) -> bool {
        self.parked.as_ref().is_some_and(|parked| parked.id == id)
    }

    /// Whether a call waits for an update.
    pub(crate) fn is_parked(&self) -> bool {
        self.parked.is_some()
    }

    /// How long an answer 409 has to be held back; without a wait the next window begins.
    pub(crate) fn conflict_delay(&mut self, now: Duration) -> Duration {
        match self.last_conflict {
            Some(last) if now.saturating_sub(last) < CONFLICT_GAP => CONFLICT_GAP,
            _ => {
                self.last_conflict = Some(now);
                Duration::ZERO
            }
        }
    }

    /// Reads `allowed_updates`: names in any case, unknown names ignored; a list without a known
    /// name restores the default; anything but a list of strings changes nothing.
    pub(crate) fn set_allowed(&mut self, text: &str) {
        let Ok(Value::Array(names)) = serde_json::from_str(text) else {
            return;
        };
        let Some(names) = names.iter().map(Value::as_str).collect::<Option<Vec<_>>>() else {
            return;
        };
        let known = known_kinds(&names);
        self.allowed = (!known.is_empty()).then_some(known);
    }

    /// The list of allowed kinds, when it is not the default.
    pub(crate) fn allowed(&self) -> Option<&[&'static str]> {
        self.allowed.as_deref()
    }

    fn allows(&self, kind: &str) -> bool {
        match &self.allowed {
            Some(allowed) => allowed.contains(&kind),
            None => !OFF_BY_DEFAULT.contains(&kind),
        }
    }
}

fn first_id() -> i64 {
    2_000_001 + i64::try_from(ids::random() % 998_000_000).unwrap_or(0)
}

/// How many seconds an update of `kind` is kept.
fn lifetime(kind: &str) -> i64 {
    match kind {
        "callback_query" | "shipping_query" | "pre_checkout_query" => 150,
        "inline_query" => 30,
        "chosen_inline_result" | "custom_event" => 600,
        _ => DAY,
    }
}

/// The moment from which an update's life is counted: the date it carries, else now.
fn event_date(payload: &Value, now: i64) -> i64 {
    ["edit_date", "date"]
        .into_iter()
        .find_map(|key| payload.get(key).and_then(Value::as_i64))
        .unwrap_or(now)
}
