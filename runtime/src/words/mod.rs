//! Texts in the languages of users: locale files in [Fluent](https://projectfluent.org)'s format, checked
//! while compiling. Needs the cargo feature `locales`.
//!
//! [`bot::locales!`](crate::bot::locales) builds the files in, [`t!`](crate::t) takes a message from them, and
//! a handler takes the user's [`Locale`].
//!
//! # What a text is
//! A message is [`Html`](crate::Html): its text may have the tags of [`html!`](crate::html), which are checked
//! while compiling in every language, and values are escaped, so no name of a user breaks a message. Where
//! plain text is due, as on a button, [`Html::plain`](crate::Html::plain) gives it.
//!
//! # How the checks find the files
//! Macros share nothing with each other, and handlers stand in any module, of a package's library or of its
//! programs. So `t!` reads the files of the package itself, once for each compilation: in the folder
//! `locales`, or the one that the manifest names by `[package.metadata.botwright]` and
//! `locales = "…"`. `bot::locales!` refuses another one. When the program runs, messages are found by
//! the name of the package, so libraries with handlers bring their own.

mod catalog;
mod files;
mod locale;
mod message;
mod nearest;
mod number;

pub(crate) use catalog::check;
pub use files::{LocaleFiles, RegisteredLocales};
pub(crate) use files::{described, described_by_default};
pub use locale::{Locale, UnknownLocale};
pub use message::Words;
pub use number::ToNumber;
