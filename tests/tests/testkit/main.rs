//! `#[bot::test]` and `bot::check!()`, used as a bot's author does.

mod failures;
mod flows;
mod shop;
mod time;

botwright::bot::check!(flows::setup);
