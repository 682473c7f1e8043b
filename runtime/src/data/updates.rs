//! The updates that are not handled yet.

use std::sync::Arc;
use std::time::SystemTime;

use rusqlite::params;

use super::worker::{Core, Safety};
use super::{DataError, DataFile, REMEMBERED, WINDOW, millis, signed, span};

/// After so many updates the ids that are too old are removed.
const TRIM: i64 = 1_000;

/// An update that was not handled before the program ended.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) seq: i64,
    pub(crate) received: SystemTime,
    /// How often the program ended while it was handled.
    pub(crate) starts: u32,
    pub(crate) json: String,
}

impl DataFile {
    /// Writes updates down, and returns when they are on the disk: the number of each, or `None` for one
    /// that came before.
    pub(crate) async fn append(
        &self,
        updates: Arc<[(i64, String)]>,
        now: SystemTime,
    ) -> Result<Vec<Option<i64>>, DataError> {
        let now = millis(now);
        self.write(Safety::Synced, move |core| append(core, &updates, now))
            .await
    }

    /// The updates that are not handled yet, the oldest first.
    pub(crate) async fn pending(&self) -> Result<Vec<Pending>, DataError> {
        self.read(|core| {
            let mut rows = core
                .connection
                .prepare_cached("SELECT seq, received, starts, json FROM updates ORDER BY seq")?;
            let rows = rows.query_map((), |row| {
                Ok(Pending {
                    seq: row.get(0)?,
                    received: super::time(row.get(1)?),
                    starts: row.get(2)?,
                    json: row.get(3)?,
                })
            })?;
            rows.collect()
        })
        .await
    }

    /// Notes that handling these begins, once more.
    pub(crate) async fn begin(&self, seqs: Vec<i64>) -> Result<(), DataError> {
        self.write(Safety::Written, move |core| {
            let mut row = core
                .connection
                .prepare_cached("UPDATE updates SET starts = starts + 1 WHERE seq = ?1")?;
            seqs.iter().try_for_each(|seq| row.execute([seq]).map(drop))
        })
        .await
    }

    /// Notes that these are handled, with nothing to be written. Nobody waits for it: should the program end
    /// before, they are handled again, as they may be.
    pub(crate) fn done(&self, seqs: Vec<i64>) {
        drop(self.write(Safety::Written, move |core| remove(core, &seqs)));
    }

    /// Puts these with the dead letters.
    pub(crate) async fn bury(
        &self,
        seqs: Vec<i64>,
        error: String,
        now: SystemTime,
    ) -> Result<(), DataError> {
        let now = signed(millis(now));
        self.write(Safety::Synced, move |core| {
            for seq in &seqs {
                core.connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO dead SELECT seq, update_id, received, ?2, ?3, json \
                         FROM updates WHERE seq = ?1",
                    )?
                    .execute(params![seq, now, error])?;
            }
            remove(core, &seqs)
        })
        .await
    }
}

/// These are done.
pub(super) fn remove(core: &Core, seqs: &[i64]) -> rusqlite::Result<()> {
    for seq in seqs {
        for sql in [
            "DELETE FROM updates WHERE seq = ?1",
            "DELETE FROM calls WHERE seq = ?1",
        ] {
            core.connection.prepare_cached(sql)?.execute([seq])?;
        }
    }
    Ok(())
}

fn append(
    core: &mut Core,
    updates: &[(i64, String)],
    now: u64,
) -> rusqlite::Result<Vec<Option<i64>>> {
    let mut numbers = Vec::with_capacity(updates.len());
    for (id, json) in updates {
        let again = core.seen.contains(*id, now) || core.fresh.iter().any(|(new, _)| new == id);
        if again {
            numbers.push(None);
            continue;
        }
        core.seq += 1;
        let at = signed(now);
        core.connection
            .prepare_cached("INSERT INTO seen VALUES (?1, ?2, ?3)")?
            .execute([core.seq, *id, at])?;
        core.connection
            .prepare_cached("INSERT INTO updates VALUES (?1, ?2, ?3, 0, ?4)")?
            .execute(params![core.seq, id, at, json])?;
        core.fresh.push((*id, now));
        numbers.push(Some(core.seq));
        if core.seq % TRIM == 0 {
            trim(core, now)?;
        }
    }
    Ok(numbers)
}

/// Forgets the ids beyond the window, and those that are too old.
fn trim(core: &Core, now: u64) -> rusqlite::Result<()> {
    let window = i64::try_from(WINDOW).unwrap_or(i64::MAX);
    core.connection
        .prepare_cached("DELETE FROM seen WHERE seq <= ?1")?
        .execute([core.seq - window])?;
    let oldest = signed(now.saturating_sub(span(REMEMBERED)));
    core.connection
        .prepare_cached(
            "DELETE FROM seen WHERE seq < (SELECT seq FROM seen WHERE at >= ?1 ORDER BY seq LIMIT 1)",
        )?
        .execute([oldest])?;
    Ok(())
}

/// How many rows a table has.
#[cfg(test)]
pub(super) fn count(core: &Core, table: &str) -> rusqlite::Result<i64> {
    let sql = format!("SELECT count(*) FROM {table}");
    core.connection.query_row(&sql, (), |row| row.get(0))
}
