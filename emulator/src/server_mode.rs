//! Which kind of server this is.

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
}
