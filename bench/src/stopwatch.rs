//! Measuring.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The best of several rounds, in nanoseconds per run: noise only ever adds.
pub fn nanoseconds<T>(mut run: impl FnMut() -> T) -> f64 {
    const ROUNDS: usize = 9;
    let mut runs = 1_u32;
    while time(runs, &mut run) < Duration::from_millis(20) {
        runs *= 2;
    }
    let best = (0..ROUNDS)
        .map(|_| time(runs, &mut run))
        .min()
        .unwrap_or_default();
    best.as_secs_f64() * 1e9 / f64::from(runs)
}

fn time<T>(runs: u32, run: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..runs {
        black_box(run());
    }
    start.elapsed()
}

/// The processor time this process has used, user and system, from `/proc`.
pub fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name in parentheses may hold spaces; what follows it does not.
    let after = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
}
