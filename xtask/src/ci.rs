//! `cargo xtask ci`: everything a change must pass.

use std::time::Instant;

use crate::{Outcome, command, r#gen, policy, test};

/// One step: what it is called, and what it does.
type Step = (&'static str, fn() -> Outcome);

/// In the order of cost, so that a cheap mistake is found in seconds.
///
/// `bench/` is formatted but not linted: it compiles the libraries we compare with, which would
/// double the time of a cold start.
const STEPS: [Step; 7] = [
    ("formatting", || {
        command::run(command::cargo().args(["fmt", "--all", "--check"]))
    }),
    ("generated files", || Ok(r#gen::run(true)?)),
    ("dependency policy", policy::run),
    ("lints", || {
        command::run(command::cargo().args(["clippy", "--all-targets", "--", "-D", "warnings"]))
    }),
    ("cargo features", features),
    ("documentation", || {
        command::run(
            command::cargo()
                .args(["doc", "--no-deps"])
                .env("RUSTDOCFLAGS", "-D warnings"),
        )
    }),
    ("tests", || test::run(&[])),
];

/// Builds of the runtime that nothing in the workspace asks for, since features add up there. What the
/// compiler warns of, such as code that nobody uses; style was looked at before.
fn features() -> Outcome {
    for features in ["", "default", "webhook,durable"] {
        let lib = [
            "clippy",
            "-p",
            "botwright",
            "--lib",
            "--no-default-features",
        ];
        let chosen = ["--features", features, "--", "-D", "warnings"];
        let quiet = ["-A", "clippy::all", "-A", "clippy::pedantic"];
        command::run(command::cargo().args(lib).args(chosen).args(quiet))?;
    }
    Ok(())
}

/// Runs the steps up to the first that fails.
pub(crate) fn run() -> Outcome {
    let start = Instant::now();
    let last = STEPS.len() - 1;
    for (index, (name, step)) in STEPS.iter().enumerate() {
        eprintln!("\n=== {name} ===");
        let began = Instant::now();
        let outcome = step();
        // The test runner's own summary, with its own duration, is the last thing printed.
        if index < last {
            let verdict = if outcome.is_ok() { "done" } else { "failed" };
            eprintln!(
                "=== {name}: {verdict} in {:.1} s, {:.1} s since the start ===",
                began.elapsed().as_secs_f64(),
                start.elapsed().as_secs_f64()
            );
        }
        outcome?;
    }
    Ok(())
}
