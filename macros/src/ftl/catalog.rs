//! The locale files of the package that is being compiled.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::uses::{Use, Uses, of};
use super::{File, checks, parse, plain};

/// Where locale files are unless the manifest says otherwise.
const FOLDER: &str = "locales";

/// The files of a folder, and what is wrong with each of them.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    /// As the user wrote it.
    pub(crate) folder: String,
    pub(crate) files: Vec<File>,
    pub(crate) problems: Vec<String>,
}

/// The folder of the package's locale files: `[package.metadata.botwright] locales = "…"`.
pub(crate) fn folder() -> String {
    let manifest = root().and_then(|root| fs::read_to_string(root.join("Cargo.toml")).ok());
    manifest
        .as_deref()
        .and_then(named)
        .unwrap_or_else(|| FOLDER.to_owned())
}

/// What a manifest says.
fn named(manifest: &str) -> Option<String> {
    let mut section = "";
    for line in manifest.lines() {
        let line = line.trim();
        if line.starts_with('[') {
            section = line.split('#').next().unwrap_or_default().trim();
        } else if section == "[package.metadata.botwright]"
            && let Some((key, value)) = line.split_once('=')
            && key.trim() == "locales"
        {
            let value = value.trim().strip_prefix('"')?;
            return Some(value.split('"').next()?.to_owned());
        }
    }
    None
}

fn root() -> Option<PathBuf> {
    std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from)
}

/// The files of a folder of the package; read once for all that ask, until they change.
pub(crate) fn load(folder: &str) -> Arc<Catalog> {
    type Stamp = Vec<(PathBuf, Option<SystemTime>)>;
    type Read = HashMap<String, (Stamp, Arc<Catalog>)>;
    static READ: Mutex<Option<Read>> = Mutex::new(None);
    let path = root().unwrap_or_default().join(folder);
    let files = list(&path);
    let stamp: Stamp = files
        .iter()
        .map(|file| {
            let changed = fs::metadata(file).and_then(|it| it.modified()).ok();
            (file.clone(), changed)
        })
        .collect();
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let read = read.get_or_insert_default();
    match read.get(folder) {
        Some((old, catalog)) if *old == stamp => Arc::clone(catalog),
        _ => {
            let catalog = Arc::new(Catalog::read(folder, &files));
            read.insert(folder.to_owned(), (stamp, Arc::clone(&catalog)));
            catalog
        }
    }
}

/// The locale files in a folder, in the order of their names.
fn list(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
        .collect();
    files.sort();
    files
}

impl Catalog {
    fn read(folder: &str, files: &[PathBuf]) -> Self {
        let mut catalog = Self {
            folder: folder.to_owned(),
            ..Self::default()
        };
        for path in files {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let shown = format!("{}/{name}.ftl", folder.trim_end_matches('/'));
            if !is_tag(&name) {
                catalog.problems.push(format!(
                    "{shown}: `{name}` is no language: files are named as `en.ftl`, `pt-BR.ftl` or `zh-Hant.ftl`"
                ));
                continue;
            }
            match fs::read_to_string(path) {
                Ok(source) => catalog.add(name, shown, path, &source),
                Err(error) => catalog.problems.push(format!("{shown}: {error}")),
            }
        }
        if files.is_empty() {
            catalog.problems.push(format!(
                "there are no locale files, such as `{folder}/en.ftl`, in the package's folder"
            ));
        }
        catalog
    }

    fn add(&mut self, tag: String, shown: String, path: &Path, source: &str) {
        let mut file = File {
            tag,
            shown,
            path: path.to_string_lossy().into_owned(),
            ..File::default()
        };
        self.problems.extend(parse::parse(source, &mut file));
        self.problems.extend(checks::alone(&file));
        self.files.push(file);
    }

    /// The place of the default locale: the one that is named, else `en`, else the only one.
    pub(crate) fn default_locale(&self, named: Option<&str>) -> Option<usize> {
        let only = (self.files.len() == 1).then_some(0);
        let place = |tag: &str| self.files.iter().position(|file| file.tag == tag);
        match named {
            Some(tag) => place(tag),
            None => place("en").or(only),
        }
    }

    /// What is wrong with the files together.
    pub(crate) fn compare(&self, default: usize, fallback: bool) -> Vec<String> {
        checks::together(&self.files, default, fallback)
    }

    /// Everything that `t!` can ask for.
    pub(crate) fn keys(&self) -> impl Iterator<Item = String> {
        let all: BTreeMap<String, usize> = self.files.iter().flat_map(File::keys).collect();
        all.into_keys()
    }

    /// The arguments of a message, by their names in Rust: as the files call them, and how they use
    /// them.
    pub(crate) fn arguments(&self, key: &str) -> BTreeMap<String, (String, Use)> {
        let mut arguments: BTreeMap<String, (String, Use)> = BTreeMap::new();
        for (name, how) in self
            .files
            .iter()
            .flat_map(|file| -> Uses { of(file, key).0 })
        {
            let entry = arguments.entry(name.replace('-', "_"));
            let entry = entry.or_insert((name, Use::default()));
            entry.1 = entry.1.and(how);
        }
        arguments
    }

