//! What `#[bot::main]` runs.

use std::fmt::Display;
use std::future::Future;
use std::process::ExitCode;

/// Runs the program; an error is printed as text and ends it with code 1.
#[allow(clippy::print_stderr)] // This is the one place where a program says why it ends.
pub fn main<T>(future: impl Future<Output = T>, failure: fn(T) -> Option<String>) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: the runtime could not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match failure(runtime.block_on(future)) {
        None => ExitCode::SUCCESS,
        Some(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What `main` may return.
#[diagnostic::on_unimplemented(
    message = "`main` cannot return `{Self}`",
    label = "not a result of `main`",
    note = "return nothing, or `bot::Result`"
)]
pub trait Exit {
    /// What to say when it failed.
    fn failure(self) -> Option<String>;
}

impl Exit for () {
    fn failure(self) -> Option<String> {
        None
    }
}

impl<E: Display> Exit for Result<(), E> {
    fn failure(self) -> Option<String> {
        self.err().map(|error| error.to_string())
    }
}
