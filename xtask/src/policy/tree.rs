//! What a bot with default features compiles.

use std::collections::BTreeMap;

use crate::{Outcome, command};

/// At most so many crates, `botwright` and its own parts included.
const MOST: usize = 100;

/// Checks the tree of `botwright`: its size, and that no `syn` before 3 is in it.
pub(super) fn violations() -> Outcome<Vec<String>> {
    let tree = command::output(command::cargo().args([
        "tree",
        "--locked",
        "-p",
        "botwright",
        "-e",
        "normal",
        "--prefix",
        "none",
    ]))?;
    let crates = crates(&tree);
    eprintln!(
        "{} crates in the tree of a default bot, at most {MOST}",
        crates.len()
    );
    let mut violations = Vec::new();
    if crates.len() > MOST {
        let reason = format!(
            "{} crates in the tree of a default bot, at most {MOST}",
            crates.len()
        );
        violations.push(reason);
    }
    for version in crates.get("syn").into_iter().flatten() {
        let major = version.trim_start_matches('v').split('.').next();
        if major
            .and_then(|major| major.parse().ok())
            .is_none_or(|major: u32| major < 3)
        {
            violations.push(format!(
                "syn {version} in the tree of a default bot: see `cargo tree -p botwright -i syn`"
            ));
        }
    }
    Ok(violations)
}

/// Names and their versions, from lines like `syn v3.0.10 (*)`.
fn crates(tree: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut crates: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        if let (Some(name), Some(version)) = (words.next(), words.next()) {
            let versions = crates.entry(name).or_default();
            if !versions.contains(&version) {
                versions.push(version);
            }
        }
    }
    crates
}

#[cfg(test)]
mod tests {
    use super::crates;

    #[test]
    fn a_crate_counts_once_with_all_its_versions() {
        let tree = "botwright v0.1.0 (/x)\nsyn v3.0.1\nsyn v2.0.1\nsyn v3.0.1 (*)\n\nquote v1.0.0";
        let crates = crates(tree);
        assert_eq!(crates.len(), 3);
        assert_eq!(crates["syn"], ["v3.0.1", "v2.0.1"]);
    }
}
