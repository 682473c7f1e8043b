//! Requests as Telegram makes them, and as others do.

use std::sync::Arc;

use botwright::bot::Builder;
use botwright_emulator::Emulator;
use bytes::Bytes;
use http::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::handlers::HANDLERS;

pub(crate) const SECRET: &str = "right-secret";
pub(crate) const HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";

/// The bot of these tests, whose handlers may pass `gate`.
pub(crate) fn bot(emulator: &Emulator, gate: &Arc<Semaphore>) -> Builder {
    botwright_tests::builder(emulator, HANDLERS).manage(Arc::clone(gate))
}

/// An update of Ann writing to the bot.
pub(crate) fn update(id: i64, text: &str) -> String {
    let ann = r#""id":1,"first_name":"Ann""#;
    format!(
        r#"{{"update_id":{id},"message":{{"message_id":{id},"date":1,"text":"{text}",
        "chat":{{{ann},"type":"private"}},"from":{{{ann},"is_bot":false}}}}}}"#
    )
}

/// A delivery with the right secret.
pub(crate) fn delivery(body: impl Into<Bytes>) -> Request<Bytes> {
    let request = Request::post("/hook").header(HEADER, SECRET);
    request.body(body.into()).expect("a request")
}

/// The text of a delivery on the wire.
pub(crate) fn raw(path: &str, secret: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: bot\r\n{HEADER}: {secret}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// The status of the first answer to these bytes, and whether it came; `None` when the connection was closed.
pub(crate) async fn exchange(address: &str, bytes: &[u8]) -> Option<u16> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    // The server may close before it has read everything.
    let _ = stream.write_all(bytes).await;
    status(&mut stream).await
}

/// The status of the next answer.
pub(crate) async fn status(stream: &mut TcpStream) -> Option<u16> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).await.ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).ok()?;
    head.split_whitespace().nth(1)?.parse().ok()
}
