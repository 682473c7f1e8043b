//! `bot::check!()`: what is wrong with a bot as a whole.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bot::Builder;

/// How the attributes of handlers begin.
const ATTRIBUTES: &[&str] = &["command", "fallback", "on_", "every", "cron"];

/// Builds the table of all linked handlers, and looks for files of the package that nobody linked.
///
/// # Panics
/// There is something wrong; everything is told at once.
pub fn check(builder: Option<fn() -> Builder>, module: &str, directory: &str) {
    let mut problems = Vec::new();
    let routes = match builder
        .map_or_else(crate::bot::builder, |builder| builder())
        .check()
    {
        Ok(routes) => routes,
        Err(error) => {
            problems.extend(error.to_string().lines().map(str::to_owned));
            if builder.is_none() && problems.iter().any(|line| line.contains(".manage(value)")) {
                problems.push(
                    "the builder with the managed values is named so: `bot::check!(setup)` with \
                     `fn setup() -> bot::Builder`"
                        .to_owned(),
                );
            }
            crate::route::linked(&[])
        }
    };
    let source = Path::new(directory).join("src");
    let files: Vec<_> = routes.iter().map(|route| route.file).collect();
    problems.extend(unlinked(&source, &files));
    assert!(
        problems.is_empty(),
        "the bot of `{}` has {}:\n  {}",
        module.split("::").next().unwrap_or(module),
        if problems.len() == 1 {
            "a mistake"
        } else {
            "mistakes"
        },
        problems.join("\n  ")
    );
}

/// The files with handlers that are part of no module tree.
fn unlinked(source: &Path, linked: &[&str]) -> Vec<String> {
    let mut files = Vec::new();
    collect(source, &mut files);
    let texts: Vec<_> = files
        .iter()
        .map(|file| fs::read_to_string(file).unwrap_or_default())
        .collect();
    let mut found = Vec::new();
    for (file, text) in files.iter().zip(&texts) {
        let Ok(short) = file.strip_prefix(source) else {
            continue;
        };
        let is_root = short
            .parent()
            .is_none_or(|parent| parent.as_os_str().is_empty() || parent == Path::new("bin"))
            && ["main.rs", "lib.rs"]
                .iter()
                .any(|root| short.ends_with(root))
            || short.parent() == Some(Path::new("bin"));
        let here = linked
            .iter()
            .any(|linked| Path::new(linked).ends_with(Path::new("src").join(short)));
        let Some(module) = module_of(file) else {
            continue;
        };
        // A module that is declared and yet not linked is left out on purpose, by a `cfg`.
        let declaration = format!("mod {module};");
        let by_path = format!(
            "{}\"]",
            file.file_name().unwrap_or_default().to_string_lossy()
        );
        let declared = || {
            let mut lines = texts.iter().flat_map(|text| text.lines());
            lines.any(|line| {
                let line = line.trim();
                line.ends_with(&declaration)
                    || line.starts_with("#[path") && line.ends_with(&by_path)
            })
        };
        if !is_root && !here && has_handlers(text) && !declared() {
            found.push(format!(
                "src/{} has handlers, but is part of no program: declare `mod {module};`",
                short.display()
            ));
        }
    }
    found
}

/// The module that a file is.
fn module_of(file: &Path) -> Option<String> {
    let stem = file.file_stem()?.to_str()?;
    if stem == "mod" {
        return Some(file.parent()?.file_name()?.to_str()?.to_owned());
    }
    Some(stem.to_owned())
}

fn has_handlers(text: &str) -> bool {
    text.lines().any(|line| {
        let Some(attribute) = line.trim_start().strip_prefix("#[") else {
            return false;
        };
        let name = attribute
            .rsplit_once("::")
            .map_or(attribute, |(_, name)| name);
        ATTRIBUTES.iter().any(|known| name.starts_with(known))
    })
}

/// All Rust files in a folder and below, in a fixed order.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
