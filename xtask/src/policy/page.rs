//! The page that gives the reason for every dependency.

use std::collections::BTreeSet;

use super::graph::Graph;
use crate::{Outcome, command};

/// The page, from the workspace's folder.
const PAGE: &str = "docs/dependencies.md";

/// Compares the first column of the page's tables with the direct dependencies.
pub(super) fn violations(graph: &Graph) -> Outcome<Vec<String>> {
    let text = std::fs::read_to_string(command::root().join(PAGE))
        .map_err(|error| format!("{PAGE}: {error}"))?;
    let listed = listed(&text);
    let missing = graph
        .direct()
        .iter()
        .filter(|(name, _)| !listed.contains(name.as_str()))
        .map(|(name, users)| {
            let users: Vec<&str> = users.iter().map(String::as_str).collect();
            format!(
                "{name}, used by {}, is not listed in {PAGE}",
                users.join(", ")
            )
        });
    let stale = listed
        .iter()
        .filter(|name| !graph.direct().contains_key(**name));
    let stale = stale.map(|name| format!("{name} is listed in {PAGE}, and nothing uses it"));
    Ok(missing.chain(stale).collect())
}

/// The names in table rows that begin with a name in backquotes.
fn listed(text: &str) -> BTreeSet<&str> {
    text.lines()
        .filter_map(|line| line.trim_start_matches('|').trim_start().strip_prefix('`'))
        .filter_map(|rest| rest.split_once('`'))
        .map(|(name, _)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn only_the_first_column_counts() {
        let page = "Use `cargo`.\n\n| crate | why |\n|---|---|\n| `serde` | for `Value` |\n";
        assert_eq!(listed(page).into_iter().collect::<Vec<_>>(), ["serde"]);
    }
}
