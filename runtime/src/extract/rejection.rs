//! Why a parameter could not be taken.

use std::error::Error;

/// Why a parameter could not be taken.
#[derive(Debug)]
#[non_exhaustive]
pub enum Rejection {
    /// The update has no such part: the handler is passed over and the next one tried.
    Skip,
    /// The update is for this handler but cannot be handled: this text is the answer.
    Answer(String),
    /// Taking it failed; an error of the handler.
    Failed(Box<dyn Error + Send + Sync>),
}

impl Rejection {
    /// A failure.
    pub fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Failed(error.into())
    }
}

/// State that a handler takes but nobody manages.
#[derive(Debug, thiserror::Error)]
#[error("no value of type `{0}` is managed: add `.manage(value)` to the builder")]
pub(super) struct Unmanaged(pub(super) &'static str);
