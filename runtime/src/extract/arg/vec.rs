//! Lists as arguments.

use super::{Arg, ArgError, Arity, FromArg};

/// Any number of words, each of which must fit.
impl<T: FromArg> FromArg for Vec<T> {
    const ARITY: Arity = Arity::Many;
    const USAGE: Option<&'static str> = T::USAGE;

    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        const {
            assert!(
                matches!(T::ARITY, Arity::One | Arity::Optional),
                "each element of a list is one word"
            );
        }
        arg.words().map(|word| T::from_arg(&word)).collect()
    }
}
