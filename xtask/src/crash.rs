//! `cargo xtask crash`: the long run of the crash tests.

use crate::{Outcome, command};

/// Kills a bot `rounds` times while `updates` of them come in each round, and checks that nothing was lost.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (mut rounds, mut updates, mut seed) = ("100", "200", "1");
    let mut transport = "polling";
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        if name == "--webhook" {
            transport = "webhook";
            continue;
        }
        let value = rest
            .next()
            .ok_or_else(|| format!("{name} needs a number"))?;
        if value.parse::<u64>().is_err() {
            return Err(format!("{name} needs a number, not `{value}`").into());
        }
        match name.as_str() {
            "--rounds" => rounds = value,
            "--updates" => updates = value,
            "--seed" => seed = value,
            _ => return Err(format!("`{name}` is not an option of crash").into()),
        }
    }
    let build = ["build", "--release", "-p", "botwright-tests", "--bins"];
    command::run(command::cargo().args(build))?;
    let run = [
        "run",
        "--release",
        "-p",
        "botwright-tests",
        "--bin",
        "crash",
        "--",
    ];
    command::run_last(
        command::cargo()
            .args(run)
            .args([rounds, updates, seed, transport]),
    )
}
