//! The long run of the crash tests: `cargo xtask crash --rounds N` starts it.
#![allow(clippy::print_stdout)] // Its report is read on a terminal.

use std::process::ExitCode;

use botwright_tests::crash::{Plan, run};
use botwright_tests::free_address;

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: u64| {
        let next = arguments.next();
        next.and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let mut plan = Plan {
        rounds: number(100),
        updates: number(200),
        chats: 300,
        work: 200,
        life: 50..900,
        seed: number(1),
        is_durable: true,
        store: None,
        webhook: None,
    };
    let webhook = std::env::args().any(|argument| argument == "webhook");
    plan.webhook = webhook.then(free_address);
    let Ok(me) = std::env::current_exe() else {
        return ExitCode::FAILURE;
    };
    let report = run(&plan, &me.with_file_name("crash_bot")).await;
    println!("{report}");
    if report.is_good() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
