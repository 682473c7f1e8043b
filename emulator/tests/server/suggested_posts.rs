//! Direct messages of channels, and posts suggested there.

use std::time::Duration;

use botwright_emulator::{UserMessage, World};
use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server};

const BOB: i64 = 2;
const NEWS: i64 = -1_000_000_000_002;
const DIRECT: i64 = -2_002_147_483_650;

fn world(direct: i64) -> Value {
    json!({
        "bots": [{"token": "42:EMULATOR", "username": "emulator_bot", "first_name": "E"}],
        "users": [
            {"id": ANN, "first_name": "Ann", "username": "ann"},
            {"id": BOB, "first_name": "Bob", "username": "bob"},
        ],
        "chats": [{"id": NEWS, "type": "channel", "title": "News",
            "admins": ["ann", "emulator_bot"], "direct_messages_chat_id": direct}],
    })
}

async fn server() -> Server {
    Server::with(World::from_json(&world(DIRECT).to_string()).unwrap()).await
}

fn updates(server: &Server) -> Vec<Value> {
    let updates = server.emulator.take_updates(BOT);
    let parse = |update: &String| serde_json::from_str(update).unwrap();
    updates.iter().map(parse).collect()
}

fn suggest(server: &Server, stars: u32, date: Option<i64>) -> i64 {
    let post = UserMessage::text("buy this").suggest_post(stars, date);
    server.emulator.send_message(BOB, DIRECT, post).unwrap()
}

#[tokio::test]
async fn people_write_to_a_channel_and_are_answered() {
    let server = server().await;
    let id = server.emulator.send(BOB, DIRECT, "hello").unwrap();
    let message = updates(&server).remove(0)["message"].take();
    assert_eq!(message["chat"]["is_direct_messages"], true);
    let topic = &message["direct_messages_topic"];
    assert_eq!(
        (&topic["topic_id"], &topic["user"]["id"]),
        (&json!(BOB), &json!(BOB))
    );
    let params = json!({"chat_id": DIRECT, "text": "hi", "direct_messages_topic_id": BOB});
    let answer = server.ok("sendMessage", params).await;
    assert_eq!(answer["direct_messages_topic"]["topic_id"], BOB);
    let reply = json!({"chat_id": DIRECT, "text": "hi", "reply_parameters": {"message_id": id}});
    server.ok("sendMessage", reply).await;
    let nobody = json!({"chat_id": DIRECT, "text": "hi"});
    assert_eq!(
        server.error("sendMessage", nobody).await,
        "400 Bad Request: direct messages topic not found"
    );
    let reply = UserMessage::text("from Ann").reply_to(id);
    server.emulator.send_message(ANN, DIRECT, reply).unwrap();
    assert!(server.emulator.send(ANN, DIRECT, "to whom?").is_err());
    let info = server.ok("getChat", json!({"chat_id": DIRECT})).await;
    assert_eq!(info["parent_chat"]["id"], NEWS);
}

#[tokio::test]
async fn an_approved_post_is_published_and_paid() {
    let server = server().await;
    let id = suggest(&server, 50, None);
    let told = updates(&server).remove(0)["message"].take();
    assert_eq!(
        told["suggested_post_info"],
        json!({"state": "pending", "price": {"currency": "XTR", "amount": 50}})
    );
    let before = server.emulator.stars(BOB).unwrap();
    let params = json!({"chat_id": DIRECT, "message_id": id});
    assert_eq!(
        server.ok("approveSuggestedPost", params.clone()).await,
        true
    );
    assert_eq!(server.emulator.stars(BOB), Some(before - 50));
    let updates_now = updates(&server);
    let approved = &updates_now[0]["message"]["suggested_post_approved"];
    assert_eq!(approved["suggested_post_message"]["message_id"], id);
    assert_eq!(approved["send_date"], 1_700_000_000);
    assert_eq!(updates_now[1]["channel_post"]["text"], "buy this");
    assert_eq!(updates_now[1]["channel_post"]["is_paid_post"], true);
    assert_eq!(
        server.error("approveSuggestedPost", params).await,
        "400 Bad Request: suggested post not found"
    );
    server.clock.advance(Duration::from_secs(86_401));
    server.ok("getMe", json!({})).await;
    let paid = updates(&server).remove(0)["message"]["suggested_post_paid"].take();
    assert_eq!(paid["currency"], "XTR");
    assert_eq!(paid["star_amount"]["amount"], 50);
}

