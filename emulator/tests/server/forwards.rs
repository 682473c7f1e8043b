//! Forwarding and copying, and replies to other chats.

use botwright_emulator::UserMessage;
use serde_json::{Value, json};

use crate::{
    files::png,
    media::mp4,
    support::{ANN, BOT, Server},
};

const CLUB: i64 = -1_000_000_000_001;
const NEWS: i64 = -1_000_000_000_002;

fn from_club(message_id: i64) -> Value {
    json!({"chat_id": 1, "from_chat_id": CLUB, "message_id": message_id})
}

#[tokio::test]
async fn a_forward_tells_its_origin() {
    let server = Server::with_groups().await;
    let text = server.emulator.send(ANN, CLUB, "hello #tag").unwrap();
    let message = server.ok("forwardMessage", from_club(text)).await;
    assert_eq!(message["text"], "hello #tag");
    assert_eq!(message["entities"][0]["type"], "hashtag");
    assert_eq!(message["from"]["id"], BOT);
    let origin = &message["forward_origin"];
    assert_eq!(origin["type"], "user");
    assert_eq!(origin["sender_user"]["id"], ANN);
    assert_eq!(origin["date"], 1_700_000_000);
    let again = json!({"chat_id": 1, "from_chat_id": 1, "message_id": message["message_id"]});
    let again = server.ok("forwardMessage", again).await;
    assert_eq!(again["forward_origin"], *origin);
    let post = server.emulator.send(ANN, NEWS, "news").unwrap();
    let post = json!({"chat_id": 1, "from_chat_id": NEWS, "message_id": post});
    let origin = server.ok("forwardMessage", post).await["forward_origin"].take();
    assert_eq!(origin["type"], "channel");
    assert_eq!(origin["chat"]["id"], NEWS);
}

#[tokio::test]
async fn a_copy_tells_nothing_of_its_origin() {
    let server = Server::with_groups().await;
    let photo = UserMessage::photo(png(20, 10)).caption("old").spoiler();
    let photo = server.emulator.send_message(ANN, CLUB, photo).unwrap();
    let copy = server.ok("copyMessage", from_club(photo)).await;
    assert_eq!(copy, json!({"message_id": copy["message_id"]}));
    let mut params = from_club(photo);
    params["caption"] = json!("<b>new</b>");
    params["parse_mode"] = json!("HTML");
    params["reply_markup"] = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    server.ok("copyMessage", params).await;
    let messages = server.emulator.messages(ANN);
    assert_eq!(messages[0]["caption"], "old");
    assert_eq!(messages[0]["has_media_spoiler"], true);
    assert_eq!(messages[0].get("forward_origin"), None);
    assert_eq!(messages[1]["caption"], "new");
    assert_eq!(messages[1]["photo"], messages[0]["photo"]);
    assert!(messages[1]["reply_markup"].is_object());
}

#[tokio::test]
async fn keyboards_of_links_go_along() {
    let server = Server::start().await;
    let sent = async |button: Value| {
        let markup = json!({"inline_keyboard": [[button]]});
        let params = json!({"chat_id": 1, "text": "x", "reply_markup": markup});
        let id = server.ok("sendMessage", params).await["message_id"].take();
        let params = json!({"chat_id": 1, "from_chat_id": 1, "message_id": id});
        server.ok("forwardMessage", params).await
    };
    let link = sent(json!({"text": "A", "url": "https://example.com/"})).await;
    assert!(link["reply_markup"].is_object());
    let data = sent(json!({"text": "A", "callback_data": "a"})).await;
    assert_eq!(data.get("reply_markup"), None);
}

#[tokio::test]
async fn a_forwarded_video_may_start_elsewhere() {
    let server = Server::with_groups().await;
    let video = UserMessage::video(mp4(64, 48));
    let video = server.emulator.send_message(ANN, CLUB, video).unwrap();
    let mut params = from_club(video);
    params["video_start_timestamp"] = json!(3);
    let message = server.ok("forwardMessage", params).await;
    assert_eq!(message["video"]["start_timestamp"], 3);
}

