//! `#[bot::test]` and `bot::check!()`, used as a bot's author does.

mod acts;
mod failures;
mod flows;
mod shop;
mod talks;
mod time;
mod whole;

/// All handlers but those of `whole`, which are wrong on purpose.
fn setup() -> botwright::bot::Builder {
    ["acts", "failures", "flows", "shop", "talks", "time"]
        .iter()
        .fold(flows::setup(), |builder, module| {
            builder.only(format!("testkit::{module}"))
        })
}

botwright::bot::check!(setup);
