//! Albums on their way through a bot.

use std::sync::Arc;

use botwright_api::Update;

use super::handle::Bot;
use crate::cx::Cx;
use crate::lanes::{LaneKey, PAUSE};
use crate::reply::{End, HandlerError};

impl Bot {
    /// Handles the items of one album together: for updates that come by hand and are known to belong
    /// together, as a function that a cloud calls gets them. Without a handler for it they are handled one
    /// by one.
    ///
    /// # Errors
    /// As [`feed`](Self::feed); the first error of those handled one by one.
    pub async fn feed_album(&self, updates: Vec<Update>) -> Result<(), HandlerError> {
        let is_album = updates.len() > 1 || updates.first().is_some_and(|it| self.is_item(it));
        if is_album
            && let Some(cx) = Cx::of_album(&updates, Arc::clone(&self.0.app))
            // Copies, for those that observe: cheap, beside what handling them costs.
            && let Some(result) = self.feed_items(&cx, updates.clone()).await
        {
            return result;
        }
        let mut first = Ok(());
        for update in updates {
            let result = self.feed_alone(update).await;
            first = first.and(result);
        }
        first
    }

    /// Handles the items of one album together, if somebody takes them.
    pub(super) async fn feed_items(
        &self,
        cx: &Cx,
        updates: Vec<Update>,
    ) -> Option<Result<(), HandlerError>> {
        let outcome = self.0.table.commit(cx).await;
        if matches!(outcome.end, End::Skip) {
            return None;
        }
        // Those that observe see each item.
        for update in updates {
            let cx = Cx::item(update, Arc::clone(&self.0.app));
            let seen = self.0.table.commit(&cx).await;
            if let Err(error) = self.carry_out(&cx, seen).await {
                tracing::error!(%error, "an observer's calls could not be made");
            }
        }
        let result = self.carry_out(cx, outcome).await;
        self.stats().handled(!matches!(result, Ok(true)));
        Some(result.map(drop))
    }

    /// Handles the albums of which [`feed`](Self::feed) may still hold items back, without waiting for
    /// more.
    ///
    /// # Errors
    /// As [`feed`](Self::feed); the first error of several.
    pub async fn finish_albums(&self) -> Result<(), HandlerError> {
        let mut first = Ok(());
        for items in self.0.albums.take_all() {
            first = first.and(self.feed_album(updates_of(items)).await);
        }
        first
    }

    /// Whether an update is the item of an album that somebody handles as a whole.
    pub(super) fn is_item(&self, update: &Update) -> bool {
        self.0.table.takes_albums() && crate::lanes::group(update).is_some()
    }

    /// As `feed`, with albums held back until they are complete.
    pub(super) async fn feed_in_order(&self, update: Update) -> Result<(), HandlerError> {
        let (key, mut ready) = (LaneKey::of(&update), Vec::new());
        let stamp = self
            .0
            .albums
            .take(&key, update, (), &mut |items| ready.push(items));
        if let Some(stamp) = stamp {
            let bot = self.clone();
            tokio::spawn(async move {
                bot.0.app.clock().sleep(PAUSE).await;
                let mut ready = Vec::new();
                let albums = &bot.0.albums;
                albums.expire(&key, stamp, &mut |items| ready.push(items));
                for items in ready {
                    bot.handle(updates_of(items)).await;
                }
            });
        }
        let mut first = Ok(());
        for items in ready {
            first = first.and(self.feed_album(updates_of(items)).await);
        }
        first
    }
}

fn updates_of(items: Vec<(Update, ())>) -> Vec<Update> {
    items.into_iter().map(|(update, ())| update).collect()
}
