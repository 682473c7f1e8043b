//! The way from any transport to the handlers: each update once, albums together, chats in order.

use std::sync::Arc;

use botwright_api::{RawJson, Update};
use futures_util::FutureExt;

use crate::app::App;
use crate::bot::Bot;
use crate::inbox::{Memory, Ticket};
use crate::lanes::{Albums, LaneKey, Lanes, PAUSE, Place, Ready};

/// What transports hand their updates to.
pub(crate) struct Intake {
    pub(crate) app: Arc<App>,
    pub(crate) inbox: Memory,
    pub(crate) lanes: Lanes<Ready<Ticket>>,
    /// Where albums are put together, if somebody handles them as a whole.
    albums: Option<Arc<Albums<(Ticket, Place)>>>,
    lane_key: fn(&Update) -> LaneKey,
}

/// What became of an update that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is in its lane.
    InLane,
    /// It waits for the rest of its album.
    HeldBack,
    /// It came before.
    Again,
}

impl Intake {
    /// With room for `most` updates on their way.
    pub(crate) fn new(bot: &Bot, lane_key: fn(&Update) -> LaneKey, most: usize) -> Self {
        let handling = bot.clone();
        let lanes = Lanes::new(most, move |items: Ready<Ticket>| {
            let bot = handling.clone();
            async move {
                let (updates, tickets): (Vec<_>, Vec<_>) = items.into_iter().unzip();
                bot.handle(updates).await;
                // Handled, whichever way it ended: now they may be confirmed.
                drop(tickets);
            }
            .boxed()
        });
        Self {
            app: Arc::clone(bot.shared_app()),
            inbox: Memory::new(),
            lanes,
            albums: bot.table().takes_albums().then(Default::default),
            lane_key,
        }
    }

    /// Keeps what is no update, and counts it.
    pub(crate) fn set_aside(&self, raw: RawJson) {
        tracing::warn!(?raw, "an update without an update_id was set aside");
        self.app.stats().malformed(raw);
    }

    /// Gives an update to its lane, or holds it back until its album is complete.
    pub(crate) fn take(&self, update: Update, place: Place) -> Taken {
        let stats = self.app.stats();
        let Some(ticket) = self.inbox.take(update.update_id) else {
            stats.duplicate();
            return Taken::Again;
        };
        stats.left_out(update.issues().len());
        for issue in update.issues() {
            tracing::warn!(update_id = update.update_id, %issue, "a field was left out");
        }
        let key = (self.lane_key)(&update);
        let Some(albums) = &self.albums else {
            self.lanes.push(place, key, vec![(update, ticket)]);
            return Taken::InLane;
        };
        let stamp = albums.take(&key, update, (ticket, place), &mut |items| {
            push_all(&self.lanes, &key, items);
        });
        let Some(stamp) = stamp else {
            return Taken::InLane;
        };
        let (albums, lanes, app) = (
            Arc::clone(albums),
            self.lanes.clone(),
            Arc::clone(&self.app),
        );
        tokio::spawn(async move {
            app.clock().sleep(PAUSE).await;
            albums.expire(&key, stamp, &mut |items| push_all(&lanes, &key, items));
        });
        Taken::HeldBack
    }
}

/// One job for all of them, in the room of the first.
fn push_all(lanes: &Lanes<Ready<Ticket>>, key: &LaneKey, items: Ready<(Ticket, Place)>) {
    let mut first = None;
    let job = items
        .into_iter()
        .map(|(update, (ticket, place))| {
            first.get_or_insert(place);
            (update, ticket)
        })
        .collect();
    if let Some(place) = first {
        lanes.push(place, key.clone(), job);
    }
}
