//! The control API.

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

use crate::support::{ANN, BOT, Server};

#[tokio::test]
async fn a_person_writes_by_the_bots_id_or_their_own() {
    let server = Server::start().await;
    for chat in [BOT, ANN] {
        let input = json!({"user_id": 1, "chat_id": chat, "text": "hi"});
        let answer = server.control("send", input).await;
        assert_eq!(answer["ok"], true);
        assert_eq!(answer["message"]["text"], "hi");
    }
    assert_eq!(server.emulator.messages(ANN).len(), 2);
    let reply = json!({"user_id": 1, "chat_id": 1, "text": "re", "reply_to_message_id": 1});
    let answer = server.control("send", reply).await;
    assert_eq!(answer["message"]["reply_to_message"]["message_id"], 1);
}

#[tokio::test]
async fn wrong_input_is_400_with_words() {
    let server = Server::with_groups().await;
    for (path, input, words) in [
        (
            "send",
            json!({"user_id": 9, "chat_id": 42, "text": "x"}),
            "no user has the id 9",
        ),
        (
            "send",
            json!({"user_id": 1, "chat_id": 7, "text": "x"}),
            "no chat has the id 7",
        ),
        (
            "send",
            json!({"user_id": 1, "chat_id": 42, "text": " "}),
            "the text is empty",
        ),
        (
            "send",
            json!({"user_id": 2, "chat_id": -5, "text": "x"}),
            "not a member of chat -5",
        ),
        (
            "send",
            json!({"user_id": 1, "chat_id": 42}),
            "missing field `text`",
        ),
        (
            "tap",
            json!({"user_id": 1, "chat_id": 1, "message_id": 3, "data": "x"}),
            "no message 3",
        ),
        (
            "start",
            json!({"user_id": 1, "bot_id": 9}),
            "no bot has the id 9",
        ),
    ] {
        let answer = server.control(path, input).await;
        assert_eq!(answer["ok"], false);
        assert!(
            answer["description"].as_str().unwrap().contains(words),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn state_lists_bots_people_and_chats() {
    let server = Server::with_groups().await;
    server.emulator.send(ANN, 43, "to the second").unwrap();
    let state = server.get("/control/state").await;
    assert_eq!(
        state["bots"][1],
        json!({"id": 43, "username": "second_bot", "first_name": "Second"})
    );
    assert_eq!(state["users"].as_array().unwrap().len(), 2);
    let chats = state["chats"].as_array().unwrap();
    assert_eq!(chats.len(), 2 * 2 + 4);
    let with_second = |chat: &&Value| chat["user_id"] == 1 && chat["bot_id"] == 43;
    let chat = chats.iter().find(with_second).unwrap();
    assert_eq!(chat["id"], 1);
    assert_eq!(chat["type"], "private");
    assert_eq!(chat["last_message"]["text"], "to the second");
    let club = chats.iter().find(|chat| chat["title"] == "Club").unwrap();
    assert_eq!(club["members"], json!([1, 2, 42, 43]));
    assert!(state["revision"].as_u64().unwrap() > 0);
    let messages = server.get("/control/messages?chat_id=1&bot_id=43").await;
    assert_eq!(messages["messages"].as_array().unwrap().len(), 1);
    let messages = server.get("/control/messages?chat_id=1").await;
    assert_eq!(messages["messages"], json!([]));
}

#[tokio::test]
async fn start_and_block_change_who_may_write() {
    let server = Server::with_groups().await;
    let text = json!({"chat_id": 2, "text": "x"});
    assert!(
        server
            .error("sendMessage", text.clone())
            .await
            .starts_with("403")
    );
    server
        .control("start", json!({"user_id": 2, "bot_id": 42}))
        .await;
    server.ok("sendMessage", text.clone()).await;
    server
        .control(
            "block",
            json!({"user_id": 2, "bot_id": 42, "blocked": true}),
        )
        .await;
    assert!(server.error("sendMessage", text).await.contains("blocked"));
}

#[tokio::test]
async fn a_file_is_given_to_the_page() {
    let server = Server::start().await;
    server
        .emulator
        .send_document(ANN, BOT, "a", "b", vec![7, 8])
        .unwrap();
    let message = server.emulator.messages(ANN).pop().unwrap();
    let file_id = message["document"]["file_id"].as_str().unwrap();
    let url = format!("{}/control/file?file_id={file_id}", server.emulator.url());
    let bytes = server
        .http
        .get(url)
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    assert_eq!(bytes.as_ref(), [7, 8]);
}

#[tokio::test]
async fn events_tell_what_happens() {
    let server = Server::start().await;
    let address = server.emulator.url().replace("http://", "");
    let stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    let mut lines = BufReader::new(stream);
    let request = format!("GET /control/events HTTP/1.1\r\nHost: {address}\r\n\r\n");
    lines.get_mut().write_all(request.as_bytes()).await.unwrap();
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(lines.read_line(&mut head).await.unwrap(), 0);
    }
    assert!(head.contains("text/event-stream"), "{head}");

    let keyboard = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    let sent = json!({"chat_id": 1, "text": "x", "reply_markup": keyboard});
    let id = server.ok("sendMessage", sent).await["message_id"]
        .as_i64()
        .unwrap();
    let tap = server.emulator.tap(ANN, BOT, id, "a").unwrap();
    server
        .ok(
            "answerCallbackQuery",
            json!({"callback_query_id": tap, "text": "ok"}),
        )
        .await;
    server
        .ok(
            "editMessageText",
            json!({"chat_id": 1, "message_id": id, "text": "y"}),
        )
        .await;
    server
        .ok("sendChatAction", json!({"chat_id": 1, "action": "typing"}))
        .await;
    server
        .ok("deleteMessage", json!({"chat_id": 1, "message_id": id}))
        .await;
    server.ok("setMyCommands", json!({"commands": []})).await;

    let mut events = Vec::new();
    while events.len() < 6 {
        let mut line = String::new();
        assert_ne!(lines.read_line(&mut line).await.unwrap(), 0);
        if let Some(data) = line.strip_prefix("data: ") {
            events.push(serde_json::from_str::<Value>(data).unwrap());
        }
    }
    let kinds: Vec<_> = events
        .iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "message",
            "callback_answer",
            "edited_message",
            "chat_action",
            "deleted_messages",
            "commands"
        ]
    );
    assert_eq!(events[0]["bot_id"], 42);
    assert_eq!(events[0]["message"]["text"], "x");
    assert_eq!(events[1]["callback_query_id"], tap);
    assert_eq!(events[1]["text"], "ok");
    assert_eq!(events[3]["action"], "typing");
    assert_eq!(events[3]["from"]["id"], 42);
    assert_eq!(events[4]["message_ids"], json!([id]));
}

