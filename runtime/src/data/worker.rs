//! A thread that works on the file, so that no async thread ever waits for a disk.
//!
//! What comes while a transaction is being synced shares the next one: a hundred commits of a hundred chats
//! cost one sync.

use std::fmt;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::DataError;
use crate::inbox::Seen;

/// How many jobs share a transaction at most, so that none waits long.
const GROUP: usize = 512;

/// After this time without work the file is made smaller, if a good part of it is empty.
const IDLE: Duration = Duration::from_secs(1);

/// How many empty pages are worth it, and given back at once.
const EMPTY_PAGES: i64 = 2_000;

/// What the thread works with.
pub(super) struct Core {
    pub(super) connection: Connection,
    /// The ids of the updates that came.
    pub(super) seen: Seen,
    /// The ids of the transaction that runs: they count when it is written.
    pub(super) fresh: Vec<(i64, u64)>,
    /// The last number of an update.
    pub(super) seq: i64,
    /// The last revision of a stored value.
    pub(super) revision: u64,
    path: PathBuf,
    is_synced: bool,
    writes: bool,
    #[cfg(test)]
    pub(super) fails_in: Option<u32>,
}

/// How safe a job's writes have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Safety {
    /// On the disk before anybody hears of it: survives a power cut.
    Synced,
    /// Given to the operating system: survives the end of the process. It is on the disk with the next
    /// synced job.
    Written,
}

/// Something to do with the file.
trait Job: Send {
    fn safety(&self) -> Safety;
    /// Does it; again, if the transaction it was part of failed.
    fn run(&mut self, core: &mut Core) -> rusqlite::Result<()>;
    /// The transaction is written, or failed.
    fn end(self: Box<Self>, result: Result<(), DataError>);
}

struct Task<T, F> {
    safety: Safety,
    work: F,
    value: Option<T>,
    answer: oneshot::Sender<Result<T, DataError>>,
}

impl<T, F> Job for Task<T, F>
where
    T: Send,
    F: FnMut(&mut Core) -> rusqlite::Result<T> + Send,
{
    fn safety(&self) -> Safety {
        self.safety
    }

    fn run(&mut self, core: &mut Core) -> rusqlite::Result<()> {
        self.value = Some((self.work)(core)?);
        Ok(())
    }

    fn end(self: Box<Self>, result: Result<(), DataError>) {
        let Self { value, answer, .. } = *self;
        // Nobody may wait for it.
        let _ = answer.send(result.and_then(|()| value.ok_or(DataError::Closed)));
    }
}

/// What a job gives, when it is written.
pub(super) struct Waiting<T>(oneshot::Receiver<Result<T, DataError>>);

impl<T> Future for Waiting<T> {
    type Output = Result<T, DataError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0)
            .poll(cx)
            .map(|result| result.unwrap_or(Err(DataError::Closed)))
    }
}

/// The thread, as others see it.
pub(super) struct Worker {
    jobs: Mutex<Option<Sender<Box<dyn Job>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").finish_non_exhaustive()
    }
}

