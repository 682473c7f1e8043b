//! The service and the router inside another program.

use std::net::Ipv4Addr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use botwright::transport::webhook::{Sources, Webhook};
use botwright_tests::{ANN, answers, count_calls, emulator, wait};
use http::{Request, StatusCode};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::requests::{HEADER, SECRET, bot, delivery, exchange, raw, update};

/// A gate that nobody may pass, for tests without one.
fn closed() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(0))
}

fn hook() -> Webhook {
    Webhook::url("https://example.org/hook").secret(SECRET)
}

#[tokio::test]
async fn an_answer_means_that_the_update_is_handled() {
    let emulator = emulator().await;
    let gate = Arc::new(Semaphore::new(0));
    let service = bot(&emulator, &gate)
        .webhook(hook())
        .into_service()
        .await
        .expect("it starts");
    let answer = service.handle(delivery(update(1, "hello"))).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answers(&emulator, ANN), ["hello"]);
    let waiting = tokio::spawn({
        let service = service.clone();
        async move { service.handle(delivery(update(2, "block"))).await.status() }
    });
    // The same update again, while it is still being handled: it is not confirmed either.
    let again = tokio::spawn({
        let service = service.clone();
        async move { service.handle(delivery(update(2, "block"))).await.status() }
    });
    wait("both deliveries", || {
        (service.bot().stats().counts().duplicates == 1).then_some(())
    })
    .await;
    assert!(!waiting.is_finished() && !again.is_finished());
    gate.add_permits(2);
    assert_eq!(waiting.await.expect("no panic"), StatusCode::OK);
    assert_eq!(again.await.expect("no panic"), StatusCode::OK);
    assert_eq!(answers(&emulator, ANN), ["hello", "working", "released"]);
}

#[tokio::test]
async fn failures_of_handlers_are_not_delivered_again() {
    let emulator = emulator().await;
    let service = bot(&emulator, &closed())
        .webhook(hook())
        .into_service()
        .await;
    let service = service.expect("it starts");
    let answer = service.handle(delivery(update(1, "panic"))).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(service.bot().stats().counts().failed, 1);
}

#[tokio::test]
async fn what_is_no_update_is_set_aside() {
    let emulator = emulator().await;
    let service = bot(&emulator, &closed())
        .webhook(hook())
        .into_service()
        .await;
    let service = service.expect("it starts");
    let deep = format!(
        r#"{{"update_id":{}1{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    for body in ["", "{}", "null", r#"{"update_id":"#, "\u{0}", &deep] {
        let answer = service.handle(delivery(body.to_owned())).await;
        assert_eq!(answer.status(), StatusCode::OK, "{body:.40}");
    }
    assert_eq!(service.bot().stats().counts().malformed, 6);
}

#[tokio::test]
async fn strangers_are_refused_before_their_body_is_read() {
    let emulator = emulator().await;
    let two = hook().secret("old-secret");
    let service = bot(&emulator, &closed()).webhook(two).into_service().await;
    let service = service.expect("it starts");
    let with = |secret: &[u8]| {
        let request = Request::post("/").header(HEADER, secret);
        request.body(update(1, "hello").into()).expect("a request")
    };
    for wrong in [
        &b"wrong"[..],
        b"",
        b"right-secre",
        b"right-secret2",
        b"r\xefght-secret",
    ] {
        assert_eq!(
            service.handle(with(wrong)).await.status(),
            StatusCode::UNAUTHORIZED
        );
    }
    let bare = Request::post("/")
        .body(update(1, "hello").into())
        .expect("a request");
    assert_eq!(
        service.handle(bare).await.status(),
        StatusCode::UNAUTHORIZED
    );
    let get = Request::get("/")
        .header(HEADER, SECRET)
        .body(bytes::Bytes::new());
    let get = service.handle(get.expect("a request")).await;
    assert_eq!(get.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(answers(&emulator, ANN).is_empty());
    assert_eq!(
        service.handle(with(b"old-secret")).await.status(),
        StatusCode::OK
    );
    let large = delivery(vec![b' '; (1 << 20) + 1]);
    assert_eq!(
        service.handle(large).await.status(),
        StatusCode::PAYLOAD_TOO_LARGE
    );
}

#[tokio::test]
async fn other_networks_are_refused_when_asked() {
    let emulator = emulator().await;
    let sources = Sources::telegram().behind_proxies(1);
    let hook = hook().sources(sources);
    let service = bot(&emulator, &closed()).webhook(hook).into_service().await;
    let service = service.expect("it starts");
    let from = |address: &str| {
        let mut request = delivery(update(1, "hello"));
        let address = address.parse().expect("a header");
        request.headers_mut().insert("X-Forwarded-For", address);
        request
    };
    let forged = service.handle(from("149.154.167.200, 203.0.113.9")).await;
    assert_eq!(forged.status(), StatusCode::FORBIDDEN);
    let right = service.handle(from("203.0.113.9, 149.154.167.200")).await;
    assert_eq!(right.status(), StatusCode::OK);
}

#[tokio::test]
async fn too_much_at_once_is_asked_to_come_again() {
    let emulator = emulator().await;
    let gate = closed();
    let builder = bot(&emulator, &gate).webhook(hook()).max_in_flight(1);
    let service = builder.into_service().await.expect("it starts");
    let mut running = pin!(service.handle(delivery(update(1, "block"))));
    // It is in its lane now.
    assert!(futures_util::poll!(running.as_mut()).is_pending());
    let refused = service.handle(delivery(update(2, "hello"))).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()["retry-after"], "1");
    gate.add_permits(1);
    assert_eq!(running.await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_router_nests_into_one_with_any_state() {
    #[derive(Clone)]
    struct Shop;

    let emulator = emulator().await;
    let builder = bot(&emulator, &closed()).patience(Duration::from_secs(30));
    // No URL: somebody else registers it.
    let hook = Webhook::default().secret(SECRET).path("hook");
    let hook = builder
        .webhook(hook)
        .into_router::<Shop>()
        .await
        .expect("it starts");
    let app = axum::Router::new().nest("/tg", hook).with_state(Shop);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let serving = tokio::spawn(async move { axum::serve(listener, app).await });
    let hello = raw("/tg/hook", SECRET, &update(1, "hello"));
    assert_eq!(exchange(&address, hello.as_bytes()).await, Some(200));
    assert_eq!(answers(&emulator, ANN), ["hello"]);
    let wrong = raw("/tg/hook", "wrong", "{}");
    assert_eq!(exchange(&address, wrong.as_bytes()).await, Some(401));
    let elsewhere = raw("/hook", SECRET, "{}");
    assert_eq!(exchange(&address, elsewhere.as_bytes()).await, Some(404));
    assert_eq!(count_calls(&emulator, "setWebhook"), 0);
    serving.abort();
}
