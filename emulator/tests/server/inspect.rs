//! What those see who look on: updates, calls, handlers and the clock.

use botwright_emulator::{Fault, Handled};
use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server};

async fn entries(server: &Server) -> Vec<Value> {
    let mut journal = server.get("/control/journal").await;
    serde_json::from_value(journal["entries"].take()).expect("a list")
}

#[tokio::test]
async fn updates_calls_and_handlers_are_written_down_in_order() {
    let server = Server::start().await;
    server.emulator.send(ANN, BOT, "/start").unwrap();
    let keyboard = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    let hello = json!({"chat_id": ANN, "text": "Hello", "reply_markup": keyboard});
    server.ok("sendMessage", hello).await;
    let nobody = json!({"chat_id": 9, "text": "Hello"});
    server.call("sendMessage", nobody).await;
    let written = entries(&server).await;
    let kinds: Vec<_> = written.iter().map(|entry| &entry["type"]).collect();
    assert_eq!(kinds, ["update", "call", "call"]);
    assert_eq!(written[0]["kind"], "message");
    assert_eq!(written[0]["update"]["text"], "/start");
    assert_eq!(written[1]["method"], "sendMessage");
    assert_eq!(written[1]["params"]["reply_markup"], keyboard);
    assert_eq!(written[1]["result"]["text"], "Hello");
    assert!(written[1]["milliseconds"].is_number());
    assert_eq!(written[2]["ok"], false);
    assert_eq!(written[2]["error_code"], 400);
    assert_eq!(written[2]["description"], "Bad Request: chat not found");

    let update_id = written[0]["update_id"].as_i64().unwrap();
    let trace = json!({"bot_id": BOT, "update_id": update_id, "handler": "start", "line": 7});
    assert_eq!(server.control("trace", trace).await["ok"], true);
    server
        .emulator
        .report(&Handled::new(BOT, update_id, "other"));
    let written = entries(&server).await;
    assert_eq!(written[3]["type"], "handled");
    assert_eq!(written[3]["line"], 7);
    assert_eq!(written[4]["handler"], "other");
    let path = format!("/control/journal?after={}", written[3]["id"]);
    let newer = server.get(&path).await;
    assert_eq!(newer["entries"], json!([written[4]]));
    let unknown = json!({"bot_id": 9, "update_id": 1, "handler": "start"});
    assert_eq!(server.control("trace", unknown).await["ok"], false);
}

#[tokio::test]
async fn a_poll_that_brings_nothing_is_no_news_and_a_fault_is() {
    let server = Server::start().await;
    server.ok("getUpdates", json!({})).await;
    assert_eq!(entries(&server).await, Vec::<Value>::new());
    server.emulator.fail_next("getMe", Fault::Html502);
    let url = format!("{}/bot42:EMULATOR/getMe", server.emulator.url());
    let answer = reqwest::get(url).await.unwrap();
    assert_eq!(answer.status(), 502);
    let written = entries(&server).await;
    assert_eq!(written.len(), 1);
    assert_eq!(written[0]["method"], "getMe");
    assert_eq!(written[0]["fault"], "Html502");
}

#[tokio::test]
async fn messages_come_in_parts() {
    let server = Server::start().await;
    for text in ["one", "two", "three", "four"] {
        server.emulator.send(ANN, BOT, text).unwrap();
    }
    for (query, texts) in [
        ("limit=2", &["three", "four"][..]),
        ("limit=2&before=3", &["one", "two"]),
        ("after=1&before=4", &["two", "three"]),
        ("after=4&before=2", &[]),
        ("after=3&before=4", &[]),
    ] {
        let path = format!("/control/messages?chat_id=1&{query}");
        let part = server.get(&path).await;
        let found: Vec<_> = part["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|message| message["text"].as_str().unwrap())
            .collect();
        assert_eq!(found, texts, "{query}");
    }
}

#[tokio::test]
async fn the_clock_is_stopped_moved_and_let_go() {
    let server = Server::start().await;
    let stopped = server.control("clock", json!({"frozen": true})).await;
    assert_eq!(stopped["is_frozen"], true);
    let moved = server.control("clock", json!({"advance": 86_400})).await;
    let before = stopped["unix_time"].as_f64().unwrap();
    let passed = moved["unix_time"].as_f64().unwrap() - before;
    assert!((passed - 86_400.0).abs() < 0.001, "{passed}");
    assert_eq!(server.get("/control/clock").await, moved);
    let runs = server.control("clock", json!({"frozen": false})).await;
    assert_eq!(runs["is_frozen"], false);
    for wrong in [json!({"advance": -1}), json!({"advance": 1e10})] {
        assert_eq!(server.control("clock", wrong).await["ok"], false);
    }
}
