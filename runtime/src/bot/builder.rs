//! How a bot is put together.

use std::sync::Arc;
use std::time::Duration;

use botwright_api::Update;
use botwright_api::methods::GetMe;
use botwright_api::types::{UpdateKind, User};

use super::config::Settings;
use super::error::StartError;
use super::handle::{Bot, Inner};
use crate::app::{App, StateMap};
use crate::backoff::Backoff;
use crate::callback::SigningKey;
use crate::client::{Api, ApiError, Carrier, RejectedKind, SharedCarrier, Timeouts, outgoing};
use crate::clock::Clock;
#[cfg(feature = "durable")]
use crate::data::{DataError, DataFile};
use crate::lanes::{Albums, LaneKey};
use crate::route::{Route, Table};
use crate::schedule::{Plan, last_run, read_run};
use crate::session::Store;
use crate::transport::Complaint;
#[cfg(feature = "webhook")]
use crate::transport::webhook::Webhook;

/// How updates are to come in.
#[derive(Default)]
pub(super) enum Transport {
    /// As the environment says, else by polling.
    #[default]
    Unsaid,
    #[cfg(feature = "polling")]
    Polling,
    #[cfg(feature = "webhook")]
    Webhook(Box<Webhook>),
}

/// A bot to be: everything has a default. See the table of settings in [`bot`](crate::bot).
pub struct Builder {
    pub(super) settings: Settings,
    pub(super) transport: Transport,
    state: StateMap,
    routes: Option<Vec<&'static Route>>,
    only: Vec<String>,
    pub(super) allowed: Option<Vec<UpdateKind>>,
    pub(super) lane_key: fn(&Update) -> LaneKey,
    pub(super) max_in_flight: usize,
    pub(super) menu: bool,
    suggest: bool,
    timeouts: Timeouts,
    carrier: Option<SharedCarrier>,
    outgoing: Vec<outgoing::Shared>,
    clock: Clock,
    pub(super) store: Option<Arc<dyn Store>>,
    #[cfg(feature = "durable")]
    max_unknown: usize,
    signing_key: Option<SigningKey>,
}

/// Starts to put a bot together.
///
/// ```no_run
/// use botwright::bot;
///
/// # async fn example() -> bot::Result {
/// bot::builder().token("42:TOKEN").manage(String::from("shared")).run().await
/// # }
/// ```
pub fn builder() -> Builder {
    Builder {
        settings: Settings::default(),
        transport: Transport::default(),
        state: StateMap::default(),
        routes: None,
        only: Vec::new(),
        allowed: None,
        lane_key: LaneKey::of,
        max_in_flight: 10_000,
        menu: true,
        suggest: true,
        timeouts: Timeouts::default(),
        carrier: None,
        outgoing: Vec::new(),
        clock: Clock::default(),
        store: None,
        #[cfg(feature = "durable")]
        max_unknown: crate::data::ON_THEIR_WAY,
        signing_key: None,
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder")
            .field("only", &self.only)
            .finish_non_exhaustive()
    }
}

