//! `logOut` and `close`; each test names the row of the server's behaviour it proves.

use std::time::Duration;

use serde_json::json;

use crate::{hook::Hook, support::Server};

const TEN_MINUTES: Duration = Duration::from_mins(10);

/// "`logOut`: ends the session, clears queue and webhook; later calls get 400 `Logged out`; no login
/// on the cloud for 10 min".
#[tokio::test]
async fn log_out_forgets_all_and_lasts_ten_minutes() {
    let hook = Hook::start().await;
    let server = Server::start().await;
    server.ok("setWebhook", json!({"url": hook.url()})).await;
    server.ok("logOut", json!({})).await;
    for method in ["getMe", "logOut", "getUpdates", "close"] {
        assert_eq!(server.error(method, json!({})).await, "400 Logged out");
    }
    server.clock.advance(TEN_MINUTES);
    let info = server.ok("getWebhookInfo", json!({})).await;
    assert_eq!(info["url"], "");
    assert_eq!(info["pending_update_count"], 0);
}

#[tokio::test]
async fn log_out_ends_the_poll() {
    let server = Server::start().await;
    let poll = server.poll(&json!({"timeout": 50}));
    server.parked().await;
    server.ok("logOut", json!({})).await;
    assert_eq!(poll.await.unwrap()["description"], "Logged out");
}

/// "`close`: ends the instance but keeps the queue"; "on a closed instance 400 `Bad Request: the bot
/// has already been closed`"; "429 with the rest if the instance is younger than 10 min (and server
/// uptime >10 min)".
#[tokio::test]
async fn close_keeps_the_queue_and_waits_ten_minutes() {
    let server = Server::start().await;
    server.ann_writes("kept");
    server.ok("close", json!({})).await;
    assert_eq!(
        server.error("close", json!({})).await,
        "400 Bad Request: the bot has already been closed"
    );
    server.clock.advance(Duration::from_secs(601));
    let updates = server.ok("getUpdates", json!({})).await;
    assert_eq!(updates.as_array().map(Vec::len), Some(1));
    server.clock.advance(Duration::from_mins(1));
    let refused = server.call("close", json!({})).await;
    assert_eq!(refused["error_code"], 429);
    assert_eq!(refused["parameters"]["retry_after"], 540);
    server.clock.advance(Duration::from_mins(9));
    server.ok("close", json!({})).await;
}

/// "During shutdown a parked poll is answered with what is there"; "Delete the webhook first,
/// otherwise it is revived".
#[tokio::test]
async fn close_ends_polls_and_pauses_webhooks() {
    let server = Server::start().await;
    let poll = server.poll(&json!({"timeout": 50}));
    server.parked().await;
    server.ok("close", json!({})).await;
    assert_eq!(poll.await.unwrap()["result"], json!([]));
    let mut hook = Hook::start().await;
    server.ok("setWebhook", json!({"url": hook.url()})).await;
    server.ann_writes("one");
    hook.next().await.ok();
    server
        .emulator
        .wait_for(|world| (world.bot().pending_update_count() == 0).then_some(()))
        .await;
    server.ok("close", json!({})).await;
    server.ann_writes("two");
    assert!(hook.is_quiet());
    server.ok("getMe", json!({})).await;
    assert_eq!(hook.next().await.text(), "two");
}
