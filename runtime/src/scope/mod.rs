//! What holds for many handlers at once: guards, code around them, scopes, and what becomes of errors.
//!
//! [`guard`](crate::guard), [`around`](crate::around), [`on_error`](crate::on_error) and
//! [`bot::scope!`](crate::bot::scope) make the values of these types; the
//! [guide](crate::guide::scopes) shows how they go together.

mod around;
mod function;
mod guard;
mod on_error;
#[allow(clippy::module_inception)] // The file of the noun.
mod scope;

pub use around::{Around, IsAround, Next};
pub use function::{Function, FunctionWithoutAttribute};
pub use guard::{Guard, IntoVerdict, IsGuard, Verdict};
pub(crate) use on_error::error_handlers;
pub use on_error::{ErrorType, Failure, FailureKind, OnError, RegisteredOnError};
pub(crate) use scope::scopes;
pub use scope::{RegisteredScope, Scope};
