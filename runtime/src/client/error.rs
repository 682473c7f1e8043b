//! What can become of a call.

use std::fmt;
use std::time::Duration;

use botwright_api::Invalid;

use super::rejected::{Rejected, RejectedKind};

/// Why a call did not give its result. The variants differ in what a caller may do next.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The call breaks a rule of the Bot API; nothing was sent. Repair the call.
    #[error("{0}")]
    Invalid(#[from] Invalid),
    /// Nothing reached the server: safe to repeat.
    #[error("{method} was not sent: {reason}")]
    NotSent {
        /// The method.
        method: &'static str,
        /// What went wrong.
        reason: Reason,
    },
    /// The request went out and no usable answer came back: the server may have carried it out.
    #[error("{method} may or may not have been carried out: {reason}")]
    MaybeSent {
        /// The method.
        method: &'static str,
        /// What went wrong.
        reason: Reason,
    },
    /// The server answered no.
    #[error("{0}")]
    Rejected(#[from] Box<Rejected>),
}

/// What went wrong between the bot and the server. Never holds the token or what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// No connection.
    Connect(String),
    /// No answer in time.
    Timeout(Duration),
    /// The connection broke.
    Connection(String),
    /// A file to send could not be read.
    File(String),
    /// The answer was not the Bot API's: a proxy's page, an empty or a cut body.
    Answer {
        /// The HTTP status.
        status: u16,
        /// What the body was instead.
        body: &'static str,
    },
    /// The result did not fit the method's type.
    Result(String),
    /// The program ended while the call was made.
    Ended,
    /// The call could not be written down before it was sent.
    Unwritten(String),
    /// The keyboard has signed or stored buttons:
    /// [`seal`](crate::InlineKeyboard::seal) it first.
    Unsealed,
    /// Nothing is sent in a [`DryRun`](super::outgoing::DryRun), and no result can be made up.
    DryRun,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect(why) => write!(f, "no connection to the server ({why})"),
            Self::Timeout(after) => write!(f, "no answer within {} s", after.as_secs()),
            Self::Connection(why) => write!(f, "the connection broke ({why})"),
            Self::File(why) => write!(f, "the file could not be read ({why})"),
            Self::Answer { status, body } => write!(f, "HTTP {status} with {body}"),
            Self::Ended => f.write_str("the program ended before the answer came"),
            Self::Unwritten(why) => write!(f, "it could not be written down before ({why})"),
            Self::Unsealed => f.write_str(
                "its keyboard has signed or stored buttons; for a call of your own, make its markup by \
                 `keyboard.seal(&cx, chat).await?`",
            ),
            Self::DryRun => f.write_str("this is a dry run"),
            Self::Result(why) => write!(f, "the result could not be read ({why})"),
        }
    }
}

impl Error {
    /// The server's no, if that is what it was.
    pub fn rejected(&self) -> Option<&Rejected> {
        match self {
            Self::Rejected(rejected) => Some(rejected),
            _ => None,
        }
    }

    /// How long the server asks to wait, if it does.
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.rejected()?.kind {
            RejectedKind::Flood { retry_after } => Some(*retry_after),
            _ => None,
        }
    }

    /// Whether the same call can be repeated without any risk of doing it twice.
    pub fn is_safe_to_repeat(&self) -> bool {
        matches!(self, Self::NotSent { .. }) || self.retry_after().is_some()
    }
}
