//! `cargo xtask bench`: figures, beside those of other libraries in the same run.

mod compile;
mod handlers;
mod package;
mod stopwatch;

use serde_json::Value;

use crate::{Outcome, command};

/// The benchmarks that are measured here: cargo itself is what they run.
const OWN: [Benchmark; 2] = [("compile", compile::run), ("handlers", handlers::run)];

/// A name, and what is run.
type Benchmark = (&'static str, fn() -> Outcome);

/// Runs the named benchmarks, or all of them.
pub(crate) fn run(names: &[String]) -> Outcome {
    let known = known()?;
    if let Some(name) = names.iter().find(|name| !known.contains(name)) {
        let known = known.join(", ");
        return Err(format!("there is no benchmark `{name}`; there are: {known}").into());
    }
    for name in if names.is_empty() { &known } else { names } {
        eprintln!("\n=== {name} ===");
        if let Some((_, run)) = OWN.iter().find(|(own, _)| own == name) {
            run()?;
        } else {
            let arguments = ["run", "--release", "-p", "botwright-bench", "--bin", name];
            command::run(command::cargo().args(arguments))?;
        }
    }
    Ok(())
}

/// The names of the benchmarks: ours, and the binaries of the package in `bench/`.
fn known() -> Outcome<Vec<String>> {
    let text =
        command::output(command::cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&text)
        .map_err(|error| format!("`cargo metadata` printed broken JSON: {error}"))?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let targets = packages
        .filter(|package| package["name"] == "botwright-bench")
        .filter_map(|package| package["targets"].as_array())
        .flatten();
    let binaries = targets
        .filter(|target| target["kind"][0] == "bin")
        .filter_map(|target| target["name"].as_str().map(str::to_owned));
    let own = OWN.iter().map(|(name, _)| (*name).to_owned());
    Ok(own.chain(binaries).collect())
}
