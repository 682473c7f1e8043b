//! Bots and servers that others wrote, of PyPI and npm.
//!
//! `cargo xtask interop` runs our bots against Bot API servers of others, `cargo xtask test --interop`
//! bots of other frameworks against our emulator.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Outcome, command};

/// Installs the servers under `target/foreign/` and runs the tests that talk to them.
pub(crate) fn run() -> Outcome {
    let folder = command::root().join("target/foreign");
    let python = lo_bot_api_emulator(&folder.join("python"))?;
    let modules = telegram_test_api(&folder.join("node"))?;
    command::run_last(
        command::cargo()
            .args(["test", "-p", "botwright-tests", "--test", "foreign_servers"])
            .env("BOTWRIGHT_LO_BOT_API", python)
            .env("BOTWRIGHT_TELEGRAM_TEST_API", modules),
    )
}

/// Installs the frameworks under `target/interop/` and runs the tests of bots written with them.
pub(crate) fn bots() -> Outcome {
    let folder = command::root().join("target/interop");
    python(
        &folder.join("python"),
        &["python-telegram-bot[webhooks]==22.8", "aiogram==3.31.0"],
    )?;
    node(&folder.join("node"), &["grammy@1.46.0", "telegraf@4.16.3"])?;
    command::run_last(
        command::cargo()
            .args(["test", "-p", "botwright-emulator", "--test", "interop"])
            .env("BOTWRIGHT_INTEROP", folder),
    )
}

/// A virtual environment with the package of PyPI; gives its Python.
fn lo_bot_api_emulator(folder: &Path) -> Outcome<PathBuf> {
    python(folder, &["lo-bot-api-emulator==0.3.6"])
}

/// The package of npm; gives the folder of modules it is in.
fn telegram_test_api(folder: &Path) -> Outcome<PathBuf> {
    node(folder, &["telegram-test-api@4.2.1"])
}

/// A virtual environment with packages of PyPI; gives its Python.
fn python(folder: &Path, packages: &[&str]) -> Outcome<PathBuf> {
    require("python3", "Python 3.11 or later, with the module venv")?;
    let python = folder.join("bin/python");
    if !python.is_file() {
        command::run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    }
    command::run(
        Command::new(&python)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .args(packages),
    )?;
    Ok(python)
}

/// Packages of npm; gives the folder of modules they are in.
fn node(folder: &Path, packages: &[&str]) -> Outcome<PathBuf> {
    require("node", "Node.js")?;
    require("npm", "npm, which comes with Node.js")?;
    let install = ["install", "--silent", "--no-audit", "--no-fund", "--prefix"];
    command::run(Command::new("npm").args(install).arg(folder).args(packages))?;
    Ok(folder.join("node_modules"))
}

fn require(program: &str, what: &str) -> Outcome {
    if command::succeeds(Command::new(program).arg("--version")) {
        return Ok(());
    }
    Err(format!("`{program}` does not run: install {what}, then try again").into())
}
