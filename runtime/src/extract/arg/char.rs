//! `char` as an argument.

use super::{Arg, ArgError, FromArg};

/// A word of one character.
impl FromArg for char {
    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        arg.as_str()
            .parse()
            .map_err(|_| ArgError::expected("a single character"))
    }
}
