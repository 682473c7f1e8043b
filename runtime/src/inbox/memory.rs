//! The inbox that lives in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::sync::Notify;

use super::{Seen, Watermark};

/// How many ids the memory inbox remembers.
const WINDOW: usize = 10_000;

/// Tracks the updates that were taken from the server and not confirmed yet.
#[derive(Debug, Clone)]
pub(crate) struct Memory(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    /// Told whenever nothing is unfinished or nothing runs any more.
    idle: Notify,
}

#[derive(Debug)]
struct State {
    seen: Seen,
    mark: Watermark,
    /// How many updates are being handled, those that were given up and confirmed among them.
    running: usize,
    /// The updates that somebody waits for one by one.
    awaited: HashMap<i64, Arc<Notify>>,
}

/// One update on its way; dropping it says that it was handled, whichever way that ended.
#[derive(Debug)]
pub(crate) struct Ticket {
    shared: Arc<Shared>,
    id: i64,
    /// When it came.
    pub(crate) received: SystemTime,
    /// Where it is written down.
    #[cfg(feature = "durable")]
    pub(crate) stored: Option<Stored>,
}

/// Where an update is written down.
#[cfg(feature = "durable")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stored {
    pub(crate) seq: i64,
    /// How often the program ended while it was handled; `None` for one that just came.
    pub(crate) starts: Option<u32>,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.mark.finish(self.id);
        state.running -= 1;
        if let Some(awaited) = state.awaited.remove(&self.id) {
            awaited.notify_waiters();
        }
        if state.mark.unfinished() == 0 || state.running == 0 {
            drop(state);
            self.shared.idle.notify_waiters();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    pub(crate) fn new() -> Self {
        let state = State {
            seen: Seen::new(WINDOW),
            mark: Watermark::default(),
            running: 0,
            awaited: HashMap::new(),
        };
        Self(Arc::new(Shared {
            state: Mutex::new(state),
            idle: Notify::new(),
        }))
    }

    /// Takes in one update; `None` when it came before.
    pub(crate) fn take(&self, id: i64, received: SystemTime) -> Option<Ticket> {
        let mut state = self.0.lock();
        if !state.seen.insert(id) {
            return None;
        }
        state.mark.start(id);
        state.running += 1;
        Some(Ticket {
            shared: Arc::clone(&self.0),
            id,
            received,
            #[cfg(feature = "durable")]
            stored: None,
        })
    }

    /// Takes in one update that is written down.
    #[cfg(feature = "durable")]
    pub(crate) fn admit(&self, id: i64, received: SystemTime, stored: Stored) -> Ticket {
        self.0.lock().running += 1;
        Ticket {
            shared: Arc::clone(&self.0),
            id,
            received,
            stored: Some(stored),
        }
    }

    /// The updates up to this one are written down, so they may be confirmed.
    #[cfg(feature = "durable")]
    pub(crate) fn written(&self, id: i64) {
        let mut state = self.0.lock();
        state.mark.start(id);
        state.mark.finish(id);
    }

    /// The offset that confirms exactly what was handled.
    pub(crate) fn offset(&self) -> Option<i64> {
        self.0.lock().mark.offset()
    }

    /// Waits until everything unconfirmed is handled or `patience` is over; returns how many were not.
    pub(crate) async fn settle(&self, patience: Duration) -> usize {
        self.wait(patience, |state| state.mark.unfinished()).await
    }

    /// Waits until nothing is being handled any more, stragglers included, or `grace` is over; returns
    /// how many updates still are.
    pub(crate) async fn drain(&self, grace: Duration) -> usize {
        self.wait(grace, |state| state.running).await
    }

    /// Waits until this update is handled or `patience` is over; says whether it is.
    #[cfg(feature = "webhook")]
    pub(crate) async fn handled(&self, id: i64, patience: Duration) -> bool {
        let done = {
            let mut state = self.0.lock();
            if !state.mark.is_unfinished(id) {
                return true;
            }
            let done = Arc::clone(state.awaited.entry(id).or_default());
            // Registered under the lock, so that the end cannot slip between.
            done.notified_owned()
        };
        tokio::time::timeout(patience, done).await.is_ok()
    }

    async fn wait(&self, limit: Duration, left: impl Fn(&State) -> usize) -> usize {
        let all = async {
            loop {
                let idle = self.0.idle.notified();
                tokio::pin!(idle);
                // Registered before looking, so that the last one cannot slip between.
                idle.as_mut().enable();
                if left(&self.0.lock()) == 0 {
                    return;
                }
                idle.await;
            }
        };
        match tokio::time::timeout(limit, all).await {
            Ok(()) => 0,
            Err(_) => left(&self.0.lock()),
        }
    }

    /// Stops waiting for stragglers; they are handled on, but confirmed with the next poll.
    pub(crate) fn give_up(&self) -> usize {
        self.0.lock().mark.give_up()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    #[tokio::test(start_paused = true)]
    async fn nothing_is_confirmed_before_it_is_handled_or_given_up() {
        let inbox = Memory::new();
        let first = inbox.take(7, NOW).expect("new");
        let second = inbox.take(8, NOW).expect("new");
        assert!(inbox.take(7, NOW).is_none(), "a duplicate is dropped");
        drop(second);
        assert_eq!(inbox.settle(Duration::from_secs(2)).await, 1);
        assert_eq!(inbox.offset(), Some(7));
        assert_eq!(inbox.give_up(), 1);
        assert_eq!(inbox.offset(), Some(9));
        assert_eq!(inbox.settle(Duration::from_secs(2)).await, 0);
        assert_eq!(
            inbox.drain(Duration::from_secs(2)).await,
            1,
            "it still runs"
        );
        drop(first);
        assert_eq!(inbox.drain(Duration::from_secs(2)).await, 0);
        assert_eq!(inbox.settle(Duration::from_secs(2)).await, 0);
    }

    #[cfg(feature = "webhook")]
    #[tokio::test(start_paused = true)]
    async fn one_update_can_be_waited_for_by_several() {
        let inbox = Memory::new();
        let ticket = inbox.take(1, NOW).expect("new");
        let _other = inbox.take(2, NOW).expect("new");
        assert!(!inbox.handled(1, Duration::from_secs(8)).await);
        let waiting = [inbox.clone(), inbox.clone()]
            .map(|inbox| tokio::spawn(async move { inbox.handled(1, Duration::MAX).await }));
        tokio::task::yield_now().await;
        drop(ticket);
        for waiting in waiting {
            assert!(waiting.await.expect("no panic"));
        }
        assert!(inbox.handled(1, Duration::ZERO).await, "long since handled");
    }

    #[tokio::test]
    async fn settling_ends_with_the_last_ticket() {
        let inbox = Memory::new();
        let ticket = inbox.take(1, NOW).expect("new");
        let waiting = tokio::spawn({
            let inbox = inbox.clone();
            async move { inbox.settle(Duration::from_mins(10)).await }
        });
        drop(ticket);
        assert_eq!(waiting.await.expect("no panic"), 0);
    }
}
