//! A running emulator.

use std::{io, net::SocketAddr, path::PathBuf};

use bytes::Bytes;
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{
    CallbackAnswer, ControlError, UserMessage, World,
    calls::Call,
    clock::Clock,
    fault::{Fault, FaultRule},
    http::{self, Front},
    journal::Handled,
    session::{self, ReplayError},
    webhook,
    world::{chat::ChatKey, dice::Dice, state::State},
};

/// Where the emulator listens when it is not told.
const DEFAULT_LISTEN: &str = "127.0.0.1:8081";

/// Why the emulator did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be listened on: it is taken, not this machine's, or no address.
    #[error("cannot listen on {address}: {source}; choose another address or stop what uses it")]
    Listen {
        /// The address asked for.
        address: String,
        /// What the system says.
        source: io::Error,
    },
}

/// What an emulator is made of; see [`Emulator::builder`].
#[derive(Debug)]
pub struct EmulatorBuilder {
    /// Where to listen; `None` for not at all.
    listen: Option<String>,
    world: World,
    clock: Option<Clock>,
    seed: Option<u64>,
    omits_legacy_fields: bool,
    strict: bool,
    flood_limits: bool,
    local: Option<PathBuf>,
}

impl EmulatorBuilder {
    /// The address to listen on; port 0 takes any free one. `127.0.0.1:8081` when not given.
    pub fn listen(mut self, address: impl Into<String>) -> Self {
        self.listen = Some(address.into());
        self
    }

    /// No address at all: nothing is bound and nothing runs in the background. Bots reach such an
    /// emulator by [`Emulator::handle`] and [`Emulator::take_updates`] only, which makes it cheap
    /// enough for hundreds of tests.
    pub fn without_sockets(mut self) -> Self {
        self.listen = None;
        self
    }

    /// The world; [`World::default`] when not given.
    pub fn world(mut self, world: World) -> Self {
        self.world = world;
        self
    }

    /// The world's clock; the real one when not given.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = Some(clock);
        self
    }

    /// What the throws of dice follow from; a seed of its own for every emulator when not given.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Whether webhooks have to be such as api.telegram.org takes: HTTPS, on port 443, 80, 88 or
    /// 8443, on a public IPv4 address. Otherwise plain HTTP and every port and address will do.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Whether messages have fields of older Bot APIs beside the new ones, as the server writes them
    /// although the documentation does not list them any more: `thumb` beside `thumbnail`,
    /// `forward_from` beside `forward_origin` and so on. They do when this is not called.
    pub fn legacy_fields(mut self, legacy_fields: bool) -> Self {
        self.omits_legacy_fields = !legacy_fields;
        self
    }

    /// Whether bots that send faster than Telegram allows are slowed down, up to 8 s, and beyond that
    /// refused with 429: one message a second in a chat after a burst of 5, 20 a minute in a group,
    /// 30 a second in all. Off when not given, since most tests send faster.
    pub fn flood_limits(mut self, flood_limits: bool) -> Self {
        self.flood_limits = flood_limits;
        self
    }

    /// A server like the Bot API server with `--local`: files of up to 2000 MB, by `file:///` paths
    /// too, downloads of any size as files below `folder`, up to 100 000 connections of a webhook.
    ///
    /// Bots can then read every file that this process can.
    pub fn local(mut self, folder: impl Into<PathBuf>) -> Self {
        self.local = Some(folder.into());
        self
    }

    /// Listens and serves on the current tokio runtime, unless it is to be
    /// [without sockets](Self::without_sockets).
    pub async fn start(self) -> Result<Emulator, StartError> {
        let bound = match &self.listen {
            None => None,
            Some(address) => Some(bind(address).await.map_err(|source| StartError::Listen {
                address: address.clone(),
                source,
            })?),
        };
        if let Some(clock) = self.clock {
            self.world.set_clock(clock);
        }
        if let Some(seed) = self.seed {
            self.world.look(|state| state.dice = Dice::with_seed(seed));
        }
        let stop = CancellationToken::new();
        self.world.look(|state| {
            state.server.strict = self.strict;
            state.server.omits_legacy_fields = self.omits_legacy_fields;
            state.server.flood_limits = self.flood_limits;
            state.server.local = self.local;
            state.server.started_at = state.clock.now();
            state.server.stop = bound.is_some().then(|| stop.clone());
        });
        webhook::start_all(&self.world);
        let address = bound.as_ref().map(|(_, address)| *address);
        let front = Front::new(self.world.clone(), address);
        let server = bound
            .map(|(listener, _)| tokio::spawn(http::serve(listener, front.clone(), stop.clone())));
        Ok(Emulator {
            address,
            front,
            world: self.world,
            stop,
            server,
        })
    }
}

