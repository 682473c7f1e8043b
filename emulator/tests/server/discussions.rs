//! Channels with discussion groups, and messages in the name of chats.

use botwright_emulator::{ControlError, UserMessage, World};
use serde_json::json;

use crate::support::{ANN, BOB, BOT, CLUB, NEWS, Server, TOKEN};

fn world(linked: i64) -> String {
    json!({
        "bots": [{"token": TOKEN, "username": "emulator_bot", "first_name": "Emulator"}],
        "users": [
            {"id": 1, "first_name": "Ann", "username": "ann"},
            {"id": 2, "first_name": "Bob", "username": "bob"},
        ],
        "chats": [
            {"id": NEWS, "type": "channel", "title": "News", "admins": ["emulator_bot"],
             "owner": "ann", "linked_chat_id": linked},
            {"id": CLUB, "type": "supergroup", "title": "Club", "members": ["bob"],
             "admins": ["emulator_bot"], "owner": "ann"},
        ],
    })
    .to_string()
}

async fn linked() -> Server {
    Server::with(World::from_json(&world(CLUB)).expect("a valid world")).await
}

#[tokio::test]
async fn posts_come_to_the_discussion_group() {
    let server = linked().await;
    let posted = server
        .ok("sendMessage", json!({"chat_id": NEWS, "text": "News!"}))
        .await;
    let forward = server.updates().remove(0)["message"].take();
    assert_eq!(forward["chat"]["id"], CLUB);
    assert_eq!(forward["from"]["id"], 777_000);
    assert_eq!(forward["sender_chat"]["id"], NEWS);
    assert_eq!(forward["is_automatic_forward"], true);
    assert_eq!(
        forward["forward_origin"]["message_id"],
        posted["message_id"]
    );
    assert_eq!(forward["text"], "News!");
    let info = server.ok("getChat", json!({"chat_id": CLUB})).await;
    assert_eq!(info["linked_chat_id"], NEWS);
    assert_eq!(info["pinned_message"]["message_id"], forward["message_id"]);

    // What is said about it is a thread.
    let id = forward["message_id"].as_i64().unwrap();
    let comment = server.emulator.reply(BOB, CLUB, id, "Really?").unwrap();
    let told = server.updates().remove(0)["message"].take();
    assert_eq!(told["message_thread_id"], id);
    assert!(told.get("is_topic_message").is_none());
    server.emulator.reply(ANN, CLUB, comment, "Yes").unwrap();
    assert_eq!(server.updates()[0]["message"]["message_thread_id"], id);
    let send = json!({"chat_id": CLUB, "text": "Indeed", "message_thread_id": id});
    assert_eq!(
        server.ok("sendMessage", send).await["message_thread_id"],
        id
    );
    // News about the channel stay there.
    server
        .ok(
            "setChatTitle",
            json!({"chat_id": NEWS, "title": "Good news"}),
        )
        .await;
    let told = server.updates();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["channel_post"]["new_chat_title"], "Good news");
}

#[tokio::test]
async fn a_post_of_a_person_is_told_twice() {
    let server = linked().await;
    server.emulator.send(ANN, NEWS, "News!").unwrap();
    let told = server.updates();
    assert_eq!(told[0]["channel_post"]["text"], "News!");
    assert_eq!(told[1]["message"]["is_automatic_forward"], true);
}

#[tokio::test]
async fn people_write_in_the_name_of_chats() {
    let server = linked().await;
    let write = |user: i64, chat: i64| {
        let message = UserMessage::text("hi").sent_as(chat);
        server.emulator.send_message(user, CLUB, message)
    };
    write(ANN, NEWS).unwrap();
    let told = server.updates().remove(0)["message"].take();
    assert_eq!(told["sender_chat"]["id"], NEWS);
    assert_eq!(told["from"]["username"], "Channel_Bot");
    write(ANN, CLUB).unwrap();
    let told = server.updates().remove(0)["message"].take();
    assert_eq!(told["sender_chat"]["id"], CLUB);
    assert_eq!(told["from"]["username"], "GroupAnonymousBot");
    assert!(matches!(
        write(BOB, NEWS),
        Err(ControlError::NotAllowed { .. })
    ));
    let ban = json!({"chat_id": CLUB, "sender_chat_id": NEWS});
    server.ok("banChatSenderChat", ban.clone()).await;
    assert!(matches!(
        write(ANN, NEWS),
        Err(ControlError::NotAllowed { .. })
    ));
    server.ok("unbanChatSenderChat", ban).await;
    write(ANN, NEWS).unwrap();
    // Anonymous administrators are always named so.
    let promote = json!({"chat_id": CLUB, "user_id": BOB, "is_anonymous": true});
    server.ok("promoteChatMember", promote).await;
    server.updates();
    server.emulator.send(BOB, CLUB, "who?").unwrap();
    let told = server.updates().remove(0)["message"].take();
    assert_eq!(told["sender_chat"]["id"], CLUB);
    let member = json!({"chat_id": CLUB, "user_id": BOB});
    assert_eq!(
        server.ok("getChatMember", member).await["is_anonymous"],
        true
    );
}

#[tokio::test]
async fn tags_are_shown_with_messages() {
    let server = linked().await;
    let tag = json!({"chat_id": CLUB, "user_id": BOB, "tag": "old hand"});
    server.ok("setChatMemberTag", tag).await;
    server.emulator.send(BOB, CLUB, "hi").unwrap();
    assert_eq!(server.updates()[0]["message"]["sender_tag"], "old hand");
}

#[test]
fn only_supergroups_discuss() {
    for linked in [NEWS, BOT, -7] {
        let error = World::from_json(&world(linked)).expect_err("a wrong link");
        assert_eq!(error.path(), "chats[0].linked_chat_id");
    }
}
