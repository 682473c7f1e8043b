//! The user's manifest: what it calls this package, and whether it has a library.

use std::path::Path;
use std::sync::OnceLock;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

/// The library of the package whose binary is being compiled: nothing else may name it, and then its
/// handlers would not be linked.
pub(crate) fn own_library() -> Option<String> {
    std::env::var_os("CARGO_BIN_NAME")?;
    library_of_package()
}

/// The same for a test: of a binary, or one that stands beside the library.
pub(crate) fn library_to_test() -> Option<String> {
    let library = library_of_package()?;
    let inside = std::env::var("CARGO_CRATE_NAME").map_or(true, |name| name == library);
    (!inside || std::env::var_os("CARGO_BIN_NAME").is_some()).then_some(library)
}

fn library_of_package() -> Option<String> {
    let directory = std::env::var_os("CARGO_MANIFEST_DIR")?;
    let directory = Path::new(&directory);
    let manifest = std::fs::read_to_string(directory.join("Cargo.toml")).ok()?;
    let package = std::env::var("CARGO_PKG_NAME").ok()?;
    library(&manifest, directory.join("src/lib.rs").exists(), &package)
}

/// The same code for a package that calls this one by another name:
/// `tg = { package = "botwright", … }`.
pub(crate) fn renamed(code: TokenStream) -> TokenStream {
    static NAME: OnceLock<Option<String>> = OnceLock::new();
    let name = NAME.get_or_init(|| {
        let directory = std::env::var_os("CARGO_MANIFEST_DIR")?;
        let directory = Path::new(&directory);
        let manifest = std::fs::read_to_string(directory.join("Cargo.toml")).ok()?;
        alias(&manifest).or_else(|| {
            let parents = directory.ancestors().skip(1);
            let outer =
                parents.filter_map(|it| std::fs::read_to_string(it.join("Cargo.toml")).ok());
            inherited(&manifest, outer)
        })
    });
    match name {
        Some(name) => rename(code, name),
        None => code,
    }
}

fn rename(code: TokenStream, name: &str) -> TokenStream {
    code.into_iter()
        .map(|tree| match tree {
            TokenTree::Ident(ident) if ident == "botwright" => {
                Ident::new(name, ident.span()).into()
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), rename(group.stream(), name));
                inner.set_span(group.span());
                inner.into()
            }
            other => other,
        })
        .collect()
}

/// What a manifest calls this package, if not by its name.
fn alias(manifest: &str) -> Option<String> {
    let mut section = "";
    for line in manifest.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let words: String = value.split_whitespace().collect();
        let name = if key.trim() == "package" && words == "\"botwright\"" {
            section.rsplit_once("dependencies.").map(|(_, name)| name)
        } else if section.ends_with("dependencies") && words.contains("package=\"botwright\"") {
            Some(key.trim())
        } else {
            None
        };
        if let Some(name) = name {
            return Some(name.replace('-', "_"));
        }
    }
    None
}

/// The same for a package that inherits the dependency from its workspace: `tg.workspace = true`.
fn inherited(manifest: &str, outer: impl IntoIterator<Item = String>) -> Option<String> {
    let workspace = outer.into_iter().find(|text| text.contains("[workspace"))?;
    let name = alias(&workspace)?;
    let dashed = name.replace('_', "-");
    let inherits = manifest.lines().any(|line| {
        let key = line.split(['.', '=', ' ']).next().unwrap_or_default();
        (key == name || key == dashed) && line.contains("workspace")
    });
    inherits.then_some(name)
}

/// The name of a package's library, if it has one that can be linked.
fn library(manifest: &str, has_file: bool, package: &str) -> Option<String> {
    let mut section = "";
    let (mut exists, mut name) = (has_file, None);
    for line in manifest.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.starts_with('[') {
            section = line;
            exists |= section == "[lib]";
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let value = value.trim();
        match (section, key.trim()) {
            ("[lib]", "name") => name = Some(value.trim_matches('"').to_owned()),
            ("[lib]", "proc-macro") if value == "true" => return None,
            ("[lib]", "crate-type") if !value.contains("\"lib\"") && !value.contains("rlib") => {
                return None;
            }
            ("[package]", "autolib") if value == "false" => exists = false,
            _ => {}
        }
    }
    exists.then(|| name.unwrap_or_else(|| package.to_owned()).replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{alias, inherited, library, rename};

    #[test]
    fn finds_another_name() {
        assert_eq!(alias("[dependencies]\nbotwright = \"1\"\n"), None);
        let inline = "[dev-dependencies]\nmy-tg = { version = \"1\", package = \"botwright\" }\n";
        assert_eq!(alias(inline).as_deref(), Some("my_tg"));
        let table = "[dependencies.tg]\nversion = \"1\"\npackage = \"botwright\" # renamed\n";
        assert_eq!(alias(table).as_deref(), Some("tg"));
        let code = rename(quote!({ ::botwright::__::Route(botwright_else) }), "tg");
        assert_eq!(
            code.to_string(),
            quote!({ ::tg::__::Route(botwright_else) }).to_string()
        );
    }

    #[test]
    fn finds_the_name_of_the_workspace() {
        let workspace =
            "[workspace]\n[workspace.dependencies]\nmy-tg = { package = \"botwright\" }\n";
        let find = |manifest| inherited(manifest, [workspace.to_owned()]);
        let own = "[dependencies]\nmy-tg.workspace = true\n";
        assert_eq!(find(own).as_deref(), Some("my_tg"));
        let table = "[dependencies]\nmy-tg = { workspace = true }\n";
        assert_eq!(find(table).as_deref(), Some("my_tg"));
        assert_eq!(find("[dependencies]\nbotwright = \"1\"\n"), None);
    }

    #[test]
    fn finds_the_library_to_link() {
        let plain = "[package]\nname = \"my-bot\"\n[dependencies]\n";
        assert_eq!(library(plain, true, "my-bot").as_deref(), Some("my_bot"));
        assert_eq!(library(plain, false, "my-bot"), None);
        let named = "[package]\nname = \"my-bot\"\n[lib]\nname = \"core_bot\" # ours\n";
        assert_eq!(library(named, false, "my-bot").as_deref(), Some("core_bot"));
        let foreign = "[lib]\ncrate-type = [\"cdylib\"]\n";
        assert_eq!(library(foreign, true, "my-bot"), None);
    }
}
