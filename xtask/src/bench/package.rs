//! A package that a benchmark writes and has cargo check.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::{Outcome, command};

/// A package below `target/`, a workspace of its own: the workspace's lock file and compiled crates stay
/// untouched.
pub(super) struct Package(PathBuf);

impl Package {
    /// The package in the folder of this name.
    pub(super) fn new(name: &str) -> Self {
        Self(command::root().join("target").join(name))
    }

    /// Writes one of its files.
    pub(super) fn write(&self, name: &str, text: &str) -> Outcome {
        let path = self.0.join(name);
        fs::create_dir_all(self.0.join("src"))
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()).into())
    }

    /// cargo there, with a target folder of the package's own.
    pub(super) fn cargo(&self, incremental: bool) -> Command {
        let mut command = command::cargo();
        command
            .current_dir(&self.0)
            .env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" })
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .env_remove("RUSTC_WRAPPER");
        command
    }
}
