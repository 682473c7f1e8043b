//! The calls that a handler makes by itself: written down, so that a handler that runs again does not make
//! them again.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use botwright_api::Request;
use rusqlite::params;

use super::gate::{self, Mark, Patience};
use super::worker::Safety;
use super::{DataError, DataFile};
use crate::app::App;
use crate::client::outgoing::Done;
use crate::client::{Api, Error, Reason, Recorder};
use crate::sender::is_idempotent;

/// The place of a call: which handler of the update, and which of its calls.
type Place = (u32, u32);

/// A call that was made at a place.
#[derive(Debug, Clone)]
struct Made {
    /// What call it was.
    digest: i64,
    /// The JSON text of its result, if it came.
    result: Option<String>,
}

/// The calls made while one update was handled, over all runs of its handlers.
pub(super) struct Journal {
    data: DataFile,
    app: Arc<App>,
    seq: i64,
    made: Mutex<HashMap<Place, Made>>,
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal")
            .field("seq", &self.seq)
            .finish_non_exhaustive()
    }
}

impl Journal {
    /// Of an update that comes for the first time.
    pub(super) fn new(data: DataFile, app: Arc<App>, seq: i64) -> Self {
        Self {
            data,
            app,
            seq,
            made: Mutex::default(),
        }
    }

    /// Adds what was written down by an earlier run of the program.
    pub(super) async fn load(&self) -> Result<(), DataError> {
        let seq = self.seq;
        let made = self.data.read(move |core| {
            let mut rows = core
                .connection
                .prepare_cached("SELECT scope, n, digest, result FROM calls WHERE seq = ?1")?;
            rows.query_map([seq], |row| {
                let made = Made {
                    digest: row.get(2)?,
                    result: row.get(3)?,
                };
                Ok(((row.get(0)?, row.get(1)?), made))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()
        });
        let made = made.await?;
        self.made().extend(made);
        Ok(())
    }

    fn made(&self) -> MutexGuard<'_, HashMap<Place, Made>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes the call at this place.
    async fn note(&self, place: Place, made: Made) -> Result<(), DataError> {
        let seq = self.seq;
        self.made().insert(place, made.clone());
        self.data
            .write(Safety::Written, move |core| {
                core.connection
                    .prepare_cached("INSERT OR REPLACE INTO calls VALUES (?1, ?2, ?3, ?4, ?5)")?
                    .execute(params![seq, place.0, place.1, made.digest, made.result])
                    .map(drop)
            })
            .await
    }

    /// The call at this place was not made, after all.
    fn forget(&self, place: Place) {
        let seq = self.seq;
        self.made().remove(&place);
        drop(self.data.write(Safety::Written, move |core| {
            core.connection
                .prepare_cached("DELETE FROM calls WHERE seq = ?1 AND scope = ?2 AND n = ?3")?
                .execute(params![seq, place.0, place.1])
                .map(drop)
        }));
    }
}

/// One run of one handler along the journal.
#[derive(Debug)]
pub(super) struct Run {
    journal: Arc<Journal>,
    scope: u32,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    next: u32,
    /// The handler made another call than before: what was written down is of no use to it.
    strayed: bool,
}

impl Run {
    pub(super) fn new(journal: Arc<Journal>, scope: u32) -> Self {
        Self {
            journal,
            scope,
            state: Mutex::default(),
        }
    }

    /// The place of the next call, and what was made there if it was the same call.
    fn next(&self, digest: i64) -> (Place, Option<Made>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let place = (self.scope, state.next);
        state.next += 1;
        if state.strayed {
            return (place, None);
        }
        let made = self.journal.made().get(&place).cloned();
        if made.as_ref().is_some_and(|made| made.digest != digest) {
            state.strayed = true;
            self.journal.app.stats().strayed();
            tracing::warn!(
                update = self.journal.seq,
                "a handler that runs again makes another call than before; from here on its calls are made anew"
            );
            return (place, None);
        }
        (place, made)
    }
}

/// A call that a handler makes by itself.
struct Call<'a> {
    journal: &'a Journal,
    place: Place,
    digest: i64,
}

impl Mark for Call<'_> {
    async fn leaves(&self) -> Result<(), DataError> {
        let begun = Made {
            digest: self.digest,
            result: None,
        };
        self.journal.note(self.place, begun).await
    }

    fn stays(&self) {
        self.journal.forget(self.place);
    }
}

impl Recorder for Run {
    fn record<'a>(&'a self, api: &'a Api, request: Request) -> Done<'a> {
        Box::pin(async move {
            // These say that something goes on, as often as it does, and leave nothing behind.
            if request.method == "sendChatAction" || request.method.ends_with("Draft") {
                return api.send(request).await;
            }
            let (journal, method) = (&self.journal, request.method);
            let digest = crate::talk::hash_calls(std::slice::from_ref(&request)).cast_signed();
            let (place, made) = self.next(digest);
            match made {
                Some(Made {
                    result: Some(result),
                    ..
                }) => {
                    journal.app.stats().recalled();
                    return Ok(result);
                }
                Some(Made { result: None, .. }) if !is_idempotent(method) => {
                    journal.app.stats().maybe_sent();
                    return Err(Error::MaybeSent {
                        method,
                        reason: Reason::Ended,
                    });
                }
                _ => {}
            }
            let call = Call {
                journal,
                place,
                digest,
            };
            let patience = Patience {
                deadline: api.policy().deadline,
                stop: None,
            };
            let result = gate::send(&journal.data, api, &request, &call, patience).await;
            match &result {
                Ok(result) => {
                    let done = Made {
                        digest,
                        result: Some(result.clone()),
                    };
                    if let Err(error) = journal.note(place, done).await {
                        tracing::warn!(%error, method, "the result of a call could not be written down");
                    }
                }
                Err(Error::MaybeSent { .. }) => journal.app.stats().maybe_sent(),
                Err(_) => journal.forget(place),
            }
            result
        })
    }
}
