//! A part of the bot for some users only: a scope with a guard, code around its handlers, and what is
//! said about errors.

use std::sync::Mutex;
use std::time::Instant;

use botwright::ids::UserId;
use botwright::prelude::*;

/// The users who called themselves admins.
#[derive(Default)]
pub(crate) struct Admins(Mutex<Vec<UserId>>);

impl Admins {
    fn contains(&self, user: UserId) -> bool {
        self.0.lock().is_ok_and(|admins| admins.contains(&user))
    }
}

#[derive(Debug)]
struct OutOfRange(u8);

impl std::fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is more than 100", self.0)
    }
}

impl std::error::Error for OutOfRange {}

#[guard(otherwise = "Admins only. Say /iamadmin first.")]
async fn is_admin(user: &User, admins: State<Admins>) -> bool {
    admins.contains(user.id)
}

#[around]
async fn timed(next: Next, cx: Cx) -> Outcome {
    let start = Instant::now();
    let outcome = next.run(cx).await;
    println!("{outcome:?} after {:?}", start.elapsed());
    outcome
}

/// Makes you an admin.
#[command]
async fn iamadmin(user: &User, admins: State<Admins>) -> &'static str {
    if let Ok(mut admins) = admins.0.lock() {
        admins.push(user.id);
    }
    "If you say so. Try /volume 11, /volume 111 and /crash."
}

mod behind_the_guard {
    use super::{OutOfRange, bot, command, is_admin, timed};

    bot::scope! { guard = is_admin, chat = private, around = timed }

    /// Sets the volume.
    #[command]
    async fn volume(percent: u8) -> bot::Result<String> {
        if percent > 100 {
            return Err(OutOfRange(percent).into());
        }
        Ok(format!("The volume is {percent} %"))
    }

    /// Panics.
    #[command]
    async fn crash() {
        panic!("as you wished")
    }
}

#[on_error(OutOfRange)]
async fn out_of_range(error: &OutOfRange) -> String {
    format!("That is too loud: {error}")
}

#[on_error]
async fn others(error: &HandlerError) -> String {
    format!("/{} does not work at the moment", error.handler())
}

#[bot::main]
async fn main() -> bot::Result {
    bot::builder().manage(Admins::default()).run().await
}
