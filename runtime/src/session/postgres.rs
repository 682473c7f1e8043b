//! A store in a PostgreSQL database.

use std::error::Error as _;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use futures_util::FutureExt;
use tokio::sync::Semaphore;
use tokio_postgres::config::Host;
use tokio_postgres::{Client, Config, Error, NoTls, Row};

use super::connect::{ConnectError, PATIENCE, failed, millis, time};
use super::{Change, Commit, Entry, Expect, Key, Revision, Store, StoreError, Transaction};
use crate::route::BoxFuture;

const KIND: &str = "PostgreSQL";

/// How many connections there are at most.
const CONNECTIONS: usize = 8;

/// The version of the tables.
const VERSION: i32 = 1;

const ENTRY: &str = "space, owner, value, revision, expires, wakes";

/// Whether a value is still there.
const ALIVE: &str = "(expires IS NULL OR expires > $1)";

/// Keeps sessions, dialogues and timers in a PostgreSQL database, where several bots and other programs can
/// reach them: tables whose names begin with `botwright_`, made when they are not there. What is written is
/// on the server's disk.
///
/// ```no_run
/// use botwright::bot;
/// use botwright::session::PostgresStore;
///
/// # async fn example() -> bot::Result {
/// let store = PostgresStore::connect("postgres://bot:password@127.0.0.1/bots").await?;
/// bot::builder().data("bot.db").store(store).run().await
/// # }
/// ```
///
/// The connection is not encrypted: for a server elsewhere, use a tunnel.
pub struct PostgresStore {
    config: Config,
    server: String,
    /// Connections that nobody uses now.
    idle: Mutex<Vec<Client>>,
    room: Semaphore,
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore")
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}

/// What a server says is in the cause.
fn words(error: &Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

impl PostgresStore {
    /// Connects to a database, by a URL or by `host=… user=… dbname=…`, and makes the tables.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub async fn connect(address: impl AsRef<str>) -> Result<Self, ConnectError> {
        let mut config: Config =
            address
                .as_ref()
                .parse()
                .map_err(|error: Error| ConnectError::Address {
                    kind: KIND,
                    problem: words(&error),
                    example: "postgres://user:password@127.0.0.1:5432/database",
                })?;
        config
            .connect_timeout(PATIENCE)
            .application_name("botwright");
        let hosts = config.get_hosts().iter().map(|host| match host {
            Host::Tcp(name) => name.clone(),
            #[cfg(unix)]
            Host::Unix(path) => path.display().to_string(),
        });
        let server = hosts.collect::<Vec<_>>().join(",");
        let port = config.get_ports().first().copied().unwrap_or(5432);
        let store = Self {
            config,
            server: format!("{server}:{port}"),
            idle: Mutex::default(),
            room: Semaphore::new(CONNECTIONS),
        };
        let unusable = |problem: String| ConnectError::Unusable {
            kind: KIND,
            server: store.server.clone(),
            problem,
        };
        let client = store.open().await.map_err(unusable)?;
        let found = prepare(&client)
            .await
            .map_err(|error| unusable(words(&error)))?;
        if found > VERSION {
            return Err(ConnectError::Newer {
                server: store.server,
                found,
                known: VERSION,
            });
        }
        store.put_back(client);
        Ok(store)
    }

    async fn open(&self) -> Result<Client, String> {
        let opened = tokio::time::timeout(PATIENCE, self.config.connect(NoTls)).await;
        let opened = opened.map_err(|_| format!("no answer within {} s", PATIENCE.as_secs()))?;
        let (client, connection) = opened.map_err(|error| words(&error))?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to PostgreSQL ended");
            }
        });
        Ok(client)
    }

    fn put_back(&self, client: Client) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(client);
    }

    /// Does something with a connection; one that failed, or was left in the middle, is not used again.
    async fn with<T>(
        &self,
        work: impl AsyncFnOnce(&Client) -> Result<T, Error>,
    ) -> Result<T, StoreError> {
        let failed = |problem: String| failed(KIND, &self.server, &problem);
        let _place = self.room.acquire().await.map_err(StoreError::new)?;
        let idle = {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            idle.retain(|client| !client.is_closed());
            idle.pop()
        };
        let client = match idle {
            Some(client) => client,
            None => self.open().await.map_err(failed)?,
        };
        let done = tokio::time::timeout(PATIENCE, work(&client)).await;
        let done =
            done.map_err(|_| failed(format!("no answer within {} s", PATIENCE.as_secs())))?;
        let value = done.map_err(|error| failed(words(&error)))?;
        self.put_back(client);
        Ok(value)
    }

    async fn list(
        &self,
        sql: String,
        params: &[&(dyn tokio_postgres::types::ToSql + Sync)],
    ) -> Result<Vec<(Key, Entry)>, StoreError> {
        self.with(async |client| {
            let rows = client.query(&sql, params).await?;
            rows.iter().map(read).collect()
        })
        .await
    }
}

/// Makes the tables when they are not there; gives their version.
async fn prepare(client: &Client) -> Result<i32, Error> {
    // One bot at a time: tables cannot be made twice.
    client
        .batch_execute("BEGIN; SELECT pg_advisory_xact_lock(4781366278241)")
        .await?;
    let there = client
        .query_one("SELECT to_regclass('botwright_version') IS NOT NULL", &[])
        .await?;
    if !there.try_get::<_, bool>(0)? {
        client.batch_execute(include_str!("postgres.sql")).await?;
    }
    let version = client
        .query_one("SELECT version FROM botwright_version", &[])
        .await?
        .try_get(0)?;
    client.batch_execute("COMMIT").await?;
    Ok(version)
}

