//! Order: one update of a chat at a time, chats side by side.
//!
//! A lane exists only while its chat has something to do: a known chat costs nothing. The number of
//! updates on their way is bounded; at the bound the transport waits, and with it the server.

mod albums;
mod key;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

#[cfg(any(feature = "polling", feature = "webhook"))]
pub(crate) use albums::Ready;
pub(crate) use albums::{Albums, PAUSE, group};
pub use key::LaneKey;

type Work<J> = Box<dyn Fn(J) -> BoxFuture<'static, ()> + Send + Sync>;

/// Runs jobs: those of one lane in order, lanes side by side.
pub(crate) struct Lanes<J>(Arc<Shared<J>>);

struct Shared<J> {
    work: Work<J>,
    /// The waiting jobs of every lane that is running one.
    waiting: Mutex<Waiting<J>>,
    room: Arc<Semaphore>,
}

type Waiting<J> = HashMap<LaneKey, VecDeque<(J, Place)>>;

/// Room for one job; given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Place(#[allow(dead_code)] Option<OwnedSemaphorePermit>);

impl<J> Clone for Lanes<J> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<J: Send + 'static> Lanes<J> {
    /// Lanes with room for `most` jobs in all.
    pub(crate) fn new(
        most: usize,
        work: impl Fn(J) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Shared {
            work: Box::new(work),
            waiting: Mutex::new(HashMap::new()),
            room: Arc::new(Semaphore::new(most.clamp(1, Semaphore::MAX_PERMITS))),
        }))
    }

    /// Waits for room for one more job.
    pub(crate) async fn reserve(&self) -> Place {
        // The semaphore is never closed.
        Place(Arc::clone(&self.0.room).acquire_owned().await.ok())
    }

    /// Room for one more job, if there is some now.
    #[cfg(feature = "webhook")]
    pub(crate) fn try_reserve(&self) -> Option<Place> {
        let room = Arc::clone(&self.0.room).try_acquire_owned().ok()?;
        Some(Place(Some(room)))
    }

    /// Adds a job to its lane.
    pub(crate) fn push(&self, place: Place, key: LaneKey, job: J) {
        if key != LaneKey::None {
            match self.0.lock().entry(key.clone()) {
                Entry::Occupied(mut lane) => {
                    lane.get_mut().push_back((job, place));
                    return;
                }
                Entry::Vacant(lane) => {
                    lane.insert(VecDeque::new());
                }
            }
        }
        tokio::spawn(Arc::clone(&self.0).run(key, job, place));
    }

    /// How many lanes have something to do.
    #[cfg(test)]
    fn busy(&self) -> usize {
        self.0.lock().len()
    }
}

impl<J> Shared<J> {
    fn lock(&self) -> MutexGuard<'_, Waiting<J>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn run(self: Arc<Self>, key: LaneKey, job: J, place: Place) {
        let mut next = Some((job, place));
        while let Some((job, place)) = next {
            // A panic is an error of one update: it must end neither the lane nor its place.
            if AssertUnwindSafe(async { (self.work)(job).await })
                .catch_unwind()
                .await
                .is_err()
            {
                tracing::error!("an update ended in a panic outside its handler");
            }
            drop(place);
            next = self.after(&key);
        }
    }

    /// The lane's next job; without one the lane is gone.
    fn after(&self, key: &LaneKey) -> Option<(J, Place)> {
        let mut waiting = self.lock();
        let next = waiting.get_mut(key)?.pop_front();
        if next.is_none() {
            waiting.remove(key);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::{Barrier, Notify, mpsc};

    use super::*;

    #[tokio::test]
    async fn one_lane_keeps_its_order_and_leaves_nothing_behind() {
        let (sender, mut results) = mpsc::unbounded_channel();
        let lanes = Lanes::new(1_000, move |job: (i64, usize)| {
            let sender = sender.clone();
            async move {
                tokio::task::yield_now().await;
                let _ = sender.send(job);
            }
            .boxed()
        });
        for number in 0..50 {
            for lane in 0..5 {
                lanes.push(lanes.reserve().await, LaneKey::Id(lane), (lane, number));
            }
        }
        let mut next = [0; 5];
        for _ in 0..250 {
            let (lane, number) = results.recv().await.expect("all jobs run");
            let lane = usize::try_from(lane).expect("small");
            assert_eq!(next[lane], number);
            next[lane] += 1;
        }
        while lanes.busy() > 0 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn a_stuck_lane_stalls_no_other() {
        let stuck = Arc::new(Notify::new());
        let (sender, mut results) = mpsc::unbounded_channel();
        let lanes = Lanes::new(1_000, {
            let stuck = Arc::clone(&stuck);
            move |lane: i64| {
                let (stuck, sender) = (Arc::clone(&stuck), sender.clone());
                async move {
                    if lane == 1 {
                        stuck.notified().await;
                    }
                    let _ = sender.send(lane);
                }
                .boxed()
            }
        });
        for _ in 0..100 {
            lanes.push(lanes.reserve().await, LaneKey::Id(1), 1);
        }
        lanes.push(lanes.reserve().await, LaneKey::Id(2), 2);
        assert_eq!(results.recv().await, Some(2));
    }

    #[tokio::test]
    async fn a_panic_ends_neither_its_lane_nor_its_place() {
        let (sender, mut results) = mpsc::unbounded_channel();
        let lanes = Lanes::new(1, move |number: usize| {
            let sender = sender.clone();
            async move {
                assert!(number != 0, "the first job panics");
                let _ = sender.send(number);
            }
            .boxed()
        });
        for number in 0..3 {
            lanes.push(lanes.reserve().await, LaneKey::Id(1), number);
        }
        assert_eq!(results.recv().await, Some(1));
        assert_eq!(results.recv().await, Some(2));
    }

    #[tokio::test]
    async fn jobs_without_a_key_run_side_by_side_up_to_the_bound() {
        let running = Arc::new(AtomicUsize::new(0));
        let all = Arc::new(Barrier::new(4));
        let lanes = Lanes::new(3, {
            let (running, all) = (Arc::clone(&running), Arc::clone(&all));
            move |()| {
                let (running, all) = (Arc::clone(&running), Arc::clone(&all));
                async move {
                    running.fetch_add(1, Ordering::SeqCst);
                    all.wait().await;
                }
                .boxed()
            }
        });
        for _ in 0..3 {
            lanes.push(lanes.reserve().await, LaneKey::None, ());
        }
        let fourth = lanes.reserve();
        tokio::pin!(fourth);
        assert!(
            futures_util::poll!(fourth.as_mut()).is_pending(),
            "no room for a fourth"
        );
        all.wait().await;
        lanes.push(fourth.await, LaneKey::None, ());
        while running.load(Ordering::SeqCst) < 4 {
            tokio::task::yield_now().await;
        }
    }
}
