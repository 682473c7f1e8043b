//! The world: bots, people, chats, and everything said in them.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;
use tokio::sync::{broadcast, watch};

use crate::{clock::Clock, queue::Abort, session::Recording, webhook};

pub(crate) mod account;
pub(crate) mod act;
pub(crate) mod aside;
pub(crate) mod boost;
pub(crate) mod bot;
pub(crate) mod bot_texts;
pub(crate) mod business;
pub(crate) mod callback;
pub(crate) mod chat;
pub(crate) mod checklist;
pub(crate) mod commands;
mod compose;
pub(crate) mod content;
pub(crate) mod dice;
mod discussion;
pub(crate) mod draft;
mod ephemeral;
pub(crate) mod file;
mod file_format;
pub(crate) mod game;
pub(crate) mod gift;
pub(crate) mod guest;
pub(crate) mod ids;
pub(crate) mod inline;
pub(crate) mod instance;
pub(crate) mod invite;
pub(crate) mod invoice;
mod join_request;
pub(crate) mod legacy;
pub(crate) mod managed_bot;
pub(crate) mod member;
mod membership;
pub(crate) mod message;
mod migration;
mod order;
pub(crate) mod paid_media;
pub(crate) mod payment;
pub(crate) mod pin;
pub(crate) mod poll;
mod privacy;
pub(crate) mod probe;
pub(crate) mod profile;
pub(crate) mod reaction;
pub(crate) mod saved;
mod share;
pub(crate) mod star;
pub(crate) mod state;
pub(crate) mod sticker;
pub(crate) mod story;
pub(crate) mod suggested_post;
pub(crate) mod topic;
pub(crate) mod user;
pub(crate) mod user_message;
mod view;
pub(crate) mod web_app;

pub use act::ControlError;
pub use bot::BotHandle;
pub use callback::CallbackAnswer;
pub use file_format::WorldError;
pub use inline::{InlineAnswer, InlineChatType};
pub use order::Order;
pub use payment::PaymentStatus;
pub use user::UserHandle;
pub use user_message::UserMessage;
pub use web_app::{WebApp, WebAppButton};

use state::State;

/// How many events a reader may lag behind before it has to read everything anew.
const EVENT_BACKLOG: usize = 1024;

/// A handle to a world; clones name the same world.
///
/// The default world has one bot, `42:EMULATOR` (`@emulator_bot`), and one user, Ann (id 1,
/// `@ann`), who has started it.
#[derive(Clone)]
pub struct World {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    revision: watch::Sender<u64>,
    events: broadcast::Sender<Event>,
}

/// Something that people see happen.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// The world's revision after it.
    pub(crate) revision: u64,
    pub(crate) json: Arc<Value>,
}

impl World {
    /// Reads a world from the text of a world file, or of a world that was
    /// [saved](Self::to_json).
    pub fn from_json(text: &str) -> Result<Self, WorldError> {
        Self::read(text).map(Self::new)
    }

    fn read(text: &str) -> Result<State, WorldError> {
        saved::read(text).unwrap_or_else(|| file_format::read(text))
    }

    /// The world as it stands, in JSON: bots with their tokens, people, chats, messages, files,
    /// queues of updates, webhooks, the clock, and all else that makes a difference to bots and
    /// people. The lists of calls and the faults on order are not part of it.
    pub fn to_json(&self) -> String {
        let written = self.look(|state| saved::write(state));
        // Every key of its maps is text or a number, so JSON has a form for all of it.
        written.unwrap_or_default()
    }

    /// Begins to record a session: the world as it is now, then what people do by the page and the
    /// control API, what bots are told of it and what they call. An earlier recording is dropped.
    pub fn start_recording(&self) {
        let saved = self.to_json();
        self.look(|state| {
            state.journal.recording = Some(Recording::new(state.clock.now(), &saved));
        });
    }

    /// Ends the recording and drops it.
    pub fn stop_recording(&self) {
        self.look(|state| state.journal.recording = None);
    }

    /// The session so far, as JSON lines, if one is recorded; see
    /// [`Emulator::replay`](crate::Emulator::replay).
    pub fn recording(&self) -> Option<String> {
        self.look(|state| state.journal.recording.as_ref().map(Recording::text))
    }

