use botwright::prelude::*;

struct NoError;

#[on_error(Panic, NoError)]
async fn two_types() {}

#[on_error("Panic")]
async fn text() {}

#[on_error(NoError)]
async fn no_error(_error: &NoError) {}

#[on_error(Panic)]
async fn another(_error: &std::fmt::Error) {}

#[on_error]
async fn number(_error: &HandlerError) -> u8 {
    7
}

fn main() {}
