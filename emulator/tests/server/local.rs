//! A local server; each test names the row of the server's behaviour it proves.

use std::{fs, path::PathBuf};

use botwright_emulator::Emulator;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server, TOKEN, answer};

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = format!("botwright-emulator-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(folder);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left is the system's to clean up.
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn start(folder: &Folder) -> Server {
    let server = Server::start().await;
    let emulator = Emulator::builder()
        .listen("127.0.0.1:0")
        .clock(server.clock.clone())
        .local(folder.0.join("files"))
        .start()
        .await
        .expect("a free port");
    Server { emulator, ..server }
}

/// "`file:/` URIs"; "`file_path` absolute on disk".
#[tokio::test]
async fn files_come_from_disk_and_go_there() {
    let folder = Folder::new("disk");
    let source = folder.0.join("a b.txt");
    fs::write(&source, "from disk").unwrap();
    let server = start(&folder).await;
    let uri = format!("file://{}", source.display()).replace(' ', "%20");
    let sent = server
        .ok("sendDocument", json!({"chat_id": 1, "document": uri}))
        .await;
    assert_eq!(sent["document"]["file_name"], "a b.txt");
    let file_id = &sent["document"]["file_id"];
    let file = server.ok("getFile", json!({"file_id": file_id})).await;
    let path = PathBuf::from(file["file_path"].as_str().unwrap());
    assert!(path.is_absolute());
    assert!(
        path.to_string_lossy().contains(TOKEN),
        "below the bot's folder"
    );
    assert_eq!(fs::read_to_string(path).unwrap(), "from disk");
    let missing = json!({"chat_id": 1, "document": "file:///nowhere/at/all"});
    assert_eq!(
        server.error("sendDocument", missing).await,
        "400 Bad Request: wrong file identifier/HTTP URL specified"
    );
}

/// "value `file:/...` only in --local".
#[tokio::test]
async fn other_servers_read_nothing_from_disk() {
    let folder = Folder::new("closed");
    let source = folder.0.join("a.txt");
    fs::write(&source, "from disk").unwrap();
    let server = Server::start().await;
    let uri = format!("file://{}", source.display());
    assert_eq!(
        server
            .error("sendDocument", json!({"chat_id": 1, "document": uri}))
            .await,
        "400 Bad Request: wrong file identifier/HTTP URL specified"
    );
}

/// "No 20 MB getFile limit, uploads to 2000 MB"; elsewhere "`file is too big` (getFile >20 MiB,
/// non-local)", "413 Request Entity Too Large".
#[tokio::test]
async fn big_files_are_taken() {
    let big = vec![b'x'; (50 << 20) + 1];
    let upload = |server: &Server| {
        let part = Part::bytes(big.clone()).file_name("big");
        let form = Form::new().text("chat_id", "1").part("document", part);
        answer(server.http.post(server.url("sendDocument")).multipart(form))
    };
    let folder = Folder::new("big");
    let server = start(&folder).await;
    let sent: Value = upload(&server).await;
    let file_id = &sent["result"]["document"]["file_id"];
    let file = server.ok("getFile", json!({"file_id": file_id})).await;
    assert_eq!(file["file_size"], big.len());
    let other = Server::start().await;
    let refused = upload(&other).await;
    assert_eq!(refused["error_code"], 413);
    assert_eq!(refused["description"], "Request Entity Too Large");
    let medium = vec![b'x'; (20 << 20) + 1];
    other
        .emulator
        .send_document(ANN, BOT, "medium", "text/plain", medium)
        .unwrap();
    let updates = other.ok("getUpdates", json!({})).await;
    let file_id = &updates[0]["message"]["document"]["file_id"];
    assert_eq!(
        other.error("getFile", json!({"file_id": file_id})).await,
        "400 Bad Request: file is too big"
    );
}

/// "100000 connections"; the default is 100.
#[tokio::test]
async fn webhooks_have_more_connections() {
    let folder = Folder::new("connections");
    let server = start(&folder).await;
    server
        .ok("setWebhook", json!({"url": "http://127.0.0.1:9/"}))
        .await;
    let info = server.ok("getWebhookInfo", json!({})).await;
    assert_eq!(info["max_connections"], 100);
    server.clock.advance(std::time::Duration::from_secs(1));
    let many = json!({"url": "http://127.0.0.1:9/", "max_connections": 200_000});
    server.ok("setWebhook", many).await;
    let info = server.ok("getWebhookInfo", json!({})).await;
    assert_eq!(info["max_connections"], 100_000);
}
