//! The door without sockets.

use std::{io, time::Duration};

use botwright_emulator::{Clock, Emulator, Fault};
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use serde_json::{Value, json};

use crate::support::{ANN, BOT, TOKEN};

async fn start() -> (Emulator, Clock) {
    let clock = Clock::frozen_at(Duration::from_secs(1_700_000_000));
    let emulator = Emulator::builder()
        .without_sockets()
        .clock(clock.clone())
        .start()
        .await
        .expect("nothing to bind");
    (emulator, clock)
}

fn request(method: &str, params: &Value) -> Request<Bytes> {
    Request::post(format!("/bot{TOKEN}/{method}"))
        .header("content-type", "application/json")
        .body(params.to_string().into())
        .expect("a request")
}

async fn call(emulator: &Emulator, method: &str, params: Value) -> Value {
    let response = emulator.handle(request(method, &params)).await;
    json_of(&response.expect("an answer"))
}

fn json_of(response: &Response<Bytes>) -> Value {
    serde_json::from_slice(response.body()).expect("JSON")
}

fn parsed(updates: &[String]) -> Vec<Value> {
    updates
        .iter()
        .map(|update| serde_json::from_str(update).expect("an update"))
        .collect()
}

#[tokio::test]
async fn calls_are_answered_without_a_connection() {
    let (emulator, _) = start().await;
    let sent = call(
        &emulator,
        "sendMessage",
        json!({"chat_id": 1, "text": "hi"}),
    )
    .await;
    assert_eq!(sent["result"]["text"], "hi");
    assert_eq!(sent["result"]["date"], 1_700_000_000);
    assert_eq!(emulator.messages(ANN)[0]["text"], "hi");
    assert_eq!(emulator.calls()[0].method, "sendMessage");
    let wrong = emulator
        .handle(request("sendMesage", &json!({})))
        .await
        .unwrap();
    assert_eq!(wrong.status(), StatusCode::NOT_FOUND);
    assert_eq!(
        json_of(&wrong)["description"],
        "Not Found: method not found"
    );
}

#[tokio::test]
async fn an_absolute_address_is_the_same_request() {
    let (emulator, _) = start().await;
    let address = format!("{}/bot{TOKEN}/getMe", emulator.url());
    let request = Request::get(address).body(Bytes::new()).unwrap();
    let response = emulator.handle(request).await.unwrap();
    assert_eq!(json_of(&response)["result"]["id"], BOT);
    let control = Request::get("/control/state").body(Bytes::new()).unwrap();
    let control = emulator.handle(control).await.unwrap();
    assert_eq!(json_of(&control)["users"][0]["first_name"], "Ann");
}

#[tokio::test]
async fn a_file_is_downloaded_in_the_process() {
    let (emulator, _) = start().await;
    let bytes = Bytes::from_static(b"some words");
    emulator
        .send_document(ANN, BOT, "words.txt", "text/plain", bytes.clone())
        .unwrap();
    let updates = parsed(&emulator.take_updates(BOT));
    let file_id = &updates[0]["message"]["document"]["file_id"];
    let file = call(&emulator, "getFile", json!({"file_id": file_id})).await;
    let path = file["result"]["file_path"].as_str().unwrap();
    let request = Request::get(format!("/file/bot{TOKEN}/{path}"));
    let request = request.body(Bytes::new()).unwrap();
    let response = emulator.handle(request).await.unwrap();
    assert_eq!(*response.body(), bytes);
}

#[tokio::test]
async fn taken_updates_are_gone_and_keep_their_order() {
    let (emulator, _) = start().await;
    emulator.send(ANN, BOT, "one").unwrap();
    emulator.push_update("poll", &json!({"id": "1"})).unwrap();
    emulator.send(ANN, BOT, "two").unwrap();
    assert_eq!(emulator.pending_updates(TOKEN), 3);
    let updates = parsed(&emulator.take_updates(TOKEN));
    assert_eq!(updates[0]["message"]["text"], "one");
    assert_eq!(updates[1]["poll"]["id"], "1");
    assert_eq!(updates[2]["message"]["text"], "two");
    assert_eq!(emulator.pending_updates(BOT), 0);
    let offset = updates[2]["update_id"].as_i64().unwrap() + 1;
    assert_eq!(emulator.world().bot().next_update_id(), offset);
    assert!(emulator.take_updates(&emulator.world().bot()).is_empty());
    assert!(emulator.take_updates("42:WRONG").is_empty());
    assert_eq!(emulator.pending_updates(43), 0);
}

#[tokio::test]
async fn the_clock_works_without_sockets() {
    let (emulator, clock) = start().await;
    let emulator = std::sync::Arc::new(emulator);
    let polling = tokio::spawn({
        let emulator = emulator.clone();
        async move { call(&emulator, "getUpdates", json!({"timeout": 50})).await }
    });
    emulator
        .wait_for(|world| world.bot().is_polling().then_some(()))
        .await;
    clock.advance(Duration::from_secs(50));
    assert_eq!(polling.await.unwrap()["result"], json!([]));
    emulator.send(ANN, BOT, "yesterday's").unwrap();
    clock.advance(Duration::from_hours(24));
    assert!(emulator.take_updates(BOT).is_empty());
}

#[tokio::test]
async fn broken_connections_are_errors() {
    let (emulator, _) = start().await;
    for (fault, kind) in [
        (Fault::Drop, io::ErrorKind::ConnectionAborted),
        (Fault::Truncated, io::ErrorKind::ConnectionReset),
    ] {
        emulator.fail_next("getMe", fault);
        let error = emulator.handle(request("getMe", &json!({}))).await;
        assert_eq!(error.unwrap_err().kind(), kind);
    }
    emulator.fail_next("getMe", Fault::RetryAfter(7));
    let response = emulator.handle(request("getMe", &json!({}))).await.unwrap();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
}
