//! A store in a Redis server.

use std::fmt;
use std::time::SystemTime;

use ::redis::aio::MultiplexedConnection;
use ::redis::{AsyncConnectionConfig, Client, Cmd, FromRedisValue, RedisError, cmd};
use futures_util::FutureExt;
use tokio::sync::Mutex;

use super::connect::{ConnectError, PATIENCE, failed, millis, time};
use super::{Change, Commit, Entry, Expect, Key, Revision, Store, StoreError, Transaction};
use crate::route::BoxFuture;

const KIND: &str = "Redis";

/// Between the two halves of a name.
const CUT: char = '\u{1}';

const COMMIT: &str = include_str!("redis/commit.lua");
const DUE: &str = include_str!("redis/due.lua");
const SCAN: &str = include_str!("redis/scan.lua");

/// Keeps sessions, dialogues and timers in a Redis server, where several bots and other programs can reach
/// them. Every transaction is one script, which Redis runs as a whole.
///
/// How much a crash of the server costs is the server's setting: with `appendonly yes` and
/// `appendfsync always` nothing, with Redis' defaults the last seconds or minutes.
///
/// ```no_run
/// use botwright::bot;
/// use botwright::session::RedisStore;
///
/// # async fn example() -> bot::Result {
/// let store = RedisStore::connect("redis://127.0.0.1/").await?;
/// bot::builder().data("bot.db").store(store).run().await
/// # }
/// ```
pub struct RedisStore {
    client: Client,
    server: String,
    prefix: String,
    /// Gone after an error, and made anew with the next call.
    connection: Mutex<Option<MultiplexedConnection>>,
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("server", &self.server)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

impl RedisStore {
    /// Connects to a server: `redis://user:password@host:6379/0`, or `unix:///path`.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub async fn connect(url: impl AsRef<str>) -> Result<Self, ConnectError> {
        let client = Client::open(url.as_ref()).map_err(|error| ConnectError::Address {
            kind: KIND,
            problem: error.category().to_owned(),
            example: "redis://user:password@127.0.0.1:6379/",
        })?;
        let server = client.get_connection_info().addr().to_string();
        let store = Self {
            client,
            server,
            prefix: "{botwright}".to_owned(),
            connection: Mutex::new(None),
        };
        let answer = store.ask::<String>(&cmd("PING")).await;
        answer.map_err(|error| ConnectError::Unusable {
            kind: KIND,
            server: store.server.clone(),
            problem: error.to_string(),
        })?;
        Ok(store)
    }

    /// Begins the names of everything it keeps with this, so that several bots can share a server.
    /// Default: `{botwright}`; the braces keep it on one node of a Redis cluster.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    async fn ask<T: FromRedisValue>(&self, cmd: &Cmd) -> Result<T, RedisError> {
        let mut connection = {
            let mut slot = self.connection.lock().await;
            if let Some(connection) = &*slot {
                connection.clone()
            } else {
                let config = AsyncConnectionConfig::new()
                    .set_connection_timeout(Some(PATIENCE))
                    .set_response_timeout(Some(PATIENCE));
                let made = self
                    .client
                    .get_multiplexed_async_connection_with_config(&config);
                slot.insert(made.await?).clone()
            }
        };
        let answer = cmd.query_async(&mut connection).await;
        if let Err(error) = &answer
            && (error.is_io_error() || error.is_timeout() || error.is_connection_dropped())
        {
            *self.connection.lock().await = None;
        }
        answer
    }

    async fn run<T: FromRedisValue>(
        &self,
        script: &str,
        args: Vec<String>,
    ) -> Result<T, StoreError> {
        let mut eval = cmd("EVAL");
        eval.arg(script).arg(1).arg(&self.prefix).arg(args);
        let answer = self.ask(&eval).await;
        answer.map_err(|error| failed(KIND, &self.server, &error))
    }

    fn read(&self, texts: &[String]) -> Result<Entry, StoreError> {
        let number = |text: &String| text.parse::<i64>().ok();
        match texts {
            [value, revision, expires, wakes] => Ok(Entry {
                value: value.clone(),
                revision: Revision(revision.parse().unwrap_or_default()),
                expires: number(expires).map(time),
                wakes: number(wakes).map(time),
            }),
            _ => Err(failed(KIND, &self.server, &"a value is not as we wrote it")),
        }
    }
}

