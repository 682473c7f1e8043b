//! When a handler that runs by the clock ran last, kept so that a restart changes nothing.

use std::time::{Duration, SystemTime};

use crate::session::{Change, Expect, Key, Put};

/// The name that the last run of a handler is kept under.
pub(crate) fn last_run(handler: String) -> Key {
    Key::new("schedule", handler)
}

/// The change that notes a run.
pub(crate) fn ran(handler: String, at: SystemTime) -> Change {
    let since = at.duration_since(SystemTime::UNIX_EPOCH);
    Change {
        key: last_run(handler),
        expect: Expect::Any,
        put: Some(Put {
            value: since.unwrap_or_default().as_millis().to_string(),
            expires: None,
            wakes: None,
        }),
    }
}

/// The time of a stored run.
pub(crate) fn read_run(value: &str) -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(value.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_comes_back() {
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(1_234_567);
        let put = ran("shop::digest".to_owned(), at)
            .put
            .expect("it is written");
        assert_eq!(read_run(&put.value), Some(at));
        assert_eq!(read_run("soon"), None);
    }
}
