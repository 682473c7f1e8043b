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

/// How deep objects and arrays that are read into types may nest; deeper ones are left out. Telegram
/// needs some 70 levels for 16 nested blocks; each level costs up to 10 kB of stack in a debug build.
const MAX_DEPTH: u8 = 100;

/// Reads one JSON text from front to back.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
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
        let mut value = T::default();
        self.fill(&mut value, strict, expected)?;
        Ok(value)
    }

    /// As [`build`](Self::build), in place.
    pub fn build_boxed<T: Object + Default>(
        &mut self,
        strict: u32,
        expected: &'static str,
    ) -> Result<Box<T>, Fault> {
        let mut value = Box::<T>::default();
        self.fill(&mut *value, strict, expected)?;
        Ok(value)
    }

    fn fill(
        &mut self,
        target: &mut dyn Object,
        strict: u32,
        expected: &'static str,
    ) -> Result<(), Fault> {
        self.peek();
        let at = self.at;
        if self.object(target)? & strict == strict {
            Ok(())
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
}
