//! Where values are kept: a trait that databases can implement, made for transactions.

use std::any::Any;
use std::error::Error as StdError;
use std::fmt;
use std::time::SystemTime;

use super::Key;
use crate::route::BoxFuture;

/// A version of a stored value. Every write gives it a new one, which no older one equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub u64);

/// A stored value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The value, as JSON text.
    pub value: String,
    /// Its version.
    pub revision: Revision,
    /// When it goes by itself.
    pub expires: Option<SystemTime>,
    /// When [`Store::due`] gives it.
    pub wakes: Option<SystemTime>,
}

/// What must be there for a change to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Whatever is there.
    Any,
    /// Nothing.
    Missing,
    /// This version.
    Revision(Revision),
}

impl Expect {
    /// What was loaded is still there.
    pub fn loaded(revision: Option<Revision>) -> Self {
        revision.map_or(Self::Missing, Self::Revision)
    }

    /// Whether it holds for what is there.
    pub fn holds(self, revision: Option<Revision>) -> bool {
        match self {
            Self::Any => true,
            Self::Missing => revision.is_none(),
            Self::Revision(expected) => revision == Some(expected),
        }
    }
}

/// One change of a stored value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The value's name.
    pub key: Key,
    /// What must be there.
    pub expect: Expect,
    /// The new value; `None` removes it.
    pub put: Option<Put>,
}

/// A value to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The value, as JSON text.
    pub value: String,
    /// When it goes by itself.
    pub expires: Option<SystemTime>,
    /// When [`Store::due`] is to give it.
    pub wakes: Option<SystemTime>,
}

/// Changes that are made together or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transaction {
    /// The changes; at most one for each key.
    pub changes: Vec<Change>,
    /// The `update_id` whose handling these changes end: it is marked as done with them.
    pub done: Option<i64>,
}

impl Transaction {
    /// These changes.
    pub fn new(changes: Vec<Change>) -> Self {
        Self {
            changes,
            done: None,
        }
    }
}

/// What became of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Commit {
    /// Everything was written.
    Done,
    /// Nothing was written: these values are not as expected.
    Conflict(Vec<Key>),
}

/// A store that failed. Nothing was written.
#[derive(Debug, thiserror::Error)]
#[error("the store cannot be used now: {0}")]
pub struct StoreError(#[source] Box<dyn StdError + Send + Sync>);

impl StoreError {
    /// A failure.
    pub fn new(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(error.into())
    }
}

/// Where sessions, dialogues and timers are kept.
///
/// Every value has a [`Revision`]; a change names the one it was made from, so no write is ever lost: a
/// handler whose value was changed meanwhile runs again with the new one. `now` is the time of the bot's
/// clock; a value whose time is over is as good as gone, whenever it is really removed.
pub trait Store: Any + fmt::Debug + Send + Sync {
    /// The value of this name.
    ///
    /// # Errors
    /// The store failed.
    fn get<'a>(
        &'a self,
        key: &'a Key,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>>;

    /// Makes all of these changes, or none.
    ///
    /// # Errors
    /// The store failed, and nothing was written.
    fn commit(
        &self,
        transaction: Transaction,
        now: SystemTime,
    ) -> BoxFuture<'_, Result<Commit, StoreError>>;

    /// The values of this space that were to wake until `now`, the earliest first, at most `limit`.
    ///
    /// # Errors
    /// The store failed.
    fn due<'a>(
        &'a self,
        space: &'a str,
        now: SystemTime,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<(Key, Entry)>, StoreError>>;

    /// When the next value of this space wakes.
    ///
    /// # Errors
    /// The store failed.
    fn next_due<'a>(
        &'a self,
        space: &'a str,
    ) -> BoxFuture<'a, Result<Option<SystemTime>, StoreError>>;

    /// Up to `limit` values in the order of their names, from the first one after `after`. An empty list is
    /// the end.
    ///
    /// # Errors
    /// The store failed.
    fn scan<'a>(
        &'a self,
        after: Option<&'a Key>,
        now: SystemTime,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<(Key, Entry)>, StoreError>>;
}
