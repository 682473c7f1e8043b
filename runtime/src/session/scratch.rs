//! What one handling of an update read from the store and wants to write.

use std::error::Error;
use std::sync::{Mutex, MutexGuard, PoisonError};

use botwright_api::Request;

use super::Key;
use super::store::{Change, Entry, Expect, Put, Revision};

/// The values that were loaded, and the changes to be made when the update is done.
#[derive(Debug, Default)]
pub(crate) struct Scratch(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    loaded: Vec<(Key, Option<Entry>)>,
    changes: Vec<Change>,
    calls: Vec<Request>,
    failed: Option<Box<dyn Error + Send + Sync>>,
    closed: bool,
}

impl Scratch {
    /// What was loaded or written under this name before; `None` if it is not known yet.
    #[allow(clippy::option_option)] // Not known, or known not to be there.
    pub(crate) fn known(&self, key: &Key) -> Option<Option<Entry>> {
        let inner = self.inner();
        let loaded = inner.loaded.iter().find(|(name, _)| name == key);
        let Some(change) = inner.changes.iter().find(|change| change.key == *key) else {
            return loaded.map(|(_, entry)| entry.clone());
        };
        // A later reader of the same update sees what an earlier one wrote.
        let revision = loaded
            .and_then(|(_, entry)| entry.as_ref())
            .map_or(Revision(0), |entry| entry.revision);
        Some(change.put.clone().map(|put| Entry {
            value: put.value,
            revision,
            expires: put.expires,
            wakes: put.wakes,
        }))
    }

    /// Notes what was loaded.
    pub(crate) fn loaded(&self, key: Key, entry: Option<Entry>) {
        self.inner().loaded.push((key, entry));
    }

    /// Writes a value, or removes it, when the update is done; provided that what was loaded is still
    /// there. `false` when the update is done already.
    pub(crate) fn write(&self, key: Key, put: Option<Put>) -> bool {
        let expect = {
            let inner = self.inner();
            let loaded = inner.loaded.iter().find(|(name, _)| *name == key);
            loaded.map_or(Expect::Any, |(_, entry)| {
                Expect::loaded(entry.as_ref().map(|entry| entry.revision))
            })
        };
        self.change(Change { key, expect, put })
    }

    /// Makes a change when the update is done. `false` when it is done already.
    pub(crate) fn change(&self, change: Change) -> bool {
        let mut inner = self.inner();
        if inner.closed {
            return false;
        }
        match inner.changes.iter_mut().find(|old| old.key == change.key) {
            // What the first of them expects is what is there.
            Some(old) => old.put = change.put,
            None => inner.changes.push(change),
        }
        true
    }

    /// Makes a call when the update is done. `false` when it is done already.
    pub(crate) fn call(&self, request: Request) -> bool {
        let mut inner = self.inner();
        if !inner.closed {
            inner.calls.push(request);
        }
        !inner.closed
    }

    /// Something could not be written: the handler fails with it.
    pub(crate) fn fail(&self, error: impl Into<Box<dyn Error + Send + Sync>>) {
        self.inner().failed.get_or_insert_with(|| error.into());
    }

    /// The changes and calls so far, or why they cannot be made; nothing is left of them here.
    pub(crate) fn take(&self) -> Result<(Vec<Change>, Vec<Request>), Box<dyn Error + Send + Sync>> {
        let mut inner = self.inner();
        let (changes, calls) = (
            std::mem::take(&mut inner.changes),
            std::mem::take(&mut inner.calls),
        );
        inner.failed.take().map_or(Ok((changes, calls)), Err)
    }

    /// The update is done: what comes later comes too late.
    pub(crate) fn close(&self) {
        self.inner().closed = true;
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Every step leaves it whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