#[tokio::test]
async fn an_unknown_chat_action_is_refused() {
    let server = Server::start().await;
    assert_eq!(
        server
            .error("sendChatAction", json!({"chat_id": 1, "action": "dancing"}))
            .await,
        "400 Bad Request: wrong parameter action in request"
    );
}

#[tokio::test]
async fn foreign_pages_are_kept_out() {
    let server = Server::start().await;
    let url = format!("{}/control/send", server.emulator.url());
    let body = r#"{"user_id":1,"chat_id":42,"text":"x"}"#;
    let plain = server
        .http
        .post(&url)
        .header("content-type", "text/plain")
        .body(body);
    assert_eq!(plain.send().await.unwrap().status(), 415);
    for host in [
        "evil.example",
        "evil.example:8081",
        "127.0.0.1.evil.example",
    ] {
        let rebound = server
            .http
            .get(server.emulator.page_url() + "control/state");
        let answer = rebound.header("host", host).send().await.unwrap();
        assert_eq!(answer.status(), 403, "{host}");
    }
    for host in ["localhost:1", "127.0.0.1", "[::1]:5"] {
        let own = server
            .http
            .get(server.emulator.page_url() + "control/state");
        assert_eq!(
            own.header("host", host).send().await.unwrap().status(),
            200,
            "{host}"
        );
    }
    assert_eq!(server.emulator.messages(ANN), [Value::Null; 0]);
}

#[tokio::test]
async fn the_page_is_served_and_takes_nothing_from_elsewhere() {
    let server = Server::start().await;
    let page = server
        .http
        .get(server.emulator.page_url())
        .send()
        .await
        .unwrap();
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.contains("default-src 'none'"), "{policy}");
    let missing = server.emulator.page_url() + "page/missing.js";
    assert_eq!(server.http.get(missing).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn get_chat_tells_about_a_chat() {
    let server = Server::with_groups().await;
    let chat = server.ok("getChat", json!({"chat_id": "@club"})).await;
    assert_eq!(chat["title"], "Club");
    assert_eq!(chat["permissions"]["can_send_messages"], true);
    assert!(chat["accent_color_id"].is_i64());
    assert_eq!(
        server.ok("getChat", json!({"chat_id": 1})).await["first_name"],
        "Ann"
    );
    assert_eq!(
        server.error("getChat", json!({"chat_id": 5})).await,
        "400 Bad Request: chat not found"
    );
}

#[tokio::test]
async fn a_taken_port_is_an_error_with_advice() {
    let server = Server::start().await;
    let address = server.emulator.url().replace("http://", "");
    let again = botwright_emulator::Emulator::builder()
        .listen(&address)
        .start()
        .await;
    let words = again.unwrap_err().to_string();
    assert!(
        words.contains(&address) && words.contains("choose another address"),
        "{words}"
    );
}

#[tokio::test]
async fn a_stopped_emulator_frees_its_port_and_closes_connections() {
    let server = Server::start().await;
    let poll = server
        .http
        .post(server.url("getUpdates"))
        .json(&json!({"timeout": 50}));
    let poll = tokio::spawn(poll.send());
    server.parked().await;
    let address = server.emulator.url().replace("http://", "");
    server.emulator.stop().await;
    assert!(poll.await.unwrap().is_err());
    let again = botwright_emulator::Emulator::builder()
        .listen(&address)
        .start()
        .await;
    assert!(again.is_ok());
}