impl Worker {
    /// Starts the thread.
    pub(super) fn start(core: Core, name: &str) -> Result<Self, DataError> {
        let (sender, jobs) = channel();
        let path = core.path.clone();
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || work(core, &jobs))
            .map_err(|error| DataError::io(&path, &error))?;
        Ok(Self {
            jobs: Mutex::new(Some(sender)),
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Gives the thread something to do, in the order of the calls; what it gives can be waited for.
    pub(super) fn push<T: Send + 'static>(
        &self,
        safety: Safety,
        work: impl FnMut(&mut Core) -> rusqlite::Result<T> + Send + 'static,
    ) -> Waiting<T> {
        let (answer, result) = oneshot::channel();
        let task = Task {
            safety,
            work,
            value: None,
            answer,
        };
        if let Some(jobs) = &*self.jobs.lock().unwrap_or_else(PoisonError::into_inner) {
            let _ = jobs.send(Box::new(task));
        }
        Waiting(result)
    }

    /// Ends the thread when it has done what it was given. Blocks.
    pub(super) fn close(&self) {
        drop(
            self.jobs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = thread.take() {
            // It has said what it had to say.
            let _ = thread.join();
        }
    }
}

fn work(mut core: Core, jobs: &Receiver<Box<dyn Job>>) {
    loop {
        let first = match jobs.recv_timeout(IDLE) {
            Ok(job) => job,
            Err(RecvTimeoutError::Timeout) => {
                core.shrink();
                match jobs.recv() {
                    Ok(job) => job,
                    Err(_) => return,
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let mut group = vec![first];
        while group.len() < GROUP
            && let Ok(job) = jobs.try_recv()
        {
            group.push(job);
        }
        match core.together(&mut group) {
            Ok(()) => end(group, &Ok(())),
            // One of them may be to blame alone.
            Err(_) if group.len() > 1 => {
                for job in group {
                    let mut alone = [job];
                    let result = core.together(&mut alone);
                    end(alone, &result);
                }
            }
            Err(error) => end(group, &Err(error)),
        }
    }
}

fn end(jobs: impl IntoIterator<Item = Box<dyn Job>>, result: &Result<(), DataError>) {
    for job in jobs {
        job.end(result.clone());
    }
}

impl Core {
    /// A core that only reads.
    pub(super) fn reading(connection: Connection, path: PathBuf) -> Self {
        Self {
            writes: false,
            ..Self::writing(connection, path, Seen::new(1), 0)
        }
    }

    /// A core that writes.
    pub(super) fn writing(
        connection: Connection,
        path: PathBuf,
        seen: Seen,
        revision: u64,
    ) -> Self {
        Self {
            connection,
            seen,
            fresh: Vec::new(),
            seq: 0,
            revision,
            path,
            is_synced: true,
            writes: true,
            #[cfg(test)]
            fails_in: None,
        }
    }

    /// Runs all jobs in one transaction.
    fn together(&mut self, jobs: &mut [Box<dyn Job>]) -> Result<(), DataError> {
        let result = self.attempt(jobs);
        let fresh = std::mem::take(&mut self.fresh);
        if let Err(error) = &result {
            // SQLite has rolled back by itself after some errors.
            let _ = self.connection.execute_batch("ROLLBACK");
            return Err(DataError::of(&self.path, error));
        }
        for (id, at) in fresh {
            self.seen.insert_at(id, at);
        }
        Ok(())
    }

    fn attempt(&mut self, jobs: &mut [Box<dyn Job>]) -> rusqlite::Result<()> {
        if !self.writes {
            return jobs.iter_mut().try_for_each(|job| job.run(self));
        }
        #[cfg(test)]
        self.fail_sometimes()?;
        let synced = jobs.iter().any(|job| job.safety() == Safety::Synced);
        if synced != self.is_synced {
            let level = if synced { "FULL" } else { "NORMAL" };
            self.connection
                .execute_batch(&format!("PRAGMA synchronous = {level}"))?;
            self.is_synced = synced;
        }
        self.connection
            .prepare_cached("BEGIN IMMEDIATE")?
            .execute(())?;
        for job in jobs {
            job.run(self)?;
        }
        self.connection.prepare_cached("COMMIT")?.execute(())?;
        Ok(())
    }

    /// Gives empty pages back to the file system, some at a time.
    fn shrink(&self) {
        if !self.writes {
            return;
        }
        let empty = self
            .connection
            .query_row("PRAGMA freelist_count", (), |row| row.get::<_, i64>(0));
        if empty.is_ok_and(|empty| empty > EMPTY_PAGES) {
            let shrunk = self
                .connection
                .execute_batch(&format!("PRAGMA incremental_vacuum({EMPTY_PAGES})"));
            if let Err(error) = shrunk {
                tracing::debug!(%error, "the data file could not be made smaller");
            }
        }
    }

    #[cfg(test)]
    fn fail_sometimes(&mut self) -> rusqlite::Result<()> {
        if let Some(left) = &mut self.fails_in {
            if *left == 0 {
                self.fails_in = None;
                let full = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
                return Err(rusqlite::Error::SqliteFailure(full, None));
            }
            *left -= 1;
        }
        Ok(())
    }
}
