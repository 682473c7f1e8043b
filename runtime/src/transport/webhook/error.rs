//! What keeps a webhook from working.

use std::io;

/// What keeps a webhook from working. Each says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// There is no URL to register.
    #[error(
        "a webhook needs the URL that Telegram reaches it by: set BOT_WEBHOOK_URL, or call \
         `webhook(\"https://…\")`"
    )]
    NoUrl,
    /// The URL cannot be one of a webhook.
    #[error("{url:?} cannot be the URL of a webhook: {problem}")]
    Url {
        /// The URL.
        url: String,
        /// Why.
        problem: &'static str,
    },
    /// The secret has characters that no secret may have.
    #[error(
        "a webhook's secret has 1 to 256 letters, digits, `_` and `-`; leave it out, and the bot makes one"
    )]
    Secret,
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}. {advice}")]
    Listen {
        /// The address.
        address: String,
        /// The operating system's words.
        error: io::Error,
        /// What to do.
        advice: &'static str,
    },
    /// The certificate or its key cannot be used.
    #[error("the certificate of the webhook cannot be used: {0}")]
    Tls(String),
    /// The Bot API server does not take the webhook.
    #[error("the server does not take the webhook (it answered: {answer}). {advice}")]
    Refused {
        /// The server's words.
        answer: String,
        /// What to do.
        advice: &'static str,
    },
}
