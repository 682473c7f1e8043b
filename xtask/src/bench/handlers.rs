//! What the attributes cost while compiling: a bot of 500 handlers with five parameters each.

use std::fmt::Write as _;

use super::package::Package;
use super::stopwatch::{Spent, Stopwatch};
use crate::{Outcome, command};

const HANDLERS: usize = 500;
const ROUNDS: usize = 3;

const MANIFEST: &str = r#"[workspace]

[package]
name = "bench-handlers"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
botwright = { path = "../../runtime" }
"#;

/// Measures, and prints a table.
pub(super) fn run() -> Outcome {
    let package = Package::new("bench-handlers");
    package.write("Cargo.toml", MANIFEST)?;
    // Every round has another text, so that there is something to check.
    let measure = |handlers: usize, incremental: bool| -> Outcome<Spent> {
        let mut best: Option<Spent> = None;
        for round in 0..=ROUNDS {
            package.write("src/main.rs", &bot(handlers, round))?;
            let stopwatch = Stopwatch::start()?;
            command::run(package.cargo(incremental).args(["check", "--quiet"]))?;
            let spent = stopwatch.read()?;
            // The first round checks the dependencies, or fills the cache.
            if round > 0 {
                best = Some(best.map_or(spent, |best| best.min(spent)));
            }
        }
        best.ok_or_else(|| "no round was measured".to_owned().into())
    };
    let none = measure(0, false)?;
    let whole = measure(HANDLERS, false)?;
    let edited = measure(HANDLERS, true)?;
    println!("cargo check of a bot, dependencies checked before, best of {ROUNDS}");
    println!("{:<34}{:>10}{:>10}", "", "wall, s", "CPU, s");
    for (name, spent) in [
        ("no handlers", none),
        ("500 handlers of five parameters", whole),
        ("the same after an edit", edited),
    ] {
        println!(
            "{name:<34}{:>10.2}{:>10.2}",
            spent.wall.as_secs_f64(),
            spent.cpu.as_secs_f64()
        );
    }
    // One crate is checked on one processor, so its time is the one that other programs do not change.
    let handlers = u32::try_from(HANDLERS).map_err(|error| error.to_string())?;
    let each = whole.cpu.saturating_sub(none.cpu) / handlers;
    println!("one handler: {:.1} ms of CPU", each.as_secs_f64() * 1_000.0);
    Ok(())
}

/// The source of a bot.
fn bot(handlers: usize, round: usize) -> String {
    let mut source = String::from(
        "use botwright::prelude::*;\n\n#[bot::main]\nasync fn main() -> bot::Result {\n    bot::run().await\n}\n",
    );
    for index in 0..handlers {
        // Only the first one is edited.
        let round = if index == 0 { round } else { 0 };
        let _ = write!(
            source,
            "\n/// Does a thing.\n#[command]\nasync fn command_{index}(user: &User, a: i64, b: Option<u32>, api: Api, rest: Rest) -> String {{\n    \
             let _ = api;\n    format!(\"{{}} {{a}} {{b:?}} {{rest}} {round}\", user.first_name)\n}}\n"
        );
    }
    source
}
