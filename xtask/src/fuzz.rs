//! `cargo xtask fuzz`: the emulator's fuzz targets in a plain loop.

use crate::{Outcome, command};

/// Runs the loop of `fuzz/`, which is a workspace of its own, with its arguments.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    command::run_last(
        command::cargo()
            .args([
                "run",
                "--release",
                "--quiet",
                "--manifest-path",
                "fuzz/Cargo.toml",
            ])
            .args([
                "--target-dir",
                "target/fuzz",
                "--bin",
                "botwright-fuzz",
                "--",
            ])
            .args(arguments),
    )
}