    /// Puts the world of a text that [`from_json`](Self::from_json) reads in the place of this one,
    /// which bots and people go on with. The clock goes to the time that was saved; calls of
    /// getUpdates that wait get 409.
    pub fn load(&self, text: &str) -> Result<(), WorldError> {
        let mut state = Self::read(text)?;
        self.update(|own| {
            own.clock.set_to(&state.clock);
            state.clock = own.clock.clone();
            std::mem::swap(&mut state.server, &mut own.server);
            std::mem::swap(&mut state.journal, &mut own.journal);
            std::mem::swap(&mut state.calls, &mut own.calls);
            std::mem::swap(&mut state.faults, &mut own.faults);
            for bot in &mut own.bots {
                bot.webhook.remove();
                bot.queue.abort_parked(Abort::OtherPoll);
            }
            *own = state;
            own.emit(serde_json::json!({"type": "resync"}));
        });
        webhook::start_all(self);
        Ok(())
    }

    pub(crate) fn new(state: State) -> Self {
        Self {
            shared: Arc::new(Shared {
                state: Mutex::new(state),
                revision: watch::Sender::new(0),
                events: broadcast::Sender::new(EVENT_BACKLOG),
            }),
        }
    }

    /// The first bot.
    pub fn bot(&self) -> BotHandle {
        // A world has at least one bot: both ways to make one see to it.
        let id = self.look(|state| state.first_bot());
        self.bot_by_id(id).unwrap_or_else(|| BotHandle {
            world: self.clone(),
            id,
            token: String::new(),
            username: String::new(),
        })
    }

    /// The bot with this user id.
    pub fn bot_by_id(&self, id: i64) -> Option<BotHandle> {
        self.bots().into_iter().find(|bot| bot.id() == id)
    }

    /// Every bot, in the order of the world file.
    pub fn bots(&self) -> Vec<BotHandle> {
        self.look(|state| {
            state
                .bots
                .iter()
                .map(|bot| BotHandle {
                    world: self.clone(),
                    id: bot.id,
                    token: bot.token.clone(),
                    username: bot.username.clone(),
                })
                .collect()
        })
    }

    /// The user with this username, in any case and without `@`.
    pub fn user(&self, username: &str) -> Option<UserHandle> {
        self.users().into_iter().find(|user| {
            user.username()
                .is_some_and(|own| own.eq_ignore_ascii_case(username))
        })
    }

    /// The user with this id.
    pub fn user_by_id(&self, id: i64) -> Option<UserHandle> {
        self.users().into_iter().find(|user| user.id() == id)
    }

    /// Every user, by id.
    pub fn users(&self) -> Vec<UserHandle> {
        self.look(|state| {
            state
                .users
                .values()
                .map(|user| UserHandle {
                    id: user.id,
                    first_name: user.first_name.clone(),
                    username: user.username.clone(),
                })
                .collect()
        })
    }

    /// A number that grows with every change of the world.
    pub fn revision(&self) -> u64 {
        *self.shared.revision.borrow()
    }

    pub(crate) fn set_clock(&self, clock: Clock) {
        self.look(|state| state.clock = clock);
    }

    /// Looks at the state, or changes what nobody watches.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.lock())
    }

    /// Changes the state, and tells those who wait for a change.
    pub(crate) fn update<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.lock();
        let result = change(&mut state);
        let revision = *self.shared.revision.borrow() + 1;
        // Sent under the lock, so that events keep their order; without readers it is no error.
        for json in state.take_events() {
            let _ = self.shared.events.send(Event {
                revision,
                json: Arc::new(json),
            });
        }
        self.shared.revision.send_replace(revision);
        result
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.shared.revision.subscribe()
    }

    pub(crate) fn events(&self) -> broadcast::Receiver<Event> {
        self.shared.events.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        let mut state = self
            .shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        state.pass_time();
        state
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new(State::with_ann())
    }
}

impl fmt::Debug for World {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("World")
            .field("revision", &self.revision())
            .finish_non_exhaustive()
    }
}
