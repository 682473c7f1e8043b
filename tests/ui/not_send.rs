use std::rc::Rc;

use botwright::prelude::*;

async fn wait() {}

/// Counts.
#[command]
async fn count() {
    let count = Rc::new(1);
    wait().await;
    drop(count);
}

fn main() {}
