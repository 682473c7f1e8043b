//! The data file: updates, replies and state, written before they count.
//!
//! One SQLite file keeps everything that a bot must not forget. An update is confirmed to Telegram when it is
//! in the file and on the disk. What its handler decided (the state, the replies, and that the update is done)
//! is one transaction. Replies leave after it, in order, and are marked before they leave, so that none is
//! sent twice. `docs/delivery.md` says what happens at which crash.
//!
//! ```no_run
//! use botwright::bot;
//!
//! # async fn example() -> bot::Result {
//! bot::builder().data("bot.db").run().await
//! # }
//! ```

mod codec;
mod dead;
mod delivery;
mod error;
mod gate;
mod journal;
mod lock;
mod outbox;
mod schema;
#[cfg(test)]
mod tests;
mod updates;
mod values;
mod worker;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rusqlite::OptionalExtension;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

pub(crate) use codec::lane_text;
pub use dead::DeadLetter;
pub(crate) use delivery::Mail;
pub use error::DataError;
pub(crate) use outbox::{Left, lane_of};
pub(crate) use updates::Pending;

use crate::inbox::Seen;
use worker::{Core, Safety, Waiting, Worker};

/// How long the ids of updates are remembered: Telegram keeps updates as long.
const REMEMBERED: Duration = Duration::from_hours(24);

/// How many sends are on their way at once unless said otherwise: enough for the 30 a second that Telegram takes
/// from a bot, over a connection of 100 ms.
pub(crate) const ON_THEIR_WAY: usize = 4;

/// How many ids of updates are remembered.
const WINDOW: usize = 100_000;

/// A bot's data file, open. Cheap to clone; it is a [`Store`](crate::session::Store), too.
#[derive(Debug, Clone)]
pub struct DataFile(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    writer: Worker,
    reader: Worker,
    stopping: CancellationToken,
    on_their_way: Semaphore,
    _lock: lock::Lock,
}

impl Drop for Inner {
    fn drop(&mut self) {
        // The writer last: it leaves the file as one, without a log beside it.
        self.reader.close();
        self.writer.close();
    }
}

impl DataFile {
    /// Opens the file; makes it when it is not there. Blocks.
    ///
    /// # Errors
    /// See [`DataError`].
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, DataError> {
        let path = path.into();
        let lock = lock::Lock::take(&path)?;
        let connection = schema::open(&path)?;
        let reading = schema::open_to_read(&path)?;
        let now = millis(SystemTime::now());
        let core = load(connection, &path, now).map_err(|error| DataError::of(&path, &error))?;
        Ok(Self(Arc::new(Inner {
            writer: Worker::start(core, "botwright-data")?,
            reader: Worker::start(Core::reading(reading, path.clone()), "botwright-data-read")?,
            path,
            stopping: CancellationToken::new(),
            on_their_way: Semaphore::new(ON_THEIR_WAY),
            _lock: lock,
        })))
    }

    /// Whether the other is a handle of the same file.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Notes whose file it is, the first time; refuses another bot's.
    pub(crate) async fn belongs_to(&self, bot: i64) -> Result<(), DataError> {
        let owner = self.write(Safety::Synced, move |core| {
            core.connection.execute(
                "INSERT OR IGNORE INTO meta VALUES ('bot', ?1)",
                [bot.to_string()],
            )?;
            core.connection
                .query_row("SELECT value FROM meta WHERE name = 'bot'", (), |row| {
                    row.get::<_, String>(0)
                })
        });
        let owner = owner.await?;
        if owner == bot.to_string() {
            return Ok(());
        }
        Err(DataError::OtherBot {
            path: self.0.path.clone(),
            owner,
            bot,
        })
    }

    /// Cancelled when the bot stops: what can wait for the next start waits.
    pub(crate) fn stopping(&self) -> &CancellationToken {
        &self.0.stopping
    }

    /// Turns of sends that must not be made twice.
    pub(crate) fn on_their_way(&self) -> &Semaphore {
        &self.0.on_their_way
    }

    /// Lets so many sends be on their way at once.
    pub(crate) fn set_on_their_way(&self, most: usize) {
        let most = most.clamp(1, Semaphore::MAX_PERMITS);
        let more = most.saturating_sub(ON_THEIR_WAY);
        self.0.on_their_way.add_permits(more);
        self.0
            .on_their_way
            .forget_permits(ON_THEIR_WAY.saturating_sub(most));
    }

    /// Waits until everything that was given to the file is written.
    pub(crate) async fn flush(&self) -> Result<(), DataError> {
        self.write(Safety::Synced, |_| Ok(())).await
    }

    fn write<T: Send + 'static>(
        &self,
        safety: Safety,
        work: impl FnMut(&mut Core) -> rusqlite::Result<T> + Send + 'static,
    ) -> Waiting<T> {
        self.0.writer.push(safety, work)
    }

    fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Core) -> rusqlite::Result<T> + Send + 'static,
    ) -> Waiting<T> {
        self.0.reader.push(Safety::Written, work)
    }
}

/// What the writer keeps in memory, as it was left.
fn load(connection: rusqlite::Connection, path: &Path, now: u64) -> rusqlite::Result<Core> {
    let mut seen = Seen::with_age(WINDOW, span(REMEMBERED));
    {
        let mut rows = connection.prepare("SELECT update_id, at FROM seen ORDER BY seq")?;
        let mut rows = rows.query(())?;
        while let Some(row) = rows.next()? {
            seen.insert_at(row.get(0)?, unsigned(row.get(1)?));
        }
    }
    let last = connection
        .query_row(
            "SELECT max(seq) FROM (SELECT max(seq) AS seq FROM seen UNION ALL SELECT max(seq) FROM updates
             UNION ALL SELECT max(seq) FROM dead UNION ALL SELECT max(seq) FROM calls)",
            (),
            |row| row.get::<_, Option<i64>>(0),
        )
        .optional()?
        .flatten();
    let revision = connection.query_row("SELECT max(revision) FROM store", (), |row| {
        row.get::<_, Option<i64>>(0)
    })?;
    // By the time, so that a revision that was removed does not come again.
    let revision = unsigned(revision.unwrap_or_default()).max(now.saturating_mul(1_000));
    let mut core = Core::writing(connection, path.to_owned(), seen, revision);
    core.seq = last.unwrap_or_default();
    Ok(core)
}

/// A time as the file has it: milliseconds since 1970.
fn millis(time: SystemTime) -> u64 {
    span(
        time.duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default(),
    )
}

fn span(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

fn time(millis: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(unsigned(millis))
}

/// SQLite's numbers have a sign.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
