//! Arguments: values read from the words after a command, or from a pattern's groups.

use std::ops::Range;

use crate::cx::Cx;

mod assign;
mod bool;
mod char;
mod deep_link;
mod duration;
mod error;
mod id;
mod number;
mod optional;
mod rest;
mod string;
mod usage;
mod user_ref;
mod vec;
mod words;

pub use deep_link::{DeepLink, LinkError, LinkPayload};
pub use error::ArgError;
pub use rest::Rest;
pub use user_ref::UserRef;

pub(crate) use assign::{Problem, assign};
pub(crate) use words::{Word, split};

/// A type that is read from words.
///
/// ```
/// use botwright::extract::{Arg, ArgError, FromArg};
///
/// enum Side { Left, Right } // for words alone, `#[derive(FromArg)]` does this
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
    /// Whether it is missing when there are no words for it and it can make nothing of that, although it
    /// may be left out.
    const REQUIRED: bool = false;
    /// Whether an `Option` of it takes words that do not fit as `None`, instead of answering them.
    const LENIENT: bool = false;
    /// What the usage line shows instead of the parameter's name, such as `red|green`.
    const USAGE: Option<&'static str> = None;

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
    /// Exactly so many.
    Words(usize),
    /// Exactly so many, or none.
    OptionalWords(usize),
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
    cx: Option<&'a Cx>,
}

impl<'a> Arg<'a> {
    pub(crate) fn new(text: &'a str, words: &'a [Word<'a>]) -> Self {
        Self {
            text,
            words,
            cx: None,
        }
    }

    /// The same words as part of an update.
    pub(crate) fn within(self, cx: &'a Cx) -> Self {
        Self {
            cx: Some(cx),
            ..self
        }
    }

    /// The update that the words are part of.
    pub fn cx(&self) -> Option<&'a Cx> {
        self.cx
    }

    /// Where the words stand in the update's text, in bytes.
    pub fn span(&self) -> Option<Range<usize>> {
        let (first, last) = (self.words.first()?, self.words.last()?);
        // The text of the arguments is a part of the message's.
        let whole = self.cx?.text()?.as_ptr().addr();
        let before = self.text.as_ptr().addr().checked_sub(whole)?;
        Some(before + first.start()..before + last.end())
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
        let arg = *self;
        self.words.chunks(1).map(move |words| Arg { words, ..arg })
    }
}

/// A word, and what makes the value it stands for.
type Named<'a, T> = (&'a str, fn() -> T);

/// One of several words, in any case; for derived code.
#[doc(hidden)]
pub fn word_of<T>(
    arg: &Arg<'_>,
    words: &[Named<'_, T>],
    expected: &'static str,
) -> Result<T, ArgError> {
    let given = arg.as_str().to_lowercase();
    let found = words.iter().find(|(word, _)| word.to_lowercase() == given);
    found
        .map(|(_, make)| make())
        .ok_or(ArgError::expected(expected))
}

/// The value of the word at this place; for derived code.
#[doc(hidden)]
pub fn word_at<T: FromArg>(arg: &Arg<'_>, place: usize) -> Result<T, ArgError> {
    const {
        assert!(
            matches!(T::ARITY, Arity::One),
            "a field of an argument takes one word: neither `Option`, `Vec` nor `Rest`"
        );
    }
    let word = arg.words().nth(place);
    let word = word.ok_or_else(|| ArgError::message("a word is missing"))?;
    T::from_arg(&word)
}
