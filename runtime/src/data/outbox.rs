//! The replies that were decided and not sent yet.

use botwright_api::Request;
use rusqlite::params;

use super::codec::{self, Unmade};
use super::values::Ending;
use super::worker::{Core, Safety};
use super::{DataError, DataFile, signed};
use crate::lanes::LaneKey;

/// A reply that an earlier run of the program left behind.
#[derive(Debug)]
pub(crate) struct Left {
    pub(crate) id: i64,
    pub(crate) lane: String,
    /// The update it answers.
    pub(crate) answers: i64,
    /// It was being sent: nobody knows whether it arrived.
    pub(crate) sending: bool,
    call: String,
}

impl Left {
    /// The call.
    pub(crate) fn call(&self) -> Result<Request, Unmade> {
        codec::read(&self.call)
    }
}

/// The lane of a stored reply.
pub(crate) fn lane_of(left: &Left) -> LaneKey {
    codec::lane(&left.lane)
}

pub(super) fn insert(core: &Core, ending: &Ending, now: u64) -> rusqlite::Result<Vec<i64>> {
    let mut row = core.connection.prepare_cached(
        "INSERT INTO outbox (lane, answers, at, sending, call) VALUES (?1, ?2, ?3, 0, ?4)",
    )?;
    let insert =
        |call: &String| row.insert(params![ending.lane, ending.answers, signed(now), call]);
    ending.calls.iter().map(insert).collect()
}

impl DataFile {
    /// Notes that a reply is being sent now. It is written down before the request leaves, and on the disk
    /// with the next commit.
    pub(super) async fn sending(&self, id: i64) -> Result<(), DataError> {
        self.write(Safety::Written, move |core| {
            core.connection
                .prepare_cached("UPDATE outbox SET sending = 1 WHERE id = ?1")?
                .execute([id])
                .map(drop)
        })
        .await
    }

    /// Notes that a reply did not leave, after all.
    pub(super) fn not_sent(&self, id: i64) {
        drop(self.write(Safety::Written, move |core| {
            core.connection
                .prepare_cached("UPDATE outbox SET sending = 0 WHERE id = ?1")?
                .execute([id])
                .map(drop)
        }));
    }

    /// Takes replies out: sent, or given up.
    pub(crate) fn take_out(&self, ids: Vec<i64>) {
        drop(self.write(Safety::Written, move |core| {
            let mut row = core
                .connection
                .prepare_cached("DELETE FROM outbox WHERE id = ?1")?;
            ids.iter().try_for_each(|id| row.execute([id]).map(drop))
        }));
    }

    /// What an earlier run of the program left behind, the oldest first.
    pub(crate) async fn left_behind(&self) -> Result<Vec<Left>, DataError> {
        self.read(|core| {
            let mut rows = core.connection.prepare_cached(
                "SELECT id, lane, answers, sending, call FROM outbox ORDER BY id",
            )?;
            rows.query_map((), |row| {
                Ok(Left {
                    id: row.get(0)?,
                    lane: row.get(1)?,
                    answers: row.get(2)?,
                    sending: row.get::<_, i64>(3)? != 0,
                    call: row.get(4)?,
                })
            })?
            .collect()
        })
        .await
    }
}
