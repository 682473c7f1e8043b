//! A message with its arguments.

use std::fmt;

use fluent_bundle::{FluentArgs, FluentValue};

use super::Locale;
use super::catalog::Catalog;
use crate::reply::Html;

/// A message of the locale files on its way: what [`t!`](crate::t) makes.
#[doc(hidden)]
pub struct Words<'a> {
    locale: &'a Locale,
    package: &'static str,
    key: &'static str,
    args: FluentArgs<'static>,
}

impl<'a> Words<'a> {
    /// A message of a package.
    pub fn new(locale: &'a Locale, package: &'static str, key: &'static str) -> Self {
        Self {
            locale,
            package,
            key,
            args: FluentArgs::new(),
        }
    }

    /// With an argument: HTML, or a number.
    pub fn with(mut self, name: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        self.args.set(name, value);
        self
    }

    /// The text.
    pub fn html(self) -> Html {
        let text = Catalog::of(self.package)
            .and_then(|catalog| catalog.format(self.locale.tag(), self.key, &self.args));
        Html::new(text.unwrap_or_else(|| {
            // The key is better than nothing, and no user is to blame.
            tracing::error!(
                key = self.key,
                package = self.package,
                "a message was not found: is `bot::locales!` in a crate of the package that is linked?"
            );
            self.key.to_owned()
        }))
    }
}

impl fmt::Debug for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}
