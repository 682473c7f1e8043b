//! Fields of older Bot APIs.

use botwright_emulator::Emulator;
use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server, answer, client};

const CLUB: i64 = -1_000_000_000_001;
const NEWS: i64 = -1_000_000_000_002;

#[tokio::test]
async fn forwards_have_their_old_fields() {
    let server = Server::with_groups().await;
    let text = server.emulator.send(ANN, CLUB, "x").unwrap();
    let params = json!({"chat_id": 1, "from_chat_id": CLUB, "message_id": text});
    let message = server.ok("forwardMessage", params).await;
    assert_eq!(message["forward_from"]["id"], ANN);
    assert_eq!(message["forward_date"], 1_700_000_000);
    let post = server.emulator.send(ANN, NEWS, "x").unwrap();
    server.emulator.forward(ANN, NEWS, &[post], BOT).unwrap();
    let update = server.emulator.take_updates(BOT).pop().unwrap();
    let update: Value = serde_json::from_str(&update).unwrap();
    assert_eq!(update["message"]["forward_from_chat"]["id"], NEWS);
    assert_eq!(update["message"]["forward_from_message_id"], post);
    let seen = server.emulator.messages(ANN).pop().unwrap();
    assert_eq!(seen.get("forward_date"), None);
}

#[tokio::test]
async fn shared_users_have_their_old_fields() {
    let server = Server::with_groups().await;
    let button = json!({"text": "user", "request_users": {"request_id": 7}});
    let markup = json!({"keyboard": [[button]]});
    let params = json!({"chat_id": 1, "text": "share?", "reply_markup": markup});
    server.ok("sendMessage", params).await;
    server.emulator.share_users(ANN, BOT, 7, &[2]).unwrap();
    let update = server.emulator.take_updates(BOT).pop().unwrap();
    let update: Value = serde_json::from_str(&update).unwrap();
    assert_eq!(
        update["message"]["user_shared"],
        json!({"request_id": 7, "user_id": 2})
    );
    assert_eq!(update["message"]["users_shared"]["user_ids"], json!([2]));
}

#[tokio::test]
async fn they_can_be_left_out() {
    let emulator = Emulator::builder()
        .listen("127.0.0.1:0")
        .legacy_fields(false)
        .start()
        .await
        .unwrap();
    let id = emulator.send(ANN, BOT, "x").unwrap();
    let params = json!({"chat_id": 1, "from_chat_id": 1, "message_id": id});
    let url = format!("{}/bot42:EMULATOR/forwardMessage", emulator.url());
    let message = answer(client().post(url).json(&params)).await["result"].take();
    assert_eq!(message["forward_origin"]["type"], "user");
    assert_eq!(message.get("forward_from"), None);
}
