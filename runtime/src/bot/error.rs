//! Why a bot did not start.

use super::config::EnvError;
use crate::client::ApiError;
use crate::reply::HandlerError;
use crate::route::StartErrors;

/// Why a bot did not start. Each says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Neither a token nor the emulator.
    #[error(
        "no token. Set BOT_TOKEN to the token @BotFather gave you, or build with the cargo feature \
         `emulator` to try the bot without Telegram"
    )]
    NoToken,
    /// The server does not know the token.
    #[error(
        "the server does not accept the token (it answered: {answer}). Check BOT_TOKEN: @BotFather \
         shows the valid one under /mybots, and a token that was revoked never works again. A \
         token of the test environment needs BOT_API_TEST=true"
    )]
    Unauthorized {
        /// The server's words.
        answer: String,
    },
    /// The token or the address makes no sense.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// A variable of the environment makes no sense.
    #[error(transparent)]
    Environment(#[from] EnvError),
    /// The routing table has mistakes.
    #[error(transparent)]
    Routes(#[from] StartErrors),
    /// A handler that runs at the start failed.
    #[error("the bot did not start: {0}")]
    OnStart(HandlerError),
    /// Nothing says how updates come in.
    #[error(
        "no transport: this build takes updates by webhook only, so set BOT_WEBHOOK_URL or call \
         `webhook(…)`; or turn on the cargo feature `polling`"
    )]
    NoTransport,
    /// Another program gets the bot's updates.
    #[error(
        "the server gives this bot's updates to another program (it answered: {answer}). Stop that program; \
         a webhook is removed by `deleteWebhook`. The argument `doctor` tells more"
    )]
    Conflict {
        /// The server's words.
        answer: String,
    },
    /// The server does not answer.
    #[error("the server cannot be asked for updates: {0}")]
    Unreachable(crate::client::Error),
    /// The webhook cannot work.
    #[cfg(feature = "webhook")]
    #[error(transparent)]
    Webhook(#[from] crate::transport::webhook::WebhookError),
    /// The embedded emulator did not start.
    #[error("the embedded emulator did not start: {0}")]
    Emulator(String),
    /// The data file cannot be used.
    #[cfg(feature = "durable")]
    #[error(transparent)]
    Data(#[from] crate::data::DataError),
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] crate::session::StoreError),
    /// The operating system does not let the program hear signals.
    #[error("signals cannot be received: {0}")]
    Signals(std::io::Error),
}
