//! Why a page is not believed.

use std::time::Duration;

/// Why what a page said is not believed. None of these repeats what it said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InitDataError {
    /// It is no query string, or longer than Telegram makes them.
    #[error("the data are no query string as Telegram makes it")]
    Malformed,
    /// A field comes twice, so two readers could understand it in two ways.
    #[error("the field `{0}` comes twice")]
    Twice(String),
    /// A field is missing.
    #[error("the field `{0}` is missing")]
    Missing(&'static str),
    /// The signature is not Telegram's for this bot: forged, changed, or made for another bot.
    #[error("the signature does not fit: the data are forged, or made for another bot")]
    Forged,
    /// It was signed too long ago, and somebody may have picked it up meanwhile.
    #[error("the data were signed {age:?} ago, and at most {max_age:?} are allowed")]
    TooOld {
        /// How long ago it was signed.
        age: Duration,
        /// How long ago it may have been signed.
        max_age: Duration,
    },
    /// It was signed in the future: one of the clocks is wrong.
    #[error("the data were signed in the future: compare this machine's clock")]
    FromTheFuture,
    /// A signed field is not what this version understands.
    #[error("the field `{field}` cannot be read: {problem}")]
    Field {
        /// The field.
        field: &'static str,
        /// What is wrong.
        problem: String,
    },
}
