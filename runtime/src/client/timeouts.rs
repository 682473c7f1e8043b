//! How long to wait for what.

use std::time::Duration;

/// How long to wait, per kind of call.
///
/// The server absorbs short flood waits silently for up to 8 s, so a call must be given more than
/// 10 s; a poll is answered only after its own timeout.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Timeouts {
    /// For a connection: 10 s.
    pub connect: Duration,
    /// For the answer to a call: 30 s.
    pub call: Duration,
    /// Beyond a poll's own timeout: 10 s. A connection that died unnoticed is given up after it.
    pub poll_margin: Duration,
    /// For every MiB of a file, on top of `call`: 10 s. A stream of unknown size counts as 50 MiB.
    pub per_mebibyte: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            call: Duration::from_secs(30),
            poll_margin: Duration::from_secs(10),
            per_mebibyte: Duration::from_secs(10),
        }
    }
}

impl Timeouts {
    pub(super) fn for_upload(&self, bytes: u64) -> Duration {
        let mebibytes = bytes.div_ceil(1 << 20).min(4096);
        self.call + self.per_mebibyte * u32::try_from(mebibytes).unwrap_or(u32::MAX)
    }
}
