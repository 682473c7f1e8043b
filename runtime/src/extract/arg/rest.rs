//! Everything that is left.

use std::fmt;
use std::ops::Deref;

use super::{Arg, ArgError, Arity, FromArg};

/// The rest of the message as it was written, quotes and line breaks included; empty when there is
/// none. It must be the last argument.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Rest(pub String);

impl FromArg for Rest {
    const ARITY: Arity = Arity::Rest;

    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        Ok(Self(arg.raw().to_owned()))
    }
}

impl Deref for Rest {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Rest> for String {
    fn from(rest: Rest) -> Self {
        rest.0
    }
}

impl From<&str> for Rest {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
