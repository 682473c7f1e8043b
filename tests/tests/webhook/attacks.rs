//! What strangers send to the bot's own server.

use std::sync::Arc;

use botwright::transport::webhook::Webhook;
use botwright_emulator::Emulator;
use botwright_tests::{ANN, answers, emulator, free_address, run_with, wait};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::handlers::HANDLERS;
use crate::requests::{SECRET, exchange, raw, status, update};

async fn listening(emulator: Emulator) -> (String, botwright_tests::Running) {
    let address = free_address();
    let hook = Webhook::url(format!("http://{address}/hook"))
        .secret(SECRET)
        .listen(&address);
    let running = run_with(emulator, HANDLERS, |builder| {
        builder.manage(Arc::new(Semaphore::new(0))).webhook(hook)
    })
    .await;
    let listens = || std::net::TcpStream::connect(&address).ok();
    wait("the server", listens).await;
    (address, running)
}

#[tokio::test]
async fn good_deliveries_go_on_among_thousands_of_slow_connections() {
    let (address, running) = listening(emulator().await).await;
    let mut known = TcpStream::connect(&address).await.expect("it listens");
    let hello = raw("/hook", SECRET, &update(1, "number 1"));
    known.write_all(hello.as_bytes()).await.expect("it reads");
    assert_eq!(status(&mut known).await, Some(200));
    let mut slow = Vec::new();
    for _ in 0..2_000 {
        let mut stream = TcpStream::connect(&address).await.expect("it listens");
        let _ = stream
            .write_all(b"POST /hook HTTP/1.1\r\nHost: bot\r\nX-Slow")
            .await;
        slow.push(stream);
    }
    // The connection that has proven itself is still there, and a new one gets through, too.
    let second = raw("/hook", SECRET, &update(2, "number 2"));
    known
        .write_all(second.as_bytes())
        .await
        .expect("it is open");
    assert_eq!(status(&mut known).await, Some(200));
    let third = raw("/hook", SECRET, &update(3, "number 3"));
    assert_eq!(exchange(&address, third.as_bytes()).await, Some(200));
    let emulator = running.stop().await.1;
    assert_eq!(answers(&emulator, ANN), ["1", "2", "3"]);
}

#[tokio::test]
async fn rubbish_is_refused() {
    let (address, running) = listening(emulator().await).await;
    let cases: &[(&str, &[Option<u16>])] = &[
        // The preface of HTTP/2.
        (
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            &[Some(400), Some(505), None],
        ),
        ("\u{0}\u{1}\u{2}\r\n\r\n", &[Some(400), None]),
        ("GET / HTTP/1.1\r\nHost: bot\r\n\r\n", &[Some(404)]),
        ("GET /hook HTTP/1.1\r\nHost: bot\r\n\r\n", &[Some(405)]),
        (
            "POST /hook HTTP/1.1\r\nHost: bot\r\nContent-Length: x\r\n\r\n",
            &[Some(400), None],
        ),
        (
            "POST /hook HTTP/1.1\r\nHost: bot\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
            &[Some(400), None],
        ),
    ];
    for (request, allowed) in cases {
        let answer = exchange(&address, request.as_bytes()).await;
        assert!(allowed.contains(&answer), "{request:?}: {answer:?}");
    }
    let head = format!(
        "POST /hook HTTP/1.1\r\nX-Large: {}\r\n\r\n",
        "x".repeat(1 << 20)
    );
    assert!(matches!(
        exchange(&address, head.as_bytes()).await,
        Some(431 | 400) | None
    ));
    for number in 0..200 {
        let path = format!("GET /.env{number} HTTP/1.1\r\nHost: bot\r\n\r\n");
        assert_eq!(exchange(&address, path.as_bytes()).await, Some(404));
    }
    // A body that nobody reads: the announced length is enough.
    let large = format!(
        "POST /hook HTTP/1.1\r\nHost: bot\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {}\r\n\r\n",
        90 << 20
    );
    assert_eq!(exchange(&address, large.as_bytes()).await, Some(413));
    let hello = raw("/hook", SECRET, &update(1, "hello"));
    assert_eq!(exchange(&address, hello.as_bytes()).await, Some(200));
    wait("the answer", || {
        (answers(&running.emulator, ANN) == ["hello"]).then_some(())
    })
    .await;
    running.stop().await.0.expect("it stops well");
}
