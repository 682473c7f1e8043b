//! `cargo +nightly fuzz run --features libfuzzer parameters`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| botwright_fuzz::parameters(data));
