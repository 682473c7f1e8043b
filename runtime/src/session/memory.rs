//! A store in memory: the default, gone when the program ends.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use futures_util::FutureExt;
use futures_util::future::ready;

use super::Key;
use super::store::{Change, Commit, Entry, Revision, Store, StoreError, Transaction};
use crate::route::BoxFuture;

/// How many expired values one commit removes, so that no commit takes long.
const SWEEP: usize = 64;

/// Keeps values in memory, gone when the program ends. Values whose time is over are removed.
///
/// ```
/// use std::time::SystemTime;
/// use botwright::session::{Change, Commit, Expect, Key, MemoryStore, Put, Store, Transaction};
///
/// # async fn example() -> Result<(), botwright::session::StoreError> {
/// let (store, now) = (MemoryStore::default(), SystemTime::now());
/// let change = Change {
///     key: Key::new("note", "user:42"),
///     expect: Expect::Missing,
///     put: Some(Put { value: "1".to_owned(), expires: None, wakes: None }),
/// };
/// let first = store.commit(Transaction::new(vec![change.clone()]), now).await?;
/// let again = store.commit(Transaction::new(vec![change]), now).await?;
/// assert_eq!((first, again), (Commit::Done, Commit::Conflict(vec![Key::new("note", "user:42")])));
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(example()).unwrap();
/// ```
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<Values>);

#[derive(Debug, Default)]
struct Values {
    entries: HashMap<Key, Entry>,
    expiring: BTreeSet<(SystemTime, Key)>,
    waking: BTreeSet<(SystemTime, Key)>,
    last: u64,
}

impl MemoryStore {
    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values().entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn values(&self) -> MutexGuard<'_, Values> {
        // A commit checks first and writes then, and writing does not panic.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Values {
    fn get(&self, key: &Key, now: SystemTime) -> Option<&Entry> {
        let entry = self.entries.get(key)?;
        entry.expires.is_none_or(|end| end > now).then_some(entry)
    }

    fn remove(&mut self, key: &Key) {
        if let Some(entry) = self.entries.remove(key) {
            if let Some(time) = entry.expires {
                self.expiring.remove(&(time, key.clone()));
            }
            if let Some(time) = entry.wakes {
                self.waking.remove(&(time, key.clone()));
            }
        }
    }

    fn make(&mut self, Change { key, put, .. }: Change) {
        self.remove(&key);
        let Some(put) = put else { return };
        self.last += 1;
        if let Some(time) = put.expires {
            self.expiring.insert((time, key.clone()));
        }
        if let Some(time) = put.wakes {
            self.waking.insert((time, key.clone()));
        }
        let entry = Entry {
            value: put.value,
            revision: Revision(self.last),
            expires: put.expires,
            wakes: put.wakes,
        };
        self.entries.insert(key, entry);
    }

    fn sweep(&mut self, now: SystemTime) {
        for _ in 0..SWEEP {
            match self.expiring.first() {
                Some((time, key)) if *time <= now => {
                    let key = key.clone();
                    self.remove(&key);
                }
                _ => return,
            }
        }
    }
}

