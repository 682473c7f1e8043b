//! What a bot on the embedded emulator tells those who look on in the chat page.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::Command;

/// Opens a connection to the emulator and sends a request.
async fn request(address: &str, method: &str, path: &str, body: &str) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(address)
        .await
        .expect("the emulator listens");
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream
        .write_all(head.as_bytes())
        .await
        .expect("the emulator reads");
    let mut answer = BufReader::new(stream);
    let mut status = String::new();
    answer.read_line(&mut status).await.expect("text");
    assert_eq!(status.trim_end(), "HTTP/1.1 200 OK");
    answer
}

/// Reads the journal until this handler has had an update.
async fn handled(address: &str, handler: &str) -> Value {
    let mut entries = request(address, "GET", "/control/journal_events", "").await;
    loop {
        let mut line = String::new();
        let length = entries.read_line(&mut line).await.expect("text");
        assert_ne!(length, 0, "the journal ended");
        let Some(entry) = line.strip_prefix("data: ") else {
            continue;
        };
        let entry: Value = serde_json::from_str(entry).expect("JSON");
        if entry["type"] == "handled" && entry["handler"] == handler {
            return entry;
        }
    }
}

#[tokio::test]
async fn a_bot_on_the_embedded_emulator_tells_which_handler_had_an_update() {
    let mut bot = Command::new(env!("CARGO_BIN_EXE_probe"))
        .env_remove("BOT_TOKEN")
        .env_remove("BOT_API_URL")
        .env("BOT_EMULATOR_LISTEN", "127.0.0.1:0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("it starts");
    let mut printed = BufReader::new(bot.stdout.take().expect("piped")).lines();
    let address = loop {
        let line = printed
            .next_line()
            .await
            .expect("text")
            .expect("an address");
        if let Some((_, page)) = line.split_once("Chat with it: http://") {
            break page.trim_end_matches('/').to_owned();
        }
    };
    for (text, handler, error) in [("/start", "start", false), ("/fail", "fail", true)] {
        let act = json!({"user_id": 1, "chat_id": 42, "text": text}).to_string();
        request(&address, "POST", "/control/send", &act).await;
        let entry = tokio::time::timeout(Duration::from_mins(1), handled(&address, handler))
            .await
            .expect("it is handled within a minute");
        let file = entry["file"].as_str().expect("a file");
        assert!(file.ends_with("probe.rs"), "{entry}");
        assert!(entry["line"].as_u64() > Some(0), "{entry}");
        assert!(entry["milliseconds"].is_number(), "{entry}");
        assert_eq!(entry["error"].is_string(), error, "{entry}");
    }
}
