//! Texts that grow before a user's eyes, and that the user can stop.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use botwright_api::Update;
use botwright_api::types::UpdateContent;
use tokio_util::sync::CancellationToken;

/// The drafts with a stop button that grow at the moment, by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Drafts(Mutex<HashMap<i64, CancellationToken>>);

impl Drafts {
    /// A draft that ends `stopped` when its button is pressed.
    pub(crate) fn begin(&self, id: i64, stopped: &CancellationToken) -> Growing<'_> {
        self.running().insert(id, stopped.clone());
        Growing { drafts: self, id }
    }

    /// Stops a draft if that is what the update says.
    pub(crate) fn note(&self, update: &Update) {
        if let UpdateContent::StoppedMessageGeneration(stop) = &update.content
            && let Some(stopped) = self.running().get(&stop.draft_id)
        {
            stopped.cancel();
        }
    }

    fn running(&self) -> MutexGuard<'_, HashMap<i64, CancellationToken>> {
        // A map of tokens is whole after every step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A draft that grows.
#[derive(Debug)]
pub(crate) struct Growing<'a> {
    drafts: &'a Drafts,
    id: i64,
}

impl Drop for Growing<'_> {
    fn drop(&mut self) {
        self.drafts.running().remove(&self.id);
    }
}
