//! A scripted Bot API server: it hands out prepared batches as fast as they are asked for.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::sample;

/// How many updates a batch has; the most the Bot API gives.
pub const BATCH: i64 = 100;

/// Serves `total` updates on a free port, then holds every poll.
pub async fn start(total: i64) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    // Every batch is the same text but for the ids, which have a fixed width.
    let batch: Vec<String> = (0..BATCH)
        .map(|index| sample::update(1_000_000_000 + index, 500 + index, sample::TEXT))
        .collect();
    let world = Arc::new(World {
        batch: format!(r#"{{"ok":true,"result":[{}]}}"#, batch.join(",\n")),
        next: AtomicI64::new(0),
        sent: AtomicU64::new(0),
        total,
    });
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let world = Arc::clone(&world);
            tokio::spawn(async move {
                let service = service_fn(move |request| answer(Arc::clone(&world), request));
                let connection = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service);
                let _ = connection.await;
            });
        }
    });
    Ok(address)
}

struct World {
    batch: String,
    next: AtomicI64,
    sent: AtomicU64,
    total: i64,
}

async fn answer(
    world: Arc<World>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let method = request
        .uri()
        .path()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let body = request
        .into_body()
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes);
    let body = body.unwrap_or_default();
    let json = match method.as_str() {
        "getMe" => r#"{"ok":true,"result":{"id":42,"is_bot":true,"first_name":"B","username":"bench_bot"}}"#.to_owned(),
        "getUpdates" => {
            if String::from_utf8_lossy(&body).contains("\"limit\":1,") {
                // The last poll of a bot that stops: it only confirms.
                return Ok(Response::new(Full::new(Bytes::from_static(br#"{"ok":true,"result":[]}"#))));
            }
            let next = world.next.fetch_add(BATCH, Ordering::Relaxed);
            if next >= world.total {
                // Done: held until the client goes away.
                std::future::pending::<()>().await;
            }
            renumber(&world.batch, next)
        }
        "sendMessage" => {
            world.sent.fetch_add(1, Ordering::Relaxed);
            let text = std::str::from_utf8(&body).unwrap_or_default();
            debug_assert!(text.contains("chat_id"));
            r#"{"ok":true,"result":{"message_id":1,"date":1790000000,"chat":{"id":5,"type":"private"},"text":"x"}}"#.to_owned()
        }
        _ => r#"{"ok":true,"result":true}"#.to_owned(),
    };
    let mut response = Response::new(Full::new(Bytes::from(json)));
    response.headers_mut().insert(
        "content-type",
        hyper::header::HeaderValue::from_static("application/json"),
    );
    Ok(response)
}

/// Gives the updates of a batch their numbers, in place: the ids all have ten digits.
fn renumber(batch: &str, first: i64) -> String {
    const MARK: &str = "\"update_id\":";
    let mut out = String::with_capacity(batch.len());
    let mut rest = batch;
    let mut id = 1_000_000_000 + first;
    while let Some(at) = rest.find(MARK) {
        let digits = at + MARK.len();
        out.push_str(&rest[..digits]);
        out.push_str(&id.to_string());
        id += 1;
        rest = &rest[digits + 10..];
    }
    out.push_str(rest);
    out
}
