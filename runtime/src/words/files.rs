//! The locale files that are built into the program.

use std::collections::BTreeSet;

use super::nearest::nearest;
use crate::route::Described;

/// The locale files of a package, made by [`bot::locales!`](crate::bot::locales).
#[doc(hidden)]
#[derive(Debug, PartialEq, Eq)]
pub struct LocaleFiles {
    pub package: &'static str,
    pub default: &'static str,
    pub isolate: bool,
    /// Language, name and content.
    pub files: &'static [(&'static str, &'static str, &'static str)],
    pub file: &'static str,
    pub line: u32,
}

/// Files that were linked into the program.
#[doc(hidden)]
#[derive(Debug)]
pub struct RegisteredLocales(pub &'static LocaleFiles);

inventory::collect!(RegisteredLocales);

/// All that are linked, in a fixed order.
pub(super) fn linked() -> Vec<&'static LocaleFiles> {
    let mut all: Vec<_> = inventory::iter::<RegisteredLocales>
        .into_iter()
        .map(|RegisteredLocales(files)| *files)
        .collect();
    all.sort_by_key(|files| (files.package, files.file, files.line));
    all
}

/// The languages of all packages, the default of the first one first.
pub(super) fn available() -> Vec<&'static str> {
    let linked = linked();
    let Some(first) = linked.first().map(|files| files.default) else {
        return Vec::new();
    };
    let all: BTreeSet<_> = linked
        .iter()
        .flat_map(|files| files.files.iter().map(|(tag, ..)| *tag))
        .filter(|tag| *tag != first)
        .collect();
    [first].into_iter().chain(all).collect()
}

/// The description that is nearest to a language.
pub(crate) fn described(all: &'static [Described], language: &str) -> Option<&'static Described> {
    let tags: Vec<_> = all.iter().map(|described| described.locale).collect();
    let tag = nearest(language, &tags)?;
    all.iter().find(|described| described.locale == tag)
}

/// The description in the default language of the package.
pub(crate) fn described_by_default(
    all: &'static [Described],
    package: &str,
) -> Option<&'static Described> {
    let linked = linked();
    let files = linked.iter().find(|files| files.package == package)?;
    all.iter()
        .find(|described| described.locale == files.default)
}
