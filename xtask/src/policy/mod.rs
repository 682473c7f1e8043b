//! `cargo xtask policy`: which crates the workspace may depend on.
//!
//! `deny.toml` says it, in the form that cargo-deny reads too; what that tool cannot say is here:
//! the size of a default bot's tree, which has no room for a second `syn`, and the page that gives
//! the reason for every dependency.

mod graph;
mod licence;
mod page;
mod rules;
mod tree;

use crate::{Outcome, command};
use graph::Graph;
use rules::Rules;

/// Checks everything, prints every violation, fails when there is one.
pub(crate) fn run() -> Outcome {
    let rules = Rules::read(&command::root().join("deny.toml"))?;
    let graph = Graph::read(&rules.excluded)?;
    let mut violations = Vec::new();

    for package in graph.packages() {
        violations.extend(rules.violations(package));
    }
    eprintln!(
        "{} crates from all platforms: licences, sources and bans checked",
        graph.len()
    );
    for (name, versions) in graph.duplicates() {
        eprintln!(
            "note: {name} is there in several versions: {}",
            versions.join(", ")
        );
    }

    violations.extend(tree::violations()?);
    violations.extend(page::violations(&graph)?);

    if violations.is_empty() {
        return Ok(());
    }
    violations.sort();
    Err(format!(
        "the dependency policy is broken:\n  {}",
        violations.join("\n  ")
    )
    .into())
}
