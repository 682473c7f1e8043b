//! Taps and their answers.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server};

const TOO_OLD: &str =
    "400 Bad Request: query is too old and response timeout expired or query ID is invalid";

async fn with_button() -> (Server, i64) {
    let server = Server::start().await;
    let keyboard = json!({"inline_keyboard": [[{"text": "A", "callback_data": "data"}]]});
    let params = json!({"chat_id": 1, "text": "choose", "reply_markup": keyboard});
    let message = server.ok("sendMessage", params).await;
    let id = message["message_id"].as_i64().unwrap();
    (server, id)
}

#[tokio::test]
async fn a_tap_is_told_to_the_bot() {
    let (server, message_id) = with_button().await;
    let id = server.emulator.tap(ANN, BOT, message_id, "data").unwrap();
    let updates = server.ok("getUpdates", json!({})).await;
    let query = &updates[0]["callback_query"];
    assert_eq!(query["id"], id);
    assert!(id.parse::<i64>().is_ok());
    assert_eq!(query["data"], "data");
    assert_eq!(query["from"]["id"], ANN);
    assert_eq!(query["message"]["message_id"], message_id);
    assert_eq!(
        query["message"]["reply_markup"]["inline_keyboard"][0][0]["text"],
        "A"
    );
    assert!(
        query["chat_instance"]
            .as_str()
            .unwrap()
            .parse::<i64>()
            .is_ok()
    );
}

#[tokio::test]
async fn only_buttons_that_are_there_can_be_tapped() {
    let (server, message_id) = with_button().await;
    assert!(server.emulator.tap(ANN, BOT, message_id, "other").is_err());
    assert!(
        server
            .emulator
            .tap(ANN, BOT, message_id + 1, "data")
            .is_err()
    );
    server
        .ok(
            "editMessageText",
            json!({"chat_id": 1, "message_id": message_id, "text": "done"}),
        )
        .await;
    assert!(server.emulator.tap(ANN, BOT, message_id, "data").is_err());
}

#[tokio::test]
async fn an_answer_reaches_the_person_once() {
    let (server, message_id) = with_button().await;
    let id = server.emulator.tap(ANN, BOT, message_id, "data").unwrap();
    assert_eq!(server.emulator.callback_answer(&id), None);
    let answer = json!({"callback_query_id": id, "text": "saved", "show_alert": true});
    assert_eq!(server.ok("answerCallbackQuery", answer.clone()).await, true);
    let seen = server.emulator.callback_answer(&id).unwrap();
    assert_eq!(seen.text.as_deref(), Some("saved"));
    assert!(seen.show_alert);
    assert_eq!(server.error("answerCallbackQuery", answer).await, TOO_OLD);
}

#[tokio::test]
async fn a_late_or_unknown_answer_is_refused() {
    let (server, message_id) = with_button().await;
    let id = server.emulator.tap(ANN, BOT, message_id, "data").unwrap();
    server.clock.advance(Duration::from_secs(151));
    for id in [json!(id), json!("123"), Value::Null] {
        let answer = json!({"callback_query_id": id});
        assert_eq!(server.error("answerCallbackQuery", answer).await, TOO_OLD);
    }
}

#[tokio::test]
async fn a_tap_nobody_fetches_is_forgotten_after_150_seconds() {
    let (server, message_id) = with_button().await;
    server.emulator.tap(ANN, BOT, message_id, "data").unwrap();
    server.clock.advance(Duration::from_secs(150));
    assert_eq!(server.ok("getUpdates", json!({})).await, json!([]));
}
