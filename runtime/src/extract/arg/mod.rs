//! Arguments: values read from the words after a command, or from a pattern's groups.

mod assign;
mod bool;
mod char;
mod duration;
mod error;
mod number;
mod optional;
mod rest;
mod string;
mod usage;
mod vec;
mod words;

pub use error::ArgError;
pub use rest::Rest;

pub(crate) use assign::{Problem, assign};
pub(crate) use words::{Word, split};

/// A type that is read from words.
///
/// ```
/// use botwright::extract::{Arg, ArgError, FromArg};
///
/// enum Side { Left, Right }
///
/// impl FromArg for Side {
///     fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
///         match arg.as_str() {
///             "left" => Ok(Self::Left),
///             "right" => Ok(Self::Right),
///             _ => Err(ArgError::expected("left or right")),
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a word",
    label = "not an argument",
    note = "implement `FromArg` for it"
)]
pub trait FromArg: Sized {
    /// How many words it takes.
    const ARITY: Arity = Arity::One;

    /// Reads it from the words it was given: as many as its [`ARITY`](Self::ARITY) allows.
    ///
    /// It may be called several times for one message, while the words are shared out.
    ///
    /// # Errors
    /// The words are not such a value.
    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError>;
}

/// How many words an argument takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arity {
    /// Exactly one.
    One,
    /// One, or none.
    Optional,
    /// Any number, each of which must fit.
    Many,
    /// Everything that is left, as it was written. It must be the last argument.
    Rest,
}

/// The words given to one argument.
#[derive(Debug, Clone, Copy)]
pub struct Arg<'a> {
    text: &'a str,
    words: &'a [Word<'a>],
}

impl<'a> Arg<'a> {
    pub(crate) fn new(text: &'a str, words: &'a [Word<'a>]) -> Self {
        Self { text, words }
    }

    /// The first word, without its quotes; empty when there is none.
    pub fn as_str(&self) -> &'a str {
        self.words.first().map_or("", |word| word.text())
    }

    /// The text from the first word to the last as it was written, quotes included.
    pub fn raw(&self) -> &'a str {
        match (self.words.first(), self.words.last()) {
            (Some(first), Some(last)) => {
                self.text.get(first.start()..last.end()).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words one by one.
    pub fn words(&self) -> impl Iterator<Item = Arg<'a>> + use<'a> {
        let text = self.text;
        self.words.chunks(1).map(move |words| Arg { text, words })
    }
}
