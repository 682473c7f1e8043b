//! Files up and down.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server, TOKEN, answer};

/// The head of a PNG picture of this size, which is all that its size is read from.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

pub(crate) async fn upload(server: &Server, method: &str, form: Form) -> Value {
    answer(server.http.post(server.url(method)).multipart(form)).await
}

async fn download(server: &Server, path: &str) -> reqwest::Response {
    let url = format!("{}/file/bot{TOKEN}/{path}", server.emulator.url());
    server.http.get(url).send().await.expect("an answer")
}

#[tokio::test]
async fn a_photo_has_the_size_of_its_picture() {
    let server = Server::start().await;
    let form = Form::new()
        .text("chat_id", "1")
        .text("caption", "a <i>cat</i>")
        .text("parse_mode", "HTML")
        .part("photo", Part::bytes(png(640, 480)).file_name("cat.png"));
    let message = upload(&server, "sendPhoto", form).await["result"].take();
    let size = message["photo"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&size["width"], &size["height"]),
        (&json!(640), &json!(480))
    );
    assert_eq!(message["caption"], "a cat");
    assert_eq!(
        message["caption_entities"],
        json!([{"type": "italic", "offset": 2, "length": 3}])
    );
}

#[tokio::test]
async fn a_document_is_uploaded_found_downloaded_and_sent_again() {
    let server = Server::start().await;
    let part = Part::bytes(b"some text".to_vec())
        .file_name("note.txt")
        .mime_str("text/plain");
    let form = Form::new()
        .text("chat_id", "1")
        .text("document", "attach://part")
        .part("part", part.unwrap());
    let message = upload(&server, "sendDocument", form).await["result"].take();
    let document = &message["document"];
    assert_eq!(document["file_name"], "note.txt");
    assert_eq!(document["mime_type"], "text/plain");
    assert_eq!(document["file_size"], 9);
    let file = server
        .ok("getFile", json!({"file_id": document["file_id"]}))
        .await;
    assert_eq!(file["file_unique_id"], document["file_unique_id"]);
    let answer = download(&server, file["file_path"].as_str().unwrap()).await;
    assert_eq!(answer.text().await.unwrap(), "some text");
    let again = json!({"chat_id": 1, "document": document["file_id"]});
    assert_eq!(
        &server.ok("sendDocument", again).await["document"],
        document
    );
}

#[tokio::test]
async fn a_file_a_person_sent_can_be_fetched() {
    let server = Server::start().await;
    server
        .emulator
        .send_document(ANN, BOT, "a.bin", "application/x", vec![1, 2, 3])
        .unwrap();
    server
        .emulator
        .send_photo(ANN, BOT, png(10, 20), "look")
        .unwrap();
    let updates = server.ok("getUpdates", json!({})).await;
    let file_id = &updates[0]["message"]["document"]["file_id"];
    let file = server.ok("getFile", json!({"file_id": file_id})).await;
    let answer = download(&server, file["file_path"].as_str().unwrap()).await;
    assert_eq!(answer.bytes().await.unwrap().as_ref(), [1, 2, 3]);
    assert_eq!(updates[1]["message"]["photo"][0]["height"], 20);
    assert_eq!(updates[1]["message"]["caption"], "look");
}

#[tokio::test]
async fn file_ids_belong_to_one_bot() {
    let server = Server::with_groups().await;
    let club = -1_000_000_000_001_i64;
    server
        .emulator
        .send_document(ANN, club, "a", "b", vec![1])
        .unwrap();
    let first = server.ok("getUpdates", json!({})).await;
    let second = server.get("/bot43:SECOND/getUpdates").await["result"].take();
    let document = |updates: &Value| updates[0]["message"]["document"].clone();
    assert_ne!(document(&first)["file_id"], document(&second)["file_id"]);
    assert_eq!(
        document(&first)["file_unique_id"],
        document(&second)["file_unique_id"]
    );
    assert_eq!(
        server
            .error("getFile", json!({"file_id": document(&second)["file_id"]}))
            .await,
        "400 Bad Request: invalid file_id"
    );
}

#[tokio::test]
async fn what_is_no_file_is_said() {
    let server = Server::start().await;
    for (photo, expected) in [
        (json!(""), "there is no photo in the request"),
        (
            json!("attach://missing"),
            "there is no photo in the request",
        ),
        (
            json!("nonsense"),
            "wrong file identifier/HTTP URL specified",
        ),
        (
            json!("https://example.com/a.png"),
            "failed to get HTTP URL content",
        ),
    ] {
        let found = server
            .error("sendPhoto", json!({"chat_id": 1, "photo": photo}))
            .await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
    for (bytes, expected) in [
        (Vec::new(), "file must be non-empty"),
        (b"no picture at all".to_vec(), "IMAGE_PROCESS_FAILED"),
        (png(9_000, 1_001), "PHOTO_INVALID_DIMENSIONS"),
        (png(2_100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ] {
        let form = Form::new()
            .text("chat_id", "1")
            .part("photo", Part::bytes(bytes).file_name("p.png"));
        let answer = upload(&server, "sendPhoto", form).await;
        assert_eq!(answer["description"], format!("Bad Request: {expected}"));
    }
}

#[tokio::test]
async fn a_document_cannot_be_sent_as_a_photo() {
    let server = Server::start().await;
    server
        .emulator
        .send_document(ANN, BOT, "a", "b", vec![1])
        .unwrap();
    let updates = server.ok("getUpdates", json!({})).await;
    let photo = json!({"chat_id": 1, "photo": updates[0]["message"]["document"]["file_id"]});
    assert_eq!(
        server.error("sendPhoto", photo).await,
        "400 Bad Request: can't use file of type Document as Photo"
    );
}

#[tokio::test]
async fn captions_have_a_limit() {
    let server = Server::start().await;
    let form = Form::new()
        .text("chat_id", "1")
        .text("caption", "x".repeat(1025))
        .part("document", Part::bytes(vec![1]).file_name("a"));
    let answer = upload(&server, "sendDocument", form).await;
    assert_eq!(
        answer["description"],
        "Bad Request: message caption is too long"
    );
}

#[tokio::test]
async fn files_over_20_mebibytes_cannot_be_downloaded() {
    let server = Server::start().await;
    server
        .emulator
        .send_document(ANN, BOT, "a", "b", vec![0; (20 << 20) + 1])
        .unwrap();
    let updates = server.ok("getUpdates", json!({})).await;
    let file_id = &updates[0]["message"]["document"]["file_id"];
    assert_eq!(
        server.error("getFile", json!({"file_id": file_id})).await,
        "400 Bad Request: file is too big"
    );
}

#[tokio::test]
async fn downloads_need_the_token_and_the_exact_path() {
    let server = Server::start().await;
    server
        .emulator
        .send_document(ANN, BOT, "a.txt", "b", vec![1])
        .unwrap();
    assert_eq!(
        download(&server, "documents/file_0.txt").await.status(),
        200
    );
    assert_eq!(download(&server, "photos/file_0.txt").await.status(), 404);
    let url = format!(
        "{}/file/bot42:WRONG/documents/file_0.txt",
        server.emulator.url()
    );
    assert_eq!(server.http.get(url).send().await.unwrap().status(), 401);
}
