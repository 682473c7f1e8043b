//! sendMessage.

use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server};

async fn error(server: &Server, params: Value) -> String {
    server.error("sendMessage", params).await
}

#[tokio::test]
async fn a_message_is_stored_and_answered() {
    let server = Server::start().await;
    let written = server.ann_writes("hi");
    let message = server
        .ok("sendMessage", json!({"chat_id": 1, "text": "hello"}))
        .await;
    assert_eq!(
        message,
        json!({
            "message_id": written + 1,
            "date": 1_700_000_000,
            "from": {"id": 42, "is_bot": true, "first_name": "Emulator", "username": "emulator_bot"},
            "chat": {"id": 1, "type": "private", "first_name": "Ann", "username": "ann"},
            "text": "hello",
        })
    );
    assert_eq!(server.emulator.messages(ANN).last(), Some(&message));
}

#[tokio::test]
async fn mistakes_are_found_in_the_order_of_the_server() {
    let server = Server::start().await;
    let mut params = json!({
        "chat_id": 999,
        "message_thread_id": 7,
        "text": "",
        "parse_mode": "HTML",
        "reply_parameters": "[",
        "reply_markup": "[",
    });
    let mut fix = async |key: &str, value: Value| {
        let found = error(&server, params.clone()).await;
        params[key] = value;
        found
    };
    assert_eq!(
        fix("text", json!("<b>")).await,
        "400 Bad Request: message text is empty"
    );
    assert_eq!(
        fix("text", json!("ok")).await,
        "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""
    );
    assert_eq!(
        fix("reply_parameters", json!({"message_id": 55})).await,
        "400 Bad Request: can't parse reply parameters JSON object"
    );
    assert_eq!(
        fix(
            "reply_markup",
            json!({"inline_keyboard": [[{"text": "A", "callback_data": "x".repeat(65)}]]})
        )
        .await,
        "400 Bad Request: can't parse reply keyboard markup JSON object"
    );
    assert_eq!(
        fix("chat_id", json!(1)).await,
        "400 Bad Request: chat not found"
    );
    assert_eq!(
        fix("message_thread_id", json!(0)).await,
        "400 Bad Request: message thread not found"
    );
    assert_eq!(
        fix("reply_parameters", json!("")).await,
        "400 Bad Request: message to be replied not found"
    );
    assert_eq!(
        fix("reply_markup", json!("")).await,
        "400 Bad Request: BUTTON_DATA_INVALID"
    );
    assert_eq!(server.ok("sendMessage", params.clone()).await["text"], "ok");
}

#[tokio::test]
async fn chats_that_do_not_exist_or_are_closed() {
    let server = Server::with_groups().await;
    for (chat, expected) in [
        (json!(""), "400 Bad Request: chat_id is empty"),
        (json!(77), "400 Bad Request: chat not found"),
        (json!("@nobody"), "400 Bad Request: chat not found"),
        (json!("@ann"), "400 Bad Request: chat not found"),
        (
            json!(2),
            "403 Forbidden: bot can't initiate conversation with a user",
        ),
        (
            json!(43),
            "403 Forbidden: the bot can't send messages to the bot",
        ),
        (
            json!("@elsewhere"),
            "403 Forbidden: bot is not a member of the supergroup chat",
        ),
        (
            json!(-1_000_000_000_002_i64),
            "400 Bad Request: need administrator rights in the channel chat",
        ),
    ] {
        assert_eq!(
            error(&server, json!({"chat_id": chat, "text": "x"})).await,
            expected,
            "{chat}"
        );
    }
    let club = server
        .ok("sendMessage", json!({"chat_id": "@CLUB", "text": "x"}))
        .await;
    assert_eq!(club["chat"]["id"], -1_000_000_000_001_i64);
}

#[tokio::test]
async fn a_blocked_bot_is_told_and_refused() {
    let server = Server::start().await;
    server.emulator.block_bot(ANN, BOT, true).unwrap();
    let text = json!({"chat_id": 1, "text": "x"});
    assert_eq!(
        error(&server, text.clone()).await,
        "403 Forbidden: bot was blocked by the user"
    );
    let updates = server.ok("getUpdates", json!({})).await;
    assert_eq!(
        updates[0]["my_chat_member"]["new_chat_member"]["status"],
        "kicked"
    );
    assert!(server.emulator.send(ANN, BOT, "x").is_err());
    server.emulator.block_bot(ANN, BOT, false).unwrap();
    server.ok("sendMessage", text).await;
}

#[tokio::test]
async fn a_bot_may_write_once_it_was_started() {
    let server = Server::with_groups().await;
    let text = json!({"chat_id": 2, "text": "x"});
    error(&server, text.clone()).await;
    server.emulator.start_bot(2, BOT).unwrap();
    server.ok("sendMessage", text).await;
}

#[tokio::test]
async fn texts_have_limits() {
    let server = Server::start().await;
    let send = |text: String| json!({"chat_id": 1, "text": text, "parse_mode": "HTML"});
    server
        .ok("sendMessage", send(format!("<b>{}</b>", "é".repeat(4096))))
        .await;
    assert_eq!(
        error(&server, send("é".repeat(4097))).await,
        "400 Bad Request: message is too long"
    );
    assert_eq!(
        error(&server, send("x".repeat(32_769))).await,
        "400 Bad Request: text is too long"
    );
    assert_eq!(
        error(&server, send(" \n ".into())).await,
        "400 Bad Request: text must be non-empty"
    );
    assert_eq!(
        error(&server, send("<b></b>".into())).await,
        "400 Bad Request: text must be non-empty"
    );
}

