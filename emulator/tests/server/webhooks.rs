//! Webhooks; each test names the row of the server's behaviour it proves.

use std::time::Duration;

use botwright_emulator::{Clock, Emulator};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::{
    hook::{CERTIFICATE, Hook},
    support::{ANN, Server, TOKEN, answer},
};

const CLUB: i64 = -1_000_000_000_001;

impl Server {
    async fn set(&self, url: &str) -> Value {
        // One a second.
        self.clock.advance(Duration::from_secs(1));
        self.call("setWebhook", json!({"url": url})).await
    }

    async fn with_hook(hook: &Hook) -> Self {
        let server = Self::start().await;
        let answer = server.set(&hook.url()).await;
        assert_eq!(answer["description"], "Webhook was set");
        server
    }

    async fn info(&self) -> Value {
        self.ok("getWebhookInfo", json!({})).await
    }

    /// Waits until so many attempts have failed, and gives the newest failure.
    async fn failed(&self, count: u64) -> String {
        self.emulator
            .wait_for(|world| {
                let webhook = world.bot().webhook()?;
                (webhook.failures >= count).then_some(webhook.last_error_message)?
            })
            .await
    }

    /// How many seconds are left until the update that failed is sent again.
    fn waits(&self) -> Option<u64> {
        let retry_at = self.emulator.world().bot().webhook()?.retry_at?;
        Some(retry_at.saturating_sub(self.clock.now()).as_secs())
    }

    /// Waits until nothing is queued.
    async fn delivered(&self) {
        self.emulator
            .wait_for(|world| (world.bot().pending_update_count() == 0).then_some(()))
            .await;
    }
}

/// "`POST <path?query> HTTP/1.1`; headers", "Body `{"update_id":N,\n"kind":{...}}` - one update
/// per request".
#[tokio::test]
async fn a_request_has_one_update_and_these_headers() {
    let mut hook = Hook::start().await;
    let server = Server::start().await;
    let url = hook.url().replace("http://", "http://ann:secret@");
    let params = json!({"url": url, "secret_token": "s3cret_-"});
    assert_eq!(server.call("setWebhook", params).await["result"], true);
    server.ann_writes("hi");
    let request = hook.next().await;
    assert!(
        request.head.starts_with("POST /hook?a=b HTTP/1.1\r\n"),
        "{}",
        request.head
    );
    for (name, value) in [
        ("Host", format!("127.0.0.1:{}", hook.port).as_str()),
        ("Authorization", "Basic YW5uOnNlY3JldA=="),
        ("X-Telegram-Bot-Api-Secret-Token", "s3cret_-"),
        ("Content-Type", "application/json"),
        ("Connection", "keep-alive"),
        ("Accept-Encoding", "gzip, deflate"),
    ] {
        assert_eq!(request.header(name), Some(value));
    }
    assert_eq!(request.header("User-Agent"), None);
    assert_eq!(request.text(), "hi");
    assert_eq!(
        request.update.as_object().map(serde_json::Map::len),
        Some(2)
    );
    request.ok();
    server.delivered().await;
}

/// "Delivered = any status 200..299, body ignored unless it is a method call", "connections reused".
#[tokio::test]
async fn a_connection_is_used_again() {
    let mut hook = Hook::start().await;
    let server = Server::with_hook(&hook).await;
    for status in ["200 OK", "204 No Content", "299 Whatever"] {
        server.ann_writes(status);
        let request = hook.next().await;
        assert_eq!((request.text(), request.connection), (status, 1));
        request.answer(status, "", "");
        server.delivered().await;
    }
}

/// "at most one update of a queue is in flight and the next is sent only after 2xx"; "A message and
/// a callback from the same chat are different queues".
#[tokio::test]
async fn a_chat_is_in_order_and_a_tap_goes_beside_it() {
    let mut hook = Hook::start().await;
    let server = Server::with_hook(&hook).await;
    server.ann_writes("warm up");
    hook.next().await.ok();
    server.delivered().await;
    let keyboard = json!({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]});
    let params = json!({"chat_id": 1, "text": "tap", "reply_markup": keyboard});
    let message = server.ok("sendMessage", params).await;
    server.ann_writes("one");
    server.ann_writes("two");
    let first = hook.next().await;
    assert_eq!(first.text(), "one");
    let message_id = message["message_id"].as_i64().unwrap();
    server.emulator.tap(ANN, 42, message_id, "x").unwrap();
    let tap = hook.next().await;
    assert_eq!(tap.update["callback_query"]["data"], "x");
    assert_ne!(tap.connection, first.connection);
    tap.ok();
    assert!(hook.is_quiet());
    first.ok();
    let second = hook.next().await;
    assert_eq!(second.text(), "two");
    second.ok();
    server.delivered().await;
}