impl Builder {
    /// The bot's token. Default: `BOT_TOKEN`.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.settings.token = Some(token.into());
        self
    }

    /// The Bot API server: one of your own, or an emulator. Default: `BOT_API_URL`, else the
    /// official one.
    pub fn api_url(mut self, url: impl Into<String>) -> Self {
        self.settings.api_url = Some(url.into());
        self
    }

    /// Uses Telegram's test environment. Default: `BOT_API_TEST`, else no.
    pub fn test_environment(mut self, on: bool) -> Self {
        self.settings.test_environment = Some(on);
        self
    }

    /// The server runs with `--local` on this machine. Default: `BOT_API_LOCAL`, else no.
    pub fn local_server(mut self, on: bool) -> Self {
        self.settings.local_server = Some(on);
        self
    }

    /// Takes updates by long polling, even if the environment names a webhook. Without this call, and
    /// without a webhook, the same happens.
    #[cfg(feature = "polling")]
    pub fn polling(mut self) -> Self {
        self.transport = Transport::Polling;
        self
    }

    /// Takes updates by webhook: a URL alone, or a [`Webhook`] that says more. Default: `BOT_WEBHOOK_URL`,
    /// if it is set.
    #[cfg(feature = "webhook")]
    pub fn webhook(mut self, webhook: impl Into<Webhook>) -> Self {
        let mut webhook = webhook.into();
        if let Transport::Webhook(earlier) = self.transport {
            webhook.path = webhook.path.or(earlier.path);
        }
        self.transport = Transport::Webhook(Box::new(webhook));
        self
    }

    /// The path that the bot's server or router answers at. Default: that of the webhook's URL.
    #[cfg(feature = "webhook")]
    pub fn webhook_path(mut self, path: impl Into<String>) -> Self {
        let mut webhook = match self.transport {
            Transport::Webhook(webhook) => webhook,
            _ => Box::default(),
        };
        webhook.path = Some(path.into());
        self.transport = Transport::Webhook(webhook);
        self
    }

    /// How long the server holds a poll when nothing happens: 1-50 s, longer is cut. Default:
    /// `BOT_POLL_TIMEOUT`, else 30 s.
    pub fn poll_timeout(mut self, timeout: Duration) -> Self {
        self.settings.poll_timeout = Some(timeout);
        self
    }

    /// How long the next poll, or the answer to a webhook's delivery, waits for updates still being handled.
    /// After it they are confirmed all the same, and a crash would lose them. Default: `BOT_PATIENCE`, else
    /// 2 s for polling and 8 s for a webhook.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.settings.patience = Some(patience);
        self
    }

    /// How long a stop waits for running handlers. What is not finished then is handled after the
    /// next start. Default: `BOT_GRACE`, else 25 s.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.settings.grace = Some(grace);
        self
    }

    /// Keeps everything that must not be forgotten in this file: updates until they are handled, replies until
    /// they are sent, and sessions, dialogues and reminders. See [`data`](crate::data). Default: `BOT_DATA`,
    /// else in memory.
    #[cfg(feature = "durable")]
    pub fn data(mut self, path: impl Into<std::path::PathBuf>) -> Self {
        self.settings.data = Some(path.into());
        self
    }

    /// How many sends may be on their way at once with a data file: so many at most are unknown after a crash, and
    /// none of them is repeated. Default: 4, enough for the 30 a second that Telegram takes from a bot.
    #[cfg(feature = "durable")]
    pub fn max_unknown(mut self, most: usize) -> Self {
        self.max_unknown = most;
        self
    }

    /// Where the embedded emulator listens when there is no token. Default: `BOT_EMULATOR_LISTEN`,
    /// else 127.0.0.1:8081, or any free port when that one is taken.
    pub fn emulator_listen(mut self, address: impl Into<String>) -> Self {
        self.settings.emulator_listen = Some(address.into());
        self
    }

    /// Shares a value with the handlers: they take it as `State<T>`.
    pub fn manage<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        self.state.insert(value);
        self
    }

    /// Uses these handlers instead of all that are linked:
    /// `routes(bot::routes![add, ban])`.
    pub fn routes(mut self, routes: impl IntoIterator<Item = &'static Route>) -> Self {
        self.routes.get_or_insert_default().extend(routes);
        self
    }

    /// Uses only the handlers of this module and below; can be called again for more. For several
    /// bots in one program: `only("shop::eu")`.
    pub fn only(mut self, module: impl Into<String>) -> Self {
        self.only.push(module.into());
        self
    }

    /// The kinds of update to ask for. Default: those the handlers need.
    pub fn allowed_updates(mut self, kinds: impl IntoIterator<Item = UpdateKind>) -> Self {
        self.allowed = Some(kinds.into_iter().collect());
        self
    }

    /// What is kept in order together. Default: [`LaneKey::of`], the chat.
    pub fn lane_key(mut self, key: fn(&Update) -> LaneKey) -> Self {
        self.lane_key = key;
        self
    }

    /// How many updates may be on their way at once; at the bound no more are asked for. Default:
    /// 10,000.
    pub fn max_in_flight(mut self, most: usize) -> Self {
        self.max_in_flight = most;
        self
    }

    /// How long to wait for the server's answers. Default: see [`Timeouts`].
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// The bot's time. Default: the system's.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Where sessions, dialogues and reminders are kept. Default: in memory.
    pub fn store(mut self, store: impl Store) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// What signed and stored buttons are sealed with. Default: a key made of the token, so that a new
    /// token makes the buttons that are out there stale.
    pub fn signing_key(mut self, key: SigningKey) -> Self {
        self.signing_key = Some(key);
        self
    }

    /// Carries requests to the server by this instead of the built-in HTTP client.
    pub fn carrier(mut self, carrier: impl Carrier) -> Self {
        self.carrier = Some(SharedCarrier::new(carrier));
        self
    }

    /// Every call passes this on its way out, replies and calls of an [`Api`] alike; the one added first
    /// sees it first. See [`outgoing`](crate::client::outgoing).
    ///
    /// ```
    /// use botwright::bot;
    /// use botwright::client::outgoing::{DefaultParseMode, Log};
    /// use botwright::types::ParseMode;
    ///
    /// let builder = bot::builder().outgoing(Log::new()).outgoing(DefaultParseMode(ParseMode::Html));
    /// # let _ = builder;
    /// ```
    pub fn outgoing(mut self, outgoing: impl outgoing::Outgoing) -> Self {
        self.outgoing.push(Arc::new(outgoing));
        self
    }

    /// Whether the command menu of the chats is kept in step with the handlers: per kind of chat, and
    /// only when it differs. Default: yes.
    pub fn menu(mut self, on: bool) -> Self {
        self.menu = on;
        self
    }

    /// Whether a mistyped command that nothing handles is answered with the one that was meant, such as
    /// `Unknown command /strat. Did you mean /start?`: in private chats, and in groups when the command
    /// names the bot. Default: yes.
    pub fn suggest(mut self, on: bool) -> Self {
        self.suggest = on;
        self
    }

    /// Makes the bot without running it: for [`Bot::feed`], or for calls of your own such as
    /// `bot.api().get_updates()`. Asks the server who the bot is.
    ///
    /// # Errors
    /// See [`StartError`]. A server that cannot be reached is waited for.
    pub async fn build(mut self) -> Result<Bot, StartError> {
        self.settings = std::mem::take(&mut self.settings).or_environment()?;
        let table = self.table()?;
        self.connect(table).await
    }

    /// Makes the bot of a test: nothing of it comes from the environment. The routes are those of the
    /// builder, if it names some and the test did not.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    #[cfg(feature = "testing")]
    pub(crate) async fn for_test(
        mut self,
        token: &str,
        carrier: impl Carrier,
        clock: Clock,
        routes: Vec<&'static Route>,
        explicit: bool,
    ) -> Result<Bot, StartError> {
        if explicit || (self.routes.is_none() && self.only.is_empty()) {
            self.routes = Some(routes);
        }
        self.settings = Settings::default();
        let mut builder = self.token(token).carrier(carrier).clock(clock);
        let table = builder.table()?;
        let bot = builder.connect(table).await?;
        bot.run_start().await?;
        Ok(bot)
    }

    /// The routes, if they can be started.
    #[cfg(feature = "testing")]
    pub(crate) fn check(mut self) -> Result<Vec<&'static Route>, StartError> {
        Ok(self.table()?.routes().collect())
    }

    /// Checks the handlers, before anything is sent.
    pub(super) fn table(&mut self) -> Result<Table, StartError> {
        let only: Vec<&str> = self.only.iter().map(String::as_str).collect();
        let routes = match self.routes.take() {
            Some(routes) => routes,
            None => crate::route::linked(&only),
        };
        Ok(Table::build(routes, &self.state)?.suggest(self.suggest))
    }

    /// The client, for who needs nothing else.
    #[cfg(any(feature = "polling", feature = "webhook"))]
    pub(super) fn api_alone(&mut self) -> Result<Api, StartError> {
        let token = self.settings.token.take().ok_or(StartError::NoToken)?;
        let url = self.settings.api_url.take();
        Ok(self.api(token, url)?)
    }

    fn api(&mut self, token: String, url: Option<String>) -> Result<Api, ApiError> {
        let mut api = Api::builder(token)
            .timeouts(self.timeouts.clone())
            .shared_outgoing(std::mem::take(&mut self.outgoing))
            .test_environment(self.settings.test_environment.unwrap_or_default())
            .local_server(self.settings.local_server.unwrap_or_default());
        if let Some(url) = url {
            api = api.url(url);
        }
        if let Some(carrier) = self.carrier.take() {
            api = api.shared_carrier(carrier);
        }
        api.build()
    }

    pub(super) async fn connect(mut self, table: Table) -> Result<Bot, StartError> {
        let settings = std::mem::take(&mut self.settings);
        #[cfg(feature = "emulator")]
        let emulator = match &settings.token {
            None => Some(super::emulator::start(settings.emulator_listen.as_deref()).await?),
            Some(_) => None,
        };
        #[cfg(feature = "emulator")]
        let (token, url) = match &emulator {
            Some(emulator) => (super::emulator::TOKEN.to_owned(), Some(emulator.url())),
            None => (
                settings.token.clone().unwrap_or_default(),
                settings.api_url.clone(),
            ),
        };
        #[cfg(not(feature = "emulator"))]
        let (token, url) = (
            settings.token.clone().ok_or(StartError::NoToken)?,
            settings.api_url.clone(),
        );
        self.settings = settings;
        let api = self.api(token, url)?;
        let Self {
            settings,
            state,
            clock,
            store,
            #[cfg(feature = "durable")]
            max_unknown,
            signing_key,
            ..
        } = self;
        #[cfg(not(feature = "durable"))]
        drop(settings);
        #[cfg(feature = "durable")]
        let data = match settings.data {
            Some(path) => Some(open(path, api.bot_id()).await?),
            None => None,
        };
        let me = who_am_i(&api).await?;
        let mut app = App::new(api, me, state).with_clock(clock);
        #[cfg(feature = "durable")]
        if let Some(data) = data {
            data.set_on_their_way(max_unknown);
            app = app.with_store(Arc::new(data.clone())).with_data(data);
        }
        if let Some(store) = store {
            app = app.with_store(store);
        }
        if let Some(key) = signing_key {
            app = app.with_signing_key(key);
        }
        let plan = plan(&table, &app).await?;
        Ok(Bot(Arc::new(Inner {
            table,
            plan,
            albums: Albums::default(),
            app: Arc::new(app),
            #[cfg(feature = "emulator")]
            emulator,
        })))
    }
}