async fn bind(address: &str) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// A running Bot API server with its world. Dropping it stops the server.
///
/// Every `chat_id` of a person's action is a group's id, or for a private chat the bot's id or the
/// person's own; with several bots the bot's id says which is meant, the person's own means the
/// first.
#[derive(Debug)]
pub struct Emulator {
    address: Option<SocketAddr>,
    pub(crate) front: Front,
    pub(crate) world: World,
    stop: CancellationToken,
    server: Option<JoinHandle<()>>,
}

impl Emulator {
    /// An emulator to be started.
    pub fn builder() -> EmulatorBuilder {
        EmulatorBuilder {
            listen: Some(DEFAULT_LISTEN.into()),
            world: World::default(),
            clock: None,
            seed: None,
            omits_legacy_fields: false,
            strict: false,
            flood_limits: false,
            local: None,
        }
    }

    /// The base address of the Bot API, such as `http://127.0.0.1:8081`. Without sockets it is
    /// `http://emulator.invalid`, which nobody can connect to and [`handle`](Self::handle) takes.
    pub fn url(&self) -> String {
        match self.address {
            Some(address) => format!("http://{address}"),
            None => "http://emulator.invalid".into(),
        }
    }

    /// The address of the chat page.
    pub fn page_url(&self) -> String {
        format!("{}/", self.url())
    }

    /// The world, to look at.
    pub fn world(&self) -> World {
        self.world.clone()
    }

    /// The world's clock.
    pub fn clock(&self) -> Clock {
        self.world.look(|state| state.clock.clone())
    }

    /// Changes the world by what a person does in a chat.
    pub(crate) fn in_chat<T>(
        &self,
        user_id: i64,
        chat_id: i64,
        act: impl FnOnce(&mut State, ChatKey) -> Result<T, ControlError>,
    ) -> Result<T, ControlError> {
        self.world.update(|state| {
            let chat = state.chat_of_user(user_id, chat_id, None)?;
            act(state, chat)
        })
    }

