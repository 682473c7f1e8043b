use botwright::prelude::*;

bot::scope! { guard = plain }

async fn plain(_user: &User) -> bool {
    true
}

#[guard]
async fn is_pressed(_query: &CallbackQuery) -> bool {
    true
}

#[around]
async fn watch(cx: Cx, _query: &CallbackQuery, next: Next) -> Outcome {
    next.run(cx).await
}

/// Names a function that is no guard.
#[command(guard = plain & self::plain, around = plain)]
async fn one() {}

/// Names nothing.
#[command(guard = nowhere, around = nowhere)]
async fn two() {}

/// Has a guard that can never be asked.
#[command(guard = is_pressed)]
async fn three() {}

/// Has something around it that can never run.
#[on_message(photo, around = watch)]
async fn four() {}

fn main() {}
