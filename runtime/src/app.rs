//! What all updates of a bot share.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use botwright_api::types::User;

use crate::callback::SigningKey;
use crate::client::Api;
use crate::clock::Clock;
#[cfg(feature = "durable")]
use crate::data::DataFile;
use crate::directory::Directory;
use crate::drafts::Drafts;
use crate::extract::Me;
use crate::inbox::Stats;
use crate::route::hash::BuildFast;
use crate::session::{Locks, MemoryStore, Store};

/// A running bot: its client, its own user and the state it manages.
#[derive(Debug)]
pub struct App {
    api: Api,
    me: Me,
    state: StateMap,
    stats: Stats,
    clock: Clock,
    store: Arc<dyn Store>,
    locks: Locks,
    directory: Directory,
    drafts: Drafts,
    #[cfg(feature = "durable")]
    data: Option<DataFile>,
    signing_key: SigningKey,
}

impl App {
    /// A bot with this client, this user (the answer of `getMe`) and this state.
    pub fn new(api: Api, me: User, state: StateMap) -> Self {
        Self {
            signing_key: SigningKey::of_token(api.token()),
            api,
            me: Me::new(me),
            state,
            stats: Stats::default(),
            clock: Clock::default(),
            store: Arc::new(MemoryStore::default()),
            locks: Locks::default(),
            directory: Directory::default(),
            drafts: Drafts::default(),
            #[cfg(feature = "durable")]
            data: None,
        }
    }

    /// The same bot with another clock; the system's unless said otherwise.
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The same bot with another store; one in memory unless said otherwise.
    pub fn with_store(mut self, store: Arc<dyn Store>) -> Self {
        self.store = store;
        self
    }

    /// The same bot with a data file, for its updates and replies, and for its state unless it has another
    /// store.
    #[cfg(feature = "durable")]
    pub(crate) fn with_data(mut self, data: DataFile) -> Self {
        self.data = Some(data);
        self
    }

    /// The data file.
    #[cfg(feature = "durable")]
    pub(crate) fn data(&self) -> Option<&DataFile> {
        self.data.as_ref()
    }

    /// Whether the state is in this file, too.
    #[cfg(feature = "durable")]
    pub(crate) fn keeps_state_in(&self, data: &DataFile) -> bool {
        let store: &dyn Any = &*self.store;
        store
            .downcast_ref::<DataFile>()
            .is_some_and(|store| store.is_same(data))
    }

    /// The same bot with another secret for its buttons; one made of its token unless said otherwise.
    pub fn with_signing_key(mut self, key: SigningKey) -> Self {
        self.signing_key = key;
        self
    }

    /// What signed and stored buttons are sealed with.
    pub fn signing_key(&self) -> &SigningKey {
        &self.signing_key
    }

    /// The time.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where sessions, dialogues and reminders are kept.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The users of the latest updates, by name.
    pub(crate) fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The drafts that users can stop.
    pub(crate) fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    pub(crate) fn locks(&self) -> &Locks {
        &self.locks
    }

    /// The client.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// The bot's own user.
    pub fn me(&self) -> &Me {
        &self.me
    }

    /// What became of the updates so far.
    pub fn stats(&self) -> &Stats {
        &self.stats
    }

    /// The state.
    pub fn state(&self) -> &StateMap {
        &self.state
    }
}

/// Values that handlers take as [`State<T>`](crate::extract::State), one per type.
#[derive(Default)]
pub struct StateMap(HashMap<TypeId, Entry, BuildFast>);

struct Entry {
    name: &'static str,
    value: Arc<dyn Any + Send + Sync>,
}

impl StateMap {
    /// No values.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value; one of the same type is replaced.
    pub fn insert<T: Send + Sync + 'static>(&mut self, value: T) {
        let entry = Entry {
            name: type_name::<T>(),
            value: Arc::new(value),
        };
        self.0.insert(TypeId::of::<T>(), entry);
    }

    /// The value of this type.
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        Arc::clone(&self.0.get(&TypeId::of::<T>())?.value)
            .downcast()
            .ok()
    }

    pub(crate) fn contains(&self, id: TypeId) -> bool {
        self.0.contains_key(&id)
    }
}

impl fmt::Debug for StateMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.0.values().map(|entry| entry.name))
            .finish()
    }
}
