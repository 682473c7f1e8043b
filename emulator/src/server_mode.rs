//! Which kind of server this is.

use std::{path::PathBuf, time::Duration};

use tokio_util::sync::CancellationToken;

/// How the server was started.
#[derive(Debug, Default)]
pub(crate) struct ServerMode {
    /// Its end, when it listens; without sockets it delivers to no webhook.
    pub(crate) stop: Option<CancellationToken>,
    /// Whether it takes only webhooks that api.telegram.org takes.
    pub(crate) strict: bool,
    /// Whether the fields of older Bot APIs are left out.
    pub(crate) omits_legacy_fields: bool,
    /// Whether bots that send too fast are slowed down and refused.
    pub(crate) flood_limits: bool,
    /// Where a local server puts files; `None` for a server like api.telegram.org.
    pub(crate) local: Option<PathBuf>,
    /// When it was started, by the world's clock.
    pub(crate) started_at: Duration,
}

/// The most bytes of an uploaded file.
const MAX_UPLOAD: usize = 50 << 20;
/// The same for a local server.
const MAX_LOCAL_UPLOAD: usize = 2000 << 20;
/// What may be around a file in a body.
const AROUND_UPLOAD: usize = 14 << 20;

impl ServerMode {
    pub(crate) fn is_local(&self) -> bool {
        self.local.is_some()
    }

    /// The most bytes of an uploaded file.
    pub(crate) fn max_upload(&self) -> usize {
        if self.is_local() {
            MAX_LOCAL_UPLOAD
        } else {
            MAX_UPLOAD
        }
    }

    /// The most bytes of a request's body.
    pub(crate) fn max_body(&self) -> usize {
        self.max_upload() + AROUND_UPLOAD
    }

    /// How many connections a webhook has: by default, and at most.
    pub(crate) fn webhook_connections(&self) -> (usize, usize) {
        if self.is_local() {
            (100, 100_000)
        } else {
            (40, 100)
        }
    }
}