impl Store for MemoryStore {
    fn get<'a>(
        &'a self,
        key: &'a Key,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        ready(Ok(self.values().get(key, now).cloned())).boxed()
    }

    fn commit(
        &self,
        transaction: Transaction,
        now: SystemTime,
    ) -> BoxFuture<'_, Result<Commit, StoreError>> {
        let mut values = self.values();
        let conflicts: Vec<_> = transaction
            .changes
            .iter()
            .filter(|change| {
                let there = values.get(&change.key, now).map(|entry| entry.revision);
                !change.expect.holds(there)
            })
            .map(|change| change.key.clone())
            .collect();
        if !conflicts.is_empty() {
            return ready(Ok(Commit::Conflict(conflicts))).boxed();
        }
        for change in transaction.changes {
            values.make(change);
        }
        values.sweep(now);
        ready(Ok(Commit::Done)).boxed()
    }

    fn due<'a>(
        &'a self,
        space: &'a str,
        now: SystemTime,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<(Key, Entry)>, StoreError>> {
        let values = self.values();
        let due = values
            .waking
            .iter()
            .take_while(|(time, _)| *time <= now)
            .filter(|(_, key)| key.space == space)
            .filter_map(|(_, key)| Some((key.clone(), values.get(key, now)?.clone())))
            .take(limit)
            .collect();
        ready(Ok(due)).boxed()
    }

    fn next_due<'a>(
        &'a self,
        space: &'a str,
    ) -> BoxFuture<'a, Result<Option<SystemTime>, StoreError>> {
        let values = self.values();
        let next = values.waking.iter().find(|(_, key)| key.space == space);
        ready(Ok(next.map(|(time, _)| *time))).boxed()
    }

    fn scan<'a>(
        &'a self,
        after: Option<&'a Key>,
        now: SystemTime,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<(Key, Entry)>, StoreError>> {
        let values = self.values();
        let mut keys: Vec<_> = values.entries.keys().collect();
        keys.retain(|key| after.is_none_or(|after| *key > after));
        keys.sort();
        let found = keys.into_iter();
        let found = found.filter_map(|key| Some((key.clone(), values.get(key, now)?.clone())));
        ready(Ok(found.take(limit).collect())).boxed()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::super::store::{Change, Commit, Expect, Put, Store, Transaction};
    use super::{Key, MemoryStore};

    const START: SystemTime = SystemTime::UNIX_EPOCH;

    fn put(owner: &str, expect: Expect, expires: Option<u64>, wakes: Option<u64>) -> Change {
        let at = |seconds| START + Duration::from_secs(seconds);
        Change {
            key: Key::new("test", owner),
            expect,
            put: Some(Put {
                value: "1".to_owned(),
                expires: expires.map(at),
                wakes: wakes.map(at),
            }),
        }
    }

    async fn commit(store: &MemoryStore, changes: Vec<Change>, seconds: u64) -> Commit {
        let now = START + Duration::from_secs(seconds);
        store.commit(Transaction::new(changes), now).await.unwrap()
    }

    #[tokio::test]
    async fn all_changes_are_made_or_none() {
        let store = MemoryStore::default();
        let done = commit(&store, vec![put("a", Expect::Missing, None, None)], 0).await;
        assert_eq!(done, Commit::Done);
        let both = vec![
            put("b", Expect::Missing, None, None),
            put("a", Expect::Missing, None, None),
        ];
        let conflict = commit(&store, both, 0).await;
        assert_eq!(conflict, Commit::Conflict(vec![Key::new("test", "a")]));
        assert_eq!(store.len(), 1);
    }

    #[tokio::test]
    async fn a_revision_fits_once() {
        let store = MemoryStore::default();
        let key = Key::new("test", "a");
        let _ = commit(&store, vec![put("a", Expect::Any, None, None)], 0).await;
        let loaded = store.get(&key, START).await.unwrap().unwrap().revision;
        let change = || vec![put("a", Expect::Revision(loaded), None, None)];
        assert_eq!(commit(&store, change(), 0).await, Commit::Done);
        assert_ne!(commit(&store, change(), 0).await, Commit::Done);
        let remove = Change {
            put: None,
            ..put("a", Expect::Any, None, None)
        };
        assert_eq!(commit(&store, vec![remove], 0).await, Commit::Done);
        assert_ne!(commit(&store, change(), 0).await, Commit::Done);
    }

    #[tokio::test]
    async fn what_expired_is_gone_and_takes_no_room() {
        let store = MemoryStore::default();
        let _ = commit(&store, vec![put("a", Expect::Any, Some(10), None)], 0).await;
        let at = |seconds| START + Duration::from_secs(seconds);
        let key = Key::new("test", "a");
        assert!(store.get(&key, at(9)).await.unwrap().is_some());
        assert!(store.get(&key, at(10)).await.unwrap().is_none());
        let again = commit(&store, vec![put("b", Expect::Missing, None, None)], 10).await;
        assert_eq!((again, store.len()), (Commit::Done, 1));
    }

    #[tokio::test]
    async fn wakes_in_order() {
        let store = MemoryStore::default();
        let changes = [("a", 30), ("b", 10), ("c", 20)];
        let changes = changes.map(|(owner, at)| put(owner, Expect::Any, None, Some(at)));
        let _ = commit(&store, changes.into(), 0).await;
        let at = |seconds| START + Duration::from_secs(seconds);
        assert_eq!(store.next_due("test").await.unwrap(), Some(at(10)));
        assert_eq!(store.next_due("other").await.unwrap(), None);
        let due = store.due("test", at(20), 10).await.unwrap();
        let owners: Vec<_> = due.iter().map(|(key, _)| key.owner.as_str()).collect();
        assert_eq!(owners, ["b", "c"]);
    }
}
