//! The way from any transport to the handlers: each update once, albums together, chats in order.

use std::sync::Arc;

use botwright_api::{RawJson, Update};
use futures_util::FutureExt;
#[cfg(feature = "durable")]
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::bot::Bot;
#[cfg(feature = "durable")]
use crate::data::{DataError, DataFile, Left, Pending, lane_of};
#[cfg(feature = "durable")]
use crate::inbox::Stored;
use crate::inbox::{Memory, Ticket, life};
use crate::lanes::{Albums, LaneKey, Lanes, PAUSE, Place, Ready};

/// What transports hand their updates to.
pub(crate) struct Intake {
    pub(crate) app: Arc<App>,
    pub(crate) inbox: Memory,
    pub(crate) lanes: Lanes<Job>,
    /// Where albums are put together, if somebody handles them as a whole.
    albums: Option<Arc<Albums<(Ticket, Place)>>>,
    lane_key: fn(&Update) -> LaneKey,
}

/// How often the program has to end while an update is handled, until it is handled alone.
#[cfg(feature = "durable")]
pub(crate) const SUSPECT: u32 = 5;

/// How long an update that is handled alone keeps the others waiting.
#[cfg(feature = "durable")]
const ALONE: std::time::Duration = std::time::Duration::from_secs(30);

/// What a lane does.
pub(crate) enum Job {
    /// Handles an update, or the items of an album.
    Handle(Ready<Ticket>),
    /// Sends what an earlier run of the program left behind.
    #[cfg(feature = "durable")]
    Send(Vec<Left>),
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
        let lanes = Lanes::new(most, move |job: Job| {
            let bot = handling.clone();
            async move {
                match job {
                    Job::Handle(items) => handle(&bot, lane_key, items).await,
                    #[cfg(feature = "durable")]
                    Job::Send(left) => {
                        if let Some(data) = bot.shared_app().data() {
                            bot.send_left(data, left).await;
                        }
                    }
                }
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

    /// The transport has ended: what failed is not tried again before the next start.
    pub(crate) fn stop(&self) {
        #[cfg(feature = "durable")]
        if let Some(data) = self.data() {
            data.stopping().cancel();
        }
    }

    /// Gives an update to its lane, or holds it back until its album is complete.
    pub(crate) fn take(&self, update: Update, place: Place) -> Taken {
        let stats = self.app.stats();
        let now = self.app.clock().now();
        let Some(ticket) = self.inbox.take(update.update_id, now) else {
            stats.duplicate();
            return Taken::Again;
        };
        self.push(update, ticket, place)
    }

    fn push(&self, update: Update, ticket: Ticket, place: Place) -> Taken {
        let stats = self.app.stats();
        stats.left_out(update.issues().len());
        for issue in update.issues() {
            tracing::warn!(update_id = update.update_id, %issue, "a field was left out");
        }
        let key = (self.lane_key)(&update);
        let Some(albums) = &self.albums else {
            self.lanes
                .push(place, key, Job::Handle(vec![(update, ticket)]));
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

/// Handles what came together, unless nobody waits for it any more.
async fn handle(bot: &Bot, lane_key: fn(&Update) -> LaneKey, mut items: Ready<Ticket>) {
    items.retain(|(update, ticket)| !is_expired(bot, update, ticket));
    #[cfg(feature = "durable")]
    if let Some(data) = bot.shared_app().data()
        && let Some((first, _)) = items.first()
    {
        let lane = lane_key(first);
        let (tickets, items): (Vec<_>, Vec<_>) = items
            .into_iter()
            .filter_map(|(update, ticket)| {
                let stored = ticket.stored?;
                Some((ticket, (update, stored)))
            })
            .unzip();
        bot.handle_stored(data, &lane, items).await;
        drop(tickets);
        return;
    }
    let _ = lane_key;
    let (updates, tickets): (Vec<_>, Vec<_>) = items.into_iter().unzip();
    bot.handle(updates).await;
    // Handled, whichever way it ended: now they may be confirmed.
    drop(tickets);
}

/// Whether nobody waits for the answer to this update any more; then it is counted and done.
fn is_expired(bot: &Bot, update: &Update, ticket: &Ticket) -> bool {
    let kind = update.kind();
    let Some(life) = life(&kind) else {
        return false;
    };
    let app = bot.shared_app();
    let expired = app
        .clock()
        .now()
        .duration_since(ticket.received)
        .is_ok_and(|age| age > life);
    if expired {
        app.stats().expired();
        tracing::debug!(update_id = update.update_id, %kind, "nobody waits for the answer any more");
        #[cfg(feature = "durable")]
        if let (Some(data), Some(stored)) = (app.data(), ticket.stored) {
            data.done(vec![stored.seq]);
        }
    }
    expired
}

/// Updates that are written down before anything else happens to them.
#[cfg(feature = "durable")]
impl Intake {
    /// The data file, if the bot has one.
    pub(crate) fn data(&self) -> Option<&DataFile> {
        self.app.data()
    }

    /// Writes updates down; returns when they are on the disk. One that came before has no number.
    pub(crate) async fn write(
        &self,
        data: &DataFile,
        updates: &[Update],
    ) -> Result<Vec<Option<i64>>, DataError> {
        let texts = updates.iter();
        let texts = texts.map(|update| (update.update_id, update.raw().as_str().to_owned()));
        let numbers = data.append(texts.collect(), self.app.clock().now()).await?;
        // In the order they came: the last one counts.
        for update in updates {
            self.inbox.written(update.update_id);
        }
        Ok(numbers)
    }

    /// As [`take`](Self::take), for one that has been written down under this number.
    pub(crate) fn take_written(&self, update: Update, seq: Option<i64>, place: Place) -> Taken {
        let Some(seq) = seq else {
            self.app.stats().duplicate();
            return Taken::Again;
        };
        let stored = Stored { seq, starts: None };
        let now = self.app.clock().now();
        let ticket = self.inbox.admit(update.update_id, now, stored);
        self.push(update, ticket, place)
    }

    /// As [`take_up`](Self::take_up), if there is a file, and until `stop`.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) async fn take_up_until(&self, stop: &CancellationToken) -> Result<(), DataError> {
        let Some(data) = self.data() else {
            return Ok(());
        };
        tokio::select! {
            biased;
            taken = self.take_up(data) => taken,
            () = stop.cancelled() => Ok(()),
        }
    }

    /// Takes up what an earlier run of the program left behind: the replies first, then the updates, in the
    /// order they came.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) async fn take_up(&self, data: &DataFile) -> Result<(), DataError> {
        let left = data.left_behind().await?;
        let pending = data.pending().await?;
        if !left.is_empty() || !pending.is_empty() {
            tracing::info!(
                updates = pending.len(),
                replies = left.len(),
                "taking up what the last run left behind"
            );
        }
        let mut lanes: Vec<(LaneKey, Vec<Left>)> = Vec::new();
        let mut places = std::collections::HashMap::<(LaneKey, i64), usize>::new();
        for reply in left {
            let key = lane_of(&reply);
            // Without a lane, the replies to one update are in order, and nothing else.
            let apart = if key == LaneKey::None {
                reply.answers
            } else {
                0
            };
            let place = *places.entry((key.clone(), apart)).or_insert_with(|| {
                lanes.push((key, Vec::new()));
                lanes.len() - 1
            });
            lanes[place].1.push(reply);
        }
        for (key, replies) in lanes {
            self.lanes
                .push(self.lanes.reserve().await, key, Job::Send(replies));
        }
        // Those that may have ended the program go first, one at a time: a second time shows who it was.
        let (suspects, others): (Vec<_>, Vec<_>) =
            pending.into_iter().partition(|it| it.starts >= SUSPECT);
        for it in suspects {
            self.take_one_up(data, it).await?;
            self.inbox.drain(ALONE).await;
        }
        for it in others {
            self.take_one_up(data, it).await?;
        }
        Ok(())
    }

    async fn take_one_up(&self, data: &DataFile, it: Pending) -> Result<(), DataError> {
        let update = match botwright_api::parse_update(&it.json) {
            Ok(update) => update,
            Err(error) => {
                tracing::error!(%error, "a stored update cannot be read");
                let now = self.app.clock().now();
                return data.bury(vec![it.seq], error.to_string(), now).await;
            }
        };
        self.app.stats().replayed();
        let stored = Stored {
            seq: it.seq,
            starts: Some(it.starts),
        };
        let ticket = self.inbox.admit(update.update_id, it.received, stored);
        self.push(update, ticket, self.lanes.reserve().await);
        Ok(())
    }
}

/// One job for all of them, in the room of the first.
fn push_all(lanes: &Lanes<Job>, key: &LaneKey, items: Ready<(Ticket, Place)>) {
    let mut first = None;
    let job = items
        .into_iter()
        .map(|(update, (ticket, place))| {
            first.get_or_insert(place);
            (update, ticket)
        })
        .collect();
    if let Some(place) = first {
        lanes.push(place, key.clone(), Job::Handle(job));
    }
}
