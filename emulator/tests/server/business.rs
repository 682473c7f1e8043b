//! Business accounts and guest mode.

use std::time::Duration;

use botwright_emulator::ControlError;
use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server};

const BOB: i64 = 2;
const ELSEWHERE: i64 = -1_000_000_000_003;
const CLUB: i64 = -1_000_000_000_001;

fn updates(server: &Server) -> Vec<Value> {
    let updates = server.emulator.take_updates(BOT);
    let parse = |update: &String| serde_json::from_str(update).expect("an update");
    updates.iter().map(parse).collect()
}

#[tokio::test]
async fn a_connection_is_told_and_can_be_ended() {
    let server = Server::with_groups().await;
    let wrong = server.emulator.connect_business(ANN, BOT, &["can_fly"]);
    assert_eq!(wrong, Err(ControlError::NoSuchRight("can_fly".into())));
    let id = server
        .emulator
        .connect_business(ANN, BOT, &["can_reply"])
        .unwrap();
    let told = updates(&server).remove(0)["business_connection"].take();
    assert_eq!(told["id"], id);
    assert_eq!(told["user"]["id"], ANN);
    assert_eq!(told["rights"], json!({"can_reply": true}));
    assert_eq!(told["is_enabled"], true);
    let params = json!({"business_connection_id": id});
    assert_eq!(
        server.ok("getBusinessConnection", params.clone()).await,
        told
    );
    server.emulator.disconnect_business(&id).unwrap();
    let told = updates(&server).remove(0)["business_connection"].take();
    assert_eq!(told["is_enabled"], false);
    assert!(server.emulator.send_business(&id, BOB, "hi").is_err());
    let params = json!({"business_connection_id": id, "chat_id": BOB, "text": "hi"});
    assert_eq!(
        server.error("sendMessage", params).await,
        "400 Bad Request: BUSINESS_CONNECTION_INVALID"
    );
}

#[tokio::test]
async fn a_bot_answers_customers_in_the_accounts_name() {
    let server = Server::with_groups().await;
    let rights = ["can_reply", "can_read_messages", "can_delete_sent_messages"];
    let id = server.emulator.connect_business(ANN, BOT, &rights).unwrap();
    server.emulator.take_updates(BOT);
    let mut params = json!({"business_connection_id": id, "chat_id": BOB, "text": "Hello"});
    assert_eq!(
        server.error("sendMessage", params.clone()).await,
        "400 Bad Request: BUSINESS_PEER_USAGE_MISSING"
    );
    let asked = server.emulator.send_business(&id, BOB, "open?").unwrap();
    let told = updates(&server).remove(0)["business_message"].take();
    assert_eq!(told["business_connection_id"], id);
    assert_eq!(told["message_id"], asked);
    assert_eq!(told["chat"]["id"], BOB);
    assert_eq!(told["from"]["id"], BOB);

    params["reply_parameters"] = json!({"message_id": asked});
    let sent = server.ok("sendMessage", params.clone()).await;
    assert_eq!(sent["business_connection_id"], id);
    assert_eq!(sent["from"]["id"], ANN);
    assert_eq!(sent["sender_business_bot"]["id"], BOT);
    assert_eq!(sent["reply_to_message"]["text"], "open?");
    let edit = json!({
        "business_connection_id": id, "chat_id": BOB,
        "message_id": sent["message_id"], "text": "Hello!",
    });
    assert_eq!(server.ok("editMessageText", edit).await["text"], "Hello!");
    let seen = server.emulator.business_messages(&id, BOB);
    let texts: Vec<_> = seen
        .iter()
        .map(|message| message["text"].as_str())
        .collect();
    assert_eq!(texts, [Some("open?"), Some("Hello!")]);
    // The bot's own chat with Bob has nothing of it.
    assert!(server.emulator.private_messages(BOB, BOT).is_empty());

    assert!(!server.emulator.is_business_read(&id, asked));
    let read = json!({"business_connection_id": id, "chat_id": BOB, "message_id": asked});
    assert_eq!(server.ok("readBusinessMessage", read).await, true);
    assert!(server.emulator.is_business_read(&id, asked));
    let gone = |message: &Value| json!({"business_connection_id": id, "message_ids": [message]});
    assert_eq!(
        server
            .error("deleteBusinessMessages", gone(&json!(asked)))
            .await,
        "400 Bad Request: BUSINESS_CONNECTION_NOT_ALLOWED"
    );
    let own = gone(&sent["message_id"]);
    assert_eq!(server.ok("deleteBusinessMessages", own).await, true);
    assert_eq!(server.emulator.business_messages(&id, BOB).len(), 1);
    server.clock.advance(Duration::from_hours(25));
    params["reply_parameters"].take();
    let late = json!({"business_connection_id": id, "chat_id": BOB, "text": "Hello"});
    assert_eq!(
        server.error("sendMessage", late).await,
        "400 Bad Request: BUSINESS_PEER_USAGE_MISSING"
    );
}

