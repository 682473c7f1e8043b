//! Commands with typed arguments.

use botwright::ids::UserId;
use botwright::prelude::*;

use crate::{Db, DbError};

impl Db {
    async fn ban(&self, _: UserId, _: Option<u32>) -> Result<(), DbError> {
        Ok(())
    }
}

#[guard(otherwise = "Admins only")]
async fn is_admin(user: &User) -> bool {
    user.id == UserId(1)
}

/// Adds two numbers.
#[command]
async fn add(a: i64, b: i64) -> String {
    (a + b).to_string()
}

/// Bans a member.
///
/// Longer help: shown by `/help ban`.
#[command(alias = "b", chat = group, guard = is_admin)]
async fn ban(
    who: UserRef,
    minutes: Option<u32>,
    reason: Rest,
    db: State<Db>,
    api: Api,
) -> bot::Result<Html> {
    let _ = api;
    db.ban(who.id(), minutes).await?;
    Ok(html!("<b>{who}</b> is out: {reason}"))
}

/// An invitation.
#[derive(Debug, Callback)]
enum Invite {
    Friend { id: u32 },
}

/// Starts.
#[command]
async fn start(payload: Option<DeepLink<Invite>>) -> String {
    payload.map_or_else(String::new, |invite| format!("{invite:?}"))
}
