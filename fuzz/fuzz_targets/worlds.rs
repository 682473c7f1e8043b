//! `cargo +nightly fuzz run --features libfuzzer worlds`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| botwright_fuzz::worlds(data));
