//! Editing and deleting.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ANN, Server};

const HOUR: u64 = 3600;

async fn sent(server: &Server) -> i64 {
    let keyboard = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    let params = json!({"chat_id": 1, "text": "old", "reply_markup": keyboard});
    server.ok("sendMessage", params).await["message_id"]
        .as_i64()
        .unwrap()
}

#[tokio::test]
async fn a_text_is_replaced_and_the_keyboard_removed() {
    let server = Server::start().await;
    let id = sent(&server).await;
    server.clock.advance(Duration::from_secs(5));
    let params = json!({"chat_id": 1, "message_id": id, "text": "new"});
    let message = server.ok("editMessageText", params).await;
    assert_eq!(message["text"], "new");
    assert_eq!(message["edit_date"], 1_700_000_005);
    assert_eq!(message["date"], 1_700_000_000);
    assert_eq!(message.get("reply_markup"), None);
    assert_eq!(server.emulator.messages(ANN), [message]);
}

#[tokio::test]
async fn an_edit_without_a_change_is_refused() {
    let server = Server::start().await;
    let id = sent(&server).await;
    let keyboard = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    let params = json!({"chat_id": 1, "message_id": id, "text": "old", "reply_markup": keyboard});
    let not_modified = "400 Bad Request: message is not modified: specified new message content \
                        and reply markup are exactly the same as a current content and reply \
                        markup of the message";
    assert_eq!(
        server.error("editMessageText", params.clone()).await,
        not_modified
    );
    assert_eq!(
        server.error("editMessageReplyMarkup", params).await,
        not_modified
    );
}

#[tokio::test]
async fn a_keyboard_is_replaced_alone() {
    let server = Server::start().await;
    let id = sent(&server).await;
    let keyboard = json!({"inline_keyboard": [[{"text": "B", "callback_data": "b"}]]});
    let params = json!({"chat_id": 1, "message_id": id, "reply_markup": keyboard});
    let message = server.ok("editMessageReplyMarkup", params).await;
    assert_eq!(message["text"], "old");
    assert_eq!(message["reply_markup"], keyboard);
    let params = json!({"chat_id": 1, "message_id": id});
    assert_eq!(
        server
            .ok("editMessageReplyMarkup", params)
            .await
            .get("reply_markup"),
        None
    );
}

#[tokio::test]
async fn what_cannot_be_edited_is_said() {
    let server = Server::start().await;
    let id = sent(&server).await;
    let anns = server.ann_writes("hi");
    for (params, expected) in [
        (
            json!({"chat_id": 1, "message_id": id}),
            "message text is empty",
        ),
        (
            json!({"chat_id": 1, "text": "x"}),
            "message identifier is not specified",
        ),
        (json!({"message_id": id, "text": "x"}), "chat_id is empty"),
        (
            json!({"chat_id": 1, "message_id": 99, "text": "x"}),
            "message to edit not found",
        ),
        (
            json!({"chat_id": 1, "message_id": anns, "text": "x"}),
            "message can't be edited",
        ),
        (
            json!({"chat_id": 1, "message_id": id, "text": "x".repeat(4097)}),
            "MESSAGE_TOO_LONG",
        ),
        (
            json!({"inline_message_id": "x", "text": "x"}),
            "MESSAGE_ID_INVALID",
        ),
    ] {
        let found = server.error("editMessageText", params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
}

#[tokio::test]
async fn a_message_is_deleted_once() {
    let server = Server::start().await;
    let id = sent(&server).await;
    let anns = server.ann_writes("hi");
    for id in [id, anns] {
        let params = json!({"chat_id": 1, "message_id": id});
        assert_eq!(server.ok("deleteMessage", params.clone()).await, true);
        assert_eq!(
            server.error("deleteMessage", params).await,
            "400 Bad Request: message to delete not found"
        );
    }
    assert_eq!(server.emulator.messages(ANN), [Value::Null; 0]);
}

#[tokio::test]
async fn what_cannot_be_deleted_is_said() {
    let server = Server::with_groups().await;
    let id = sent(&server).await;
    let club = -1_000_000_000_001_i64;
    let anns = server.emulator.send(ANN, club, "hi").unwrap();
    for (params, expected) in [
        (
            json!({"message_id": id}),
            "chat identifier is not specified",
        ),
        (json!({"chat_id": 1}), "message identifier is not specified"),
        (
            json!({"chat_id": club, "message_id": anns}),
            "message can't be deleted",
        ),
    ] {
        let found = server.error("deleteMessage", params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
    server.clock.advance(Duration::from_secs(48 * HOUR + 1));
    assert_eq!(
        server
            .error("deleteMessage", json!({"chat_id": 1, "message_id": id}))
            .await,
        "400 Bad Request: message can't be deleted for everyone"
    );
}

#[tokio::test]
async fn many_messages_are_deleted_and_missing_ones_passed_over() {
    let server = Server::start().await;
    let ids = [
        sent(&server).await,
        sent(&server).await,
        sent(&server).await,
    ];
    let params = json!({"chat_id": 1, "message_ids": [ids[0], 999, ids[2]]});
    assert_eq!(server.ok("deleteMessages", params).await, true);
    let left = server.emulator.messages(ANN);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["message_id"], ids[1]);
    for (list, expected) in [
        (json!(""), "message identifiers are not specified"),
        (json!([]), "message identifiers are not specified"),
        (
            json!(vec![1; 101]),
            "too many message identifiers specified",
        ),
    ] {
        let params = json!({"chat_id": 1, "message_ids": list});
        let found = server.error("deleteMessages", params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
}