#[tokio::test]
async fn what_people_change_is_told() {
    let server = Server::with_groups().await;
    let id = server.emulator.connect_business(ANN, BOT, &[]).unwrap();
    let message_id = server.emulator.send_business(&id, BOB, "one").unwrap();
    let own = server.emulator.send_as_business(&id, BOB, "two").unwrap();
    server
        .emulator
        .edit_business(&id, BOB, message_id, "three")
        .unwrap();
    server
        .emulator
        .delete_business(&id, BOB, &[message_id, own])
        .unwrap();
    assert!(server.emulator.delete_business(&id, BOB, &[own]).is_err());
    let told = updates(&server);
    assert_eq!(told[2]["business_message"]["from"]["id"], ANN);
    assert!(
        told[2]["business_message"]
            .get("sender_business_bot")
            .is_none()
    );
    assert_eq!(told[3]["edited_business_message"]["text"], "three");
    let deleted = &told[4]["deleted_business_messages"];
    assert_eq!(deleted["message_ids"], json!([message_id, own]));
    assert_eq!(deleted["chat"]["id"], BOB);
    // Without the right to it the bot cannot write.
    let params = json!({"business_connection_id": id, "chat_id": BOB, "text": "hi"});
    assert_eq!(
        server.error("sendMessage", params).await,
        "400 Bad Request: BUSINESS_CONNECTION_NOT_ALLOWED"
    );
}

#[tokio::test]
async fn a_guest_answers_once_where_it_is_called() {
    let server = Server::with_groups().await;
    let call = |chat| {
        server
            .emulator
            .call_guest(ANN, BOT, chat, "@emulator_bot help")
    };
    let is_member = ControlError::NoGuest {
        bot_id: BOT,
        chat_id: CLUB,
    };
    assert_eq!(call(CLUB), Err(is_member));
    let id = call(ELSEWHERE).unwrap();
    let told = updates(&server).remove(0)["guest_message"].take();
    assert_eq!(told["guest_query_id"], id);
    assert_eq!(told["chat"]["id"], ELSEWHERE);
    assert_eq!(told["from"]["id"], ANN);
    let result = json!({"type": "article", "id": "1", "title": "t",
        "input_message_content": {"message_text": "At your service"}});
    let params = json!({"guest_query_id": id, "result": result});
    let sent = server.ok("answerGuestQuery", params.clone()).await;
    let inline_message_id = sent["inline_message_id"].as_str().unwrap();
    let message = server.emulator.messages(ELSEWHERE).pop().unwrap();
    assert_eq!(message["text"], "At your service");
    assert_eq!(message["from"]["id"], BOT);
    assert_eq!(message["guest_bot_caller_user"]["id"], ANN);
    assert_eq!(message["reply_to_message"]["text"], "@emulator_bot help");
    let edit = json!({"inline_message_id": inline_message_id, "text": "Done"});
    assert_eq!(server.ok("editMessageText", edit).await, true);
    assert_eq!(
        server.error("answerGuestQuery", params).await,
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    );
}

#[tokio::test]
async fn the_control_api_has_business_accounts() {
    let server = Server::with_groups().await;
    let connect = json!({"user_id": 1, "bot_id": 42, "rights": ["can_reply"]});
    let connected = server.control("connect_business", connect).await;
    let id = &connected["business_connection_id"];
    let text = json!({"business_connection_id": id, "customer_id": 2, "text": "hi"});
    let sent = server.control("business", text).await;
    let edit = json!({
        "business_connection_id": id, "customer_id": 2,
        "message_id": sent["message_id"], "text": "ho",
    });
    assert_eq!(server.control("edit_business", edit).await["ok"], true);
    let path = format!(
        "/control/business_messages?business_connection_id={}&customer_id=2",
        id.as_str().unwrap()
    );
    assert_eq!(server.get(&path).await["messages"][0]["text"], "ho");
    let gone = json!({
        "business_connection_id": id, "customer_id": 2, "message_ids": [sent["message_id"]],
    });
    assert_eq!(server.control("delete_business", gone).await["ok"], true);
    let end = json!({"business_connection_id": id});
    assert_eq!(server.control("disconnect_business", end).await["ok"], true);
    let call = json!({"user_id": 1, "bot_id": 42, "chat_id": ELSEWHERE, "text": "help"});
    assert!(server.control("call_guest", call).await["guest_query_id"].is_string());
}
