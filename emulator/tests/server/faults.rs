//! Faults on order.

use botwright_emulator::Fault;
use serde_json::json;

use crate::support::{ANN, Server};

#[tokio::test]
async fn retry_after_comes_in_the_body_and_in_the_header() {
    let server = Server::start().await;
    server
        .emulator
        .fail_next("sendMessage", Fault::RetryAfter(7));
    let answer = server
        .http
        .get(server.url("sendmessage?chat_id=1&text=x"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["retry-after"], "7");
    let body: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(body["description"], "Too Many Requests: retry after 7");
    assert_eq!(body["parameters"], json!({"retry_after": 7}));
    assert_eq!(
        server.emulator.messages(ANN).len(),
        0,
        "the call had no effect"
    );
    server
        .ok("sendMessage", json!({"chat_id": 1, "text": "x"}))
        .await;
}

#[tokio::test]
async fn bodies_go_wrong() {
    let server = Server::start().await;
    let body = r#"{"ok":false,"error_code":500,"description":"Internal Server Error: restart"}"#;
    server.emulator.fail_next(
        "getMe",
        Fault::Status {
            code: 500,
            body: body.into(),
        },
    );
    server.emulator.fail_next("getMe", Fault::Html502);
    server.emulator.fail_next("getMe", Fault::EmptyBody);
    server.emulator.fail_next("getMe", Fault::Truncated);
    server.emulator.fail_next("getMe", Fault::Drop);
    let get = || server.http.get(server.url("getMe")).send();
    let answer = get().await.unwrap();
    assert_eq!(answer.status(), 500);
    assert_eq!(answer.text().await.unwrap(), body);
    let answer = get().await.unwrap();
    assert_eq!(answer.status(), 502);
    assert!(answer.text().await.unwrap().starts_with("<html>"));
    let answer = get().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.text().await.unwrap(), "");
    let answer = get().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.text().await.is_err());
    assert!(get().await.is_err());
    assert_eq!(get().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_hanging_call_never_ends_by_itself() {
    let server = Server::start().await;
    server.emulator.fail_next("getMe", Fault::Hang);
    let hanging = tokio::spawn(server.http.get(server.url("getMe")).send());
    server
        .ok("sendMessage", json!({"chat_id": 1, "text": "others go on"}))
        .await;
    assert!(!hanging.is_finished());
    server.emulator.stop().await;
    assert!(hanging.await.unwrap().is_err());
}
