//! Identifiers as arguments.

use botwright_api::ids::{ChatId, MessageId, UserId};

use super::{Arg, ArgError, FromArg};

macro_rules! ids {
    ($($ty:ident)*) => {$(
        /// A whole number.
        impl FromArg for $ty {
            fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
                i64::from_arg(arg).map(Self)
            }
        }
    )*};
}

ids!(ChatId MessageId UserId);
