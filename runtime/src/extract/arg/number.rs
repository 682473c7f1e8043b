//! Numbers as arguments.

use super::{Arg, ArgError, FromArg};

macro_rules! integers {
    ($($ty:ty)*) => {$(
        impl FromArg for $ty {
            fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
                arg.as_str().parse().map_err(|error: std::num::ParseIntError| {
                    use std::num::IntErrorKind::{NegOverflow, PosOverflow};
                    let negative = arg.as_str().strip_prefix('-').is_some_and(|digits| {
                        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
                    });
                    match error.kind() {
                        _ if negative => out_of_range(<$ty>::MIN, <$ty>::MAX),
                        PosOverflow | NegOverflow => out_of_range(<$ty>::MIN, <$ty>::MAX),
                        _ => ArgError::expected("a whole number"),
                    }
                })
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

fn out_of_range(min: impl std::fmt::Display, max: impl std::fmt::Display) -> ArgError {
    ArgError::expected(format!("a whole number from {min} to {max}"))
}

macro_rules! floats {
    ($($ty:ty)*) => {$(
        /// A finite number.
        impl FromArg for $ty {
            fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
                match arg.as_str().parse::<$ty>() {
                    Ok(number) if number.is_finite() => Ok(number),
                    _ => Err(ArgError::expected("a number")),
                }
            }
        }
    )*};
}

floats!(f32 f64);
