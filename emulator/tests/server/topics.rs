//! Topics of forums.

use botwright_emulator::{ControlError, UserMessage, World};
use serde_json::{Value, json};

use crate::support::{ANN, BOB, BOT, CLUB, Server, TOKEN};

/// A forum that Ann owns, with the bot as an administrator and Bob as a member.
async fn forum() -> Server {
    let world = json!({
        "bots": [{"token": TOKEN, "username": "emulator_bot", "first_name": "Emulator"}],
        "users": [
            {"id": 1, "first_name": "Ann", "username": "ann"},
            {"id": 2, "first_name": "Bob", "username": "bob"},
        ],
        "chats": [
            {"id": CLUB, "type": "supergroup", "title": "Club", "is_forum": true,
             "members": ["bob"], "admins": ["emulator_bot"], "owner": "ann"},
        ],
    });
    Server::with(World::from_json(&world.to_string()).expect("a valid world")).await
}

fn in_club(more: &Value) -> Value {
    let mut params = json!({"chat_id": CLUB});
    if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
        params.extend(more.clone());
    }
    params
}

async fn create(server: &Server, name: &str) -> i64 {
    let topic = server
        .ok("createForumTopic", in_club(&json!({"name": name})))
        .await;
    topic["message_thread_id"].as_i64().unwrap()
}

