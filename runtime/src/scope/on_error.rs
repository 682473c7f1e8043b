//! What is done about errors.

use std::any::TypeId;
use std::cmp::Reverse;
use std::error::Error;
use std::fmt;

use super::Function;
use crate::extract::{Call, Rejection};
use crate::reply::{HandlerError, Outcome};
use crate::route::{BoxFuture, Route, is_inside};

/// A function that handles errors of handlers. Made by [`on_error`](crate::on_error).
pub struct OnError {
    /// The function.
    pub function: Function,
    /// The type of error it takes; `None` for all of them.
    pub takes: Option<ErrorType>,
    #[doc(hidden)]
    pub call:
        for<'a> fn(&mut Call<'a>, &'a HandlerError) -> Result<BoxFuture<'a, Outcome>, Rejection>,
}

impl OnError {
    /// Whether it is for errors of this handler.
    pub(crate) fn covers(&self, route: &Route) -> bool {
        is_inside(route.module, self.function.module)
    }

    /// Whether it takes this error.
    pub(crate) fn wants(&self, error: &HandlerError) -> bool {
        self.takes.is_none_or(|takes| (takes.is)(error))
    }
}

impl fmt::Debug for OnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnError")
            .field("name", &self.function.name)
            .field("takes", &self.takes.map(|takes| takes.name))
            .finish_non_exhaustive()
    }
}

/// A type of error.
#[derive(Debug, Clone, Copy)]
pub struct ErrorType {
    /// Its name, as written.
    pub name: &'static str,
    pub(crate) id: TypeId,
    is: fn(&HandlerError) -> bool,
}

/// What [`on_error`](crate::on_error) takes: every type that implements [`std::error::Error`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error",
    label = "not an error",
    note = "`#[on_error(Type)]` names a type that implements `std::error::Error`, which handlers return \
            in a `Result`"
)]
pub trait Failure: Sized + 'static {
    #[doc(hidden)]
    const KIND: FailureKind<Self>;
}

#[diagnostic::do_not_recommend]
impl<E: Error + 'static> Failure for E {
    const KIND: FailureKind<Self> = FailureKind {
        id: TypeId::of::<E>(),
        is: |error| error.error().is::<E>(),
        get: |error| error.error().downcast_ref(),
    };
}

/// How errors of one type are told from others.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct FailureKind<E: 'static> {
    id: TypeId,
    is: fn(&HandlerError) -> bool,
    get: fn(&HandlerError) -> Option<&E>,
}

impl<E: 'static> FailureKind<E> {
    /// The type, without its type.
    pub const fn named(&self, name: &'static str) -> ErrorType {
        ErrorType {
            name,
            id: self.id,
            is: self.is,
        }
    }

    /// The error inside. A function for errors is asked for those of its type only.
    pub fn get<'a>(&self, error: &'a HandlerError) -> Result<&'a E, Rejection> {
        (self.get)(error).ok_or(Rejection::Skip)
    }
}

/// A function for errors that was linked into the program.
#[doc(hidden)]
#[derive(Debug)]
pub struct RegisteredOnError(pub &'static OnError);

inventory::collect!(RegisteredOnError);

/// All linked functions for errors, in the order in which they are tried: the innermost module's first,
/// and of one module first those for a type.
pub(crate) fn error_handlers() -> Vec<&'static OnError> {
    let mut all: Vec<_> = inventory::iter::<RegisteredOnError>
        .into_iter()
        .map(|RegisteredOnError(row)| *row)
        .collect();
    all.sort_by_key(|row| {
        let at = &row.function;
        let inner = Reverse(at.module.len());
        (inner, row.takes.is_none(), at.module, at.file, at.line)
    });
    all
}