    /// The plain text of a key in each of the locales that have it, with where it is.
    pub(crate) fn plain(&self, key: &str) -> Vec<(&File, Result<String, &'static str>)> {
        self.files
            .iter()
            .filter_map(|file| Some((file, plain::text(file, file.pattern(key)?))))
            .collect()
    }
}

/// Whether it is a language as BCP 47 writes them.
pub(crate) fn is_tag(name: &str) -> bool {
    let mut parts = name.split('-');
    let language = parts.next().unwrap_or_default();
    let fits = |part: &str, most| {
        (2..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    fits(language, 3)
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| fits(part, 8))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Catalog, is_tag, named};

    fn catalog(files: &[(&str, &str)]) -> Catalog {
        let mut catalog = Catalog::default();
        for (tag, source) in files {
            catalog.add(
                (*tag).to_owned(),
                format!("{tag}.ftl"),
                Path::new(tag),
                source,
            );
        }
        catalog
    }

    fn problems(files: &[(&str, &str)]) -> String {
        let catalog = catalog(files);
        let default = catalog.default_locale(None).expect("a default");
        let mut all = catalog.problems.clone();
        all.extend(catalog.compare(default, false));
        all.join("\n")
    }

    #[test]
    fn the_manifest_names_the_folder() {
        let manifest = "[package.metadata.botwright] # ours\nlocales = \"words\" # here\n";
        assert_eq!(named(manifest).as_deref(), Some("words"));
        assert_eq!(named("[package]\nlocales = \"words\"\n"), None);
    }

    #[test]
    fn languages_are_told_from_other_names() {
        for tag in ["en", "pt-BR", "zh-Hant-TW", "gsw", "es-419"] {
            assert!(is_tag(tag), "{tag}");
        }
        for name in ["", "e", "English", "EN", "en_GB", "en-", "de-x"] {
            assert!(!is_tag(name), "{name}");
        }
    }

    #[test]
    fn files_agree_or_it_is_said_where_they_do_not() {
        let en = ("en", "hi = Hi, { $name }\nbye = Bye\n");
        assert_eq!(
            problems(&[en, ("de", "hi = Hallo, {$name}\nbye = Tschüss\n")]),
            ""
        );
        assert_eq!(
            problems(&[en, ("de", "hi = Hallo, {$nam}\nbie = Tschüss\n")]),
            "de.ftl has no `bye` (en.ftl:2); did you mean it by `bie`?\n\
             de.ftl:1: `hi` has `$nam`, which it has not in en.ftl:1; did you mean `$name`?\n\
             de.ftl:1: `hi` lacks `$name`, which it has in en.ftl:1\n\
             de.ftl:2: `bie` is not in en.ftl, the default; did you mean `bye`?"
        );
    }

    #[test]
    fn variables_are_numbers_where_plurals_are_chosen() {
        let number = "n = { $n ->\n [one] a\n *[other] { $n } { $who }\n}\n";
        let arguments = catalog(&[("en", number)]).arguments("n");
        assert!(arguments["n"].1.number && !arguments["who"].1.number);
        assert_eq!(
            problems(&[("en", number), ("ja", "n = { $n ->\n *[other] {$who}\n}\n")]),
            ""
        );
        let text = "n = { $n ->\n [male] { $who }\n *[other] b\n}\n";
        assert!(problems(&[("en", number), ("de", text)]).contains("is a number in one place"));
    }

    #[test]
    fn references_and_tags_are_checked() {
        for (source, problem) in [
            ("a = { b }", "`a`: there is no message `b`"),
            ("a = { -b }", "`a`: there is no term `-b`"),
            ("a = { b }\nb = { a }", "`a` stands within itself"),
            (
                "-t = x\n .g = m\na = { -t.h ->\n *[m] x\n}",
                "`-t` has no text `-t.h`",
            ),
            ("a = <b>x", "`a`: `<b>` is not closed"),
            (
                "a = { $n ->\n [one] <b>x\n *[other] y\n}</b>",
                "`<b>` is not closed",
            ),
            ("a = <b { $x }>y</b>", "`{ $x }` stands in a tag"),
            ("-t = Tom & Jerry", "`-t`: a bare `&`"),
        ] {
            let all = problems(&[("en", source)]);
            assert!(all.contains(problem), "{source}: {all}");
        }
        let link = catalog(&[("en", "a = <a href=\"{ $url }\">{ $name }</a>")]);
        assert_eq!(link.problems, [""; 0]);
        assert!(link.arguments("a")["url"].1.attribute);
    }

    #[test]
    fn descriptions_are_plain() {
        let source = "-brand = Bot &amp; Co\na = Starts\n   { -brand }\nb = { $x }\nc = <b>x</b>\n";
        let catalog = catalog(&[("en", source)]);
        let text = |key| catalog.plain(key).remove(0).1;
        assert_eq!(text("a").as_deref(), Ok("Starts Bot & Co"));
        assert!(text("b").is_err() && text("c").is_err());
    }
}