fn read(row: &Row) -> Result<(Key, Entry), Error> {
    let key = Key::new(row.try_get::<_, String>(0)?, row.try_get::<_, String>(1)?);
    let revision: i64 = row.try_get(3)?;
    let entry = Entry {
        value: row.try_get(2)?,
        revision: Revision(u64::try_from(revision).unwrap_or_default()),
        expires: row.try_get::<_, Option<i64>>(4)?.map(time),
        wakes: row.try_get::<_, Option<i64>>(5)?.map(time),
    };
    Ok((key, entry))
}

/// Makes one change; says whether what was there is as expected.
async fn make(client: &Client, change: &Change, now: i64) -> Result<bool, Error> {
    let (space, owner) = (&*change.key.space, change.key.owner.as_str());
    let Some(put) = &change.put else {
        let found = client
            .query_opt(
                "DELETE FROM botwright_store WHERE space = $1 AND owner = $2 \
                 RETURNING revision, expires IS NULL OR expires > $3",
                &[&space, &owner, &now],
            )
            .await?;
        let revision = match found {
            Some(row) if row.try_get::<_, bool>(1)? => {
                let revision: i64 = row.try_get(0)?;
                Some(Revision(u64::try_from(revision).unwrap_or_default()))
            }
            _ => None,
        };
        return Ok(change.expect.holds(revision));
    };
    let (value, expires, wakes) = (&put.value, put.expires.map(millis), put.wakes.map(millis));
    let count = match change.expect {
        Expect::Any | Expect::Missing => {
            let any = change.expect == Expect::Any;
            client
                .execute(
                    "INSERT INTO botwright_store AS old \
                     VALUES ($1, $2, $3, nextval('botwright_revision'), $4, $5) \
                     ON CONFLICT (space, owner) DO UPDATE SET value = EXCLUDED.value, \
                     revision = EXCLUDED.revision, expires = EXCLUDED.expires, wakes = EXCLUDED.wakes \
                     WHERE $6 OR old.expires <= $7",
                    &[&space, &owner, value, &expires, &wakes, &any, &now],
                )
                .await?
        }
        Expect::Revision(Revision(revision)) => {
            let revision = i64::try_from(revision).unwrap_or(i64::MAX);
            client
                .execute(
                    "UPDATE botwright_store SET value = $3, revision = nextval('botwright_revision'), \
                     expires = $4, wakes = $5 WHERE space = $1 AND owner = $2 AND revision = $6 \
                     AND (expires IS NULL OR expires > $7)",
                    &[&space, &owner, value, &expires, &wakes, &revision, &now],
                )
                .await?
        }
    };
    Ok(count > 0)
}

impl Store for PostgresStore {
    fn get<'a>(
        &'a self,
        key: &'a Key,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        async move {
            let sql = format!(
                "SELECT {ENTRY} FROM botwright_store WHERE {ALIVE} AND space = $2 AND owner = $3"
            );
            let found = self
                .list(sql, &[&millis(now), &&*key.space, &key.owner])
                .await?;
            Ok(found.into_iter().next().map(|(_, entry)| entry))
        }
        .boxed()
    }

    fn commit(
        &self,
        transaction: Transaction,
        now: SystemTime,
    ) -> BoxFuture<'_, Result<Commit, StoreError>> {
        async move {
            let (mut changes, now) = (transaction.changes, millis(now));
            // In one order for all, so that two of them do not wait for each other in a circle.
            changes.sort_by(|one, other| one.key.cmp(&other.key));
            self.with(async |client| {
                client.batch_execute("BEGIN").await?;
                let mut wrong = Vec::new();
                for change in &changes {
                    if !make(client, change, now).await? {
                        wrong.push(change.key.clone());
                    }
                }
                if !wrong.is_empty() {
                    client.batch_execute("ROLLBACK").await?;
                    return Ok(Commit::Conflict(wrong));
                }
                client
                    .execute(
                        "DELETE FROM botwright_store WHERE ctid IN (SELECT ctid FROM botwright_store \
                         WHERE expires <= $1 LIMIT 64 FOR UPDATE SKIP LOCKED)",
                        &[&now],
                    )
                    .await?;
                client.batch_execute("COMMIT").await?;
                Ok(Commit::Done)
            })
            .await
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
            let sql = format!(
                "SELECT {ENTRY} FROM botwright_store WHERE {ALIVE} AND space = $2 AND wakes <= $1 \
                 ORDER BY wakes, owner LIMIT $3"
            );
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            self.list(sql, &[&millis(now), &space, &limit]).await
        }
        .boxed()
    }

    fn next_due<'a>(
        &'a self,
        space: &'a str,
    ) -> BoxFuture<'a, Result<Option<SystemTime>, StoreError>> {
        async move {
            self.with(async |client| {
                let row = client
                    .query_one(
                        "SELECT min(wakes) FROM botwright_store WHERE space = $1",
                        &[&space],
                    )
                    .await?;
                Ok(row.try_get::<_, Option<i64>>(0)?.map(time))
            })
            .await
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
            let sql = format!(
                "SELECT {ENTRY} FROM botwright_store WHERE {ALIVE} AND (space, owner) > ($2, $3) \
                 ORDER BY space, owner LIMIT $4"
            );
            let (space, owner) = after.map_or(("", ""), |key| (&*key.space, &*key.owner));
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            self.list(sql, &[&millis(now), &space, &owner, &limit])
                .await
        }
        .boxed()
    }
}