/// "Queues run in parallel up to max_connections".
#[tokio::test]
async fn max_connections_bounds_what_goes_side_by_side() {
    let mut hook = Hook::start().await;
    let server = Server::with_groups().await;
    let params = json!({"url": hook.url(), "max_connections": 2});
    server.ok("setWebhook", params).await;
    server.ann_writes("warm up");
    hook.next().await.ok();
    server.delivered().await;
    for chat in [42, -5, CLUB] {
        server.emulator.send(ANN, chat, "x").unwrap();
    }
    let first = hook.next().await;
    let second = hook.next().await;
    let in_flight = server.emulator.world().bot().webhook().unwrap().in_flight;
    assert_eq!(in_flight, 2);
    assert!(hook.is_quiet());
    first.ok();
    let third = hook.next().await;
    second.ok();
    third.ok();
    server.delivered().await;
    assert_eq!(server.info().await["max_connections"], 2);
}

/// "Retry schedule per update: 1st failure: at once; then 2, 4, 8"; "Wrong response from the
/// webhook: 500 Internal Server Error (code + reason as sent)"; "3xx is a failure (no redirects
/// followed), 4xx = 5xx = failure; all are retried".
#[tokio::test]
async fn a_failure_is_tried_again_later_and_later() {
    let mut hook = Hook::start().await;
    let server = Server::with_hook(&hook).await;
    let began = server.clock.now();
    server.ann_writes("again");
    let elsewhere = format!("Location: {}\r\n", hook.url());
    let mut id = None;
    for (failures, wait, status) in [
        (1, 0, "500 Oh No"),
        (2, 2, "404 Not Found"),
        (3, 4, "302 Found"),
        (4, 8, "500 Internal Server Error"),
    ] {
        let request = hook.next().await;
        assert_eq!(request.update_id(), *id.get_or_insert(request.update_id()));
        request.answer(status, &elsewhere, "");
        let message = server.failed(failures).await;
        assert_eq!(
            message,
            format!("Wrong response from the webhook: {status}")
        );
        assert_eq!(server.waits(), Some(wait), "after {status}");
        server.clock.advance(Duration::from_secs(wait));
    }
    let info = server.info().await;
    let date = info["last_error_date"].as_u64().unwrap();
    assert_eq!(date, (began + Duration::from_secs(6)).as_secs());
    hook.next().await.ok();
    server.delivered().await;
    let info = server.info().await;
    assert_eq!(info["last_error_date"], date, "kept after recovery");
    assert!(info["last_error_message"].is_string());
}

/// "`Retry-After: n` in the response replaces the next delay".
#[tokio::test]
async fn retry_after_is_honoured() {
    let mut hook = Hook::start().await;
    let server = Server::with_hook(&hook).await;
    server.ann_writes("again");
    let request = hook.next().await;
    request.answer("429 Too Many Requests", "Retry-After: 17\r\n", "");
    server.failed(1).await;
    assert_eq!(server.waits(), Some(17));
    server.clock.advance(Duration::from_secs(16));
    assert!(hook.is_quiet());
    server.clock.advance(Duration::from_secs(1));
    hook.next().await.ok();
    server.delivered().await;
}

/// "Response timeout 60 s idle, then connection closed and update re-sent"; "Read timeout expired".
#[tokio::test]
async fn an_answer_has_a_minute() {
    let mut hook = Hook::start().await;
    let server = Server::with_hook(&hook).await;
    server.ann_writes("slow");
    let slow = hook.next().await;
    server.clock.advance(Duration::from_secs(59));
    assert_eq!(server.emulator.world().bot().webhook().unwrap().failures, 0);
    server.clock.advance(Duration::from_secs(1));
    assert_eq!(server.failed(1).await, "Read timeout expired");
    let again = hook.next().await;
    assert_eq!(again.update_id(), slow.update_id());
    assert_ne!(again.connection, slow.connection);
    again.ok();
    server.delivered().await;
}

