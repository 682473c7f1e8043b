//! Code around handlers.

use std::borrow::Borrow;
use std::fmt;

use tokio::sync::oneshot;

use super::Function;
use crate::cx::Cx;
use crate::extract::{Call, Rejection};
use crate::reply::Outcome;
use crate::route::BoxFuture;

/// A function that runs around handlers. Made by [`around`](crate::around).
pub struct Around {
    /// The function.
    pub function: Function,
    #[doc(hidden)]
    pub call: for<'a> fn(&mut Call<'a>, Next) -> Result<BoxFuture<'a, Outcome>, Rejection>,
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
    message = "this cannot run around handlers",
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
pub struct Next(oneshot::Sender<Asked>);

/// The context to run what is inside with, and where its outcome goes.
pub(crate) type Asked = (Cx, oneshot::Sender<Outcome>);

impl Next {
    /// The way inside, and what hears when it is taken. A type without lifetimes, so that it is written
    /// as plainly as the other parameters.
    pub(crate) fn new() -> (Self, oneshot::Receiver<Asked>) {
        let (ask, asked) = oneshot::channel();
        (Self(ask), asked)
    }

    /// Runs the handler, and says what became of the update. A panic of the handler is a failed outcome
    /// here, too. A handler that passed the update on leaves [`End::Skip`](crate::reply::End::Skip): the
    /// next handler is tried when that is returned, and so it is when this is called after the function
    /// around has ended.
    pub async fn run(self, cx: impl Borrow<Cx>) -> Outcome {
        let cx = cx.borrow().clone();
        let (answer, answered) = oneshot::channel();
        if self.0.send((cx, answer)).is_err() {
            return Outcome::skip();
        }
        answered.await.unwrap_or_else(|_| Outcome::skip())
    }
}

impl fmt::Debug for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Next").finish_non_exhaustive()
    }
}
