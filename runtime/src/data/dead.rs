//! Updates that failed for good.

use std::time::SystemTime;

use rusqlite::{Row, params};

use super::worker::{Core, Safety};
use super::{DataError, DataFile, schema, time};

/// An update that failed for good.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadLetter {
    /// Its `update_id`.
    pub update_id: i64,
    /// When it came.
    pub received: SystemTime,
    /// When it was given up.
    pub died: SystemTime,
    /// What its handler failed with.
    pub error: String,
    /// The update, as it came.
    pub json: String,
}

const COLUMNS: &str = "SELECT update_id, received, died, error, json FROM dead";

fn letter(row: &Row<'_>) -> rusqlite::Result<DeadLetter> {
    Ok(DeadLetter {
        update_id: row.get(0)?,
        received: time(row.get(1)?),
        died: time(row.get(2)?),
        error: row.get(3)?,
        json: row.get(4)?,
    })
}

impl DeadLetter {
    /// All dead letters of a data file, the oldest first; also while a bot uses it. Blocks.
    ///
    /// # Errors
    /// See [`DataError`].
    pub fn all(path: impl AsRef<std::path::Path>) -> Result<Vec<Self>, DataError> {
        let path = path.as_ref();
        let connection = schema::open_to_read(path)?;
        let all = || {
            let mut rows = connection.prepare(&format!("{COLUMNS} ORDER BY seq"))?;
            rows.query_map((), letter)?.collect::<rusqlite::Result<_>>()
        };
        all().map_err(|error| DataError::of(path, &error))
    }
}

/// Which dead letters.
fn chosen(core: &Core, update_id: Option<i64>) -> rusqlite::Result<Vec<i64>> {
    let mut rows = core
        .connection
        .prepare_cached("SELECT seq FROM dead WHERE ?1 IS NULL OR update_id = ?1 ORDER BY seq")?;
    rows.query_map([update_id], |row| row.get(0))?.collect()
}

impl DataFile {
    /// Puts dead letters back among the updates that wait: the one of this id, or all. Gives how many.
    ///
    /// # Errors
    /// See [`DataError`].
    pub async fn retry_dead(&self, update_id: Option<i64>) -> Result<usize, DataError> {
        self.write(Safety::Synced, move |core| {
            let seqs = chosen(core, update_id)?;
            for seq in &seqs {
                core.connection.execute(
                    "INSERT INTO updates SELECT seq, update_id, received, 0, json FROM dead WHERE seq = ?1",
                    [seq],
                )?;
            }
            remove(core, &seqs)?;
            Ok(seqs.len())
        })
        .await
    }

    /// Removes dead letters: the one of this id, or all. Gives how many.
    ///
    /// # Errors
    /// See [`DataError`].
    pub async fn drop_dead(&self, update_id: Option<i64>) -> Result<usize, DataError> {
        self.write(Safety::Synced, move |core| {
            let seqs = chosen(core, update_id)?;
            remove(core, &seqs)?;
            Ok(seqs.len())
        })
        .await
    }
}

fn remove(core: &Core, seqs: &[i64]) -> rusqlite::Result<()> {
    for seq in seqs {
        core.connection
            .execute("DELETE FROM dead WHERE seq = ?1", params![seq])?;
    }
    Ok(())
}
