//! The world's clock: real, or frozen and moved by hand.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use tokio::sync::watch;

/// A clock that every rule about time asks: message dates, retention, long polls, expiry.
///
/// Clones share the same time. Times are [`Duration`]s since the Unix epoch.
///
/// ```
/// use std::time::Duration;
/// use botwright_emulator::Clock;
///
/// let clock = Clock::frozen_at(Duration::from_secs(1_700_000_000));
/// clock.advance(Duration::from_secs(150));
/// assert_eq!(clock.now(), Duration::from_secs(1_700_000_150));
/// ```
#[derive(Clone, Debug)]
pub struct Clock {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    time: Mutex<Time>,
    moved: watch::Sender<()>,
}

#[derive(Clone, Copy, Debug)]
struct Time {
    base: Duration,
    /// Set while the clock runs: `base` was the time at this instant.
    running_since: Option<Instant>,
}

impl Time {
    fn now(self) -> Duration {
        self.base
            + self
                .running_since
                .map_or(Duration::ZERO, |since| since.elapsed())
    }
}

impl Clock {
    /// The computer's clock. It may be frozen and advanced later.
    pub fn real() -> Self {
        let base = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self::new(Time {
            base,
            running_since: Some(Instant::now()),
        })
    }

    /// A clock that stands still at `since_epoch` until [`advance`](Self::advance) moves it.
    pub fn frozen_at(since_epoch: Duration) -> Self {
        Self::new(Time {
            base: since_epoch,
            running_since: None,
        })
    }

    fn new(time: Time) -> Self {
        Self {
            shared: Arc::new(Shared {
                time: Mutex::new(time),
                moved: watch::Sender::new(()),
            }),
        }
    }

    /// The present time.
    pub fn now(&self) -> Duration {
        self.time().now()
    }

    /// The present time in whole seconds, as Telegram's `date` fields count.
    pub fn unix_time(&self) -> i64 {
        i64::try_from(self.now().as_secs()).unwrap_or(i64::MAX)
    }

    /// Stops the clock where it is.
    pub fn freeze(&self) {
        self.change(|time| Time {
            base: time.now(),
            running_since: None,
        });
    }

    /// Lets a clock that stands still go on from where it is.
    pub fn run(&self) {
        self.change(|time| Time {
            base: time.now(),
            running_since: Some(Instant::now()),
        });
    }

    /// Whether the clock stands still.
    pub fn is_frozen(&self) -> bool {
        self.time().running_since.is_none()
    }

    /// Moves the clock forward, whether it is frozen or runs.
    pub fn advance(&self, by: Duration) {
        self.change(|time| Time {
            base: time.base + by,
            ..time
        });
    }

    /// Goes to the time of another clock, and stands or runs as that does.
    pub(crate) fn set_to(&self, other: &Self) {
        let time = *other.time();
        self.change(|_| time);
    }

    /// Completes once the clock shows `deadline`, by itself or because it was advanced.
    pub async fn sleep_until(&self, deadline: Duration) {
        let mut moved = self.shared.moved.subscribe();
        loop {
            let time = *self.time();
            let Some(left) = deadline
                .checked_sub(time.now())
                .filter(|left| !left.is_zero())
            else {
                return;
            };
            // The sender lives in `self`, so `changed` cannot fail.
            if time.running_since.is_some() {
                tokio::select! {
                    () = tokio::time::sleep(left) => {}
                    _ = moved.changed() => {}
                }
            } else {
                let _ = moved.changed().await;
            }
        }
    }

    fn change(&self, change: impl FnOnce(Time) -> Time) {
        {
            let mut time = self.time();
            *time = change(*time);
        }
        self.shared.moved.send_replace(());
    }

    fn time(&self) -> MutexGuard<'_, Time> {
        self.shared
            .time
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::real()
    }
}

/// The clock in a saved world.
pub(crate) mod saved {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use super::Clock;

    /// The end of the year 9999.
    const LATEST: Duration = Duration::from_secs(253_402_300_799);

    #[derive(Deserialize, Serialize)]
    struct Saved {
        /// Since the Unix epoch.
        time: Duration,
        is_frozen: bool,
    }

    pub(crate) fn serialize<S: Serializer>(
        clock: &Clock,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let time = *clock.time();
        let saved = Saved {
            time: time.now(),
            is_frozen: time.running_since.is_none(),
        };
        saved.serialize(serializer)
    }

    /// A clock that ran goes on with the computer's time, unless it was ahead of it.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Clock, D::Error> {
        let saved = Saved::deserialize(deserializer)?;
        if saved.time > LATEST {
            return Err(D::Error::custom("a time after the year 9999"));
        }
        if saved.is_frozen {
            return Ok(Clock::frozen_at(saved.time));
        }
        let clock = Clock::real();
        clock.advance(saved.time.saturating_sub(clock.now()));
        Ok(clock)
    }
}
