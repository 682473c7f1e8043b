//! Web apps.

use botwright_emulator::{ControlError, WebAppButton};
use ring::hmac;
use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server, TOKEN};

const URL: &str = "https://example.org/app";

fn updates(server: &Server) -> Vec<Value> {
    let updates = server.emulator.take_updates(BOT);
    let parse = |update: &String| serde_json::from_str(update).expect("an update");
    updates.iter().map(parse).collect()
}

/// Checks init data as Telegram's documents say a web app's server has to.
fn is_genuine(init_data: &str, token: &str) -> bool {
    let pairs = reqwest::Url::parse(&format!("http://localhost/?{init_data}")).expect("a query");
    let mut hash = String::new();
    let mut lines = Vec::new();
    for (name, value) in pairs.query_pairs() {
        if name == "hash" {
            hash = value.into_owned();
        } else {
            lines.push(format!("{name}={value}"));
        }
    }
    lines.sort();
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"WebAppData");
    let secret = hmac::sign(&key, token.as_bytes());
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_ref());
    let digits = hash.as_bytes().chunks(2);
    let byte = |digits: &[u8]| {
        let text = std::str::from_utf8(digits).expect("ASCII");
        u8::from_str_radix(text, 16).expect("hexadecimal digits")
    };
    let hash: Vec<u8> = digits.map(byte).collect();
    hmac::verify(&key, lines.join("\n").as_bytes(), &hash).is_ok()
}

#[tokio::test]
async fn a_web_app_gets_signed_data_and_answers_in_the_persons_name() {
    let server = Server::start().await;
    let keyboard = json!({"inline_keyboard": [[{"text": "Open", "web_app": {"url": URL}}]]});
    let params = json!({"chat_id": 1, "text": "app", "reply_markup": keyboard});
    let message = server.ok("sendMessage", params).await;
    let message_id = message["message_id"].as_i64().unwrap();
    let button = WebAppButton::Inline { message_id };
    let app = server.emulator.open_web_app(ANN, BOT, &button).unwrap();
    assert_eq!(app.url, URL);
    assert!(is_genuine(&app.init_data, TOKEN), "{}", app.init_data);
    assert!(!is_genuine(&app.init_data, "42:OTHER"));
    assert!(app.init_data.contains("auth_date=1700000000"));
    let query_id = app.query_id.unwrap();
    let answer = json!({
        "web_app_query_id": query_id,
        "result": {"type": "article", "id": "1", "title": "t",
            "input_message_content": {"message_text": "Ordered"}},
    });
    let sent = server.ok("answerWebAppQuery", answer.clone()).await;
    assert!(sent["inline_message_id"].is_string());
    let message = server.emulator.messages(ANN).pop().unwrap();
    assert_eq!(message["text"], "Ordered");
    assert_eq!(message["from"]["id"], ANN);
    assert_eq!(message["via_bot"]["id"], BOT);
    assert_eq!(
        server.error("answerWebAppQuery", answer).await,
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    );
}

#[tokio::test]
async fn data_come_back_from_a_keyboard_button() {
    let server = Server::start().await;
    let keyboard =
        json!({"keyboard": [[{"text": "Pick", "web_app": {"url": URL}}, {"text": "No"}]]});
    let params = json!({"chat_id": 1, "text": "pick", "reply_markup": keyboard});
    server.ok("sendMessage", params).await;
    let button = WebAppButton::Keyboard {
        text: "Pick".into(),
    };
    let app = server.emulator.open_web_app(ANN, BOT, &button).unwrap();
    assert_eq!(app.query_id, None);
    assert!(is_genuine(&app.init_data, TOKEN));
    let long = "x".repeat(4097);
    let send = |button, data| server.emulator.send_web_app_data(ANN, BOT, button, data);
    assert!(matches!(send("No", "x"), Err(ControlError::NoWebApp(_))));
    assert_eq!(send("Pick", ""), Err(ControlError::WebAppData));
    assert_eq!(send("Pick", &long), Err(ControlError::WebAppData));
    send("Pick", "[1,2]").unwrap();
    let message = updates(&server).remove(0)["message"].take();
    assert_eq!(
        message["web_app_data"],
        json!({"data": "[1,2]", "button_text": "Pick"})
    );
    let params = json!({"chat_id": 1, "text": "x", "reply_markup": {"remove_keyboard": true}});
    server.ok("sendMessage", params).await;
    assert!(matches!(send("Pick", "x"), Err(ControlError::NoWebApp(_))));
}

#[tokio::test]
async fn the_menu_button_is_kept_per_person() {
    let server = Server::start().await;
    let default = json!({"type": "default"});
    assert_eq!(server.ok("getChatMenuButton", json!({})).await, default);
    let none = server.emulator.open_web_app(ANN, BOT, &WebAppButton::Menu);
    assert!(none.is_err());
    let button = json!({"type": "web_app", "text": "Shop", "web_app": {"url": URL}});
    server
        .ok("setChatMenuButton", json!({"menu_button": button}))
        .await;
    assert_eq!(server.ok("getChatMenuButton", json!({})).await, button);
    let of_ann = json!({"chat_id": ANN});
    assert_eq!(
        server.ok("getChatMenuButton", of_ann.clone()).await,
        default
    );
    let app = server.emulator.open_web_app(ANN, BOT, &WebAppButton::Menu);
    assert_eq!(app.unwrap().url, URL);
    let commands = json!({"chat_id": ANN, "menu_button": {"type": "commands"}});
    server.ok("setChatMenuButton", commands).await;
    assert_eq!(
        server.ok("getChatMenuButton", of_ann).await,
        json!({"type": "commands"})
    );
    assert!(
        server
            .emulator
            .open_web_app(ANN, BOT, &WebAppButton::Menu)
            .is_err()
    );
    for (button, error) in [
        (
            json!({"type": "x"}),
            "can't parse menu button: Unsupported type specified",
        ),
        (
            json!({"type": "web_app", "text": "t", "web_app": {"url": "http://example.org"}}),
            "BUTTON_URL_INVALID",
        ),
    ] {
        let params = json!({"menu_button": button});
        let expected = format!("400 Bad Request: {error}");
        assert_eq!(server.error("setChatMenuButton", params).await, expected);
    }
}

#[tokio::test]
async fn the_control_api_opens_web_apps() {
    let server = Server::start().await;
    let keyboard = json!({"keyboard": [[{"text": "Pick", "web_app": {"url": URL}}]]});
    let params = json!({"chat_id": 1, "text": "pick", "reply_markup": keyboard});
    server.ok("sendMessage", params).await;
    let open = json!({"user_id": 1, "bot_id": 42, "button_text": "Pick"});
    let app = server.control("open_web_app", open).await;
    assert_eq!(app["url"], URL);
    assert!(is_genuine(app["init_data"].as_str().unwrap(), TOKEN));
    let data = json!({"user_id": 1, "bot_id": 42, "button_text": "Pick", "data": "d"});
    let sent = server.control("web_app_data", data).await;
    assert_eq!(sent["message"]["web_app_data"]["data"], "d");
}
