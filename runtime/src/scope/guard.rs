//! Who may have a handler run.

use std::error::Error;
use std::fmt;

use super::Function;
use crate::extract::{Call, Rejection};
use crate::route::BoxFuture;

/// What a guard says: yes, no, or that it could not find out.
pub type Verdict = Result<bool, Box<dyn Error + Send + Sync>>;

/// A function that decides whether handlers run. Made by [`guard`](crate::guard).
pub struct Guard {
    /// The function.
    pub function: Function,
    /// What the user is told when it says no; without it the next handler is tried.
    pub otherwise: Option<&'static str>,
    #[doc(hidden)]
    pub call: for<'a> fn(&mut Call<'a>) -> Result<BoxFuture<'a, Verdict>, Rejection>,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard")
            .field("name", &self.function.name)
            .field("otherwise", &self.otherwise)
            .finish_non_exhaustive()
    }
}

/// The names of functions with `#[guard]`.
#[diagnostic::on_unimplemented(
    message = "this is no guard",
    label = "not a function with `#[guard]`",
    note = "`guard = name` names a function with `#[guard]`, such as \
            `#[guard] async fn is_admin(user: &User) -> bool`"
)]
pub trait IsGuard {
    #[doc(hidden)]
    const ROW: &'static Guard;
}

/// What a guard may return.
#[diagnostic::on_unimplemented(
    message = "a guard cannot return `{Self}`",
    label = "not a verdict",
    note = "a guard returns `bool`, or `Result<bool, E>` when it can fail"
)]
pub trait IntoVerdict {
    /// The verdict.
    ///
    /// # Errors
    /// The guard could not find out.
    fn into_verdict(self) -> Verdict;
}

impl IntoVerdict for bool {
    fn into_verdict(self) -> Verdict {
        Ok(self)
    }
}

impl<E: Into<Box<dyn Error + Send + Sync>>> IntoVerdict for Result<bool, E> {
    fn into_verdict(self) -> Verdict {
        self.map_err(Into::into)
    }
}