/// Opens the data file, off the async threads.
#[cfg(feature = "durable")]
async fn open(path: std::path::PathBuf, bot: i64) -> Result<DataFile, StartError> {
    let at = path.clone();
    let opened = tokio::task::spawn_blocking(move || DataFile::open(path)).await;
    let data = opened.map_err(|error| DataError::Other {
        path: at,
        problem: error.to_string(),
    })??;
    data.belongs_to(bot).await?;
    Ok(data)
}

/// The plan of the handlers that run by the clock, going on from when each ran last.
async fn plan(table: &Table, app: &App) -> Result<Plan, StartError> {
    let (mut rows, now) = (Vec::new(), app.clock().now());
    for &(place, timing) in table.timed() {
        let last = match table.name_at(place) {
            Some(name) if timing.repeats() => {
                let entry = app.store().get(&last_run(name), now).await?;
                entry.and_then(|entry| read_run(&entry.value))
            }
            _ => None,
        };
        rows.push((place, timing, last));
    }
    Ok(Plan::new(rows, now))
}

/// Asks for the bot's own name until the server answers.
async fn who_am_i(api: &Api) -> Result<User, StartError> {
    let mut backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(30));
    let mut complaint = Complaint::default();
    loop {
        // Not by way of the sender, whose repetitions are silent.
        let error = match api.call_once(&GetMe::new()).await {
            Ok(me) => return Ok(me),
            Err(error) => error,
        };
        // The official server answers 404 to a token of the wrong shape, and 401 to a wrong one.
        if let Some(rejected) = error.rejected()
            && (rejected.kind == RejectedKind::Unauthorized || rejected.code == 404)
        {
            return Err(StartError::Unauthorized {
                answer: format!("{} {}", rejected.code, rejected.description),
            });
        }
        if complaint.due().is_some() {
            tracing::warn!(server = api.server(), %error, "the server cannot be asked who the bot is; trying again");
        }
        tokio::time::sleep(error.retry_after().unwrap_or_else(|| backoff.next())).await;
    }
}
