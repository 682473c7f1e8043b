//! `cargo xtask bench parse`: nanoseconds to read one update of 1 KB, beside the peers.
#![allow(clippy::print_stdout)] // Benchmarks are read on a terminal.

use botwright_bench::sample;
use botwright_bench::stopwatch::nanoseconds;

fn main() {
    let json = sample::update(1_000_000_001, 500, sample::TEXT);
    let bytes = json.as_bytes();
    println!("one update of {} bytes, best of 9 rounds\n", json.len());
    let skim = nanoseconds(|| serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok());
    let rows = [
        ("serde_json, skimmed (IgnoredAny)", skim),
        (
            "serde_json::Value",
            nanoseconds(|| serde_json::from_slice::<serde_json::Value>(bytes)),
        ),
        (
            "botwright, typed, raw text kept",
            nanoseconds(|| botwright_api::parse_update(&json)),
        ),
        (
            "frankenstein 0.52, typed",
            nanoseconds(|| serde_json::from_slice::<frankenstein::updates::Update>(bytes)),
        ),
        (
            "teloxide-core 0.13, typed",
            nanoseconds(|| serde_json::from_slice::<teloxide_core::types::Update>(bytes)),
        ),
    ];
    println!("{:<36} {:>9}   {:>8}", "", "ns", "of skim");
    for (name, time) in rows {
        println!("{name:<36} {time:>9.0}   {:>7.2}x", time / skim);
    }
}
