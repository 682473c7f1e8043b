//! Spans of time as arguments.

use std::time::Duration;

use super::{Arg, ArgError, FromArg};

/// Numbers with units, which are added up: `90s`, `15min`, `1h30m`, `2d`, `1w`.
impl FromArg for Duration {
    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        crate::duration::parse(arg.as_str())
            .ok_or_else(|| ArgError::expected("a span of time, such as 90s, 15min, 1h30m or 2d"))
    }
}
