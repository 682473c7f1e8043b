//! Scopes, guards, middleware, errors.

use botwright::prelude::*;

use crate::{Db, DbError};

impl Db {
    async fn is_admin(&self, user: botwright::ids::UserId) -> bool {
        user == botwright::ids::UserId(1)
    }
}

mod admin {
    use super::*;
    bot::scope! { guard = is_admin, chat = private, around = audit }

    /// Restarts the service.
    #[command]
    async fn restart() -> &'static str {
        "bye"
    }
}

#[guard(otherwise = "Admins only")]
async fn is_admin(user: &User, db: State<Db>) -> bool {
    db.is_admin(user.id).await
}

#[around]
async fn audit(next: Next, cx: Cx) -> Outcome {
    let outcome = next.run(cx).await;
    tracing::info!(?outcome);
    outcome
}

#[on_error(DbError)]
async fn db_down(error: &DbError) -> &'static str {
    let _ = error;
    "The storage is down, try later"
}
