//! What stores on other machines share.

use std::time::{Duration, SystemTime};

use super::StoreError;

/// How long a server may take to answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// A store on another machine that cannot be used at the start.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// The address makes no sense.
    #[error("this is no address of {kind}: {problem}. It looks like `{example}`")]
    Address {
        /// What was meant.
        kind: &'static str,
        /// What is wrong with it.
        problem: String,
        /// What an address looks like.
        example: &'static str,
    },
    /// The server does not answer, or does not let us in.
    #[error(
        "{kind} at {server} cannot be used: {problem}. Check that it runs, that this machine may reach it, \
         and the user name and password"
    )]
    Unusable {
        /// What kind of server.
        kind: &'static str,
        /// Its address, without user name and password.
        server: String,
        /// What went wrong.
        problem: String,
    },
    /// A later version of the library has made its tables.
    #[error(
        "the tables at {server} have the version {found}, and this program knows {known} at most: they were \
         made by a later version of botwright"
    )]
    Newer {
        /// Its address, without user name and password.
        server: String,
        /// Their version.
        found: i32,
        /// The last version this library knows.
        known: i32,
    },
}

/// A store on another machine that cannot be used any more.
#[derive(Debug, thiserror::Error)]
#[error("{kind} at {server} cannot be used now: {problem}")]
struct Unusable {
    kind: &'static str,
    server: String,
    problem: String,
}

/// The error of a store whose server does not do as it should.
pub(super) fn failed(kind: &'static str, server: &str, problem: &dyn ToString) -> StoreError {
    StoreError::new(Unusable {
        kind,
        server: server.to_owned(),
        problem: problem.to_string(),
    })
}

/// Milliseconds since 1970.
pub(super) fn millis(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(i64::MAX)
}

/// The time of these milliseconds.
pub(super) fn time(millis: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(millis).unwrap_or_default())
}