/// "`Connection refused`", "`Connection closed`", "`Failed to resolve host`".
#[tokio::test]
async fn what_is_wrong_with_the_connection_is_told() {
    let server = Server::start().await;
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    assert_eq!(
        server.set(&format!("http://{address}/")).await["description"],
        "Webhook was set"
    );
    server.ann_writes("x");
    assert_eq!(server.failed(1).await, "Connection refused");
    let mut hook = Hook::start().await;
    server.set(&hook.url()).await;
    drop(hook.next().await);
    assert_eq!(server.failed(1).await, "Connection closed");
    server.clock.advance(Duration::from_secs(1));
    let unknown = server
        .error("setWebhook", json!({"url": "http://nobody.invalid/"}))
        .await;
    assert_eq!(
        unknown,
        "400 Bad Request: bad webhook: Failed to resolve host: Name or service not known"
    );
}

/// "Given up when the next attempt would be after the update's expiry (… 150 s for callback
/// queries, 30 s inline)".
#[tokio::test]
async fn an_update_that_would_expire_is_given_up() {
    let mut hook = Hook::start().await;
    let server = Server::with_hook(&hook).await;
    let query = json!({"user_id": 1, "bot_id": 42, "query": "cats"});
    server.control("inline_query", query).await;
    let request = hook.next().await;
    request.answer("503 Busy", "Retry-After: 31\r\n", "");
    server.failed(1).await;
    assert_eq!(server.waits(), None);
    server.delivered().await;
}

/// "HTTP 410 for 23 h without any other answer => webhook is deleted".
#[tokio::test]
async fn a_day_of_410_deletes_the_webhook() {
    let mut hook = Hook::start().await;
    let server = Server::with_hook(&hook).await;
    server.ann_writes("x");
    hook.next().await.answer("410 Gone", "", "");
    server.failed(1).await;
    hook.next()
        .await
        .answer("410 Gone", "Retry-After: 3600\r\n", "");
    server.failed(2).await;
    server.clock.advance(Duration::from_secs(23 * 3600 - 1));
    hook.next()
        .await
        .answer("410 Gone", "Retry-After: 1\r\n", "");
    server.failed(3).await;
    server.clock.advance(Duration::from_secs(1));
    hook.next().await.answer("410 Gone", "", "");
    server
        .emulator
        .wait_for(|world| world.bot().webhook().is_none().then_some(()))
        .await;
    let info = server.info().await;
    assert_eq!(info["url"], "");
    assert_eq!(info["pending_update_count"], 1);
}

/// "2xx body (JSON, urlencoded or multipart) with parameter `method`: executed".
#[tokio::test]
async fn a_method_in_the_answer_is_carried_out() {
    let mut hook = Hook::start().await;
    let server = Server::with_hook(&hook).await;
    let types = [
        (
            "application/json",
            r#"{"method":"SENDmessage","chat_id":1,"text":"json"}"#,
        ),
        (
            "application/x-www-form-urlencoded",
            "method=sendMessage&chat_id=1&text=form",
        ),
        (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"method\"\r\n\r\nsendDocument\r\n\
             --b\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n1\r\n\
             --b\r\nContent-Disposition: form-data; name=\"document\"; filename=\"a\"\r\n\r\nx\r\n\
             --b--\r\n",
        ),
        ("text/plain", "method=sendMessage&chat_id=1&text=no"),
    ];
    for (content_type, body) in types {
        server.ann_writes("go");
        let headers = format!("Content-Type: {content_type}\r\n");
        hook.next().await.answer("200 OK", &headers, body);
        server.delivered().await;
    }
    let messages = server.emulator.messages(ANN);
    let answers: Vec<&Value> = messages
        .iter()
        .filter(|message| message["from"]["is_bot"] == true)
        .collect();
    assert_eq!(answers.len(), 3, "{answers:?}");
    assert_eq!(answers[0]["text"], "json");
    assert_eq!(answers[1]["text"], "form");
    assert!(answers[2]["document"].is_object());
}

