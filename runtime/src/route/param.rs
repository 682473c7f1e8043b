//! A parameter's row in the table.

use std::any::{Any, TypeId, type_name};

use super::{BoxFuture, Kinds};
use crate::cx::Cx;
use crate::extract::{Arg, ArgError, Arity, Rejection};

/// A parameter of a handler.
#[derive(Debug, Clone, Copy)]
pub struct ParamInfo {
    /// Its name.
    pub name: &'static str,
    /// Its type, as written.
    pub ty: &'static str,
    pub(crate) info: Info,
}

impl ParamInfo {
    #[doc(hidden)]
    pub const fn new(name: &'static str, ty: &'static str, info: Info) -> Self {
        Self { name, ty, info }
    }

    /// How many words the parameter takes, if it is an argument and not taken from the update.
    pub fn arity(&self) -> Option<Arity> {
        self.info.argument.map(|argument| argument.arity)
    }

    /// The parameter in a usage line: `<a>`, `[a]`, `[a...]`.
    pub fn usage(&self) -> Option<String> {
        let name = self
            .info
            .argument
            .and_then(|it| it.usage)
            .unwrap_or(self.name);
        let required = self.info.argument.is_some_and(|it| it.required);
        Some(match self.arity()? {
            Arity::One | Arity::Words(_) => format!("<{name}>"),
            Arity::Optional | Arity::OptionalWords(_) if required => format!("<{name}>"),
            Arity::Optional | Arity::OptionalWords(_) => format!("[{name}]"),
            Arity::Many | Arity::Rest => format!("[{name}...]"),
        })
    }
}

/// What a parameter's type says about it.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Info {
    pub(crate) kinds: Kinds,
    pub(crate) may_skip: bool,
    pub(crate) argument: Option<Argument>,
    pub(crate) requires: fn(&mut Requires),
    pub(crate) prepare: Option<Prepare>,
}

/// A parameter that is read from words or from a pattern's group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Argument {
    pub(crate) arity: Arity,
    pub(crate) required: bool,
    pub(crate) usage: Option<&'static str>,
    pub(crate) check: fn(&Arg<'_>) -> Result<(), ArgError>,
}

/// Loads a parameter before the handler is called.
pub(crate) type Prepare =
    for<'a> fn(&'a Cx) -> BoxFuture<'a, Result<Box<dyn Any + Send>, Rejection>>;

/// Collects the types that a handler needs from the bot's state.
#[derive(Debug, Default)]
pub struct Requires {
    types: Vec<(TypeId, &'static str)>,
    pub(super) talks: bool,
    /// What the bot has to hear for it, beside what its handler listens to.
    pub(super) hears: Kinds,
    #[cfg(feature = "locales")]
    pub(super) locales: bool,
}

impl Requires {
    /// The handler needs a managed value of this type.
    pub fn state<T: 'static>(&mut self) {
        self.types.push((TypeId::of::<T>(), type_name::<T>()));
    }

    /// The bot has to hear these, for what the handler does.
    pub(crate) fn hears(&mut self, kinds: Kinds) {
        self.hears = self.hears.and(kinds);
    }

    /// The handler holds a conversation.
    pub(crate) fn talks(&mut self) {
        self.talks = true;
    }

    /// The handler needs locale files.
    #[cfg(feature = "locales")]
    pub(crate) fn locales(&mut self) {
        self.locales = true;
    }

    pub(crate) fn into_types(self) -> Vec<(TypeId, &'static str)> {
        self.types
    }
}
