//! Locks by key, for handlers that have to run again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

use super::Key;

/// One lock for each key that is waited for.
#[derive(Debug, Default)]
pub(crate) struct Locks(Mutex<HashMap<Key, Arc<tokio::sync::Mutex<()>>>>);

impl Locks {
    /// Locks these keys, one after the other in their own order, so that nobody waits in a circle.
    pub(crate) async fn lock(&self, mut keys: Vec<Key>) -> Vec<OwnedMutexGuard<()>> {
        keys.sort();
        keys.dedup();
        let mut guards = Vec::with_capacity(keys.len());
        for key in keys {
            let lock = {
                let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                // What nobody holds takes no room for long.
                locks.retain(|_, lock| Arc::strong_count(lock) > 1);
                Arc::clone(locks.entry(key).or_default())
            };
            guards.push(lock.lock_owned().await);
        }
        guards
    }
}