/// "executed unless the name is empty, starts with `get`, or is setWebhook, deleteWebhook, close,
/// logOut", "Result and errors are lost".
#[tokio::test]
async fn some_methods_in_the_answer_are_not() {
    let mut hook = Hook::start().await;
    let server = Server::with_hook(&hook).await;
    for method in [
        "",
        "getMe",
        "setWebhook",
        "deleteWebhook",
        "close",
        "logOut",
        "getme",
    ] {
        server.ann_writes("go");
        hook.next()
            .await
            .call(&json!({"method": method}).to_string());
        server.delivered().await;
    }
    let calls = server.emulator.calls();
    let called: Vec<&str> = calls.iter().map(|call| call.method.as_str()).collect();
    assert_eq!(called, ["setWebhook"]);
    server.ann_writes("x");
    hook.next()
        .await
        .call(r#"{"method":"sendMessage","chat_id":99,"text":"x"}"#);
    server.delivered().await;
    assert_eq!(server.emulator.calls()[1].error_code, Some(400));
    server.ann_writes("still delivered");
    hook.next().await.ok();
}

/// getUpdates: "Refused with 409 … while a webhook is set"; "setWebhook with a URL aborts it too:
/// 409 `Conflict: terminated by setWebhook request`".
#[tokio::test]
async fn polls_and_webhooks_exclude_each_other() {
    let hook = Hook::start().await;
    let server = Server::start().await;
    let poll = server.poll(&json!({"timeout": 50}));
    server.parked().await;
    server.set(&hook.url()).await;
    let aborted = poll.await.unwrap();
    assert_eq!(aborted["error_code"], 409);
    assert_eq!(
        aborted["description"],
        "Conflict: terminated by setWebhook request"
    );
    let refused = server.poll(&json!({}));
    server
        .emulator
        .wait_for(|world| (world.bot().held_conflicts() == 1).then_some(()))
        .await;
    server.clock.advance(Duration::from_secs(3));
    assert_eq!(
        refused.await.unwrap()["description"],
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the \
         webhook first"
    );
    let deleted = server.call("deleteWebhook", json!({})).await;
    assert_eq!(deleted["description"], "Webhook was deleted");
    let deleted = server.call("setWebhook", json!({"url": ""})).await;
    assert_eq!(deleted["description"], "Webhook is already deleted");
    server.ann_writes("hi");
    let updates = server.ok("getUpdates", json!({})).await;
    assert_eq!(updates.as_array().map(Vec::len), Some(1));
}

/// "One setWebhook with URL per second (429, retry_after 1)".
#[tokio::test]
async fn set_webhook_is_called_once_a_second() {
    let hook = Hook::start().await;
    let server = Server::with_hook(&hook).await;
    let params = json!({"url": hook.url()});
    let refused = server.call("setWebhook", params.clone()).await;
    assert_eq!(refused["error_code"], 429);
    assert_eq!(refused["parameters"]["retry_after"], 1);
    server.clock.advance(Duration::from_secs(1));
    let again = server.call("setWebhook", params).await;
    assert_eq!(again["description"], "Webhook is already set");
}

/// "Identical parameters … only allowed_updates is refreshed"; "Omitting `secret_token`,
/// `max_connections`, `ip_address` on a later call resets them; omitting allowed_updates keeps it".
#[tokio::test]
async fn settings_are_reset_and_allowed_updates_kept() {
    let hook = Hook::start().await;
    let server = Server::start().await;
    let url = hook.url();
    let first = json!({"url": url, "max_connections": 7, "ip_address": "127.0.0.1",
                       "allowed_updates": ["message", "CHAT_member"]});
    server.ok("setWebhook", first).await;
    let info = server.info().await;
    assert_eq!(info["url"], url);
    assert_eq!(info["max_connections"], 7);
    assert_eq!(info["ip_address"], "127.0.0.1");
    assert_eq!(info["allowed_updates"], json!(["message", "chat_member"]));
    assert_eq!(info["has_custom_certificate"], false);
    assert!(info.get("last_error_date").is_none());
    assert_eq!(server.set(&url).await["description"], "Webhook was set");
    let info = server.info().await;
    assert_eq!(info["max_connections"], 40);
    assert_eq!(info["allowed_updates"], json!(["message", "chat_member"]));
    server.clock.advance(Duration::from_secs(1));
    let same = json!({"url": url, "allowed_updates": ["poll"]});
    assert_eq!(
        server.call("setWebhook", same).await["description"],
        "Webhook is already set"
    );
    assert_eq!(server.info().await["allowed_updates"], json!(["poll"]));
    server.clock.advance(Duration::from_secs(1));
    let many = json!({"url": url, "max_connections": 1000});
    server.ok("setWebhook", many).await;
    assert_eq!(server.info().await["max_connections"], 100);
}

/// "`drop_pending_updates` clears the whole queue (also with deleteWebhook on no webhook)".
#[tokio::test]
async fn pending_updates_are_dropped() {
    let mut hook = Hook::start().await;
    let server = Server::start().await;
    let pending = || server.emulator.world().bot().pending_update_count();
    server.ann_writes("old");
    server
        .ok("deleteWebhook", json!({"drop_pending_updates": true}))
        .await;
    assert_eq!(pending(), 0);
    server.ann_writes("old");
    let params = json!({"url": hook.url(), "drop_pending_updates": true});
    server.ok("setWebhook", params.clone()).await;
    server.ann_writes("new");
    let request = hook.next().await;
    assert_eq!(request.text(), "new");
    server.clock.advance(Duration::from_secs(1));
    let again = server.call("setWebhook", params).await;
    assert_eq!(again["description"], "Webhook was set");
    assert_eq!(pending(), 0);
}

/// "`secret token is too long` (>256), `secret token contains unallowed characters`, `certificate
/// size is too big (N bytes)` (>3 MiB)".
#[tokio::test]
async fn bad_parameters_are_named() {
    let server = Server::start().await;
    for (secret, words) in [
        ("x".repeat(257), "secret token is too long"),
        ("a b".into(), "secret token contains unallowed characters"),
        ("ä".into(), "secret token contains unallowed characters"),
    ] {
        let params = json!({"url": "http://127.0.0.1/", "secret_token": secret});
        assert_eq!(
            server.error("setWebhook", params).await,
            format!("400 Bad Request: {words}")
        );
    }
    for url in ["nonsense url", "ftp://127.0.0.1"] {
        assert_eq!(
            server.error("setWebhook", json!({"url": url})).await,
            "400 Bad Request: invalid webhook URL specified"
        );
    }
    let size = (3 << 20) + 1;
    let certificate = Part::bytes(vec![b'x'; size]).file_name("c.pem");
    let form = Form::new()
        .text("url", "https://127.0.0.1/")
        .part("certificate", certificate);
    let refused = answer(server.http.post(server.url("setWebhook")).multipart(form)).await;
    assert_eq!(
        refused["description"],
        format!("Bad Request: certificate size is too big ({size} bytes)")
    );
}

/// The rules of a server that is not local: "https only", "ports 443, 80, 88, 8443", "no private
/// range".
#[tokio::test]
async fn a_strict_server_takes_what_telegram_takes() {
    let clock = Clock::frozen_at(Duration::from_secs(1_700_000_000));
    let emulator = Emulator::builder()
        .without_sockets()
        .strict(true)
        .clock(clock.clone())
        .start()
        .await
        .unwrap();
    for (url, words) in [
        (
            "http://example.com/",
            "An HTTPS URL must be provided for webhook",
        ),
        (
            "https://example.com:8081/",
            "Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ("127.0.0.1", "IP address 127.0.0.1 is reserved"),
        ("[::1]:88", "IPv6-only addresses are not allowed"),
    ] {
        clock.advance(Duration::from_secs(1));
        let request = http::Request::get(format!("/bot{TOKEN}/setWebhook?url={url}"));
        let answer = emulator
            .handle(request.body(bytes::Bytes::new()).unwrap())
            .await
            .unwrap();
        let answer: Value = serde_json::from_slice(answer.body()).unwrap();
        assert_eq!(
            answer["description"],
            format!("Bad Request: bad webhook: {words}")
        );
    }
}

async fn set_encrypted(server: &Server, hook: &Hook, certificate: &'static [u8]) {
    server.clock.advance(Duration::from_secs(1));
    let form = Form::new()
        .text("url", format!("https://localhost:{}/", hook.port))
        .text("ip_address", "127.0.0.1")
        .part("certificate", Part::bytes(certificate).file_name("c.pem"));
    let set = answer(server.http.post(server.url("setWebhook")).multipart(form)).await;
    assert_eq!(set["description"], "Webhook was set");
    assert_eq!(server.info().await["has_custom_certificate"], true);
}

/// "`certificate`: multipart PEM, used as trust root"; "`SSL error {error:...:certificate verify
/// failed}`"; "TLS and HTTP are not checked".
#[cfg(feature = "tls")]
#[tokio::test]
async fn https_trusts_the_uploaded_certificate() {
    let mut hook = Hook::encrypted().await;
    let server = Server::start().await;
    set_encrypted(&server, &hook, CERTIFICATE).await;
    server.ann_writes("secret");
    let request = hook.next().await;
    assert_eq!(request.text(), "secret");
    request.ok();
    server.delivered().await;
    set_encrypted(&server, &hook, include_bytes!("certificates/other.pem")).await;
    server.ann_writes("not for them");
    let message = server.failed(1).await;
    assert!(message.starts_with("SSL error {error:"), "{message}");
    assert!(
        message.ends_with(":certificate verify failed}"),
        "{message}"
    );
}

/// "a string is ignored": a certificate has to be a file.
#[tokio::test]
async fn a_certificate_in_words_is_ignored() {
    let hook = Hook::start().await;
    let server = Server::start().await;
    let params = json!({"url": hook.url(), "certificate": "-----BEGIN CERTIFICATE-----"});
    server.ok("setWebhook", params).await;
    assert_eq!(server.info().await["has_custom_certificate"], false);
}
