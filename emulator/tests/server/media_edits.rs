//! Editing captions and media.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::{
    files::{png, upload},
    support::{ANN, BOT, Server},
};

async fn sent(server: &Server, method: &str, name: &str) -> Value {
    let form = Form::new()
        .text("chat_id", "1")
        .text("caption", "old")
        .part(name.to_owned(), Part::bytes(png(20, 10)).file_name("f.png"));
    upload(server, method, form).await["result"].take()
}

async fn edit(server: &Server, message: &Value, media: Value) -> Value {
    let form = Form::new()
        .text("chat_id", "1")
        .text("message_id", message["message_id"].to_string())
        .text("media", media.to_string())
        .part("new", Part::bytes(png(8, 9)).file_name("new.png"));
    upload(server, "editMessageMedia", form).await
}

#[tokio::test]
async fn a_caption_is_replaced() {
    let server = Server::start().await;
    for (method, name) in [
        ("sendPhoto", "photo"),
        ("sendVoice", "voice"),
        ("sendDocument", "document"),
        ("sendAnimation", "animation"),
    ] {
        let message = sent(&server, method, name).await;
        let params = json!({
            "chat_id": 1, "message_id": message["message_id"], "caption": "*new*",
            "parse_mode": "Markdown", "show_caption_above_media": true,
        });
        let edited = server.ok("editMessageCaption", params).await;
        assert_eq!(edited["caption"], "new");
        assert_eq!(edited["caption_entities"][0]["type"], "bold");
        assert_eq!(edited["show_caption_above_media"], true);
        assert_eq!(edited[name], message[name]);
        let params = json!({"chat_id": 1, "message_id": message["message_id"]});
        let edited = server.ok("editMessageCaption", params).await;
        assert_eq!(edited.get("caption"), None);
    }
}

#[tokio::test]
async fn captions_that_cannot_be_edited_are_said() {
    let server = Server::start().await;
    let photo = sent(&server, "sendPhoto", "photo").await;
    let note = sent(&server, "sendVideoNote", "video_note").await;
    let text = server
        .ok("sendMessage", json!({"chat_id": 1, "text": "x"}))
        .await;
    let no_caption = "there is no caption in the message to edit";
    for (message, caption, expected) in [
        (&text, "x".to_owned(), no_caption),
        (&note, "x".to_owned(), no_caption),
        (&photo, "x".repeat(1025), "MEDIA_CAPTION_TOO_LONG"),
    ] {
        let params = json!({"chat_id": 1, "message_id": message["message_id"], "caption": caption});
        let found = server.error("editMessageCaption", params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
}

#[tokio::test]
async fn media_take_the_place_of_media_and_texts() {
    let server = Server::start().await;
    let photo = sent(&server, "sendPhoto", "photo").await;
    let media = json!({"type": "video", "media": "attach://new", "caption": "c", "duration": 4});
    let edited = edit(&server, &photo, media).await["result"].take();
    assert_eq!(edited["video"]["duration"], 4);
    assert_eq!(edited["video"]["height"], 9);
    assert_eq!(edited["caption"], "c");
    assert_eq!(edited.get("photo"), None);
    let text = server
        .ok("sendMessage", json!({"chat_id": 1, "text": "x"}))
        .await;
    let known = json!({"type": "photo", "media": photo["photo"][0]["file_id"]});
    let edited = edit(&server, &text, known).await["result"].take();
    assert_eq!(edited["photo"][0]["width"], 20);
    assert_eq!(edited.get("text"), None);
}

#[tokio::test]
async fn media_that_cannot_be_edited_are_said() {
    let server = Server::start().await;
    let voice = sent(&server, "sendVoice", "voice").await;
    let place = json!({"chat_id": 1, "latitude": 1, "longitude": 2});
    let place = server.ok("sendLocation", place).await;
    let photo = sent(&server, "sendPhoto", "photo").await;
    let file_id = &photo["photo"][0]["file_id"];
    let album = json!([
        {"type": "photo", "media": file_id}, {"type": "photo", "media": file_id},
    ]);
    let album = json!({"chat_id": 1, "media": album});
    let album = server.ok("sendMediaGroup", album).await;
    let new = |kind: &str| json!({"type": kind, "media": "attach://new"});
    for (message, media, expected) in [
        (&voice, new("photo"), "message media can't be edited"),
        (
            &place,
            new("photo"),
            "there is no media in the message to edit",
        ),
        (
            &album[0],
            new("document"),
            "can't change media type in the album",
        ),
        (&photo, json!(""), "can't parse input media JSON object"),
        (
            &photo,
            json!({"type": "photo", "media": "attach://other"}),
            "can't parse InputMedia: media not found",
        ),
    ] {
        let answer = edit(&server, message, media).await;
        assert_eq!(answer["description"], format!("Bad Request: {expected}"));
    }
    let edited = edit(&server, &album[0], new("video")).await;
    assert_eq!(
        edited["result"]["media_group_id"],
        album[0]["media_group_id"]
    );
    let params = json!({"chat_id": 1, "message_id": photo["message_id"]});
    assert_eq!(
        server.error("editMessageMedia", params).await,
        "400 Bad Request: input media is not specified"
    );
}

#[tokio::test]
async fn ephemeral_media_are_edited_too() {
    let server = Server::with_groups().await;
    let club = -1_000_000_000_001_i64;
    server
        .emulator
        .send_ephemeral(ANN, BOT, club, "psst")
        .unwrap();
    let ephemeral = json!({"receiver_user_id": 1});
    let form = Form::new()
        .text("chat_id", club.to_string())
        .text("ephemeral_message_parameters", ephemeral.to_string())
        .part("photo", Part::bytes(png(20, 10)).file_name("f.png"));
    let sent = upload(&server, "sendPhoto", form).await["result"].take();
    let form = Form::new()
        .text("chat_id", club.to_string())
        .text("receiver_user_id", "1")
        .text(
            "ephemeral_message_id",
            sent["ephemeral_message_id"].to_string(),
        )
        .text("media", r#"{"type": "photo", "media": "attach://p"}"#)
        .part("p", Part::bytes(png(8, 9)).file_name("f.png"));
    let answer = upload(&server, "editEphemeralMessageMedia", form).await;
    assert_eq!(answer["result"], true, "{answer}");
    let seen = server.emulator.ephemeral_messages(ANN, club);
    assert_eq!(seen.last().unwrap()["photo"][0]["width"], 8);
}