#[tokio::test]
async fn a_post_that_is_deleted_too_soon_is_paid_back() {
    let server = server().await;
    let id = suggest(&server, 50, None);
    let before = server.emulator.stars(BOB);
    server.emulator.approve_post(ANN, DIRECT, id, None).unwrap();
    let post = server.emulator.messages(NEWS).pop().unwrap();
    let post = post["message_id"].as_i64().unwrap();
    server.emulator.delete_message(ANN, NEWS, post).unwrap();
    server.clock.advance(Duration::from_secs(86_401));
    server.ok("getMe", json!({})).await;
    let last = updates(&server).pop().unwrap();
    let refunded = &last["message"]["suggested_post_refunded"];
    assert_eq!(refunded["reason"], "post_deleted");
    assert_eq!(server.emulator.stars(BOB), before);
}

#[tokio::test]
async fn a_post_waits_for_its_time() {
    let server = server().await;
    let id = suggest(&server, 0, Some(1_700_000_600));
    let params = json!({"chat_id": DIRECT, "message_id": id});
    server.ok("approveSuggestedPost", params).await;
    assert_eq!(server.emulator.messages(NEWS), [Value::Null; 0]);
    server.clock.advance(Duration::from_mins(10));
    server.ok("getMe", json!({})).await;
    assert_eq!(server.emulator.messages(NEWS)[0]["text"], "buy this");
}

#[tokio::test]
async fn who_has_too_few_stars_is_told() {
    let server = server().await;
    server.emulator.set_stars(BOB, 10).unwrap();
    let id = suggest(&server, 50, None);
    let params = json!({"chat_id": DIRECT, "message_id": id});
    server.ok("approveSuggestedPost", params).await;
    let last = updates(&server).pop().unwrap();
    let failed = &last["message"]["suggested_post_approval_failed"];
    assert_eq!(failed["price"], json!({"currency": "XTR", "amount": 50}));
}

#[tokio::test]
async fn a_declined_post_says_why() {
    let server = server().await;
    let id = suggest(&server, 0, None);
    let params = json!({"chat_id": DIRECT, "message_id": id, "comment": "too loud"});
    server.ok("declineSuggestedPost", params).await;
    let last = updates(&server).pop().unwrap();
    let declined = &last["message"]["suggested_post_declined"];
    assert_eq!(declined["comment"], "too loud");
    assert!(server.emulator.approve_post(ANN, DIRECT, id, None).is_err());
    let second = suggest(&server, 0, None);
    assert!(
        server
            .emulator
            .decline_post(BOB, DIRECT, second, "")
            .is_err()
    );
    server
        .emulator
        .decline_post(ANN, DIRECT, second, "")
        .unwrap();
}

#[tokio::test]
async fn a_bot_suggests_another_version() {
    let server = server().await;
    let id = suggest(&server, 0, None);
    let mut params = json!({
        "chat_id": DIRECT, "text": "buy that", "reply_parameters": {"message_id": id},
        "suggested_post_parameters": {"price": {"currency": "XTR", "amount": 5}},
    });
    let message = server.ok("sendMessage", params.clone()).await;
    assert_eq!(message["suggested_post_info"]["price"]["amount"], 5);
    let old = &server.emulator.messages(DIRECT)[0];
    assert_eq!(old["suggested_post_info"]["state"], "declined");
    for (post, expected) in [
        (
            json!({"price": {"currency": "XTR", "amount": 4}}),
            "invalid amount of the suggested post price specified",
        ),
        (
            json!({"price": {"currency": "EUR", "amount": 5}}),
            "unsupported currency of the suggested post price specified",
        ),
        (json!({"send_date": 1_700_000_001}), "SCHEDULE_DATE_INVALID"),
    ] {
        params["suggested_post_parameters"] = post;
        let found = server.error("sendMessage", params.clone()).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
    let elsewhere = json!({"chat_id": NEWS, "text": "x", "suggested_post_parameters": {}});
    assert_eq!(
        server.error("sendMessage", elsewhere).await,
        "400 Bad Request: suggested posts can be sent only to channel direct messages chats"
    );
    let missing = json!({"chat_id": NEWS, "message_id": 1});
    assert_eq!(
        server.error("approveSuggestedPost", missing).await,
        "400 Bad Request: suggested post not found"
    );
}

#[test]
fn direct_messages_have_ids_of_their_own() {
    let error = World::from_json(&world(-5).to_string()).unwrap_err();
    assert_eq!(error.path(), "chats[0].direct_messages_chat_id");
}
