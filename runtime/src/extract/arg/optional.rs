//! Arguments that may be left out.

use super::{Arg, ArgError, Arity, FromArg};

/// `None` when it is left out, or when its word is needed by what follows.
impl<T: FromArg> FromArg for Option<T> {
    const ARITY: Arity = match T::ARITY {
        Arity::One | Arity::Optional => Arity::Optional,
        Arity::Words(count) | Arity::OptionalWords(count) => Arity::OptionalWords(count),
        Arity::Many => Arity::Many,
        Arity::Rest => Arity::Rest,
    };
    const USAGE: Option<&'static str> = T::USAGE;

    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        if arg.is_empty() {
            // Somebody may be named without a word.
            Ok(if T::REQUIRED {
                T::from_arg(arg).ok()
            } else {
                None
            })
        } else if T::LENIENT {
            Ok(T::from_arg(arg).ok())
        } else {
            T::from_arg(arg).map(Some)
        }
    }
}
