//! Flood limits, when they are asked for; each test names the row of the server's behaviour it proves.

use std::{
    pin::Pin,
    task::{Context, Waker},
    time::Duration,
};

use botwright_emulator::{Clock, Emulator};
use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;

use crate::support::{ANN, TOKEN};

async fn start(limits: bool) -> (Emulator, Clock) {
    let clock = Clock::frozen_at(Duration::from_secs(1_700_000_000));
    let emulator = Emulator::builder()
        .without_sockets()
        .clock(clock.clone())
        .flood_limits(limits);
    (emulator.start().await.expect("no sockets"), clock)
}

async fn call(emulator: &Emulator, method: &str) -> Response<Bytes> {
    let request = Request::get(format!("/bot{TOKEN}/{method}"));
    let request = request.body(Bytes::new()).expect("a request");
    emulator.handle(request).await.expect("an answer")
}

fn is_waiting(call: Pin<&mut impl Future>) -> bool {
    call.poll(&mut Context::from_waker(Waker::noop()))
        .is_pending()
}

const SEND: &str = "sendMessage?chat_id=1&text=x";

/// "absorbed silently up to 8 s in total per query"; "Longer waits surface at once as 429"; "header
/// `Retry-After: N` accompanies every 429".
#[tokio::test]
async fn calls_are_slow_at_first_and_then_refused() {
    let (emulator, clock) = start(true).await;
    for _ in 0..5 {
        assert_eq!(call(&emulator, SEND).await.status(), 200);
    }
    let slow = call(&emulator, SEND);
    tokio::pin!(slow);
    assert!(is_waiting(slow.as_mut()));
    clock.advance(Duration::from_secs(1));
    assert_eq!(slow.await.status(), 200);
    assert_eq!(emulator.messages(ANN).len(), 6);
    let mut waiting = Vec::new();
    for _ in 0..8 {
        let mut slow = Box::pin(call(&emulator, SEND));
        assert!(is_waiting(slow.as_mut()));
        waiting.push(slow);
    }
    let refused = call(&emulator, SEND).await;
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()["retry-after"], "9");
    let body: Value = serde_json::from_slice(refused.body()).unwrap();
    assert_eq!(body["description"], "Too Many Requests: retry after 9");
    assert_eq!(body["parameters"]["retry_after"], 9);
    // Other chats' calls and other methods are not slowed down.
    assert_eq!(call(&emulator, "getMe").await.status(), 200);
    let action = call(&emulator, "sendChatAction?chat_id=1&action=typing").await;
    assert_eq!(action.status(), 200);
    clock.advance(Duration::from_secs(9));
    for slow in waiting {
        assert_eq!(slow.await.status(), 200);
    }
    assert_eq!(call(&emulator, SEND).await.status(), 200);
}

/// Tests send as fast as they can, so the limits are off unless asked for.
#[tokio::test]
async fn without_the_switch_there_are_no_limits() {
    let (emulator, _clock) = start(false).await;
    for _ in 0..100 {
        assert_eq!(call(&emulator, SEND).await.status(), 200);
    }
}
