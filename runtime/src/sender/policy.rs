//! When a call is repeated.

use std::time::Duration;

/// When a failed call is repeated.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Policy {
    /// How long a call may be repeated, all waits together: 60 s. A flood wait beyond it is returned
    /// as an error at once. 0 means: never repeat.
    pub deadline: Duration,
}

impl Policy {
    /// Repeats calls for at most this long.
    pub fn within(deadline: Duration) -> Self {
        Self { deadline }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            deadline: Duration::from_mins(1),
        }
    }
}
