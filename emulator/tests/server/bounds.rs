//! Whatever comes in at the port: an answer of the server's kind or a closed connection.

use std::time::Duration;

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{Server, TOKEN};

/// Bytes that follow from a seed.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()[3]
    };
    (0..length).map(|_| byte()).collect()
}

impl Server {
    /// Sends bytes, ends the sending, and reads what comes back.
    async fn throw(&self, bytes: &[u8]) -> Vec<u8> {
        let address = self.emulator.url().replace("http://", "");
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        // The server may have closed before all of it came.
        let _ = stream.write_all(bytes).await;
        let _ = stream.shutdown().await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        answer
    }
}

#[tokio::test]
async fn any_bytes_at_all_end_in_an_answer_or_a_closed_connection() {
    let server = Server::start().await;
    let call = format!(
        "POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; \
         boundary=b\r\nContent-Length: 30\r\n\r\n--b\r\nContent-Disposition: form-data"
    );
    for seed in 0..300 {
        let mut bytes = noise(seed, 200);
        if seed % 2 == 0 {
            // A request that is nearly one.
            let place = usize::try_from(seed).unwrap() % call.len();
            let mut request = call.clone().into_bytes();
            request[place] = bytes[0];
            request.truncate(call.len() - usize::from(bytes[1]) % 40);
            bytes = request;
        }
        let answer = server.throw(&bytes).await;
        let text = String::from_utf8_lossy(&answer);
        assert!(
            text.is_empty() || text.starts_with("HTTP/1."),
            "{seed}: {text}"
        );
    }
    server.ok("getMe", json!({})).await;
}

/// server-behaviour, parameters: "headers 256 KiB (431)".
#[tokio::test]
async fn headers_have_a_bound() {
    let server = Server::start().await;
    let padding = "x".repeat(300 << 10);
    let request =
        format!("GET /bot{TOKEN}/getMe HTTP/1.1\r\nHost: x\r\nX-Padding: {padding}\r\n\r\n");
    let answer = server.throw(request.as_bytes()).await;
    let answer = String::from_utf8_lossy(&answer);
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 431"),
        "{answer}"
    );
    server.ok("getMe", json!({})).await;
}

/// server-behaviour, parameters: "All non-file parameters together 1 MiB (413 `too many
/// parameters`)"; on api.telegram.org `413 Request Entity Too Large`.
#[tokio::test]
async fn bodies_have_a_bound() {
    let server = Server::start().await;
    let text = "x".repeat((1 << 20) + 1);
    let refused = server
        .call("sendMessage", json!({"chat_id": 1, "text": text}))
        .await;
    assert_eq!(refused["error_code"], 413);
    assert_eq!(refused["description"], "Request Entity Too Large");
    let deep = format!(
        "{{\"chat_id\":1,\"text\":\"x\",\"reply_markup\":{}1",
        "[".repeat(100_000)
    );
    let answer = server.post("sendMessage", "application/json", &deep).await;
    assert!(answer["ok"].is_boolean());
    // 100 MB of zeros in 100 kB.
    let mut bomb = Vec::new();
    let mut gzip = flate2::write::GzEncoder::new(&mut bomb, flate2::Compression::best());
    std::io::Write::write_all(&mut gzip, &vec![0; 100 << 20]).unwrap();
    gzip.finish().unwrap();
    let request = server.http.post(server.url("sendMessage"));
    let request = request.header("content-encoding", "gzip").body(bomb);
    assert_eq!(request.send().await.unwrap().status(), 413);
}

/// Connections that say nothing do not keep others from being served.
#[tokio::test]
async fn silent_connections_are_in_nobodys_way() {
    let server = Server::start().await;
    let address = server.emulator.url().replace("http://", "");
    let mut silent = Vec::new();
    for _ in 0..200 {
        let mut stream = TcpStream::connect(&address).await.expect("a connection");
        stream.write_all(b"POST /bot").await.expect("it reads");
        silent.push(stream);
    }
    let answer = tokio::time::timeout(Duration::from_secs(20), server.ok("getMe", json!({})));
    answer.await.expect("in time");
}
