//! Arguments that may be left out.

use super::{Arg, ArgError, Arity, FromArg};

/// `None` when it is left out, or when its word is needed by what follows.
impl<T: FromArg> FromArg for Option<T> {
    const ARITY: Arity = match T::ARITY {
        Arity::One | Arity::Optional => Arity::Optional,
        Arity::Many => Arity::Many,
        Arity::Rest => Arity::Rest,
    };

    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        if arg.is_empty() {
            Ok(None)
        } else {
            T::from_arg(arg).map(Some)
        }
    }
}
