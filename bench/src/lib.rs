//! What the benchmarks share: the sample update, the stopwatch and the scripted server.
#![allow(clippy::print_stdout)] // Benchmarks are read on a terminal.

pub mod sample;
pub mod server;
pub mod stopwatch;
