//! Spans of time as people write them: `90s`, `15 min`, `1h30m`, `2 days`.

use std::time::Duration;

use crate::route::check::Text;

/// Reads numbers with units, which are added up. Spaces do not matter, neither does case. Runs while
/// compiling, too.
pub(crate) const fn parse(text: &str) -> Option<Duration> {
    let bytes = text.as_bytes();
    let (mut place, mut seconds) = (skip_spaces(bytes, 0), 0_u64);
    if place == bytes.len() {
        return None;
    }
    while place < bytes.len() {
        let (mut count, start) = (0_u64, place);
        while place < bytes.len() && bytes[place].is_ascii_digit() {
            let digit = (bytes[place] - b'0') as u64;
            let Some(more) = count.checked_mul(10) else {
                return None;
            };
            let Some(more) = more.checked_add(digit) else {
                return None;
            };
            count = more;
            place += 1;
        }
        if place == start {
            return None;
        }
        place = skip_spaces(bytes, place);
        let unit = place;
        while place < bytes.len() && bytes[place].is_ascii_alphabetic() {
            place += 1;
        }
        let Some(unit) = seconds_of(bytes, unit, place) else {
            return None;
        };
        let Some(part) = count.checked_mul(unit) else {
            return None;
        };
        let Some(sum) = seconds.checked_add(part) else {
            return None;
        };
        seconds = sum;
        place = skip_spaces(bytes, place);
    }
    Some(Duration::from_secs(seconds))
}

/// The span that an attribute names.
///
/// # Panics
/// While compiling, for a text that is none: that is its purpose.
#[track_caller]
pub const fn literal(text: &str) -> Duration {
    match parse(text) {
        Some(span) if span.as_secs() > 0 => span,
        _ => Text::new()
            .quoted(text)
            .add(" is no span of time: write numbers with units, such as `90 s`, `15 min`, `2 h` or `30 days`")
            .fail(),
    }
}

const UNITS: &[(&str, u64)] = &[
    ("s", 1),
    ("sec", 1),
    ("secs", 1),
    ("second", 1),
    ("seconds", 1),
    ("m", 60),
    ("min", 60),
    ("mins", 60),
    ("minute", 60),
    ("minutes", 60),
    ("h", 3_600),
    ("hour", 3_600),
    ("hours", 3_600),
    ("d", 86_400),
    ("day", 86_400),
    ("days", 86_400),
    ("w", 604_800),
    ("week", 604_800),
    ("weeks", 604_800),
];

const fn seconds_of(bytes: &[u8], start: usize, end: usize) -> Option<u64> {
    let mut unit = 0;
    while unit < UNITS.len() {
        let name = UNITS[unit].0.as_bytes();
        let (mut index, mut same) = (0, name.len() == end - start);
        while same && index < name.len() {
            same = name[index] == bytes[start + index].to_ascii_lowercase();
            index += 1;
        }
        if same {
            return Some(UNITS[unit].1);
        }
        unit += 1;
    }
    None
}

const fn skip_spaces(bytes: &[u8], mut place: usize) -> usize {
    while place < bytes.len() && bytes[place] == b' ' {
        place += 1;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_units() {
        for (text, seconds) in [
            ("90s", 90),
            ("15min", 900),
            ("15 min", 900),
            ("1h30m", 5_400),
            ("1 hour 30 minutes", 5_400),
            ("1H", 3_600),
            ("2d", 172_800),
            ("2 days", 172_800),
            ("1w", 604_800),
            ("0s", 0),
        ] {
            assert_eq!(parse(text).map(|it| it.as_secs()), Some(seconds), "{text}");
        }
        for text in [
            "",
            " ",
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