#[tokio::test]
async fn white_space_around_a_text_is_removed() {
    let server = Server::start().await;
    let params = json!({"chat_id": 1, "text": " \n a <b>b</b> \n", "parse_mode": "HTML"});
    let message = server.ok("sendMessage", params).await;
    assert_eq!(message["text"], "a b");
    assert_eq!(
        message["entities"],
        json!([{"type": "bold", "offset": 2, "length": 1}])
    );
}

#[tokio::test]
async fn replies_carry_the_message_and_the_quote() {
    let server = Server::start().await;
    let id = server.ann_writes("one two one");
    let reply = json!({"message_id": id, "quote": "one", "quote_position": 8});
    let params = json!({"chat_id": 1, "text": "yes", "reply_parameters": reply});
    let message = server.ok("sendMessage", params).await;
    assert_eq!(message["reply_to_message"]["text"], "one two one");
    assert_eq!(
        message["quote"],
        json!({"text": "one", "position": 8, "is_manual": true})
    );
    let reply = json!({"message_id": id, "quote": "three"});
    let params = json!({"chat_id": 1, "text": "yes", "reply_parameters": reply});
    assert_eq!(
        error(&server, params).await,
        "400 Bad Request: QUOTE_TEXT_INVALID"
    );
    let reply = json!({"message_id": 999, "allow_sending_without_reply": true});
    let params = json!({"chat_id": 1, "text": "yes", "reply_parameters": reply});
    assert_eq!(
        server
            .ok("sendMessage", params)
            .await
            .get("reply_to_message"),
        None
    );
}

#[tokio::test]
async fn malformed_markup_is_named() {
    let server = Server::start().await;
    for (markup, expected) in [
        (json!("{"), "can't parse reply keyboard markup JSON object"),
        (json!([]), "object expected as reply markup"),
        (
            json!({"inline_keyboard": 1}),
            "field \"inline_keyboard\" must be of type Array",
        ),
        (
            json!({"inline_keyboard": [1]}),
            "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays",
        ),
        (
            json!({"inline_keyboard": [[{"text": "A"}]]}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            json!({"inline_keyboard": [[{"text": 1, "callback_data": "a"}]]}),
            "can't parse inline keyboard button: Field \"text\" must be of type String",
        ),
        (
            json!({"inline_keyboard": [[{"text": "A", "callback_data": "é".repeat(33)}]]}),
            "BUTTON_DATA_INVALID",
        ),
        (
            json!({"inline_keyboard": [[{"text": "A", "url": "no link"}]]}),
            "BUTTON_URL_INVALID",
        ),
        (
            json!({"inline_keyboard": [[{"text": "A", "copy_text": {"text": ""}}]]}),
            "BUTTON_COPY_TEXT_INVALID",
        ),
    ] {
        let params = json!({"chat_id": 1, "text": "x", "reply_markup": markup});
        assert_eq!(
            error(&server, params).await,
            format!("400 Bad Request: {expected}")
        );
    }
}

#[tokio::test]
async fn only_inline_keyboards_are_part_of_the_message_for_the_bot() {
    let server = Server::start().await;
    for markup in [
        json!({"keyboard": [["A", {"text": "B"}]], "resize_keyboard": true}),
        json!({"remove_keyboard": true}),
        json!({"force_reply": true, "input_field_placeholder": "?"}),
    ] {
        let params = json!({"chat_id": 1, "text": "x", "reply_markup": markup});
        assert_eq!(
            server.ok("sendMessage", params).await.get("reply_markup"),
            None
        );
        let seen = server.emulator.messages(ANN).pop().unwrap();
        assert!(seen["reply_markup"].is_object(), "people see it: {seen}");
    }
}

#[tokio::test]
async fn of_several_actions_of_a_button_the_first_counts() {
    let server = Server::start().await;
    let button = json!({"text": "A", "callback_data": "a", "url": "https://example.com"});
    let params =
        json!({"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}});
    let message = server.ok("sendMessage", params).await;
    assert_eq!(
        message["reply_markup"]["inline_keyboard"][0][0],
        json!({"text": "A", "url": "https://example.com"})
    );
}

#[tokio::test]
async fn a_channel_post_has_no_author() {
    let server = Server::with_groups().await;
    server
        .emulator
        .send(ANN, -1_000_000_000_002, "news")
        .unwrap();
    let updates = server.ok("getUpdates", json!({})).await;
    let post = &updates[0]["channel_post"];
    assert_eq!(post["sender_chat"]["title"], "News");
    assert_eq!(post.get("from"), None);
    assert!(server.emulator.send(2, -1_000_000_000_002, "no").is_err());
}

#[tokio::test]
async fn supergroups_count_their_messages_alone() {
    let server = Server::with_groups().await;
    server.ann_writes("one");
    let send = |chat: i64| json!({"chat_id": chat, "text": "x"});
    let group = server.ok("sendMessage", send(-5)).await;
    assert_eq!(
        group["message_id"], 2,
        "private chats and groups share a counter"
    );
    let club = server.ok("sendMessage", send(-1_000_000_000_001)).await;
    assert_eq!(club["message_id"], 1);
}

#[tokio::test]
async fn link_previews_are_kept_as_asked() {
    let server = Server::start().await;
    let options = json!({"is_disabled": true});
    let params = json!({"chat_id": 1, "text": "x", "link_preview_options": options});
    let message = server.ok("sendMessage", params).await;
    assert_eq!(message["link_preview_options"], options);
    let wrong = json!({"chat_id": 1, "text": "x", "link_preview_options": 1});
    assert_eq!(
        error(&server, wrong).await,
        "400 Bad Request: object expected as link preview options"
    );
}
