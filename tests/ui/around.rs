use botwright::prelude::*;

#[around]
async fn without_next(cx: Cx) -> Outcome {
    Outcome::reply(&cx, "no")
}

#[around]
async fn twice(first: Next, second: Next, cx: Cx) -> Outcome {
    drop(second);
    first.run(cx).await
}

#[around(timed)]
async fn keyed(next: Next, cx: Cx) -> Outcome {
    next.run(cx).await
}

#[around]
async fn number(next: Next, cx: Cx) -> u8 {
    drop(next.run(cx).await);
    7
}

#[guard]
async fn is_admin() -> bool {
    true
}

/// Takes what only code around handlers gets.
#[command]
async fn one(_next: Next) {}

/// Names a guard.
#[command(around = is_admin)]
async fn two() {}

/// Names nothing.
#[command(around = 7)]
async fn three() {}

fn main() {}
