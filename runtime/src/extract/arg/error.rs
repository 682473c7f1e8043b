//! Why words are not an argument.

use std::borrow::Cow;
use std::fmt;

/// Why words are not an argument; part of the answer to whoever wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArgError(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Expected(Cow<'static, str>),
    Message(Cow<'static, str>),
}

impl ArgError {
    /// What it should be: `a whole number` is answered as `"x" is not a whole number`.
    pub fn expected(what: impl Into<Cow<'static, str>>) -> Self {
        Self(Kind::Expected(what.into()))
    }

    /// What is wrong, in a sentence of its own: `"x": no such city`.
    pub fn message(message: impl Into<Cow<'static, str>>) -> Self {
        Self(Kind::Message(message.into()))
    }

    /// The error about a whole text, of which a long one is not repeated.
    pub(crate) fn about_text(&self, text: &str) -> String {
        if text.chars().count() > 40 {
            return format!("That is {self}.");
        }
        self.about(&format!("\"{text}\""))
    }

    /// The error about this word.
    pub(super) fn about(&self, word: &str) -> String {
        match &self.0 {
            Kind::Expected(what) => format!("{word} is not {what}"),
            Kind::Message(message) => format!("{word}: {message}"),
        }
    }
}

impl fmt::Display for ArgError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Expected(what) => write!(f, "not {what}"),
            Kind::Message(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for ArgError {}
