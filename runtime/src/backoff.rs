//! Waiting longer after every failure.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

/// Delays that double up to a limit, each shortened at random by up to a half, so that many bots
/// that lost the same server do not come back in step.
#[derive(Debug)]
pub(crate) struct Backoff {
    first: Duration,
    next: Duration,
    most: Duration,
}

impl Backoff {
    pub(crate) fn new(first: Duration, most: Duration) -> Self {
        Self {
            first,
            next: first,
            most,
        }
    }

    /// The next delay.
    pub(crate) fn next(&mut self) -> Duration {
        let delay = self.next;
        self.next = (delay * 2).min(self.most);
        delay.mul_f64(1.0 - random() / 2.0)
    }

    /// After a success the next delay is the first again.
    pub(crate) fn reset(&mut self) {
        self.next = self.first;
    }
}

/// A number from 0 to 1. The standard library's hasher is seeded at random per process and counts
/// on from there, which is enough for jitter.
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish();
    f64::from(u32::try_from(bits >> 32).unwrap_or_default()) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_the_limit_with_jitter() {
        let second = Duration::from_secs(1);
        let mut backoff = Backoff::new(second, second * 8);
        for full in [1, 2, 4, 8, 8, 8] {
            let delay = backoff.next();
            assert!(
                delay <= second * full && delay >= second * full / 2,
                "{delay:?} of {full}"
            );
        }
        backoff.reset();
        assert!(backoff.next() <= second);
    }
}
