//! Worlds that are saved as they stand and read again.

use std::time::Duration;

use botwright_emulator::{Clock, Emulator, World};
use serde_json::{Value, json};

use crate::{
    hook::Hook,
    support::{ANN, BOT, Server},
};

/// A 1x1 GIF.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// Something of every kind happens.
async fn eventful() -> Server {
    let server = Server::with_groups().await;
    let keyboard = json!({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]});
    let text = json!({"chat_id": 1, "text": "<b>bold</b> https://a.example", "parse_mode": "HTML",
                      "reply_markup": keyboard});
    let message_id = server.ok("sendMessage", text).await["message_id"]
        .as_i64()
        .unwrap();
    let emulator = &server.emulator;
    emulator.send(ANN, -5, "to the group").unwrap();
    emulator
        .send_document(ANN, BOT, "a.txt", "text/plain", "bytes")
        .unwrap();
    emulator.send_photo(ANN, BOT, PICTURE, "a photo").unwrap();
    emulator.reply(ANN, BOT, message_id, "yes").unwrap();
    emulator.tap(ANN, BOT, message_id, "x").unwrap();
    emulator.block_bot(2, BOT, true).unwrap();
    let commands = json!({"commands": [{"command": "go", "description": "Go"}],
                          "scope": {"type": "chat", "chat_id": 1}});
    server.ok("setMyCommands", commands).await;
    server
        .ok(
            "sendMessageDraft",
            json!({"chat_id": 1, "draft_id": 7, "text": "…"}),
        )
        .await;
    let price = json!({"chat_id": 1, "title": "T", "description": "D", "payload": "p",
                       "currency": "XTR", "prices": [{"label": "a", "amount": 5}]});
    let invoice = server.ok("sendInvoice", price).await;
    let pay = json!({"user_id": 1, "chat_id": 1, "message_id": invoice["message_id"]});
    server.control("pay", pay).await;
    let query = json!({"user_id": 1, "bot_id": BOT, "query": "cats"});
    let asked = server.control("inline_query", query).await;
    let article = json!({"type": "article", "id": "1", "title": "Cat",
                         "input_message_content": {"message_text": "cat"}});
    let results = json!({"inline_query_id": asked["inline_query_id"], "results": [article]});
    server.ok("answerInlineQuery", results).await;
    let connect = json!({"user_id": 1, "bot_id": BOT});
    server.control("connect_business", connect).await;
    let button = json!({"chat_id": 1, "menu_button": {"type": "commands"}});
    server.ok("setChatMenuButton", button).await;
    server
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[tokio::test]
async fn a_world_is_read_as_it_was_saved() {
    let server = eventful().await;
    let saved = server.emulator.world().to_json();
    let again = World::from_json(&saved).expect("a saved world");
    assert_eq!(parsed(&again.to_json()), parsed(&saved));
}

#[tokio::test]
async fn bots_and_people_go_on_in_it() {
    let before = eventful().await;
    let saved = before.emulator.world().to_json();
    let emulator = Emulator::builder()
        .listen("127.0.0.1:0")
        .world(World::from_json(&saved).expect("a saved world"))
        .start()
        .await
        .unwrap();
    let after = Server {
        clock: emulator.clock(),
        http: before.http.clone(),
        emulator,
    };
    assert_eq!(after.clock.now(), before.clock.now());
    assert_eq!(after.emulator.messages(ANN), before.emulator.messages(ANN));
    let updates = after.ok("getUpdates", json!({})).await;
    assert_eq!(updates, before.ok("getUpdates", json!({})).await);
    let updates = updates.as_array().unwrap();
    let of = |kind: &str| {
        let found = updates.iter().find(|update| update.get(kind).is_some());
        &found.expect(kind)[kind]
    };
    let answer = json!({"callback_query_id": of("callback_query")["id"], "text": "ok"});
    after.ok("answerCallbackQuery", answer).await;
    let consent = json!({"pre_checkout_query_id": of("pre_checkout_query")["id"], "ok": true});
    after.ok("answerPreCheckoutQuery", consent).await;
    let document = updates
        .iter()
        .find_map(|update| update["message"]["document"]["file_id"].as_str())
        .expect("a document");
    let file = after.ok("getFile", json!({"file_id": document})).await;
    let path = file["file_path"].as_str().unwrap();
    let url = format!("{}/file/bot42:EMULATOR/{path}", after.emulator.url());
    let bytes = after.http.get(url).send().await.unwrap().bytes().await;
    assert_eq!(bytes.unwrap(), "bytes");
    let next = after.emulator.send(ANN, BOT, "next").unwrap();
    assert_eq!(next, before.emulator.send(ANN, BOT, "next").unwrap() + 1);
    let scope = json!({"scope": {"type": "chat", "chat_id": 1}});
    let commands = after.ok("getMyCommands", scope).await;
    assert_eq!(commands[0]["command"], "go");
}

