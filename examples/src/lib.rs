//! The examples are in `examples/examples`, one file per capability: `cargo run --example hello`.
//! This library is empty.
