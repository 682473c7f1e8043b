//! State as lines of JSON, to move it from one store to another.

use std::io::{BufRead, Write};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::{Change, Commit, Expect, Key, Put, Store, Transaction};
use crate::error::{Error, Result};

/// How many values are read at once.
const BATCH: usize = 500;

/// The year 9999, in milliseconds: further than that no store can say.
const FAR: u64 = 253_370_764_800_000;

/// One value, as a line.
#[derive(Serialize, Deserialize)]
struct Line {
    space: String,
    owner: String,
    value: String,
    /// Milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wakes: Option<u64>,
}

fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    u64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(FAR)
}

/// Writes all values of a store; gives how many.
pub(crate) async fn export(store: &dyn Store, to: &mut (dyn Write + Send)) -> Result<u64> {
    let (mut after, mut count) = (None, 0);
    loop {
        let values = store.scan(after.as_ref(), SystemTime::now(), BATCH).await?;
        let Some((last, _)) = values.last() else {
            return Ok(count);
        };
        after = Some(last.clone());
        for (key, entry) in values {
            let line = Line {
                space: key.space.into_owned(),
                owner: key.owner,
                value: entry.value,
                expires: entry.expires.map(millis),
                wakes: entry.wakes.map(millis),
            };
            serde_json::to_writer(&mut *to, &line)?;
            writeln!(to)?;
            count += 1;
        }
    }
}

/// Reads values into a store, over those that are there; gives how many.
pub(crate) async fn import(store: &dyn Store, from: &mut (dyn BufRead + Send)) -> Result<u64> {
    let (mut text, mut number) = (String::new(), 0_u64);
    let at = |millis: u64| SystemTime::UNIX_EPOCH + Duration::from_millis(millis.min(FAR));
    loop {
        text.clear();
        if from.read_line(&mut text)? == 0 {
            return Ok(number);
        }
        number += 1;
        let line: Line = serde_json::from_str(&text).map_err(|error| {
            Error::msg(format!(
                "line {number} is no value of `state export`: {error}. The lines before it are imported"
            ))
        })?;
        let change = Change {
            key: Key::new(line.space, line.owner),
            expect: Expect::Any,
            put: Some(Put {
                value: line.value,
                expires: line.expires.map(at),
                wakes: line.wakes.map(at),
            }),
        };
        let written = store.commit(Transaction::new(vec![change]), SystemTime::now());
        if let Commit::Conflict(keys) = written.await? {
            return Err(Error::msg(format!(
                "line {number}: {keys:?} cannot be written"
            )));
        }
    }
}
