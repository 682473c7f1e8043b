//! A pull reader over JSON text that is tolerant of what it does not know.

use std::borrow::Cow;
use std::fmt;

use crate::Unknown;
use crate::json::Read;

/// Why a value could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text is not JSON from this byte on: nothing after it can be trusted.
    Syntax(usize),
    /// The JSON is fine but the value is not what the type needs; the reader can go on behind it.
    Shape {
        /// Where the value starts, in bytes.
        at: usize,
        /// What was expected there.
        expected: &'static str,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(at) => write!(f, "not JSON at byte {at}"),
            Self::Shape { at, expected } => write!(f, "expected {expected} at byte {at}"),
        }
    }
}

/// A text that could not be read as the wanted type. Holds positions, never contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError(pub(crate) Fault);

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ReadError {}

/// A field that did not fit its type and was left out, so that the rest could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The name of the field.
    pub field: Box<str>,
    /// Where its value starts in the JSON text, in bytes.
    pub at: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` at byte {}: expected {}",
            self.field, self.at, self.expected
        )
    }
}

/// A struct that is filled field by field.
pub trait Object {
    /// Reads the value of `key` into its field, or skips it. Returns the bit of a strict field.
    fn field(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<u32, Fault>;
}

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

/// How deep objects and arrays that are read into types may nest; deeper ones are left out. Telegram
/// needs some 70 levels for 16 nested blocks; each level costs up to 10 kB of stack in a debug build.
const MAX_DEPTH: u8 = 100;

/// Reads one JSON text from front to back.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
    key: (usize, usize),
    issues: Vec<Issue>,
}

/// Reads a whole text as one value, with the fields that had to be left out.
///
/// # Errors
/// The text is not JSON, does not fit the type, or goes on behind the value.
pub fn read<T: Read>(text: &str) -> Result<(T, Vec<Issue>), ReadError> {
    let mut reader = Reader::new(text);
    let value = T::read(&mut reader).map_err(ReadError)?;
    reader.end().map_err(ReadError)?;
    Ok((value, reader.issues))
}

impl<'a> Reader<'a> {
    /// A reader at the start of `text`.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            key: (0, 0),
            issues: Vec::new(),
        }
    }

    /// Takes the fields left out so far.
    pub fn take_issues(&mut self) -> Vec<Issue> {
        std::mem::take(&mut self.issues)
    }

    /// The position in the text, in bytes.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The text between two positions the reader has been at.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The first byte of the next value or mark, behind white space; 0 at the end.
    #[inline]
    pub fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte > b' ' {
                return byte;
            }
            self.at += 1;
        }
        0
    }

    #[inline]
    fn eat(&mut self, mark: u8) -> Result<(), Fault> {
        if self.peek() == mark {
            self.at += 1;
            Ok(())
        } else {
            Err(Fault::Syntax(self.at))
        }
    }

    /// A shape fault at the next value.
    #[inline]
    pub fn expected<T>(&mut self, expected: &'static str) -> Result<T, Fault> {
        match self.peek() {
            0 => Err(Fault::Syntax(self.at)),
            _ => Err(Fault::Shape {
                at: self.at,
                expected,
            }),
        }
    }

    /// Nothing but white space may follow.
    pub fn end(&mut self) -> Result<(), Fault> {
        if self.peek() == 0 && self.at >= self.text.len() {
            Ok(())
        } else {
            Err(Fault::Syntax(self.at))
        }
    }

    /// Reads the next value.
    #[inline]
    pub fn read<T: Read>(&mut self) -> Result<T, Fault> {
        T::read(self)
    }

    /// Reads an object into `target`; returns the bits of the strict fields seen.
    pub fn object(&mut self, target: &mut dyn Object) -> Result<u32, Fault> {
        let mut seen = 0;
        self.members(&mut |key, reader| {
            seen |= target.field(key, reader)?;
            Ok(true)
        })?;
        Ok(seen)
    }

    /// Reads a struct whose strict fields are `strict`.
    pub fn build<T: Object + Default>(
        &mut self,
        strict: u32,
        expected: &'static str,
    ) -> Result<T, Fault> {
        self.peek();
        let at = self.at;
        let mut value = T::default();
        if self.object(&mut value)? & strict == strict {
            Ok(value)
        } else {
            Err(Fault::Shape { at, expected })
        }
    }

    /// Calls `visit` with the key of every member, the reader standing at its value, which `visit`
    /// must read or skip. Stops in the middle when `visit` says `false`.
    pub fn members(
        &mut self,
        visit: &mut dyn FnMut(&str, &mut Self) -> Result<bool, Fault>,
    ) -> Result<(), Fault> {
        if self.peek() != b'{' {
            return self.expected("an object");
        }
        self.enter()?;
        if self.peek() == b'}' {
            return self.leave();
        }
        loop {
            if self.peek() != b'"' {
                return Err(Fault::Syntax(self.at));
            }
            let start = self.at + 1;
            let key = self.string()?;
            self.key = (start, self.at - 1);
            self.eat(b':')?;
            if !visit(&key, self)? {
                return Ok(());
            }
            match self.peek() {
                b',' => self.at += 1,
                b'}' => return self.leave(),
                _ => return Err(Fault::Syntax(self.at)),
            }
        }
    }

    /// Reads an array, calling `element` at each of its values.
    pub fn elements(
        &mut self,
        element: &mut dyn FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if self.peek() != b'[' {
            return self.expected("an array");
        }
        self.enter()?;
        if self.peek() == b']' {
            return self.leave();
        }
        loop {
            element(self)?;
            match self.peek() {
                b',' => self.at += 1,
                b']' => return self.leave(),
                _ => return Err(Fault::Syntax(self.at)),
            }
        }
    }

    fn enter(&mut self) -> Result<(), Fault> {
        self.at += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Fault::Shape {
                at: self.at - 1,
                expected: "at most 100 levels",
            });
        }
        Ok(())
    }

    #[allow(clippy::unnecessary_wraps)] // So that the callers' last expression stays one call.
    fn leave(&mut self) -> Result<(), Fault> {
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    /// Runs `attempt`; when only the shape is wrong, notes it and skips the value.
    pub fn tolerate<T>(
        &mut self,
        attempt: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let (start, depth, key) = (self.at, self.depth, self.key);
        match attempt(self) {
            Ok(value) => Ok(Some(value)),
            Err(Fault::Shape { at, expected }) => {
                self.note(key, at, expected);
                (self.at, self.depth) = (start, depth);
                self.skip()?;
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }

    #[cold]
    fn note(&mut self, key: (usize, usize), at: usize, expected: &'static str) {
        let field = self.slice(key.0, key.1).into();
        self.issues.push(Issue {
            field,
            at,
            expected,
        });
    }

    /// A required field that the rest can live without: a wrong shape leaves the default.
    #[inline]
    pub fn value<T: Read>(&mut self, slot: &mut T) -> Result<u32, Fault> {
        if let Some(value) = self.tolerate(T::read)? {
            *slot = value;
        }
        Ok(0)
    }

    /// An optional field: `null` and a wrong shape leave it out.
    #[inline]
    pub fn option<T: Read>(&mut self, slot: &mut Option<T>) -> Result<u32, Fault> {
        if self.peek() == b'n' {
            self.skip()?;
        } else {
            *slot = self.tolerate(T::read)?;
        }
        Ok(0)
    }

    /// A field without which the whole is worth nothing.
    #[inline]
    pub fn strict<T: Read>(&mut self, bit: u32, slot: &mut T) -> Result<u32, Fault> {
        *slot = T::read(self)?;
        Ok(bit)
    }

    /// A field whose value is fixed: skipped, and its bit returned.
    pub fn constant(&mut self, bit: u32) -> Result<u32, Fault> {
        self.skip()?;
        Ok(bit)
    }

    /// An unknown field: skipped.
    pub fn ignore(&mut self) -> Result<u32, Fault> {
        self.skip()?;
        Ok(0)
    }

    /// The string member `name` of the object that comes next, without moving; empty when missing.
    pub fn tag(&mut self, name: &str) -> Result<Cow<'a, str>, Fault> {
        let mut tag = Cow::Borrowed("");
        self.look(name, |reader| {
            if reader.peek() == b'"' {
                tag = reader.string()?;
            }
            Ok(())
        })?;
        Ok(tag)
    }

    /// The integer member `name` of the object that comes next, without moving.
    pub fn peek_integer(&mut self, name: &str) -> Result<Option<i64>, Fault> {
        let mut found = None;
        self.look(name, |reader| {
            found = i64::read(reader).ok();
            Ok(())
        })?;
        Ok(found)
    }

    fn look(
        &mut self,
        name: &str,
        mut found: impl FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let (start, depth, key) = (self.at, self.depth, self.key);
        let result = self.members(&mut |member, reader| {
            if member == name {
                found(reader)?;
                Ok(false)
            } else {
                reader.skip()?;
                Ok(true)
            }
        });
        (self.at, self.depth, self.key) = (start, depth, key);
        result
    }

    /// One variant of a union; a wrong shape becomes the unknown variant.
    pub fn variant<T: Read, U>(
        &mut self,
        tag: &str,
        known: fn(T) -> U,
        unknown: fn(Unknown) -> U,
    ) -> Result<U, Fault> {
        let start = self.at;
        match self.tolerate(T::read)? {
            Some(value) => Ok(known(value)),
            None => Ok(unknown(Unknown::new(
                tag,
                self.slice(start, self.at).trim_ascii(),
            ))),
        }
    }

    /// A variant this version does not know: kept with its tag and raw JSON.
    pub fn unknown<U>(&mut self, tag: &str, make: fn(Unknown) -> U) -> Result<U, Fault> {
        Ok(make(Unknown::new(tag, self.raw()?)))
    }

    /// Tries one variant of a union without a tag; `None` leaves the reader where it was.
    #[cfg(feature = "both")]
    pub fn attempt<T: Read, U>(&mut self, known: fn(T) -> U) -> Result<Option<U>, Fault> {
        let (start, depth, issues) = (self.at, self.depth, self.issues.len());
        match T::read(self) {
            Ok(value) => Ok(Some(known(value))),
            Err(Fault::Shape { .. }) => {
                (self.at, self.depth) = (start, depth);
                self.issues.truncate(issues);
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }

    /// The text of the next value, which is skipped.
    pub fn raw(&mut self) -> Result<&'a str, Fault> {
        self.peek();
        let start = self.at;
        self.skip()?;
        Ok(self.slice(start, self.at))
    }

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
