//! Spans of time as arguments.

use std::time::Duration;

use super::{Arg, ArgError, FromArg};

/// Numbers with units, which are added up: `90s`, `15min`, `1h30m`, `2d`, `1w`.
impl FromArg for Duration {
    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        parse(arg.as_str())
            .ok_or_else(|| ArgError::expected("a span of time, such as 90s, 15min, 1h30m or 2d"))
    }
}

fn parse(mut text: &str) -> Option<Duration> {
    if text.is_empty() {
        return None;
    }
    let mut seconds = 0_u64;
    while !text.is_empty() {
        let digits = text.find(|c: char| !c.is_ascii_digit())?;
        let count: u64 = text[..digits].parse().ok()?;
        text = &text[digits..];
        let end = text
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(text.len());
        let unit = match text[..end].to_ascii_lowercase().as_str() {
            "s" | "sec" => 1,
            "m" | "min" => 60,
            "h" => 60 * 60,
            "d" => 24 * 60 * 60,
            "w" => 7 * 24 * 60 * 60,
            _ => return None,
        };
        seconds = seconds.checked_add(count.checked_mul(unit)?)?;
        text = &text[end..];
    }
    Some(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_units() {
        for (text, seconds) in [
            ("90s", 90),
            ("15min", 900),
            ("1h30m", 5_400),
            ("1H", 3_600),
            ("2d", 172_800),
            ("1w", 604_800),
            ("0s", 0),
        ] {
            assert_eq!(parse(text).map(|it| it.as_secs()), Some(seconds), "{text}");
        }
        for text in [
            "",
            "5",
            "h",
            "1x",
            "1h30",
            "-1s",
            "1.5h",
            "99999999999999999w",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
