use botwright::prelude::*;

bot::scope! { guard = plain }

async fn plain(_user: &User) -> bool {
    true
}

/// Names a function that is no guard.
#[command(guard = plain)]
async fn one() {}

/// Names nothing.
#[command(guard = nowhere, around = nowhere)]
async fn two() {}

fn main() {}