#[tokio::test]
async fn what_cannot_be_sent_again_is_said() {
    let server = Server::with_groups().await;
    let secret = json!({"chat_id": CLUB, "text": "x", "protect_content": true});
    let secret = server.ok("sendMessage", secret).await["message_id"].as_i64();
    let invoice = json!({
        "chat_id": CLUB, "title": "t", "description": "d", "payload": "p", "currency": "XTR",
        "prices": [{"label": "l", "amount": 1}],
    });
    let invoice = server.ok("sendInvoice", invoice).await["message_id"].as_i64();
    for (method, params, expected) in [
        (
            "forwardMessage",
            from_club(999),
            "message to forward not found",
        ),
        ("copyMessage", from_club(999), "message to copy not found"),
        (
            "forwardMessage",
            from_club(0),
            "message identifier is not specified",
        ),
        (
            "forwardMessage",
            from_club(secret.unwrap()),
            "the message can't be forwarded",
        ),
        (
            "copyMessage",
            from_club(secret.unwrap()),
            "the message can't be copied",
        ),
        (
            "copyMessage",
            from_club(invoice.unwrap()),
            "the message can't be copied",
        ),
        (
            "forwardMessage",
            json!({"chat_id": 1, "message_id": 1}),
            "chat_id is empty",
        ),
    ] {
        let found = server.error(method, params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
    server
        .ok("forwardMessage", from_club(invoice.unwrap()))
        .await;
}

#[tokio::test]
async fn many_are_sent_at_once_and_albums_stay_together() {
    let server = Server::with_groups().await;
    let emulator = &server.emulator;
    let photo = || UserMessage::photo(png(2, 2)).caption("c");
    let text = emulator.send(ANN, CLUB, "text").unwrap();
    let album = emulator
        .send_album(ANN, CLUB, vec![photo(), photo()])
        .unwrap();
    let ids = json!([text, album[0], album[1], 999]);
    let params = json!({"chat_id": 1, "from_chat_id": CLUB, "message_ids": ids});
    let sent = server.ok("forwardMessages", params.clone()).await;
    assert_eq!(sent.as_array().unwrap().len(), 3);
    let mut copies = params.clone();
    copies["remove_caption"] = json!(true);
    server.ok("copyMessages", copies).await;
    let messages = emulator.messages(ANN);
    assert_eq!(messages.len(), 6);
    assert_eq!(messages[0].get("media_group_id"), None);
    assert_eq!(messages[1]["media_group_id"], messages[2]["media_group_id"]);
    assert_eq!(messages[1]["caption"], "c");
    assert_eq!(messages[3]["text"], "text");
    assert_eq!(messages[4].get("caption"), None);
    assert_eq!(messages[4]["media_group_id"], messages[5]["media_group_id"]);
    assert_ne!(messages[4]["media_group_id"], messages[1]["media_group_id"]);
    for (ids, expected) in [
        (json!([999]), "there are no messages to forward"),
        (json!([]), "message identifiers are not specified"),
        (
            json!([album[1], album[0]]),
            "message identifiers must be in a strictly increasing order",
        ),
        (
            json!(vec![1; 101]),
            "too many message identifiers specified",
        ),
    ] {
        for method in ["forwardMessages", "copyMessages"] {
            let mut params = params.clone();
            params["message_ids"] = ids.clone();
            let found = server.error(method, params).await;
            assert_eq!(found, format!("400 Bad Request: {expected}"));
        }
    }
}

#[tokio::test]
async fn a_bot_answers_messages_of_other_chats() {
    let server = Server::with_groups().await;
    let text = server.emulator.send(ANN, CLUB, "one two").unwrap();
    let reply = json!({"message_id": text, "chat_id": CLUB, "quote": "two"});
    let params = json!({"chat_id": 1, "text": "x", "reply_parameters": reply});
    let message = server.ok("sendMessage", params).await;
    assert_eq!(message.get("reply_to_message"), None);
    assert_eq!(message["external_reply"]["chat"]["id"], CLUB);
    assert_eq!(message["external_reply"].get("text"), None);
    assert_eq!(message["quote"]["position"], 4);
    let reply = |allow: bool| {
        json!({
            "chat_id": 1, "text": "x", "reply_parameters": {
                "message_id": 999, "chat_id": CLUB, "allow_sending_without_reply": allow,
            },
        })
    };
    assert_eq!(
        server.error("sendMessage", reply(false)).await,
        "400 Bad Request: message to be replied not found"
    );
    let alone = server.ok("sendMessage", reply(true)).await;
    assert_eq!(alone.get("external_reply"), None);
}

#[tokio::test]
async fn a_copied_poll_is_a_new_one() {
    let server = Server::start().await;
    let poll = json!({
        "chat_id": 1, "question": "?", "options": [{"text": "a"}, {"text": "b"}],
    });
    let poll = server.ok("sendPoll", poll).await;
    let params = json!({"chat_id": 1, "from_chat_id": 1, "message_id": poll["message_id"]});
    let forward = server.ok("forwardMessage", params.clone()).await;
    assert_eq!(forward["poll"]["id"], poll["poll"]["id"]);
    server.ok("copyMessage", params).await;
    let copy = server.emulator.messages(ANN).pop().unwrap();
    assert_eq!(copy["poll"]["question"], "?");
    assert_ne!(copy["poll"]["id"], poll["poll"]["id"]);
}
