//! The small words of JSON: strings, numbers, `true` and `false`, and skipping a value.

use std::borrow::Cow;

use crate::json::{Fault, Reader};

/// The first quote or backslash. Most strings are shorter than what a wide search costs to set up.
#[inline]
fn quote_or_escape(bytes: &[u8]) -> Option<usize> {
    const SHORT: usize = 24;
    let near = bytes.get(..SHORT).unwrap_or(bytes);
    match near.iter().position(|byte| matches!(byte, b'"' | b'\\')) {
        Some(at) => Some(at),
        None => memchr::memchr2(b'"', b'\\', bytes.get(SHORT..)?).map(|at| at + SHORT),
    }
}

impl<'a> Reader<'a> {
    /// Reads a string; borrowed from the text when nothing in it is escaped. Half a surrogate pair
    /// becomes U+FFFD.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        if self.peek() != b'"' {
            return self.expected("a string");
        }
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        match quote_or_escape(rest) {
            Some(end) if rest.get(end) == Some(&b'"') => {
                self.at = start + end + 1;
                Ok(Cow::Borrowed(self.slice(start, start + end)))
            }
            Some(_) => self.escaped_string(start).map(Cow::Owned),
            None => Err(Fault::Syntax(self.text.len())),
        }
    }

    fn escaped_string(&mut self, start: usize) -> Result<String, Fault> {
        let mut out = String::new();
        let mut from = start;
        loop {
            let rest = self.text.as_bytes().get(from..).unwrap_or_default();
            let Some(end) = quote_or_escape(rest) else {
                return Err(Fault::Syntax(self.text.len()));
            };
            out.push_str(self.slice(from, from + end));
            self.at = from + end + 1;
            if rest.get(end) == Some(&b'"') {
                return Ok(out);
            }
            out.push(self.escape()?);
            from = self.at;
        }
    }

    /// One escape, the backslash already read.
    fn escape(&mut self) -> Result<char, Fault> {
        let byte = self
            .text
            .as_bytes()
            .get(self.at)
            .copied()
            .unwrap_or_default();
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => byte as char,
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let high = self.hex4()?;
                if !(0xD800..0xDC00).contains(&high) {
                    return Ok(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                let back = self.at;
                if self.text.as_bytes().get(self.at..self.at + 2) == Some(b"\\u") {
                    self.at += 2;
                    let low = self.hex4()?;
                    if (0xDC00..0xE000).contains(&low) {
                        let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                        return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                    }
                    self.at = back;
                }
                char::REPLACEMENT_CHARACTER
            }
            _ => return Err(Fault::Syntax(self.at - 1)),
        })
    }

    fn hex4(&mut self) -> Result<u32, Fault> {
        let digits = self
            .text
            .get(self.at..self.at + 4)
            .ok_or(Fault::Syntax(self.at))?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Fault::Syntax(self.at));
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| Fault::Syntax(self.at))
    }

    /// The text of a number.
    #[inline]
    pub fn number(&mut self) -> Result<&'a str, Fault> {
        match self.peek() {
            b'-' | b'0'..=b'9' => {}
            _ => return self.expected("a number"),
        }
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| !matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
            .unwrap_or(rest.len());
        self.at = start + length;
        Ok(self.slice(start, self.at))
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self) -> Result<bool, Fault> {
        let word = match self.peek() {
            b't' => "true",
            b'f' => "false",
            _ => return self.expected("true or false"),
        };
        self.word(word)?;
        Ok(word == "true")
    }

    fn word(&mut self, word: &str) -> Result<(), Fault> {
        if self.text.as_bytes().get(self.at..self.at + word.len()) == Some(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            Err(Fault::Syntax(self.at))
        }
    }

    /// Skips the next value whatever it is, at any depth, without recursion.
    pub fn skip(&mut self) -> Result<(), Fault> {
        let mut open = 0_u32;
        loop {
            match self.peek() {
                b'{' | b'[' => {
                    open += 1;
                    self.at += 1;
                }
                b'}' | b']' if open > 0 => {
                    open -= 1;
                    self.at += 1;
                }
                b',' | b':' if open > 0 => self.at += 1,
                b'"' => self.skip_string()?,
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                b'-' | b'0'..=b'9' => {
                    self.number()?;
                }
                _ => return Err(Fault::Syntax(self.at)),
            }
            if open == 0 {
                return Ok(());
            }
        }
    }

    fn skip_string(&mut self) -> Result<(), Fault> {
        let mut from = self.at + 1;
        loop {
            let rest = self.text.as_bytes().get(from..).unwrap_or_default();
            match quote_or_escape(rest) {
                Some(end) if rest.get(end) == Some(&b'"') => {
                    self.at = from + end + 1;
                    return Ok(());
                }
                Some(end) => from += end + 2,
                None => return Err(Fault::Syntax(self.text.len())),
            }
        }
    }
}
