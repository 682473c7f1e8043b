//! Lists as arguments.

use super::{Arg, ArgError, Arity, FromArg};

/// Any number of words, each of which must fit.
impl<T: FromArg> FromArg for Vec<T> {
    const ARITY: Arity = Arity::Many;

    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        arg.words().map(|word| T::from_arg(&word)).collect()
    }
}
