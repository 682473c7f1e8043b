//! `String` as an argument.

use super::{Arg, ArgError, FromArg};

/// One word, or several in quotes.
impl FromArg for String {
    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        Ok(arg.as_str().to_owned())
    }
}
