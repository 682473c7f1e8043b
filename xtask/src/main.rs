//! What people and CI run: `cargo xtask <command>`.
//!
//! Each command is one file or one folder here; `USAGE` lists them.

mod bench;
mod ci;
mod command;
mod crash;
mod fuzz;
mod r#gen;
mod interop;
mod policy;
mod services;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  gen [--check]       write the generated files of api/; with --check, fail when they are stale
  test [filter ...]   start the servers the tests talk to, run the tests, stop the servers;
                      arguments go to the test runner, and leave the doc tests out
  crash [--rounds N] [--updates N] [--seed N] [--webhook]
                      kill a bot with a data file N times, and check that no update was lost
  test --interop      bots of other frameworks, from PyPI and npm, against the emulator
  ci                  everything a change must pass, in the order of cost
  fuzz [target [count [seed]]]   any bytes into the emulator's readers: parameters, entities, worlds, all
  interop             bots against Bot API servers that others wrote, from PyPI and npm
  policy              licences, sources, banned crates, size of the dependency tree
  bench [name ...]    `compile` is measured here, other names are binaries of bench/; none means all";

/// Why a command failed.
#[derive(Debug)]
enum Failure {
    /// What to tell the person at the terminal.
    Because(String),
    /// A program we ran has said it already: its words stay the last ones.
    AlreadySaid,
}

impl From<String> for Failure {
    fn from(reason: String) -> Self {
        Self::Because(reason)
    }
}

type Outcome<T = ()> = Result<T, Failure>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::AlreadySaid) => ExitCode::FAILURE,
        Err(Failure::Because(reason)) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome {
    let (name, rest) = arguments.split_first().ok_or_else(|| USAGE.to_owned())?;
    match (name.as_str(), rest) {
        ("gen", []) => Ok(r#gen::run(false)?),
        ("gen", [flag]) if flag == "--check" => Ok(r#gen::run(true)?),
        ("test", [flag]) if flag == "--interop" => interop::bots(),
        ("test", filters) => test::run(filters),
        ("crash", options) => crash::run(options),
        ("ci", []) => ci::run(),
        ("fuzz", arguments) => fuzz::run(arguments),
        ("interop", []) => interop::run(),
        ("policy", []) => policy::run(),
        ("bench", names) => bench::run(names),
        ("help" | "--help" | "-h", _) => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!(
            "`{}` is not a command of xtask\n{USAGE}",
            arguments.join(" ")
        )
        .into()),
    }
}
