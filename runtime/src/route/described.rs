//! Descriptions in the languages of users.

use super::{MenuCommand, Route};
#[cfg(feature = "locales")]
use crate::words::described as nearest;

/// What a command does, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described {
    /// The language, as its file is named: `pt-BR`.
    pub locale: &'static str,
    /// What the menu shows; 1-256 characters.
    pub description: &'static str,
    /// More, for `/help NAME`.
    pub help: &'static str,
}

impl Route {
    /// What it does, in a language; without one in the default language.
    pub(crate) fn description_in(&self, language: Option<&str>) -> &'static str {
        self.described(language)
            .map_or(self.description, |described| described.description)
    }

    /// The rest of its documentation, in a language.
    pub(crate) fn help_in(&self, language: Option<&str>) -> &'static str {
        self.described(language)
            .map(|described| described.help)
            .filter(|help| !help.is_empty())
            .unwrap_or(self.help)
    }

    fn described(&self, language: Option<&str>) -> Option<&'static Described> {
        language
            .and_then(|language| nearest(self.described, language))
            .or_else(|| by_default(self))
    }
}

impl MenuCommand {
    /// What it does, in a language.
    pub(crate) fn description_in(&self, language: Option<&str>) -> &'static str {
        language
            .and_then(|language| nearest(self.described, language))
            .map_or(self.description, |described| described.description)
    }
}

#[cfg(feature = "locales")]
fn by_default(route: &Route) -> Option<&'static Described> {
    crate::words::described_by_default(route.described, route.package)
}

/// Without locale files there is one language.
#[cfg(not(feature = "locales"))]
fn nearest(_: &'static [Described], _: &str) -> Option<&'static Described> {
    None
}

#[cfg(not(feature = "locales"))]
fn by_default(_: &Route) -> Option<&'static Described> {
    None
}
