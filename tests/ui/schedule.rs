use botwright::prelude::*;

#[every]
async fn no_time() {}

#[every("soon")]
async fn soon() {}

#[every("0 s")]
async fn at_once() {}

#[every("1 day")]
async fn with_a_user(user: &User) {}

#[every("1 day")]
async fn with_an_argument(count: u32) {}

#[cron("0 9 * *")]
async fn too_few() {}

#[cron("0 9 * * MON", tz = "Europe/Berln")]
async fn no_zone() {}

#[cron("0 9 * * MON", zone = "Europe/Berlin")]
async fn no_key() {}

#[on_start(now)]
async fn with_brackets() {}

fn main() {}
