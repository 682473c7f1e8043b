//! The messages of the packages, ready to be formatted.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::files::{LocaleFiles, linked};
use super::nearest::nearest;

/// The messages of one package.
pub(super) struct Catalog {
    default: &'static str,
    locales: Vec<(&'static str, FluentBundle<FluentResource>)>,
}

/// All catalogs, by package, and what is wrong with their files.
struct Catalogs {
    packages: BTreeMap<&'static str, Catalog>,
    problems: Vec<String>,
}

/// Read once: the files are part of the program.
static CATALOGS: LazyLock<Catalogs> = LazyLock::new(|| {
    let mut all = Catalogs {
        packages: BTreeMap::new(),
        problems: Vec::new(),
    };
    let mut first: BTreeMap<&str, &LocaleFiles> = BTreeMap::new();
    for files in linked() {
        match first.get(files.package) {
            // A library and a program of one package may both build them in.
            Some(old) if old.files == files.files && old.default == files.default => {}
            Some(old) => all.problems.push(format!(
                "the package `{}` has two different `bot::locales!`: {}:{} and {}:{}",
                files.package, old.file, old.line, files.file, files.line
            )),
            None => {
                first.insert(files.package, files);
                let catalog = Catalog::read(files, &mut all.problems);
                all.packages.insert(files.package, catalog);
            }
        }
    }
    all
});

/// What is wrong with the locale files of the program; the checks while compiling leave nothing that
/// Fluent would find.
pub(crate) fn check() -> &'static [String] {
    &CATALOGS.problems
}

impl Catalog {
    pub(super) fn of(package: &str) -> Option<&'static Self> {
        CATALOGS.packages.get(package)
    }

    fn read(files: &LocaleFiles, problems: &mut Vec<String>) -> Self {
        let mut locales = Vec::new();
        for (tag, name, source) in files.files {
            let id: LanguageIdentifier = match tag.parse() {
                Ok(id) => id,
                Err(error) => {
                    problems.push(format!("{name}: `{tag}` is no language: {error}"));
                    continue;
                }
            };
            // A last line of spaces alone is one only with its end.
            let resource = FluentResource::try_new(format!("{source}\n"));
            let resource = resource.unwrap_or_else(|(resource, errors)| {
                for error in errors {
                    let before = source.get(..error.pos.start).unwrap_or(source);
                    let line = before.matches('\n').count() + 1;
                    problems.push(format!("{name}:{line}: {error}"));
                }
                resource
            });
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            bundle.set_use_isolating(files.isolate);
            let added = bundle.add_builtins().map_err(|error| vec![error]);
            if let Err(errors) = added.and_then(|()| bundle.add_resource(resource)) {
                problems.extend(errors.iter().map(|error| format!("{name}: {error}")));
            }
            locales.push((*tag, bundle));
        }
        Self {
            default: files.default,
            locales,
        }
    }

    /// A message in a language, or in the default one if it is not there.
    pub(super) fn format(&self, tag: &str, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let tags: Vec<_> = self.locales.iter().map(|(tag, _)| *tag).collect();
        let tags = [nearest(tag, &tags), Some(self.default)];
        tags.into_iter().flatten().find_map(|tag| {
            let (_, bundle) = self.locales.iter().find(|(other, _)| *other == tag)?;
            let (id, attribute) = match key.split_once('.') {
                Some((id, attribute)) => (id, Some(attribute)),
                None => (key, None),
            };
            let message = bundle.get_message(id)?;
            let pattern = match attribute {
                Some(name) => message.get_attribute(name)?.value(),
                None => message.value()?,
            };
            let mut errors = Vec::new();
            let text = bundle
                .format_pattern(pattern, Some(args), &mut errors)
                .into_owned();
            for error in errors {
                tracing::warn!(key, tag, %error, "a message is not complete");
            }
            Some(text)
        })
    }
}

#[cfg(test)]
mod tests {
    use fluent_bundle::FluentArgs;

    use super::super::LocaleFiles;
    use super::Catalog;

    fn read(isolate: bool, source: &'static str) -> (Catalog, Vec<String>) {
        let files = LocaleFiles {
            package: "shop",
            default: "en",
            isolate,
            files: Box::leak(Box::new([
                (
                    "en",
                    "locales/en.ftl",
                    "hi = Hi, { $name }\n    .title = Title\nbye = Bye\n",
                ),
                ("de", "locales/de.ftl", source),
            ])),
            file: "src/lib.rs",
            line: 1,
        };
        let mut problems = Vec::new();
        let catalog = Catalog::read(&files, &mut problems);
        (catalog, problems)
    }

    fn text(catalog: &Catalog, tag: &str, key: &str) -> Option<String> {
        let mut args = FluentArgs::new();
        args.set("name", "Ann");
        catalog.format(tag, key, &args)
    }

    #[test]
    fn what_a_language_lacks_is_taken_from_the_default() {
        let (catalog, problems) = read(false, "hi = Hallo, { $name }\n ");
        assert_eq!(problems, [""; 0]);
        let text = |tag, key| text(&catalog, tag, key);
        assert_eq!(text("de", "hi").as_deref(), Some("Hallo, Ann"));
        assert_eq!(text("de-AT", "bye").as_deref(), Some("Bye"));
        assert_eq!(text("de", "hi.title").as_deref(), Some("Title"));
        assert_eq!(text("fr", "hi").as_deref(), Some("Hi, Ann"));
        assert_eq!(text("de", "nothing"), None);
        assert_eq!(text("de", "bye.title"), None);
    }

    #[test]
    fn marks_of_direction_are_asked_for() {
        let (catalog, _) = read(true, "hi = Hallo, { $name }\n");
        let hi = text(&catalog, "de", "hi");
        assert_eq!(hi.as_deref(), Some("Hallo, \u{2068}Ann\u{2069}"));
    }

    #[test]
    fn what_fluent_finds_is_said_with_file_and_line() {
        let (_, problems) = read(false, "hi = Hallo\n\nbye = { $\n");
        assert!(
            problems[0].starts_with("locales/de.ftl:3: "),
            "{problems:?}"
        );
        let (_, problems) = read(false, "hi = Hallo\nhi = Hallo\n");
        assert!(problems[0].starts_with("locales/de.ftl: "), "{problems:?}");
    }
}
