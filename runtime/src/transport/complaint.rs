//! Saying once what happens often.

use std::time::Duration;

use tokio::time::Instant;

/// How often the same trouble is said.
const EVERY: Duration = Duration::from_mins(1);

/// Lets one message a minute through and counts the others.
#[derive(Debug, Default)]
pub(crate) struct Complaint {
    last: Option<Instant>,
    silent: u64,
}

impl Complaint {
    /// Whether to say it now; if so, how many times it was not said before.
    pub(crate) fn due(&mut self) -> Option<u64> {
        let now = Instant::now();
        if self
            .last
            .is_some_and(|last| now.duration_since(last) < EVERY)
        {
            self.silent += 1;
            return None;
        }
        self.last = Some(now);
        Some(std::mem::take(&mut self.silent))
    }

    /// The trouble is over. Returns whether it had been said.
    pub(crate) fn over(&mut self) -> bool {
        self.silent = 0;
        self.last.take().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_same_trouble_is_said_once_a_minute() {
        let mut complaint = Complaint::default();
        let mut said = 0;
        for _ in 0..180 {
            said += usize::from(complaint.due().is_some());
            tokio::time::advance(Duration::from_secs(1)).await;
        }
        assert_eq!(said, 3);
        assert!(complaint.over());
        assert_eq!(complaint.due(), Some(0));
    }
}
