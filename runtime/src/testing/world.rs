//! A test's own world.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use botwright_api::parse_update;
use botwright_emulator::{Call, Clock as ServerClock, Emulator, Fault, World};

use super::log::{Log, What};
use super::people::{BOT, Group, Person, Plan, TOKEN};
use super::run::Chosen;
use super::transcript;
use super::wire::Wire;
use crate::bot::{Bot, Builder};
use crate::clock::Clock;
use crate::duration;

/// When every test begins: 2026-01-01 12:00 UTC, a Thursday.
const START: Duration = Duration::from_hours(490_908);

/// How often tasks that handlers started get their turn before the world counts as still.
const TURNS: usize = 16;

/// The world of one test: its server, its bot and its time. Cheap to clone.
///
/// Nothing happens in it by itself: the bot has handled everything when an act was awaited.
#[derive(Clone)]
pub struct TestWorld(Arc<Inner>);

struct Inner {
    wire: Arc<Wire>,
    bot: Bot,
    clock: Clock,
    server_clock: ServerClock,
    people: Vec<Person>,
    groups: Vec<Group>,
    /// One act at a time.
    gate: tokio::sync::Mutex<()>,
}

impl fmt::Debug for TestWorld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestWorld").finish_non_exhaustive()
    }
}

impl TestWorld {
    pub(super) async fn start(plan: Plan, chosen: Chosen, builder: Builder) -> Self {
        let world = World::from_json(&plan.world().to_string()).unwrap_or_else(|error| {
            panic!("the people and groups of this test do not go together: {error}")
        });
        let (clock, server_clock) = (
            Clock::manual(SystemTime::UNIX_EPOCH + START),
            ServerClock::frozen_at(START),
        );
        let wire = Wire::new(world, server_clock.clone()).await;
        let bot = builder
            .for_test(
                TOKEN,
                wire.carrier(),
                clock.clone(),
                chosen.routes,
                chosen.explicit,
            )
            .await
            .unwrap_or_else(|error| panic!("the bot of this test does not start:\n{error}"));
        wire.listen_to(TOKEN, &bot.table().allowed_updates()).await;
        Self(Arc::new(Inner {
            wire,
            bot,
            clock,
            server_clock,
            people: plan.people,
            groups: plan.groups,
            gate: tokio::sync::Mutex::new(()),
        }))
    }

    /// The bot.
    pub fn bot(&self) -> &Bot {
        &self.0.bot
    }

    /// The server: for what people do that has no method here, followed by [`settle`](Self::settle).
    pub fn emulator(&self) -> &Emulator {
        self.0.wire.emulator()
    }

    /// The time, which stands still until [`advance`](Self::advance).
    pub fn now(&self) -> SystemTime {
        self.0.clock.now()
    }

    /// Moves the time, such as by `"90 s"` or `"2 days"`, and runs what became due.
    ///
    /// # Panics
    /// The span makes no sense, or a handler failed before.
    pub async fn advance(&self, span: &str) {
        let by = duration::parse(span).unwrap_or_else(|| {
            panic!(
                "{span:?} is no span of time: write numbers with units, such as `90 s` or `2 days`"
            )
        });
        self.refuse_errors();
        let _gate = self.0.gate.lock().await;
        self.log().add(None, What::Later(span.to_owned()));
        let end = self.now() + by;
        while let Some(due) = self.next_due(end).await {
            self.move_to(due);
            let failed = |what: &str, error| self.log().failed(&format!("{what} failed: {error}"));
            let ran = self.bot().run_due_or(&failed).await;
            ran.unwrap_or_else(|error| panic!("the store failed: {error}"));
            self.0.wire.read_events(true);
            self.pump().await;
        }
        self.move_to(end);
        self.pump().await;
    }

    /// When something becomes due next, up to `end`.
    async fn next_due(&self, end: SystemTime) -> Option<SystemTime> {
        let next = self.bot().next_due().await;
        let next = next.unwrap_or_else(|error| panic!("the store failed: {error}"));
        next.filter(|next| *next <= end)
    }

    /// Moves both clocks forward.
    fn move_to(&self, time: SystemTime) {
        let by = time.duration_since(self.now()).unwrap_or_default();
        self.0.server_clock.advance(by);
        self.0.clock.advance(by);
    }

