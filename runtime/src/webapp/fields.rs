//! The fields of a query string, and what is signed of them.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use super::InitDataError;

/// Longer than anything that Telegram signs.
const MAX_LEN: usize = 16 * 1024;

/// How far the clocks of Telegram and of this machine may be apart.
const SKEW: Duration = Duration::from_mins(1);

/// The decoded fields, sorted by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fields(BTreeMap<String, String>);

impl Fields {
    pub(super) fn parse(query: &str) -> Result<Self, InitDataError> {
        if query.len() > MAX_LEN {
            return Err(InitDataError::Malformed);
        }
        let query = query.strip_prefix('?').unwrap_or(query);
        let mut fields = BTreeMap::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').ok_or(InitDataError::Malformed)?;
            let (name, value) = (decode(name)?, decode(value)?);
            if fields.insert(name.clone(), value).is_some() {
                return Err(InitDataError::Twice(name));
            }
        }
        Ok(Self(fields))
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn required(&self, name: &'static str) -> Result<&str, InitDataError> {
        self.get(name).ok_or(InitDataError::Missing(name))
    }

    /// `name=value` of all fields but these, one in a line.
    pub(super) fn signed(&self, without: &[&str]) -> String {
        let lines = self
            .0
            .iter()
            .filter(|(name, _)| !without.contains(&name.as_str()))
            .map(|(name, value)| format!("{name}={value}"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// When it was signed, provided that this is not too long ago.
    pub(super) fn fresh(
        &self,
        max_age: Duration,
        now: SystemTime,
    ) -> Result<SystemTime, InitDataError> {
        let seconds: u32 = number("auth_date", self.required("auth_date")?)?;
        let signed = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::from(seconds));
        match now.duration_since(signed) {
            Ok(age) if age > max_age => Err(InitDataError::TooOld { age, max_age }),
            Err(early) if early.duration() > SKEW => Err(InitDataError::FromTheFuture),
            _ => Ok(signed),
        }
    }
}

pub(super) fn number<T: std::str::FromStr<Err = std::num::ParseIntError>>(
    field: &'static str,
    text: &str,
) -> Result<T, InitDataError> {
    text.parse()
        .map_err(|error: std::num::ParseIntError| InitDataError::Field {
            field,
            problem: error.to_string(),
        })
}

/// A part of a query string, with `+` and `%20` as they were.
fn decode(text: &str) -> Result<String, InitDataError> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => {
                let pair = [bytes.next(), bytes.next()];
                let [Some(high), Some(low)] = pair.map(|digit| digit.and_then(nibble)) else {
                    return Err(InitDataError::Malformed);
                };
                high << 4 | low
            }
            byte => byte,
        });
    }
    String::from_utf8(out).map_err(|_| InitDataError::Malformed)
}

/// Bytes as hexadecimal digits.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<_> = text.bytes().map(nibble).collect::<Option<_>>()?;
    let pairs = digits.chunks_exact(2);
    pairs
        .remainder()
        .is_empty()
        .then(|| pairs.map(|pair| pair[0] << 4 | pair[1]).collect())
}

/// Hexadecimal digits of bytes.
#[cfg(test)]
pub(super) fn to_hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).expect("four bits");
    let pairs = bytes
        .iter()
        .map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    pairs.flatten().collect()
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Bytes in base64url, with or without its padding.
pub(super) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut count, mut out) = (0_u32, 0_u32, Vec::new());
    for letter in text.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Fields, InitDataError, from_base64url, from_hex};

    #[test]
    fn reads_query_strings() {
        let fields = Fields::parse("b=x+y&a=%7B%22%C3%A9%22%7D&hash=1").expect("a query");
        assert_eq!(fields.signed(&["hash"]), "a={\"é\"}\nb=x y");
        for bad in ["a", "a=%", "a=%4", "a=%zz", "a=%ff", &"a".repeat(20_000)] {
            assert_eq!(Fields::parse(bad), Err(InitDataError::Malformed), "{bad}");
        }
        assert_eq!(
            Fields::parse("a=1&%61=2"),
            Err(InitDataError::Twice("a".to_owned()))
        );
    }

    #[test]
    fn reads_bytes() {
        assert_eq!(from_hex("00fFa0"), Some(vec![0, 255, 160]));
        assert_eq!((from_hex("0"), from_hex("0g")), (None, None));
        assert_eq!(from_base64url("-_8A"), Some(vec![251, 255, 0]));
        assert_eq!(from_base64url("AA=="), Some(vec![0]));
        assert_eq!(from_base64url("+/8A"), None);
    }
}
