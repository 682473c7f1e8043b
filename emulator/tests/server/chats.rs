//! What chats are called and look like, pinned messages, and groups that become supergroups.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::{
    files::{png, upload},
    support::{ANN, BOB, BOT, CID, CLUB, NEWS, Server},
};

const OLD: i64 = -5;

#[tokio::test]
async fn titles_and_descriptions_are_set() {
    let server = Server::with_admin_bot().await;
    for chat in [OLD, CLUB, NEWS] {
        let set = json!({"chat_id": chat, "title": " New "});
        assert_eq!(server.ok("setChatTitle", set.clone()).await, true);
        let kind = if chat == NEWS {
            "channel_post"
        } else {
            "message"
        };
        assert_eq!(server.updates()[0][kind]["new_chat_title"], "New");
        server.ok("setChatTitle", set).await;
        assert!(server.updates().is_empty());
        let describe = |text: &str| json!({"chat_id": chat, "description": text});
        server.ok("setChatDescription", describe("About us")).await;
        let info = server.ok("getChat", json!({"chat_id": chat})).await;
        assert_eq!(info["title"], "New");
        assert_eq!(info["description"], "About us");
        for (text, error) in [
            ("About us".to_owned(), "chat description is not modified"),
            ("x".repeat(256), "CHAT_ABOUT_TOO_LONG"),
        ] {
            let error = format!("400 Bad Request: {error}");
            assert_eq!(
                server.error("setChatDescription", describe(&text)).await,
                error
            );
        }
    }
    assert_eq!(
        server
            .error("setChatTitle", json!({"chat_id": CLUB, "title": " "}))
            .await,
        "400 Bad Request: title must be non-empty"
    );
    assert_eq!(
        server
            .error("setChatTitle", json!({"chat_id": ANN, "title": "x"}))
            .await,
        "400 Bad Request: can't change private chat info"
    );
    server
        .ok(
            "setChatPermissions",
            json!({"chat_id": CLUB, "permissions": {}}),
        )
        .await;
    server
        .emulator
        .promote(ANN, CLUB, BOT, &["can_pin_messages"])
        .unwrap();
    for (method, error) in [
        ("setChatTitle", "not enough rights to change chat title"),
        (
            "setChatDescription",
            "not enough rights to set chat description",
        ),
        ("deleteChatPhoto", "not enough rights to change chat photo"),
        (
            "setChatStickerSet",
            "not enough rights to change supergroup sticker set",
        ),
    ] {
        let params = json!({"chat_id": CLUB, "title": "x"});
        assert_eq!(
            server.error(method, params).await,
            format!("400 Bad Request: {error}")
        );
    }
}

#[tokio::test]
async fn a_photo_is_uploaded_and_deleted() {
    let server = Server::with_admin_bot().await;
    let club = json!({"chat_id": CLUB});
    assert_eq!(
        server
            .error("setChatPhoto", json!({"chat_id": CLUB, "photo": "id"}))
            .await,
        "400 Bad Request: there is no photo in the request"
    );
    let form = Form::new()
        .text("chat_id", CLUB.to_string())
        .part("photo", Part::bytes(png(64, 64)).file_name("a.png"));
    assert_eq!(upload(&server, "setChatPhoto", form).await["ok"], true);
    let told = server.updates().remove(0)["message"].take();
    assert!(told["new_chat_photo"][0]["width"].is_number());
    let info = server.ok("getChat", club.clone()).await;
    let file = json!({"file_id": info["photo"]["big_file_id"]});
    assert!(server.ok("getFile", file).await["file_path"].is_string());
    assert_eq!(server.ok("deleteChatPhoto", club.clone()).await, true);
    assert_eq!(server.updates()[0]["message"]["delete_chat_photo"], true);
    assert_eq!(
        server.error("deleteChatPhoto", club.clone()).await,
        "400 Bad Request: CHAT_NOT_MODIFIED"
    );
    assert!(server.ok("getChat", club).await.get("photo").is_none());
}

