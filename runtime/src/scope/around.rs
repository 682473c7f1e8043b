//! Code around handlers.

use std::borrow::Borrow;
use std::fmt;

use super::Function;
use crate::cx::Cx;
use crate::extract::{Call, Rejection};
use crate::reply::Outcome;
use crate::route::{BoxFuture, Way};

/// A function that runs around handlers. Made by [`around`](crate::around).
pub struct Around {
    /// The function.
    pub function: Function,
    #[doc(hidden)]
    pub call: for<'a> fn(&mut Call<'a>, Next<'a>) -> Result<BoxFuture<'a, Outcome>, Rejection>,
}

impl fmt::Debug for Around {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Around")
            .field("name", &self.function.name)
            .finish_non_exhaustive()
    }
}

/// The names of functions with `#[around]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot run around handlers",
    label = "not a function with `#[around]`",
    note = "`around = name` names a function such as \
            `#[around] async fn audit(next: Next, cx: Cx) -> Outcome`"
)]
pub trait IsAround {
    #[doc(hidden)]
    const ROW: &'static Around;
}

/// What an [`around`](crate::around) goes around: the inner ones, then the handler.
///
/// Dropped without [`run`](Self::run), the handler does not run, and what the function returns is the
/// outcome of the update.
pub struct Next<'a> {
    rest: &'a [&'static Around],
    way: Way<'a>,
}

impl<'a> Next<'a> {
    pub(crate) fn new(rest: &'a [&'static Around], way: Way<'a>) -> Self {
        Self { rest, way }
    }

    /// Runs the handler, and says what became of the update. A panic of the handler is a failed outcome
    /// here, too. A handler that passed the update on leaves [`End::Skip`](crate::reply::End::Skip): the
    /// next handler is tried when that is returned.
    pub async fn run(self, cx: impl Borrow<Cx> + Send) -> Outcome {
        let way = self.way.with(cx.borrow());
        match self.rest.split_first() {
            None => way.handler().await,
            Some((around, rest)) => way.around(around, rest).await,
        }
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next")
            .field("rest", &self.rest)
            .finish_non_exhaustive()
    }
}
