//! The three ways to be a parameter.

use std::any::Any;
use std::future::Future;

use super::arg::{Arg, ArgError, FromArg};
use super::{Call, Rejection};
use crate::cx::Cx;
use crate::route::{Argument, Info, Kinds, Requires};

/// A type that is taken from the update; it may borrow from it.
///
/// ```
/// use botwright::extract::{FromUpdate, Rejection};
/// use botwright::route::Kinds;
/// use botwright::Cx;
///
/// /// The username of whoever wrote.
/// struct Username<'a>(&'a str);
///
/// impl<'a> FromUpdate<'a> for Username<'a> {
///     const KINDS: Kinds = Kinds::MESSAGES;
///
///     fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
///         let user = cx.update().from().ok_or(Rejection::Skip)?;
///         user.username.as_deref().map(Self).ok_or(Rejection::Skip)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be taken from an update",
    label = "not an extractor",
    note = "for a value of your own that handlers share, use `State<{Self}>`"
)]
pub trait FromUpdate<'a>: Sized {
    /// The kinds of update that can have it: a handler that listens to none of them does not compile.
    const KINDS: Kinds = Kinds::ALL;
    /// Whether taking it can end in [`Rejection::Skip`] for an update of these kinds.
    const MAY_SKIP: bool = true;

    /// Takes it.
    ///
    /// # Errors
    /// The update has no such part, or taking it failed.
    fn from_update(cx: &'a Cx) -> Result<Self, Rejection>;

    /// Says which state it needs, so that a bot without it does not start.
    fn requires(_: &mut Requires) {}
}

/// A type that is loaded, for instance from a database, before the handler runs.
///
/// Handlers whose parameters are all at hand pay nothing for this: only loading is asynchronous.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be loaded for an update",
    label = "not an extractor"
)]
pub trait FromUpdateAsync: Sized + Send + 'static {
    /// The kinds of update that can have it.
    const KINDS: Kinds = Kinds::ALL;
    /// Whether loading it can end in [`Rejection::Skip`] for an update of these kinds.
    const MAY_SKIP: bool = true;

    /// Loads it.
    ///
    /// # Errors
    /// There is no such thing for the update, or loading it failed.
    fn load(cx: &Cx) -> impl Future<Output = Result<Self, Rejection>> + Send;

    /// Says which state it needs, so that a bot without it does not start.
    fn requires(_: &mut Requires) {}
}

/// A parameter of a handler, by one of the three ways.
///
/// Implemented for every [`FromUpdate`], [`FromUpdateAsync`] and [`FromArg`]; implement one of those.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter here",
    label = "neither taken from an update nor an argument",
    note = "did you mean `State<{Self}>`, a value of the bot that handlers share?",
    note = "or implement `FromUpdate` for it, to take it from the update, or `FromArg`, to read it \
            from a command's words",
    note = "a `Session<T>`, `Reminder<T>` and the like need the derive of that name on their `T`"
)]
pub trait Param<'a, Via>: Sized {
    #[doc(hidden)]
    const INFO: Info;

    #[doc(hidden)]
    fn take(call: &mut Call<'a>, index: usize) -> Result<Self, Rejection>;
}

/// Taken from the update.
#[derive(Debug)]
pub struct ViaUpdate;

/// Loaded.
#[derive(Debug)]
pub struct ViaLoad;

/// Read from words.
#[derive(Debug)]
pub struct ViaArg;

#[diagnostic::do_not_recommend]
impl<'a, T: FromUpdate<'a>> Param<'a, ViaUpdate> for T {
    const INFO: Info = Info {
        kinds: T::KINDS,
        may_skip: T::MAY_SKIP,
        argument: None,
        requires: T::requires,
        prepare: None,
    };

    #[inline]
    fn take(call: &mut Call<'a>, _: usize) -> Result<Self, Rejection> {
        T::from_update(call.cx())
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromUpdateAsync> Param<'_, ViaLoad> for T {
    const INFO: Info = Info {
        kinds: T::KINDS,
        may_skip: T::MAY_SKIP,
        argument: None,
        requires: T::requires,
        prepare: Some(|cx| {
            Box::pin(async move { Ok(Box::new(T::load(cx).await?) as Box<dyn Any + Send>) })
        }),
    };

    fn take(call: &mut Call<'_>, index: usize) -> Result<Self, Rejection> {
        call.prepared(index).ok_or(Rejection::Skip)
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromArg> Param<'_, ViaArg> for T {
    const INFO: Info = Info {
        kinds: Kinds::ALL,
        // A command answers what does not fit; a pattern whose group does not fit is passed over,
        // which the table allows for.
        may_skip: false,
        argument: Some(Argument {
            arity: T::ARITY,
            required: T::REQUIRED,
            usage: T::USAGE,
            check: check::<T>,
        }),
        requires: nothing,
        prepare: None,
    };

    fn take(call: &mut Call<'_>, index: usize) -> Result<Self, Rejection> {
        // Words were checked when they were assigned; a group that does not fit is no match.
        T::from_arg(&call.arg(index)).map_err(|_| Rejection::Skip)
    }
}

fn nothing(_: &mut Requires) {}

fn check<T: FromArg>(arg: &Arg<'_>) -> Result<(), ArgError> {
    T::from_arg(arg).map(drop)
}