#[tokio::test]
async fn messages_are_pinned_and_unpinned() {
    let server = Server::with_admin_bot().await;
    let ids = ["one", "two", "three"].map(|text| server.emulator.send(ANN, CLUB, text).unwrap());
    server.updates();
    let pin = |id: i64| json!({"chat_id": CLUB, "message_id": id});
    for id in ids {
        assert_eq!(server.ok("pinChatMessage", pin(id)).await, true);
    }
    let told = server.updates();
    assert_eq!(told[1]["message"]["pinned_message"]["text"], "two");
    assert_eq!(told[1]["message"]["from"]["id"], BOT);
    let pinned = async || {
        let mut info = server.ok("getChat", json!({"chat_id": CLUB})).await;
        info["pinned_message"]["text"].take()
    };
    assert_eq!(pinned().await, "three");
    server
        .ok("unpinChatMessage", json!({"chat_id": CLUB}))
        .await;
    assert_eq!(pinned().await, "two");
    server.ok("unpinChatMessage", pin(ids[0])).await;
    assert_eq!(pinned().await, "two");
    server.ok("deleteMessage", pin(ids[1])).await;
    assert_eq!(pinned().await, Value::Null);
    let seen = server.emulator.messages(CLUB);
    let news = seen
        .iter()
        .find(|message| message["pinned_message"]["message_id"] == ids[1]);
    assert_eq!(news.unwrap()["pinned_message"]["date"], 0);
    server.ok("pinChatMessage", pin(ids[0])).await;
    assert_eq!(
        server
            .ok("unpinAllChatMessages", json!({"chat_id": CLUB}))
            .await,
        true
    );
    assert_eq!(pinned().await, Value::Null);
    for (method, id, error) in [
        ("pinChatMessage", 999, "message to pin not found"),
        ("pinChatMessage", 0, "message identifier is not specified"),
        ("unpinChatMessage", 999, "message to unpin not found"),
        ("unpinChatMessage", 0, "message to unpin not found"),
    ] {
        assert_eq!(
            server.error(method, pin(id)).await,
            format!("400 Bad Request: {error}")
        );
    }
    let private = server.ann_writes("hi");
    server
        .ok(
            "pinChatMessage",
            json!({"chat_id": ANN, "message_id": private}),
        )
        .await;
    let info = server.ok("getChat", json!({"chat_id": ANN})).await;
    assert_eq!(info["pinned_message"]["text"], "hi");
}

#[tokio::test]
async fn pinning_takes_a_right() {
    let server = Server::with_admin_bot().await;
    let error = "400 Bad Request: not enough rights to manage pinned messages in the chat";
    let post = server.emulator.send(ANN, NEWS, "news").unwrap();
    let pin = json!({"chat_id": NEWS, "message_id": post});
    server.ok("pinChatMessage", pin.clone()).await;
    server
        .emulator
        .promote(ANN, NEWS, BOT, &["can_post_messages"])
        .unwrap();
    assert_eq!(server.error("pinChatMessage", pin.clone()).await, error);
    assert_eq!(server.error("unpinChatMessage", pin.clone()).await, error);
    assert_eq!(server.error("unpinAllChatMessages", pin).await, error);
    // In groups it may be everybody's.
    let text = server.emulator.send(ANN, CLUB, "hi").unwrap();
    server.emulator.promote(ANN, CLUB, BOT, &[]).unwrap();
    server
        .ok(
            "pinChatMessage",
            json!({"chat_id": CLUB, "message_id": text}),
        )
        .await;
}

#[tokio::test]
async fn messages_of_customers_are_pinned() {
    let server = Server::with_groups().await;
    let id = server
        .emulator
        .connect_business(ANN, BOT, &["can_reply"])
        .unwrap();
    let message = server.emulator.send_business(&id, BOB, "hi").unwrap();
    let pin =
        |message: i64| json!({"business_connection_id": id, "chat_id": BOB, "message_id": message});
    for method in ["pinChatMessage", "unpinChatMessage"] {
        assert_eq!(server.ok(method, pin(message)).await, true);
        assert!(server.error(method, pin(99)).await.ends_with("not found"));
        assert_eq!(
            server.error(method, pin(0)).await,
            "400 Bad Request: message identifier is not specified"
        );
    }
}

#[tokio::test]
async fn a_group_becomes_a_supergroup() {
    let server = Server::with_admin_bot().await;
    assert!(server.emulator.migrate(BOB, OLD).is_err());
    assert!(server.emulator.migrate(ANN, CLUB).is_err());
    let new = server.emulator.migrate(ANN, OLD).unwrap();
    assert!(server.emulator.migrate(ANN, OLD).is_err());
    let told = server.updates();
    assert_eq!(told[0]["message"]["migrate_to_chat_id"], new);
    assert_eq!(told[0]["message"]["chat"]["id"], OLD);
    assert_eq!(told[1]["message"]["migrate_from_chat_id"], OLD);
    assert_eq!(told[1]["message"]["chat"]["type"], "supergroup");
    let answer = server
        .call("sendMessage", json!({"chat_id": OLD, "text": "hi"}))
        .await;
    assert_eq!(answer["error_code"], 400);
    assert_eq!(
        answer["description"],
        "Bad Request: group chat was upgraded to a supergroup chat"
    );
    assert_eq!(answer["parameters"], json!({"migrate_to_chat_id": new}));
    let title = server
        .call("setChatTitle", json!({"chat_id": OLD, "title": "x"}))
        .await;
    assert_eq!(title["parameters"]["migrate_to_chat_id"], new);
    server
        .ok("sendMessage", json!({"chat_id": new, "text": "hi"}))
        .await;
    let member = json!({"chat_id": new, "user_id": BOB});
    assert_eq!(server.ok("getChatMember", member).await["status"], "member");
    assert!(server.emulator.send(BOB, OLD, "hi").is_err());
    let control = json!({"user_id": CID, "chat_id": new});
    assert_eq!(server.control("migrate", control).await["ok"], false);
}
