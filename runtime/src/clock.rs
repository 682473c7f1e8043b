//! The time of a bot, which tests can move.

use std::time::{Duration, SystemTime};

use tokio::sync::watch;

/// Where a bot's time comes from: the system, or a test. Cheap to clone; clones share one time.
///
/// Everything that the bot does by the calendar asks this clock: lives of sessions and dialogues,
/// reminders, scheduled handlers.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use botwright::Clock;
///
/// let clock = Clock::manual(SystemTime::UNIX_EPOCH);
/// clock.advance(Duration::from_secs(90));
/// assert_eq!(clock.now(), SystemTime::UNIX_EPOCH + Duration::from_secs(90));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Clock(Option<watch::Sender<SystemTime>>);

impl Clock {
    /// The system's time.
    pub fn system() -> Self {
        Self(None)
    }

    /// A time that stands still until it is moved.
    pub fn manual(start: SystemTime) -> Self {
        Self(Some(watch::Sender::new(start)))
    }

    /// The time now.
    pub fn now(&self) -> SystemTime {
        match &self.0 {
            Some(time) => *time.borrow(),
            None => SystemTime::now(),
        }
    }

    /// Moves a manual clock forward and wakes whoever waited for less. The system's time is left alone.
    pub fn advance(&self, by: Duration) {
        if let Some(time) = &self.0 {
            time.send_modify(|now| *now += by);
        }
    }

    /// Waits until `deadline`; not at all if it is over.
    pub async fn sleep_until(&self, deadline: SystemTime) {
        match &self.0 {
            // The sender lives as long as this clock, so waiting cannot fail.
            Some(time) => {
                let _ = time.subscribe().wait_for(|now| *now >= deadline).await;
            }
            None => {
                // The system's time may be set while we sleep: look again every minute.
                while let Ok(left) = deadline.duration_since(SystemTime::now())
                    && !left.is_zero()
                {
                    tokio::time::sleep(left.min(Duration::from_mins(1))).await;
                }
            }
        }
    }

    /// Waits for `span`.
    pub async fn sleep(&self, span: Duration) {
        self.sleep_until(self.now() + span).await;
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use futures_util::FutureExt;

    use super::Clock;

    #[tokio::test]
    async fn a_manual_clock_wakes_those_whose_time_has_come() {
        let clock = Clock::manual(SystemTime::UNIX_EPOCH);
        let mut short = Box::pin(clock.sleep(Duration::from_secs(10)));
        let mut long = Box::pin(clock.sleep(Duration::from_secs(20)));
        assert!(short.as_mut().now_or_never().is_none());
        assert!(long.as_mut().now_or_never().is_none());
        clock.clone().advance(Duration::from_secs(10));
        short.await;
        assert!(long.as_mut().now_or_never().is_none());
        clock.advance(Duration::from_hours(1));
        long.await;
        clock.sleep_until(SystemTime::UNIX_EPOCH).await;
    }
}
