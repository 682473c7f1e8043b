//! `cargo xtask test`: the tests, with the servers they talk to.

use std::process::Command;

use crate::services::Services;
use crate::{Outcome, command};

/// Runs the doc tests, then the other tests of the default members.
///
/// The test runner comes last, so that its summary ends what is printed. With `filters` (arguments
/// of the test runner) the doc tests are left out: whoever asks for one test waits for that one.
/// The servers are stopped when this function returns, however it returns, and also when the
/// process is killed: see [`Services`].
pub(crate) fn run(filters: &[String]) -> Outcome {
    let services = Services::start(&command::root().join("target/services"))?;
    let with_servers = |mut command: Command| {
        command.envs(services.environment());
        command
    };

    if filters.is_empty() {
        command::run_last(with_servers(command::cargo()).args(["test", "--doc"]))?;
    }
    let mut runner = with_servers(command::cargo());
    if command::succeeds(command::cargo().args(["nextest", "--version"])) {
        runner.args(["nextest", "run", "--no-fail-fast"]);
    } else {
        eprintln!("cargo-nextest is not installed: the tests run with `cargo test`");
        runner.args([
            "test",
            "--lib",
            "--bins",
            "--tests",
            "--examples",
            "--no-fail-fast",
        ]);
    }
    command::run_last(runner.args(filters))
}
