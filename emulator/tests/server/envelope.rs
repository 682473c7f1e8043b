//! Addresses and answers.

use serde_json::json;

use crate::support::{Server, TOKEN};

#[tokio::test]
async fn success_and_error_have_their_shapes() {
    let server = Server::start().await;
    let me = server.call("getMe", json!({})).await;
    assert_eq!(me["ok"], true);
    assert_eq!(me["result"]["username"], "emulator_bot");
    assert_eq!(me["result"]["is_bot"], true);
    let error = server.call("sendMessage", json!({"chat_id": 1})).await;
    assert_eq!(
        error,
        json!({"ok": false, "error_code": 400, "description": "Bad Request: message text is empty"})
    );
}

#[tokio::test]
async fn the_http_status_is_the_error_code() {
    let server = Server::start().await;
    let answer = server
        .http
        .get(server.url("sendMessage"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 400);
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert!(answer.content_length().is_some());
}

#[tokio::test]
async fn method_names_are_case_insensitive() {
    let server = Server::start().await;
    assert_eq!(server.ok("GETme", json!({})).await["id"], 42);
}

#[tokio::test]
async fn an_unknown_method_is_404() {
    let server = Server::start().await;
    for method in ["sendEverything", "getme2"] {
        assert_eq!(
            server.error(method, json!({})).await,
            "404 Not Found: method not found"
        );
    }
}

#[tokio::test]
async fn an_unknown_token_is_401_and_a_malformed_one_404() {
    let server = Server::start().await;
    let unauthorized = server.get("/bot42:WRONG/getMe").await;
    assert_eq!(unauthorized["error_code"], 401);
    assert_eq!(unauthorized["description"], "Unauthorized");
    let long = format!("42:{}", "x".repeat(80));
    for token in [
        "",
        "nonsense",
        "042:EMULATOR",
        "0:x",
        ":x",
        "18014398509481984:x",
        &long,
    ] {
        let answer = server.get(&format!("/bot{token}/getMe")).await;
        assert_eq!(answer["error_code"], 404, "{token}");
        assert_eq!(answer["description"], "Not Found", "{token}");
    }
}

#[tokio::test]
async fn other_paths_are_not_found() {
    let server = Server::start().await;
    for path in [
        format!("/bot{TOKEN}"),
        "/x".into(),
        format!("/Bot{TOKEN}/getMe"),
    ] {
        assert_eq!(
            server.get(&path).await["description"],
            "Not Found",
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_path_is_decoded_once() {
    let server = Server::start().await;
    assert_eq!(
        server.get("/bot42%3AEMULATOR/get%4De").await["result"]["id"],
        42
    );
    assert_eq!(
        server.get("/bot42%253AEMULATOR/getMe").await["error_code"],
        404
    );
}

#[tokio::test]
async fn the_test_environment_has_its_own_path() {
    let server = Server::start().await;
    assert_eq!(
        server.get(&format!("/bot{TOKEN}/test/getMe")).await["result"]["id"],
        42
    );
}

#[tokio::test]
async fn an_empty_method_is_named_by_a_parameter() {
    let server = Server::start().await;
    assert_eq!(
        server.call("", json!({"method": "getMe"})).await["result"]["id"],
        42
    );
}

#[tokio::test]
async fn other_verbs_get_501_without_a_body_and_the_connection_closes() {
    let server = Server::start().await;
    let request = format!("PUT /bot{TOKEN}/getMe HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    let answer = server.raw(&request).await.to_lowercase();
    assert!(answer.starts_with("http/1.1 501 "), "{answer}");
    assert!(answer.contains("content-length: 0"), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");
}

#[tokio::test]
async fn an_absolute_request_line_is_refused() {
    let server = Server::start().await;
    let request = format!(
        "GET http://api.telegram.org/bot{TOKEN}/getMe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    );
    let answer = server.raw(&request).await;
    assert!(answer.contains("404"), "{answer}");
    assert!(
        answer.contains("Not Found: absolute URI is specified in the Request-Line"),
        "{answer}"
    );
}

#[tokio::test]
async fn webhook_methods_tell_of_a_bot_without_webhook() {
    let server = Server::start().await;
    server.ann_writes("hi");
    let info = server.ok("getWebhookInfo", json!({})).await;
    assert_eq!(info["url"], "");
    assert_eq!(info["has_custom_certificate"], false);
    assert_eq!(info["pending_update_count"], 1);
    let deleted = server
        .call("deleteWebhook", json!({"drop_pending_updates": true}))
        .await;
    assert_eq!(deleted["result"], true);
    assert_eq!(deleted["description"], "Webhook is already deleted");
    assert_eq!(server.emulator.world().bot().pending_update_count(), 0);
}

#[tokio::test]
async fn calls_are_logged_with_what_they_got() {
    let server = Server::start().await;
    server
        .call("sendmessage", json!({"chat_id": 1, "text": "hi"}))
        .await;
    server
        .call("sendMessage", json!({"chat_id": 9, "text": "hi"}))
        .await;
    let calls = server.emulator.calls();
    assert_eq!(calls[0].method, "sendMessage");
    assert_eq!(calls[0].param("text"), Some("hi"));
    assert!(calls[0].ok);
    assert_eq!(calls[1].error_code, Some(400));
    assert_eq!(
        calls[1].description.as_deref(),
        Some("Bad Request: chat not found")
    );
}
