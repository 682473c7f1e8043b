//! Ephemeral messages.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server};

const BOB: i64 = 2;
const CLUB: i64 = -1_000_000_000_001;

fn updates(server: &Server) -> Vec<Value> {
    let updates = server.emulator.take_updates(BOT);
    let parse = |update: &String| serde_json::from_str(update).expect("an update");
    updates.iter().map(parse).collect()
}

fn to_bob(text: &str) -> Value {
    json!({
        "chat_id": CLUB,
        "text": text,
        "ephemeral_message_parameters": {"receiver_user_id": BOB},
    })
}

#[tokio::test]
async fn only_its_receiver_sees_an_ephemeral_message() {
    let server = Server::with_groups().await;
    assert_eq!(
        server.error("sendMessage", to_bob("psst")).await,
        "400 Bad Request: CHAT_ADMIN_REQUIRED"
    );
    let written = server
        .emulator
        .send_ephemeral(BOB, BOT, CLUB, "/secret")
        .unwrap();
    let told = updates(&server).remove(0)["message"].take();
    assert_eq!(told["message_id"], 0);
    assert_eq!(told["ephemeral_message_id"], written);
    assert_eq!(told["from"]["id"], BOB);
    assert_eq!(told["receiver_user"]["id"], BOT);

    server.clock.advance(Duration::from_secs(15));
    let sent = server.ok("sendMessage", to_bob("psst")).await;
    assert_eq!(sent["message_id"], 0);
    assert_eq!(sent["receiver_user"]["id"], BOB);
    assert!(server.emulator.messages(CLUB).is_empty());
    assert!(server.emulator.ephemeral_messages(ANN, CLUB).is_empty());
    let seen = server.emulator.ephemeral_messages(BOB, CLUB);
    assert_eq!(seen[1]["text"], "psst");
    server.clock.advance(Duration::from_secs(1));
    assert_eq!(
        server.error("sendMessage", to_bob("late")).await,
        "400 Bad Request: CHAT_ADMIN_REQUIRED"
    );
}

#[tokio::test]
async fn a_tap_allows_an_answer_in_place_of_the_message() {
    let server = Server::with_groups().await;
    server
        .emulator
        .send_ephemeral(BOB, BOT, CLUB, "/secret")
        .unwrap();
    let mut params = to_bob("choose");
    params["reply_markup"] = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    let sent = server.ok("sendMessage", params).await;
    let id = sent["ephemeral_message_id"].as_i64().unwrap();
    server.clock.advance(Duration::from_secs(20));
    server.emulator.take_updates(BOT);
    assert!(server.emulator.tap_ephemeral(BOB, CLUB, id, "b").is_err());
    assert!(server.emulator.tap_ephemeral(ANN, CLUB, id, "a").is_err());
    let callback = server.emulator.tap_ephemeral(BOB, CLUB, id, "a").unwrap();
    let told = updates(&server).remove(0)["callback_query"].take();
    assert_eq!(told["message"]["ephemeral_message_id"], id);
    let mut params = to_bob("chosen");
    params["ephemeral_message_parameters"] = json!({
        "receiver_user_id": BOB,
        "callback_query_id": callback,
        "replace_callback_query_message": true,
    });
    server.ok("sendMessage", params).await;
    let seen = server.emulator.ephemeral_messages(BOB, CLUB);
    let texts: Vec<_> = seen
        .iter()
        .map(|message| message["text"].as_str())
        .collect();
    assert_eq!(texts, [Some("/secret"), Some("chosen")]);
}

#[tokio::test]
async fn ephemeral_messages_are_edited_and_deleted_by_their_own_methods() {
    let server = Server::with_groups().await;
    server
        .emulator
        .send_ephemeral(BOB, BOT, CLUB, "/secret")
        .unwrap();
    let sent = server.ok("sendMessage", to_bob("one")).await;
    let place = |more: Value| {
        let mut params = json!({
            "chat_id": CLUB,
            "receiver_user_id": BOB,
            "ephemeral_message_id": sent["ephemeral_message_id"],
        });
        if let (Some(params), Value::Object(more)) = (params.as_object_mut(), more) {
            params.extend(more);
        }
        params
    };
    let edit = place(json!({"text": "<b>two</b>", "parse_mode": "HTML"}));
    assert_eq!(server.ok("editEphemeralMessageText", edit).await, true);
    let keyboard = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    let edit = place(json!({"reply_markup": keyboard}));
    assert_eq!(
        server.ok("editEphemeralMessageReplyMarkup", edit).await,
        true
    );
    let seen = server.emulator.ephemeral_messages(BOB, CLUB).pop().unwrap();
    assert_eq!(seen["text"], "two");
    assert_eq!(seen["reply_markup"], keyboard);
    assert_eq!(
        server
            .error(
                "editEphemeralMessageCaption",
                place(json!({"caption": "c"}))
            )
            .await,
        "400 Bad Request: there is no caption in the message to edit"
    );
    assert_eq!(
        server.ok("deleteEphemeralMessage", place(json!({}))).await,
        true
    );
    assert_eq!(server.emulator.ephemeral_messages(BOB, CLUB).len(), 1);
    assert_eq!(
        server
            .error("deleteEphemeralMessage", place(json!({})))
            .await,
        "400 Bad Request: MESSAGE_ID_INVALID"
    );
}

#[tokio::test]
async fn the_control_api_has_ephemeral_messages() {
    let server = Server::with_groups().await;
    let text = json!({"user_id": 2, "bot_id": 42, "chat_id": CLUB, "text": "/secret"});
    let sent = server.control("ephemeral", text).await;
    assert!(sent["ephemeral_message_id"].is_i64());
    let mut params = to_bob("choose");
    params["reply_markup"] = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    server.ok("sendMessage", params).await;
    let path = format!("/control/ephemeral_messages?user_id=2&chat_id={CLUB}");
    let seen = server.get(&path).await;
    let id = &seen["messages"][1]["ephemeral_message_id"];
    let tap = json!({"user_id": 2, "chat_id": CLUB, "ephemeral_message_id": id, "data": "a"});
    assert!(server.control("tap_ephemeral", tap).await["callback_query_id"].is_string());
}

#[tokio::test]
async fn a_menu_says_which_commands_are_ephemeral() {
    let server = Server::start().await;
    let commands = json!([{"command": "secret", "description": "s", "is_ephemeral": true}]);
    server
        .ok("setMyCommands", json!({"commands": commands}))
        .await;
    assert_eq!(server.ok("getMyCommands", json!({})).await, commands);
}
