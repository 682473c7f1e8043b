//! How handlers fail.

use std::any::Any;
use std::error::Error;
use std::fmt;

use crate::route::Route;

/// The error of a handler, and which one it was.
#[derive(Debug)]
pub struct HandlerError {
    error: Box<dyn Error + Send + Sync>,
    handler: &'static str,
    file: &'static str,
    line: u32,
    /// Whether it came up when its replies were sent.
    late: bool,
}

impl HandlerError {
    pub(crate) fn new(error: Box<dyn Error + Send + Sync>) -> Self {
        Self {
            error,
            handler: "",
            file: "",
            line: 0,
            late: false,
        }
    }

    /// A reply that could not be sent.
    pub(crate) fn reply(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            late: true,
            ..Self::new(error.into())
        }
    }

    pub(crate) fn locate(&mut self, route: &Route) {
        (self.handler, self.file, self.line) = (route.name, route.file, route.line);
    }

    /// The error.
    pub fn error(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.error
    }

    /// The handler's name; empty for a reply that belongs to none.
    pub fn handler(&self) -> &'static str {
        self.handler
    }

    /// The file of the handler.
    pub fn file(&self) -> &'static str {
        self.file
    }

    /// The line of the handler's attribute.
    pub fn line(&self) -> u32 {
        self.line
    }
}

impl fmt::Display for HandlerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.handler.is_empty() {
            write!(f, "`{}` ({}:{}): ", self.handler, self.file, self.line)?;
        }
        if self.late {
            f.write_str("a reply could not be sent: ")?;
        }
        self.error.fmt(f)
    }
}

impl Error for HandlerError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.source()
    }
}

/// A handler panicked.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the handler panicked: {message}")]
pub struct Panic {
    message: String,
}

impl Panic {
    pub(crate) fn new(payload: &(dyn Any + Send)) -> Self {
        let message = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        Self {
            message: message.to_owned(),
        }
    }

    /// What the panic said.
    pub fn message(&self) -> &str {
        &self.message
    }
}
