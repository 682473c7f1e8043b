//! `bool` as an argument.

use super::{Arg, ArgError, FromArg};

/// `true`, `yes`, `on`, `1`, or `false`, `no`, `off`, `0`; in any case.
impl FromArg for bool {
    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        let is = |words: &[&str]| {
            words
                .iter()
                .any(|word| arg.as_str().eq_ignore_ascii_case(word))
        };
        if is(&["true", "yes", "on", "1"]) {
            Ok(true)
        } else if is(&["false", "no", "off", "0"]) {
            Ok(false)
        } else {
            Err(ArgError::expected("yes or no"))
        }
    }
}