    /// Lets the bot handle what waits for it. Acts do this by themselves.
    pub async fn settle(&self) {
        let _gate = self.0.gate.lock().await;
        self.0.wire.read_events(false);
        self.pump().await;
    }

    /// The calls of a method that the bot made, oldest first.
    pub fn calls(&self, method: &str) -> Vec<Call> {
        let mut calls = self.emulator().calls();
        calls.retain(|call| call.method.eq_ignore_ascii_case(method));
        calls
    }

    /// Makes the bot's next call of a method go wrong.
    pub fn fail_next(&self, method: &str, fault: Fault) {
        self.emulator().fail_next(method, fault);
    }

    /// Everything that happened, chat by chat, for people to read.
    pub fn transcript(&self) -> String {
        let people = self.0.people.iter().map(|person| person.id);
        let groups = self.0.groups.iter().map(|group| group.id);
        let chats: Vec<_> = people.chain(groups).collect();
        let texts: Vec<_> = chats
            .into_iter()
            .map(|chat| self.print(chat, None))
            .collect();
        texts.join("\n")
    }

    pub(super) fn print(&self, chat: i64, mark: Option<usize>) -> String {
        let title = match self.group_by_id(chat) {
            Some(group) => format!("The chat {:?}", group.title),
            None => format!("The chat of {} and the bot", self.name(chat)),
        };
        transcript::print(&self.log(), chat, &title, &self.bot().me().first_name, mark)
    }

    /// The name of a person.
    pub(super) fn name(&self, user: i64) -> &str {
        let people = self.0.people.iter();
        people
            .filter(|person| person.id == user)
            .map(|person| person.name.as_str())
            .next()
            .unwrap_or("somebody")
    }

    pub(super) fn person(&self, place: usize) -> &Person {
        &self.0.people[place]
    }

    pub(super) fn group(&self, place: usize) -> &Group {
        &self.0.groups[place]
    }

    fn group_by_id(&self, id: i64) -> Option<&Group> {
        self.0.groups.iter().find(|group| group.id == id)
    }

    pub(super) fn log(&self) -> MutexGuard<'_, Log> {
        self.0.wire.log()
    }

    /// Somebody does something, and the bot handles it.
    pub(super) async fn act<T>(&self, deed: impl FnOnce(&Self) -> T) -> T {
        let _gate = self.0.gate.lock().await;
        let result = deed(self);
        self.0.wire.read_events(false);
        self.pump().await;
        result
    }

    /// Feeds the bot until nothing is left to handle.
    async fn pump(&self) {
        loop {
            for update in self.emulator().take_updates(BOT) {
                self.feed(&update).await;
            }
            // What a person has sent is all there is.
            if let Err(error) = self.bot().finish_albums().await {
                self.log().failed(&format!("a handler failed: {error}"));
            }
            if !self.stirs().await {
                return;
            }
        }
    }

    async fn feed(&self, json: &str) {
        let update = match parse_update(json) {
            Ok(update) => update,
            Err(error) => panic!("the emulator made an update that is none: {error}\n{json}"),
        };
        let chat = update.chat().map(|chat| chat.id.0);
        let fed = self.bot().feed_noting(update).await;
        self.0.wire.read_events(true);
        let mut log = self.log();
        match fed {
            Ok(fed) => {
                if !fed.taken && chat.is_some() {
                    log.add(chat, What::NotTaken);
                }
                for error in fed.observers {
                    log.failed(&format!("an observer failed: {error}"));
                }
            }
            Err(error) => log.failed(&format!("a handler failed: {error}")),
        }
    }

    /// Whether tasks that handlers started made something happen.
    async fn stirs(&self) -> bool {
        let before = self.log().entries.len();
        for _ in 0..TURNS {
            tokio::task::yield_now().await;
            self.0.wire.read_events(true);
            if self.log().entries.len() > before || self.emulator().pending_updates(BOT) > 0 {
                return true;
            }
        }
        false
    }

    /// Fails the test with the first error that it did not expect.
    #[track_caller]
    pub(super) fn refuse_errors(&self) {
        let error = self.log().unexpected().map(|(_, text)| text.to_owned());
        if let Some(error) = error {
            panic!("{error}\n\n{}", self.transcript());
        }
    }

    /// The end of the test.
    pub(super) fn finish(&self) {
        self.refuse_errors();
    }
}

/// What a lock holds is whole after every step.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
