//! `Parsed<T>`: the message as an answer.

use std::fmt;
use std::ops::Deref;

use super::arg::{Arg, ArgError, Arity, FromArg, Word, split};
use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

/// The text of the message, read as a value. Something else is answered with what was wrong, and the
/// handler does not run: in a dialogue the state stays, so the user can try again.
///
/// `#[reask("A number, please")]` on the parameter changes the words.
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Dialogue, Serialize, Deserialize)]
/// enum Signup { AskAge { name: String } }
///
/// #[on_state(Signup::AskAge { name })]
/// async fn age(
///     name: String,
///     #[reask("A number, please")] age: Parsed<u8>,
/// ) -> (String, Done<Signup>) {
///     (format!("Hi {name}, {age}"), Done::new())
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Parsed<T>(pub T);

impl<T> Deref for Parsed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Display> fmt::Display for Parsed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A parameter that asks again, whose words can be chosen by `#[reask("…")]`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` asks for nothing",
    label = "`#[reask]` is for a parameter of the type `Parsed<T>`"
)]
pub trait Asks: Sized {
    /// The parameter, or these words when it does not fit.
    fn reask(taken: Result<Self, Rejection>, words: &str) -> Result<Self, Rejection> {
        taken.map_err(|rejection| match rejection {
            Rejection::Answer(_) => Rejection::Answer(words.to_owned()),
            other => other,
        })
    }
}

impl<T: FromArg> Asks for Parsed<T> {}

impl<T: FromArg> FromUpdate<'_> for Parsed<T> {
    const KINDS: Kinds = Kinds::MESSAGES;
    const MAY_SKIP: bool = false;

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        parse(cx).map(Self).map_err(Rejection::Answer)
    }
}

/// The value that the whole text of the update is, or what is wrong with it.
pub(crate) fn parse<T: FromArg>(cx: &Cx) -> Result<T, String> {
    let text = match cx.text() {
        Some(text) => text.trim(),
        // Somebody can be named by a reply alone, for which any message does.
        None if T::ARITY == Arity::Optional && T::REQUIRED => "",
        None => return Err("Please answer with a text.".to_owned()),
    };
    let words = match T::ARITY {
        Arity::Optional if text.is_empty() => Vec::new(),
        Arity::One | Arity::Optional => vec![Word::whole(text, 0)],
        Arity::Many | Arity::Rest | Arity::Words(_) | Arity::OptionalWords(_) => split(text),
    };
    if let Arity::Words(count) | Arity::OptionalWords(count) = T::ARITY
        && words.len() > count
    {
        return Err(format!("Only {count} words, please."));
    }
    T::from_arg(&Arg::new(text, &words).within(cx))
        .map_err(|error: ArgError| error.about_text(text))
}