    /// A person writes a text of 1 to 4096 characters; returns the message's id.
    pub fn send(&self, user_id: i64, chat_id: i64, text: &str) -> Result<i64, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_sends_text(user_id, chat, text, None)
        })
    }

    /// A person answers a message of the chat with a text; returns the new message's id.
    pub fn reply(
        &self,
        user_id: i64,
        chat_id: i64,
        to_message_id: i64,
        text: &str,
    ) -> Result<i64, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_sends_text(user_id, chat, text, Some(to_message_id))
        })
    }

    /// A person sends a file; returns the message's id.
    pub fn send_document(
        &self,
        user_id: i64,
        chat_id: i64,
        file_name: &str,
        content_type: &str,
        bytes: impl Into<Bytes>,
    ) -> Result<i64, ControlError> {
        let message = UserMessage::document(file_name, bytes).mime_type(content_type);
        self.send_message(user_id, chat_id, message)
    }

    /// A person sends a picture with a caption, which may be empty; returns the message's id.
    pub fn send_photo(
        &self,
        user_id: i64,
        chat_id: i64,
        bytes: impl Into<Bytes>,
        caption: &str,
    ) -> Result<i64, ControlError> {
        self.send_message(user_id, chat_id, UserMessage::photo(bytes).caption(caption))
    }

    /// A person taps the inline button with this callback data; returns the id of the callback
    /// query.
    pub fn tap(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        callback_data: &str,
    ) -> Result<String, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_taps(user_id, chat, message_id, callback_data)
        })
    }

    /// A person starts a bot, and unblocks it when needed. Nothing is sent.
    pub fn start_bot(&self, user_id: i64, bot_id: i64) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_starts(user_id, bot_id))
    }

    /// A person blocks a bot, or unblocks it.
    pub fn block_bot(&self, user_id: i64, bot_id: i64, blocked: bool) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_blocks(user_id, bot_id, blocked))
    }

    /// The messages of a chat as `Message` objects, oldest first. A private chat has the person's
    /// id and is the one with the first bot; an unknown chat has no messages.
    pub fn messages(&self, chat_id: i64) -> Vec<Value> {
        self.messages_with(chat_id, None)
    }

    /// The messages of a person's private chat with this bot, oldest first.
    pub fn private_messages(&self, user_id: i64, bot_id: i64) -> Vec<Value> {
        self.messages_with(user_id, Some(bot_id))
    }

    fn messages_with(&self, chat_id: i64, bot_id: Option<i64>) -> Vec<Value> {
        self.world.look(|state| {
            state
                .chat_by_id(chat_id, bot_id)
                .map_or_else(|_| Vec::new(), |chat| state.messages_json(chat))
        })
    }

    /// Waits until `look` finds something; it is asked again whenever the world changes.
    ///
    /// ```
    /// # async fn example(emulator: botwright_emulator::Emulator) {
    /// let answer = emulator
    ///     .wait_for(|_| emulator.messages(1).into_iter().find(|message| message["text"] == "pong"))
    ///     .await;
    /// # let _ = answer;
    /// # }
    /// ```
    pub async fn wait_for<T>(&self, mut look: impl FnMut(&World) -> Option<T>) -> T {
        let mut revisions = self.world.watch();
        loop {
            revisions.mark_unchanged();
            if let Some(found) = look(&self.world) {
                return found;
            }
            // The world lives as long as the emulator, so this only ends with a change.
            let _ = revisions.changed().await;
        }
    }

    /// How a tap was answered, if it was.
    pub fn callback_answer(&self, callback_query_id: &str) -> Option<CallbackAnswer> {
        self.world
            .look(|state| state.callbacks.get(callback_query_id)?.answer.clone())
    }

    /// The newest API calls, up to 10 000 or 64 MiB of parameters, oldest first. A getUpdates call
    /// is listed when it is answered, a call that met a fault is not.
    pub fn calls(&self) -> Vec<Call> {
        self.world.look(|state| state.calls.all())
    }

    /// Tells whoever looks on in the chat page which handler has dealt with an update.
    pub fn report(&self, handled: &Handled) {
        self.world.look(|state| {
            let now = state.clock.now();
            state.journal.handled(now, handled);
        });
    }

    /// Queues an update of any kind for the first bot, as if it happened in the world: the bot's
    /// allowed kinds and the kind's retention apply. Returns its id, or `None` when the bot does
    /// not get it.
    pub fn push_update(&self, kind: &str, payload: &Value) -> Option<i64> {
        self.world.update(|state| {
            let bot = state.first_bot();
            state.push_update(bot, kind, payload)
        })
    }

    /// Queues any JSON as an element of getUpdates' answer for the first bot, exactly as it is.
    ///
    /// Returns the id that confirms it: its own `update_id` when that is not below
    /// [`BotHandle::next_update_id`](crate::BotHandle::next_update_id), else the next one. `None`
    /// when the queue is full.
    pub fn push_raw(&self, element: &Value) -> Option<i64> {
        self.world.update(|state| {
            let now = state.clock.unix_time();
            let bot = state.first_bot();
            state.bot_mut(bot)?.queue.push_raw(element, now)
        })
    }

    /// Makes the next call of `method`, by any bot, go wrong. Several faults are met in turn.
    pub fn fail_next(&self, method: &str, fault: Fault) {
        self.add_fault(FaultRule::new(fault).method(method).count(1));
    }

    /// Makes the calls that a rule describes go wrong; of several rules the first that fits. Returns
    /// the id of the rule, for [`remove_fault`](Self::remove_fault).
    pub fn add_fault(&self, rule: FaultRule) -> u64 {
        self.world.look(|state| state.faults.add(rule))
    }

    /// Takes a rule back; whether it was still in force.
    pub fn remove_fault(&self, id: u64) -> bool {
        self.world.look(|state| state.faults.remove(id))
    }

    /// Takes all rules back.
    pub fn clear_faults(&self) {
        self.world.look(|state| state.faults.clear());
    }

    /// Revokes a bot's token, as its owner may at any time; returns the new one. The old one is
    /// answered 401 from now on.
    pub fn revoke_token(&self, bot_id: i64) -> Result<String, ControlError> {
        self.world.update(|state| state.revoke_token(bot_id))
    }

    /// How many faults ordered by [`fail_next`](Self::fail_next) have not been met yet.
    pub fn pending_faults(&self) -> usize {
        self.world.look(|state| state.faults.pending())
    }

    /// Does again what people did in a recorded [session](World::recording): puts its world in the
    /// place of this one, and then act after act, each when the bots have made as many calls as they
    /// had then, at the time it had after the beginning. A clock that stands is moved.
    pub async fn replay(&self, session: &str) -> Result<(), ReplayError> {
        session::replay(&self.world, &self.front, session).await
    }

    /// Stops the server and closes its connections.
    pub async fn stop(mut self) {
        self.stop.cancel();
        if let Some(server) = self.server.take() {
            // It ends by itself; should it have panicked, the panic has been reported.
            let _ = server.await;
        }
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
