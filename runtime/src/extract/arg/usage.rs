//! The answer to arguments that do not fit.

use super::Problem;
use crate::cx::Cx;
use crate::reply::{IntoReply, Outcome, cut};
use crate::route::Route;

/// How much of a word is quoted, in characters: enough to recognise it.
const MAX_QUOTE: usize = 64;

impl Problem {
    /// `add: "x" is not a whole number; usage: /add <a> <b>`
    pub(crate) fn answer(&self, route: &Route) -> String {
        let name = route.names().next().unwrap_or(route.name);
        let what = match self {
            Self::Invalid { word, error } => error.about(&quote(word)),
            Self::Missing { param } => format!("<{param}> is missing"),
            Self::TooMany { word } => format!("{} is one too many", quote(word)),
        };
        cut(&format!("{name}: {what}; usage: {}", route.usage()))
    }

    pub(crate) fn into_outcome(self, route: &'static Route, cx: &Cx) -> Outcome {
        let mut outcome = Outcome::default();
        self.answer(route).into_reply(cx, &mut outcome);
        outcome.of(route)
    }
}

fn quote(word: &str) -> String {
    match word.char_indices().nth(MAX_QUOTE) {
        Some((end, _)) => format!("\"{}…\"", &word[..end]),
        None => format!("\"{word}\""),
    }
}
