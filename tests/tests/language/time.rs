//! Time.

use botwright::prelude::*;

use crate::Db;

#[every("15 min")]
async fn tick(api: Api, db: State<Db>) -> bot::Result {
    let _ = (api, db);
    Ok(())
}

#[cron("0 9 * * MON-FRI", tz = "Europe/Berlin")]
async fn digest(outbox: Outbox) -> bot::Result {
    let _ = outbox;
    Ok(())
}

#[on_start]
async fn hello(me: &Me) {
    let _ = me;
}
