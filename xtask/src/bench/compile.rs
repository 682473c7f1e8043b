//! How long `cargo check` of the typed API takes, beside two other libraries' types.
//!
//! Each crate alone is checked from clean, with its dependencies already checked. The best of a few
//! rounds is taken: what else the machine does can only add time.

use std::process::Command;

use super::package::Package;
use super::stopwatch::{Spent, Stopwatch};
use crate::{Outcome, command};

const CRATES: [&str; 3] = ["botwright-api", "frankenstein", "teloxide-core"];
const ROUNDS: usize = 3;

/// A package that depends on all of them. Features are off, so that clients and TLS do not count.
const MANIFEST: &str = r#"[workspace]

[package]
name = "bench-compile"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
botwright-api = { path = "../../api" }
frankenstein = { version = "=0.52.1", default-features = false }
teloxide-core = { version = "=0.13.0", default-features = false }
"#;

/// Measures, and prints a table.
pub(super) fn run() -> Outcome {
    let package = Package::new("bench-compile");
    package.write("Cargo.toml", MANIFEST)?;
    package.write("src/lib.rs", "")?;
    let cargo = || package.cargo(false);

    command::run(cargo().args(["check", "--quiet"]))?;
    println!("cargo check, dependencies checked before, best of {ROUNDS}");
    println!("{:<16}{:>10}{:>10}", "crate", "wall, s", "CPU, s");
    for name in CRATES {
        let best = best_of_rounds(name, &cargo)?;
        println!(
            "{name:<16}{:>10.2}{:>10.2}",
            best.wall.as_secs_f64(),
            best.cpu.as_secs_f64()
        );
    }
    Ok(())
}

fn best_of_rounds(name: &str, cargo: &dyn Fn() -> Command) -> Outcome<Spent> {
    let mut best: Option<Spent> = None;
    for _ in 0..ROUNDS {
        command::run(cargo().args(["clean", "--quiet", "-p", name]))?;
        let stopwatch = Stopwatch::start()?;
        command::run(cargo().args(["check", "--quiet", "-p", name]))?;
        let spent = stopwatch.read()?;
        best = Some(best.map_or(spent, |best| best.min(spent)));
    }
    best.ok_or_else(|| "no round was measured".to_owned().into())
}
