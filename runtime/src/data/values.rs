//! Sessions, dialogues and timers in the data file.

use std::time::SystemTime;

use futures_util::FutureExt;
use rusqlite::{OptionalExtension, Row, params};

use super::worker::{Core, Safety};
use super::{DataFile, millis, signed, time, unsigned, updates};
use crate::route::BoxFuture;
use crate::session::{Change, Commit, Entry, Key, Revision, Store, StoreError, Transaction};

/// How many expired values one commit removes, so that no commit takes long.
const SWEEP: i64 = 64;

/// The columns of an entry, as [`entry`] reads them.
const ENTRY: &str = "value, revision, expires, wakes";

fn entry(row: &Row<'_>, first: usize) -> rusqlite::Result<Entry> {
    Ok(Entry {
        value: row.get(first)?,
        revision: Revision(unsigned(row.get(first + 1)?)),
        expires: row.get::<_, Option<i64>>(first + 2)?.map(time),
        wakes: row.get::<_, Option<i64>>(first + 3)?.map(time),
    })
}

fn key_and_entry(row: &Row<'_>) -> rusqlite::Result<(Key, Entry)> {
    let key = Key::new(row.get::<_, String>(0)?, row.get::<_, String>(1)?);
    Ok((key, entry(row, 2)?))
}

/// The changes whose values are not as expected.
pub(super) fn conflicts(core: &Core, changes: &[Change], now: u64) -> rusqlite::Result<Vec<Key>> {
    let mut there = core.connection.prepare_cached(
        "SELECT revision FROM store WHERE space = ?1 AND owner = ?2 \
         AND (expires IS NULL OR expires > ?3)",
    )?;
    let mut conflicts = Vec::new();
    for change in changes {
        let Key { space, owner } = &change.key;
        let revision = there
            .query_row(params![space, owner, signed(now)], |row| row.get(0))
            .optional()?
            .map(|revision: i64| Revision(unsigned(revision)));
        if !change.expect.holds(revision) {
            conflicts.push(change.key.clone());
        }
    }
    Ok(conflicts)
}

/// Makes the changes, and removes some of what expired.
pub(super) fn make(core: &mut Core, changes: &[Change], now: u64) -> rusqlite::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    for Change { key, put, .. } in changes {
        match put {
            None => {
                core.connection
                    .prepare_cached("DELETE FROM store WHERE space = ?1 AND owner = ?2")?
                    .execute(params![key.space, key.owner])?;
            }
            Some(put) => {
                core.revision += 1;
                let at = |time: Option<SystemTime>| time.map(|time| signed(millis(time)));
                core.connection
                    .prepare_cached("INSERT OR REPLACE INTO store VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
                    .execute(params![
                        key.space,
                        key.owner,
                        put.value,
                        signed(core.revision),
                        at(put.expires),
                        at(put.wakes)
                    ])?;
            }
        }
    }
    core.connection
        .prepare_cached(
            "DELETE FROM store WHERE (space, owner) IN \
             (SELECT space, owner FROM store WHERE expires <= ?1 LIMIT ?2)",
        )?
        .execute([signed(now), SWEEP])?;
    Ok(())
}

impl Store for DataFile {
    fn get<'a>(
        &'a self,
        key: &'a Key,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        let (key, now) = (key.clone(), signed(millis(now)));
        let found = self.read(move |core| {
            let sql = format!(
                "SELECT {ENTRY} FROM store WHERE space = ?1 AND owner = ?2 \
                 AND (expires IS NULL OR expires > ?3)"
            );
            let mut rows = core.connection.prepare_cached(&sql)?;
            rows.query_row(params![key.space, key.owner, now], |row| entry(row, 0))
                .optional()
        });
        async move { found.await.map_err(StoreError::new) }.boxed()
    }

    fn commit(
        &self,
        transaction: Transaction,
        now: SystemTime,
    ) -> BoxFuture<'_, Result<Commit, StoreError>> {
        let now = millis(now);
        let written = self.write(Safety::Synced, move |core| {
            let conflicts = conflicts(core, &transaction.changes, now)?;
            if !conflicts.is_empty() {
                return Ok(Commit::Conflict(conflicts));
            }
            make(core, &transaction.changes, now)?;
            Ok(Commit::Done)
        });
        async move { written.await.map_err(StoreError::new) }.boxed()
    }

    fn due<'a>(
        &'a self,
        space: &'a str,
        now: SystemTime,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<(Key, Entry)>, StoreError>> {
        let (space, now) = (space.to_owned(), signed(millis(now)));
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let due = self.read(move |core| {
            let sql = format!(
                "SELECT space, owner, {ENTRY} FROM store WHERE space = ?1 AND wakes <= ?2 \
                 AND (expires IS NULL OR expires > ?2) ORDER BY wakes LIMIT ?3"
            );
            let mut rows = core.connection.prepare_cached(&sql)?;
            rows.query_map(params![space, now, limit], key_and_entry)?
                .collect()
        });
        async move { due.await.map_err(StoreError::new) }.boxed()
    }

    fn next_due<'a>(
        &'a self,
        space: &'a str,
    ) -> BoxFuture<'a, Result<Option<SystemTime>, StoreError>> {
        let space = space.to_owned();
        let next = self.read(move |core| {
            core.connection
                .prepare_cached("SELECT min(wakes) FROM store WHERE space = ?1")?
                .query_row([&space], |row| row.get::<_, Option<i64>>(0))
        });
        async move { Ok(next.await.map_err(StoreError::new)?.map(time)) }.boxed()
    }

    fn scan<'a>(
        &'a self,
        after: Option<&'a Key>,
        now: SystemTime,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<(Key, Entry)>, StoreError>> {
        let (space, owner) = after.map_or_else(Default::default, |key| {
            (key.space.clone().into_owned(), key.owner.clone())
        });
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let now = signed(millis(now));
        let found = self.read(move |core| {
            let sql = format!(
                "SELECT space, owner, {ENTRY} FROM store WHERE (space, owner) > (?1, ?2) \
                 AND (expires IS NULL OR expires > ?3) ORDER BY space, owner LIMIT ?4"
            );
            let mut rows = core.connection.prepare_cached(&sql)?;
            rows.query_map(params![space, owner, now, limit], key_and_entry)?
                .collect()
        });
        async move { found.await.map_err(StoreError::new) }.boxed()
    }
}

/// What a handler decided, as one write.
#[derive(Debug, Default)]
pub(super) struct Ending {
    pub(super) changes: Vec<Change>,
    /// The replies, as texts.
    pub(super) calls: Vec<String>,
    pub(super) lane: String,
    /// The update that the replies answer; 0 for none.
    pub(super) answers: i64,
    /// The updates that are done with it.
    pub(super) done: Vec<i64>,
}

impl DataFile {
    /// Writes what a handler decided: all of it, or nothing. Gives the numbers of the replies in the outbox,
    /// or the values that are not as expected.
    pub(super) async fn end(
        &self,
        ending: Ending,
        now: SystemTime,
    ) -> Result<Result<Vec<i64>, Vec<Key>>, StoreError> {
        let now = millis(now);
        let written = self.write(Safety::Synced, move |core| {
            let conflicts = conflicts(core, &ending.changes, now)?;
            if !conflicts.is_empty() {
                return Ok(Err(conflicts));
            }
            make(core, &ending.changes, now)?;
            updates::remove(core, &ending.done)?;
            super::outbox::insert(core, &ending, now).map(Ok)
        });
        written.await.map_err(StoreError::new)
    }
}
