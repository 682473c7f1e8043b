//! Privacy mode, and pins of people.

use botwright_emulator::World;
use serde_json::json;

use crate::support::{ANN, BOB, BOT, CLUB, Server, TOKEN};

/// A supergroup of Ann with Bob and a bot in privacy mode.
async fn private_bot() -> Server {
    let world = json!({
        "bots": [{"token": TOKEN, "username": "emulator_bot", "first_name": "Emulator",
            "privacy_mode": true}],
        "users": [
            {"id": 1, "first_name": "Ann", "username": "ann"},
            {"id": 2, "first_name": "Bob", "username": "bob"},
        ],
        "chats": [{"id": CLUB, "type": "supergroup", "title": "Club",
            "members": ["bob", "emulator_bot"], "owner": "ann"}],
    });
    Server::with(World::from_json(&world.to_string()).expect("a valid world")).await
}

fn texts(server: &Server) -> Vec<String> {
    let text = |update: &serde_json::Value| update["message"]["text"].as_str().map(str::to_owned);
    server.updates().iter().filter_map(text).collect()
}

#[tokio::test]
async fn a_private_bot_sees_what_is_meant_for_it() {
    let server = private_bot().await;
    let me = server.ok("getMe", json!({})).await;
    assert_eq!(me["can_read_all_group_messages"], false);
    let sent = server
        .ok("sendMessage", json!({"chat_id": CLUB, "text": "hello"}))
        .await;
    for text in [
        "hi",
        "/start",
        "/start@emulator_bot",
        "/start@other_bot",
        "ask @emulator_bot",
    ] {
        server.emulator.send(BOB, CLUB, text).unwrap();
    }
    let id = sent["message_id"].as_i64().unwrap();
    server.emulator.reply(BOB, CLUB, id, "yes").unwrap();
    let seen = ["/start", "/start@emulator_bot", "ask @emulator_bot", "yes"];
    assert_eq!(texts(&server), seen);
    // News are everybody's.
    server.emulator.leave(BOB, CLUB).unwrap();
    assert_eq!(
        server.updates()[0]["message"]["left_chat_member"]["id"],
        BOB
    );
    // In private, and as an administrator, it sees all.
    server.emulator.send(ANN, BOT, "hi").unwrap();
    server
        .emulator
        .promote(ANN, CLUB, BOT, &["can_pin_messages"])
        .unwrap();
    server.emulator.send(ANN, CLUB, "all").unwrap();
    assert_eq!(texts(&server), ["hi", "all"]);
}

#[tokio::test]
async fn people_pin_messages() {
    let server = Server::with_admin_bot().await;
    let id = server.emulator.send(BOB, CLUB, "one").unwrap();
    server.updates();
    server.emulator.pin(ANN, CLUB, id).unwrap();
    let told = server.updates().remove(0)["message"].take();
    assert_eq!(told["pinned_message"]["text"], "one");
    assert_eq!(told["from"]["id"], ANN);
    let unpin = json!({"user_id": ANN, "chat_id": CLUB, "message_id": id, "pinned": false});
    assert_eq!(server.control("pin", unpin).await["ok"], true);
    let chat = server.ok("getChat", json!({"chat_id": CLUB})).await;
    assert!(chat.get("pinned_message").is_none());
    assert!(server.emulator.pin(ANN, CLUB, 99).is_err());
    let permissions = json!({"chat_id": CLUB, "permissions": {"can_send_messages": true}});
    server.ok("setChatPermissions", permissions).await;
    assert!(server.emulator.pin(BOB, CLUB, id).is_err());
    let pin = json!({"user_id": BOB, "chat_id": CLUB, "message_id": id});
    assert_eq!(server.control("pin", pin).await["ok"], false);
}

#[tokio::test]
async fn an_anonymous_bot_writes_in_the_name_of_the_group() {
    let server = Server::with_groups().await;
    let promote = json!({"chat_id": CLUB, "user_id": BOT, "is_anonymous": true});
    let second = format!("{}/bot43:SECOND/promoteChatMember", server.emulator.url());
    server
        .emulator
        .promote(ANN, CLUB, 43, &["can_promote_members"])
        .unwrap();
    let answer = crate::support::answer(server.http.post(second).json(&promote)).await;
    assert_eq!(answer["ok"], true, "{answer}");
    let sent = server
        .ok("sendMessage", json!({"chat_id": CLUB, "text": "who?"}))
        .await;
    assert_eq!(sent["sender_chat"]["id"], CLUB);
    assert_eq!(sent["from"]["username"], "GroupAnonymousBot");
    let edit = json!({"chat_id": CLUB, "message_id": sent["message_id"], "text": "me"});
    assert_eq!(server.ok("editMessageText", edit).await["text"], "me");
}