fn allowed<T>(result: Result<T, ControlError>) -> bool {
    match result {
        Ok(_) => true,
        Err(ControlError::NotAllowed { .. }) => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_topic_is_begun_and_written_in() {
    let server = forum().await;
    let params = in_club(&json!({"name": " News ", "icon_color": 16_766_590,
        "icon_custom_emoji_id": "7"}));
    let topic = server.ok("createForumTopic", params).await;
    assert_eq!(topic["name"], "News");
    assert_eq!(topic["icon_color"], 16_766_590);
    assert_eq!(topic["icon_custom_emoji_id"], "7");
    let thread = topic["message_thread_id"].as_i64().unwrap();
    let told = server.updates().remove(0)["message"].take();
    assert_eq!(told["message_id"], thread);
    assert_eq!(told["message_thread_id"], thread);
    assert_eq!(told["forum_topic_created"]["name"], "News");

    let params = in_club(&json!({"text": "hi", "message_thread_id": thread}));
    let sent = server.ok("sendMessage", params).await;
    assert_eq!(sent["message_thread_id"], thread);
    assert_eq!(sent["is_topic_message"], true);
    assert_eq!(sent["reply_to_message"]["message_id"], thread);
    let general = server
        .ok("sendMessage", in_club(&json!({"text": "hi"})))
        .await;
    assert!(general.get("message_thread_id").is_none());
    // Who answers a message is in its topic.
    let id = sent["message_id"].as_i64().unwrap();
    server.emulator.reply(BOB, CLUB, id, "yes").unwrap();
    let told = server.updates().remove(0)["message"].take();
    assert_eq!(told["message_thread_id"], thread);
    assert_eq!(told["reply_to_message"]["message_id"], id);
    let text = UserMessage::text("and no").in_topic(thread);
    server.emulator.send_message(BOB, CLUB, text).unwrap();
    let told = server.updates().remove(0)["message"].take();
    assert_eq!(told["is_topic_message"], true);
    let lost = UserMessage::text("where?").in_topic(999);
    assert!(!allowed(server.emulator.send_message(BOB, CLUB, lost)));
    let lost = in_club(&json!({"text": "hi", "message_thread_id": 999}));
    assert_eq!(
        server.error("sendMessage", lost).await,
        "400 Bad Request: message thread not found"
    );
    assert_eq!(
        server.ok("getForumTopicIconStickers", json!({})).await,
        json!([])
    );
}

#[tokio::test]
async fn a_topic_is_renamed() {
    let server = forum().await;
    let thread = create(&server, "Old").await;
    server.updates();
    let edit = |more: Value| {
        let mut params = in_club(&more);
        params["message_thread_id"] = json!(thread);
        params
    };
    server
        .ok("editForumTopic", edit(json!({"name": "New"})))
        .await;
    let told = server.updates().remove(0)["message"].take();
    assert_eq!(told["forum_topic_edited"], json!({"name": "New"}));
    assert_eq!(told["message_thread_id"], thread);
    server
        .ok(
            "editForumTopic",
            edit(json!({"name": "New", "icon_custom_emoji_id": "5"})),
        )
        .await;
    let told = server.updates().remove(0)["message"].take();
    assert_eq!(
        told["forum_topic_edited"],
        json!({"icon_custom_emoji_id": "5"})
    );
    for (more, error) in [
        (json!({"name": ""}), "TOPIC_NOT_MODIFIED"),
        (
            json!({"icon_custom_emoji_id": "x"}),
            "invalid custom emoji identifier specified",
        ),
    ] {
        let error = format!("400 Bad Request: {error}");
        assert_eq!(server.error("editForumTopic", edit(more)).await, error);
    }
}

#[tokio::test]
async fn a_closed_topic_takes_nothing_from_members() {
    let server = forum().await;
    let thread = create(&server, "Talk").await;
    server.updates();
    let topic = in_club(&json!({"message_thread_id": thread}));
    assert_eq!(server.ok("closeForumTopic", topic.clone()).await, true);
    let told = server.updates().remove(0)["message"].take();
    assert_eq!(told["forum_topic_closed"], json!({}));
    assert_eq!(
        server.error("closeForumTopic", topic.clone()).await,
        "400 Bad Request: TOPIC_NOT_MODIFIED"
    );
    let text = || UserMessage::text("hi").in_topic(thread);
    assert!(!allowed(server.emulator.send_message(BOB, CLUB, text())));
    assert!(!allowed(server.emulator.reply(BOB, CLUB, thread, "hi")));
    assert!(allowed(server.emulator.send_message(ANN, CLUB, text())));
    let send = in_club(&json!({"message_thread_id": thread, "text": "hi"}));
    server.ok("sendMessage", send.clone()).await;
    server.emulator.promote(ANN, CLUB, BOT, &[]).unwrap();
    assert_eq!(
        server.error("sendMessage", send).await,
        "400 Bad Request: TOPIC_CLOSED"
    );
    // It is the bot's own topic still.
    assert_eq!(server.ok("reopenForumTopic", topic).await, true);
    assert!(allowed(server.emulator.send_message(BOB, CLUB, text())));
}

#[tokio::test]
async fn a_topic_is_deleted_with_its_messages() {
    let server = forum().await;
    let (one, two) = (create(&server, "One").await, create(&server, "Two").await);
    for thread in [one, two] {
        let text = UserMessage::text("hi").in_topic(thread);
        let id = server.emulator.send_message(BOB, CLUB, text).unwrap();
        server
            .ok("pinChatMessage", in_club(&json!({"message_id": id})))
            .await;
    }
    let pinned = async || {
        let mut chat = server.ok("getChat", json!({"chat_id": CLUB})).await;
        chat["pinned_message"]["message_thread_id"].take()
    };
    assert_eq!(pinned().await, two);
    let topic = |thread: i64| in_club(&json!({"message_thread_id": thread}));
    assert_eq!(
        server.ok("unpinAllForumTopicMessages", topic(two)).await,
        true
    );
    assert_eq!(pinned().await, one);
    server
        .ok("unpinAllGeneralForumTopicMessages", in_club(&json!({})))
        .await;
    assert_eq!(pinned().await, one);
    assert_eq!(server.ok("deleteForumTopic", topic(one)).await, true);
    assert_eq!(pinned().await, Value::Null);
    let left = server.emulator.messages(CLUB);
    assert!(
        left.iter()
            .all(|message| message["message_thread_id"] == two)
    );
    assert_eq!(
        server.error("deleteForumTopic", topic(one)).await,
        "400 Bad Request: message thread not found"
    );
}

#[tokio::test]
async fn the_general_topic_is_closed_hidden_and_renamed() {
    let server = forum().await;
    let club = in_club(&json!({}));
    let rename = in_club(&json!({"name": "All"}));
    server.ok("editGeneralForumTopic", rename.clone()).await;
    server.ok("closeGeneralForumTopic", club.clone()).await;
    assert!(!allowed(server.emulator.send(BOB, CLUB, "hi")));
    server.ok("reopenGeneralForumTopic", club.clone()).await;
    assert!(allowed(server.emulator.send(BOB, CLUB, "hi")));
    server.ok("hideGeneralForumTopic", club.clone()).await;
    assert!(!allowed(server.emulator.send(BOB, CLUB, "hi")));
    server.ok("unhideGeneralForumTopic", club.clone()).await;
    let told = server.updates();
    let names = [
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "text",
        "general_forum_topic_hidden",
        "forum_topic_closed",
        "general_forum_topic_unhidden",
    ];
    for (update, name) in told.iter().zip(names) {
        assert!(update["message"].get(name).is_some(), "{name} in {update}");
        assert!(update["message"].get("message_thread_id").is_none());
    }
    assert_eq!(told.len(), names.len());
    for (method, params) in [
        ("editGeneralForumTopic", rename),
        ("closeGeneralForumTopic", club.clone()),
        ("unhideGeneralForumTopic", club),
    ] {
        assert_eq!(
            server.error(method, params).await,
            "400 Bad Request: TOPIC_NOT_MODIFIED"
        );
    }
}

#[tokio::test]
async fn topics_take_rights_and_forums() {
    let server = forum().await;
    server.emulator.promote(ANN, CLUB, BOT, &[]).unwrap();
    server.emulator.begin_topic(BOB, CLUB, "Bob's").unwrap();
    let thread = server.updates().pop().unwrap()["message"]["message_thread_id"].take();
    let topic = in_club(&json!({"message_thread_id": thread, "name": "x"}));
    for (method, error) in [
        ("editForumTopic", "not enough rights to edit the topic"),
        (
            "closeForumTopic",
            "not enough rights to close or reopen the topic",
        ),
        ("deleteForumTopic", "not enough rights to delete the topic"),
        (
            "editGeneralForumTopic",
            "not enough rights to edit the topic",
        ),
        (
            "hideGeneralForumTopic",
            "not enough rights to hide or unhide the topic",
        ),
    ] {
        let error = format!("400 Bad Request: {error}");
        assert_eq!(server.error(method, topic.clone()).await, error, "{method}");
    }
    for (more, error) in [
        (json!({"name": " "}), "title must be non-empty"),
        (
            json!({"name": "x", "icon_color": 1}),
            "invalid icon color specified",
        ),
    ] {
        let error = format!("400 Bad Request: {error}");
        assert_eq!(
            server.error("createForumTopic", in_club(&more)).await,
            error
        );
    }
    let groups = Server::with_admin_bot().await;
    let params = in_club(&json!({"name": "x"}));
    assert_eq!(
        groups.error("createForumTopic", params).await,
        "400 Bad Request: the chat is not a forum"
    );
    assert!(!allowed(groups.emulator.begin_topic(ANN, CLUB, "x")));
}

#[tokio::test]
async fn the_control_api_has_topics() {
    let server = forum().await;
    let begin = json!({"user_id": BOB, "chat_id": CLUB, "name": "Bob's"});
    let thread = server.control("begin_topic", begin).await["message_thread_id"].take();
    let close = json!({"user_id": ANN, "chat_id": CLUB, "message_thread_id": thread});
    assert_eq!(server.control("close_topic", close).await["ok"], true);
    let path = format!("/control/topics?chat_id={CLUB}");
    let topics = server.get(&path).await;
    assert_eq!(topics["topics"][0]["name"], "Bob's");
    assert_eq!(topics["topics"][0]["is_closed"], true);
    assert_eq!(topics["general"]["name"], "General");
    let open = json!({"user_id": ANN, "chat_id": CLUB, "message_thread_id": thread,
        "closed": false});
    assert_eq!(server.control("close_topic", open).await["ok"], true);
    let message = json!({"text": "hi", "message_thread_id": thread});
    let params = json!({"user_id": BOB, "chat_id": CLUB, "message": message});
    let sent = server.control("send_message", params).await;
    assert_eq!(sent["message"]["message_thread_id"], thread);
}