#[tokio::test]
async fn a_running_server_takes_another_world() {
    let server = eventful().await;
    let url = format!("{}/control/world", server.emulator.url());
    let saved = server.http.get(&url).send().await.unwrap();
    let saved = saved.text().await.unwrap();
    server.clock.advance(Duration::from_mins(1));
    server.emulator.send(ANN, BOT, "later").unwrap();
    let count = server.emulator.messages(ANN).len();
    let load = |body: String| {
        let request = server
            .http
            .post(&url)
            .header("content-type", "application/json");
        request.body(body).send()
    };
    let answer = load(saved.clone()).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(server.emulator.messages(ANN).len(), count - 1);
    assert_eq!(server.clock.now(), Duration::from_secs(1_700_000_000));
    assert_eq!(parsed(&server.emulator.world().to_json()), parsed(&saved));
    let refused = load("{\"saved_world\": 1,\n\"state\": {\"bots\": 7}}".into());
    let refused = refused.await.unwrap();
    assert_eq!(refused.status(), 400);
    let refused: Value = refused.json().await.unwrap();
    let words = refused["description"].as_str().unwrap();
    assert!(
        words.starts_with("line 2: state.bots: invalid type"),
        "{words}"
    );
}

#[tokio::test]
async fn loading_ends_what_waits_and_webhooks_go_on() {
    let mut hook = Hook::start().await;
    let server = Server::start().await;
    server.ok("setWebhook", json!({"url": hook.url()})).await;
    let saved = server.emulator.world().to_json();
    server.ok("deleteWebhook", json!({})).await;
    let poll = server.poll(&json!({"timeout": 50}));
    server.parked().await;
    server.emulator.world().load(&saved).unwrap();
    assert_eq!(poll.await.unwrap()["error_code"], 409);
    server.ann_writes("to the webhook");
    let request = hook.next().await;
    assert_eq!(request.text(), "to the webhook");
    request.ok();
}

#[tokio::test]
async fn saved_worlds_that_make_no_sense_are_refused() {
    for (text, words) in [
        (
            r#"{"saved_world": 9, "state": {}}"#,
            "line 1: saved_world: this world was saved in version 9; this emulator reads version 1",
        ),
        (
            "{\"saved_world\": 1,\n\"state\": {\"bots\": []}}",
            "line 2: state.bots: a world needs at least one bot",
        ),
    ] {
        let error = World::from_json(text).expect_err("nonsense");
        assert_eq!(error.to_string(), words);
    }
}

/// A clock that ran goes on with the computer's time, one that stood stands.
#[tokio::test]
async fn clocks_are_saved() {
    let emulator = Emulator::builder().without_sockets().start().await.unwrap();
    emulator.clock().advance(Duration::from_hours(24));
    let ahead = emulator.clock().now();
    let saved = emulator.world().to_json();
    let again = Emulator::builder()
        .without_sockets()
        .world(World::from_json(&saved).unwrap())
        .start()
        .await
        .unwrap();
    assert!(again.clock().now() >= ahead);
    assert!(!again.clock().is_frozen());
    emulator.world().load(&again.world().to_json()).unwrap();
    let frozen = Clock::frozen_at(Duration::from_secs(5));
    let emulator = Emulator::builder()
        .without_sockets()
        .clock(frozen)
        .start()
        .await
        .unwrap();
    let again = World::from_json(&emulator.world().to_json()).unwrap();
    let again = Emulator::builder().without_sockets().world(again).start();
    let again = again.await.unwrap();
    assert_eq!(again.clock().now(), Duration::from_secs(5));
    assert!(again.clock().is_frozen());
}