fn text(time: Option<SystemTime>) -> String {
    time.map(|time| millis(time).to_string())
        .unwrap_or_default()
}

/// The seven arguments of a change.
fn arguments(change: &Change) -> [String; 7] {
    let expect = match change.expect {
        Expect::Any => "*".to_owned(),
        Expect::Missing => "-".to_owned(),
        Expect::Revision(Revision(revision)) => revision.to_string(),
    };
    let Key { space, owner } = &change.key;
    let (what, value, expires, wakes) = match &change.put {
        Some(put) => ("put", put.value.clone(), put.expires, put.wakes),
        None => ("drop", String::new(), None, None),
    };
    let (space, owner) = (space.clone().into_owned(), owner.clone());
    [
        space,
        owner,
        expect,
        what.to_owned(),
        value,
        text(expires),
        text(wakes),
    ]
}

impl Store for RedisStore {
    fn get<'a>(
        &'a self,
        key: &'a Key,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        async move {
            let Key { space, owner } = key;
            let mut get = cmd("HMGET");
            get.arg(format!("{}:value:{space}{CUT}{owner}", self.prefix))
                .arg(&["value", "revision", "expires", "wakes"]);
            let found = self.ask::<Vec<Option<String>>>(&get).await;
            let found = found.map_err(|error| failed(KIND, &self.server, &error))?;
            let Some(texts) = found.into_iter().collect::<Option<Vec<_>>>() else {
                return Ok(None);
            };
            let entry = self.read(&texts)?;
            Ok(Some(entry).filter(|entry| entry.expires.is_none_or(|end| end > now)))
        }
        .boxed()
    }

    fn commit(
        &self,
        transaction: Transaction,
        now: SystemTime,
    ) -> BoxFuture<'_, Result<Commit, StoreError>> {
        async move {
            let changes = transaction.changes;
            let mut args = vec![millis(now).to_string(), changes.len().to_string()];
            args.extend(changes.iter().flat_map(arguments));
            let wrong: Vec<usize> = self.run(COMMIT, args).await?;
            if wrong.is_empty() {
                return Ok(Commit::Done);
            }
            let keys = wrong.into_iter().filter_map(|place| changes.get(place));
            Ok(Commit::Conflict(
                keys.map(|change| change.key.clone()).collect(),
            ))
        }
        .boxed()
    }

    fn due<'a>(
        &'a self,
        space: &'a str,
        now: SystemTime,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<(Key, Entry)>, StoreError>> {
        async move {
            let args = vec![space.to_owned(), millis(now).to_string(), limit.to_string()];
            let texts: Vec<String> = self.run(DUE, args).await?;
            let due = texts.chunks(5).map(|it| match it {
                [owner, entry @ ..] => {
                    Ok((Key::new(space.to_owned(), owner.clone()), self.read(entry)?))
                }
                [] => Err(failed(KIND, &self.server, &"half an answer")),
            });
            due.collect()
        }
        .boxed()
    }

    fn next_due<'a>(
        &'a self,
        space: &'a str,
    ) -> BoxFuture<'a, Result<Option<SystemTime>, StoreError>> {
        async move {
            let mut first = cmd("ZRANGE");
            first
                .arg(format!("{}:wakes:{space}", self.prefix))
                .arg(&["0", "0", "WITHSCORES"]);
            let found = self.ask::<Vec<(String, f64)>>(&first).await;
            let found = found.map_err(|error| failed(KIND, &self.server, &error))?;
            #[allow(clippy::cast_possible_truncation)]
            // Milliseconds, whole and far from the limit.
            let next = found.first().map(|(_, score)| time(*score as i64));
            Ok(next)
        }
        .boxed()
    }

    fn scan<'a>(
        &'a self,
        after: Option<&'a Key>,
        now: SystemTime,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<(Key, Entry)>, StoreError>> {
        async move {
            let after = after.map(|key| format!("{}{CUT}{}", key.space, key.owner));
            let args = vec![
                after.unwrap_or_default(),
                millis(now).to_string(),
                limit.to_string(),
            ];
            let texts: Vec<String> = self.run(SCAN, args).await?;
            let found = texts.chunks(6).map(|it| match it {
                [space, owner, entry @ ..] => {
                    Ok((Key::new(space.clone(), owner.clone()), self.read(entry)?))
                }
                _ => Err(failed(KIND, &self.server, &"half an answer")),
            });
            found.collect()
        }
        .boxed()
    }
}
