//! Media of every kind, and albums.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::{
    files::{png, upload},
    support::Server,
};

/// Two seconds of silence: 8000 bytes a second.
pub(crate) fn wav() -> Vec<u8> {
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(16_036_u32.to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend([1, 0, 1, 0]);
    bytes.extend(8000_u32.to_le_bytes());
    bytes.extend(8000_u32.to_le_bytes());
    bytes.extend([1, 0, 8, 0]);
    bytes.extend(b"data");
    bytes.extend(16_000_u32.to_le_bytes());
    bytes.resize(bytes.len() + 16_000, 128);
    bytes
}

fn mp4_box(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(body.len() + 8).unwrap();
    [&size.to_be_bytes(), name.as_slice(), body].concat()
}

/// The header of an MP4 file of 5 seconds with a picture of this size.
pub(crate) fn mp4(width: u32, height: u32) -> Vec<u8> {
    let mut header = vec![0; 100];
    header[12..16].copy_from_slice(&1000_u32.to_be_bytes());
    header[16..20].copy_from_slice(&5000_u32.to_be_bytes());
    let mut track = vec![0; 84];
    track[40..44].copy_from_slice(&0x1_0000_u32.to_be_bytes());
    track[76..80].copy_from_slice(&(width << 16).to_be_bytes());
    track[80..84].copy_from_slice(&(height << 16).to_be_bytes());
    let track = mp4_box(*b"trak", &mp4_box(*b"tkhd", &track));
    let movie = [mp4_box(*b"mvhd", &header), track].concat();
    [mp4_box(*b"ftyp", b"isom"), mp4_box(*b"moov", &movie)].concat()
}

fn part(bytes: Vec<u8>, name: &str) -> Part {
    Part::bytes(bytes).file_name(name.to_owned())
}

async fn sent(server: &Server, method: &str, form: Form) -> Value {
    let mut answer = upload(server, method, form.text("chat_id", "1")).await;
    assert_eq!(answer["ok"], true, "{answer}");
    answer["result"].take()
}

async fn refused(server: &Server, method: &str, form: Form) -> Value {
    let mut answer = upload(server, method, form.text("chat_id", "1")).await;
    assert_eq!(answer["ok"], false, "{answer}");
    answer["description"].take()
}

#[tokio::test]
async fn videos_tell_their_size_and_length() {
    let server = Server::start().await;
    let form = Form::new()
        .part("video", part(mp4(640, 360), "a.mp4"))
        .part("thumbnail", part(png(32, 18), "t.png"))
        .part("cover", part(png(640, 360), "c.png"))
        .text("cover", "attach://cover")
        .text("start_timestamp", "2")
        .text("has_spoiler", "true")
        .text("caption", "look");
    let message = sent(&server, "sendVideo", form).await;
    let video = &message["video"];
    assert_eq!(
        (&video["width"], &video["height"], &video["duration"]),
        (&json!(640), &json!(360), &json!(5))
    );
    assert_eq!(video["thumbnail"]["height"], 18);
    assert_eq!(video["cover"][0]["width"], 640);
    assert_eq!(video["start_timestamp"], 2);
    assert_eq!(message["has_media_spoiler"], true);
    assert_eq!(message["caption"], "look");
    let again = json!({"chat_id": 1, "video": video["file_id"], "duration": 99});
    let again = server.ok("sendVideo", again).await;
    assert_eq!(again["video"]["duration"], 5);
    assert_eq!(again["video"]["thumbnail"], video["thumbnail"]);
    let file = server
        .ok("getFile", json!({"file_id": video["file_id"]}))
        .await;
    assert!(file["file_path"].as_str().unwrap().starts_with("videos/"));
}

#[tokio::test]
async fn what_the_bot_tells_counts_more_than_the_bytes() {
    let server = Server::start().await;
    let form = Form::new()
        .part("video", part(mp4(640, 360), "a.mp4"))
        .text("width", "10")
        .text("height", "20000")
        .text("duration", "7");
    let message = sent(&server, "sendVideo", form).await;
    let video = &message["video"];
    assert_eq!(
        (&video["width"], &video["height"], &video["duration"]),
        (&json!(10), &json!(10_000), &json!(7))
    );
}

#[tokio::test]
async fn recordings_tell_their_length() {
    let server = Server::start().await;
    let form = Form::new()
        .part("audio", part(wav(), "a.wav"))
        .text("performer", "Ann")
        .text("title", "Silence");
    let message = sent(&server, "sendAudio", form).await;
    assert_eq!(message["audio"]["duration"], 2);
    assert_eq!(message["audio"]["performer"], "Ann");
    assert_eq!(message["audio"]["file_name"], "a.wav");
    let form = Form::new().part("voice", part(wav(), "v"));
    let message = sent(&server, "sendVoice", form).await;
    assert_eq!(message["voice"]["duration"], 2);
    assert_eq!(message["voice"]["mime_type"], "audio/ogg");
    assert_eq!(message["voice"].get("file_name"), None);
}

#[tokio::test]
async fn bytes_that_are_no_recording_are_sent_all_the_same() {
    let server = Server::start().await;
    for (method, name) in [
        ("sendAudio", "audio"),
        ("sendVideo", "video"),
        ("sendVoice", "voice"),
        ("sendVideoNote", "video_note"),
        ("sendAnimation", "animation"),
        ("sendSticker", "sticker"),
    ] {
        let form = Form::new().part(name, part(vec![7; 40], "f"));
        let message = sent(&server, method, form).await;
        assert_eq!(message[name]["file_size"], 40, "{message}");
        let form = Form::new().part(name, part(Vec::new(), "f"));
        assert_eq!(
            refused(&server, method, form).await,
            "Bad Request: file must be non-empty"
        );
        let words = format!(
            "400 Bad Request: there is no {} in the request",
            name.replace('_', " ")
        );
        assert_eq!(server.error(method, json!({"chat_id": 1})).await, words);
    }
}

#[tokio::test]
async fn animations_are_documents_too() {
    let server = Server::start().await;
    let form = Form::new().part("animation", part(mp4(64, 48), "a.mp4"));
    let message = sent(&server, "sendAnimation", form).await;
    assert_eq!(message["animation"]["duration"], 5);
    assert_eq!(
        message["document"]["file_id"],
        message["animation"]["file_id"]
    );
    assert_eq!(message["document"].get("duration"), None);
}

#[tokio::test]
async fn video_notes_are_square_and_stickers_have_512_pixels() {
    let server = Server::start().await;
    let form = Form::new().part("video_note", part(mp4(300, 240), "n.mp4"));
    let note = sent(&server, "sendVideoNote", form).await["video_note"].take();
    assert_eq!(note["length"], 240);
    assert_eq!(note["duration"], 5);
    let form = Form::new()
        .part("sticker", part(vec![0x1f, 0x8b, 8, 0], "s.tgs"))
        .text("emoji", "😀");
    let sticker = sent(&server, "sendSticker", form).await["sticker"].take();
    assert_eq!(sticker["type"], "regular");
    assert_eq!(sticker["is_animated"], true);
    assert_eq!(sticker["is_video"], false);
    assert_eq!(sticker["width"], 512);
    assert_eq!(sticker["emoji"], "😀");
}

#[tokio::test]
async fn live_photos_have_a_still_picture() {
    let server = Server::start().await;
    let form = Form::new().part("live_photo", part(mp4(64, 48), "l.mp4"));
    assert_eq!(
        refused(&server, "sendLivePhoto", form).await,
        "Bad Request: there is no photo in the request"
    );
    let form = Form::new()
        .part("live_photo", part(mp4(64, 48), "l.mp4"))
        .part("photo", part(png(64, 48), "p.png"));
    let message = sent(&server, "sendLivePhoto", form).await;
    assert_eq!(message["live_photo"]["duration"], 5);
    assert_eq!(message["live_photo"]["photo"][0]["width"], 64);
    assert_eq!(message["photo"], message["live_photo"]["photo"]);
}

#[tokio::test]
async fn a_thumbnail_that_is_too_big_is_left_out() {
    let server = Server::start().await;
    let mut big = png(320, 320);
    big.resize(200 << 10, 0);
    let form = Form::new()
        .part("document", part(vec![1], "a"))
        .part("thumb", part(big, "t.png"));
    let message = sent(&server, "sendDocument", form).await;
    assert_eq!(message["document"].get("thumbnail"), None);
}

#[tokio::test]
async fn files_come_from_addresses_that_the_world_has() {
    let server = Server::start().await;
    let emulator = &server.emulator;
    emulator.put_url("https://example.com/a.png", "image/png", png(20, 10));
    emulator.put_url(
        "https://example.com/b/a.pdf?x=1",
        "application/pdf",
        vec![1],
    );
    emulator.put_url("https://example.com/v", "audio/ogg", vec![1; (1 << 20) + 1]);
    emulator.put_url(
        "https://example.com/big",
        "image/png",
        vec![1; (5 << 20) + 1],
    );
    let url = |name: &str, url: &str| json!({"chat_id": 1, name: url});
    let photo = server
        .ok("sendPhoto", url("photo", "https://example.com/a.png"))
        .await;
    assert_eq!(photo["photo"][0]["width"], 20);
    let pdf = url("document", "https://example.com/b/a.pdf?x=1");
    let document = server.ok("sendDocument", pdf).await;
    assert_eq!(document["document"]["file_name"], "a.pdf");
    let voice = server
        .ok("sendVoice", url("voice", "https://example.com/v"))
        .await;
    assert_eq!(voice.get("voice"), None);
    assert_eq!(voice["document"]["mime_type"], "audio/ogg");
    for (method, name, address, expected) in [
        (
            "sendPhoto",
            "photo",
            "big",
            "failed to get HTTP URL content",
        ),
        (
            "sendPhoto",
            "photo",
            "nowhere",
            "failed to get HTTP URL content",
        ),
        (
            "sendVideo",
            "video",
            "a.png",
            "wrong type of the web page content",
        ),
        (
            "sendDocument",
            "document",
            "a.png",
            "wrong type of the web page content",
        ),
        (
            "sendVideoNote",
            "video_note",
            "a.png",
            "wrong file identifier/HTTP URL specified",
        ),
    ] {
        let params = url(name, &format!("https://example.com/{address}"));
        let found = server.error(method, params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
}

#[tokio::test]
async fn an_album_has_one_id_and_comes_back_in_order() {
    let server = Server::start().await;
    let media = json!([
        {"type": "photo", "media": "attach://a", "caption": "<b>first</b>", "parse_mode": "HTML"},
        {"type": "video", "media": "attach://b", "duration": 3},
    ]);
    let form = Form::new()
        .text("media", media.to_string())
        .part("a", part(png(20, 10), "a.png"))
        .part("b", part(vec![1], "b.mp4"));
    let album = sent(&server, "sendMediaGroup", form).await;
    let id = album[0]["media_group_id"].as_str().unwrap();
    assert!(id.parse::<i64>().is_ok());
    assert_eq!(album[1]["media_group_id"], id);
    assert_eq!(album[0]["caption"], "first");
    assert_eq!(album[0]["caption_entities"][0]["type"], "bold");
    assert_eq!(album[1]["video"]["duration"], 3);
    assert_eq!(
        album[1]["message_id"].as_i64().unwrap(),
        album[0]["message_id"].as_i64().unwrap() + 1
    );
    let alone = json!([{"type": "photo", "media": album[0]["photo"][0]["file_id"]}]);
    let alone = json!({"chat_id": 1, "media": alone});
    let alone = server.ok("sendMediaGroup", alone).await;
    assert_eq!(alone[0].get("media_group_id"), None);
}

#[tokio::test]
async fn albums_that_cannot_be_are_refused() {
    let server = Server::start().await;
    let form = || {
        Form::new()
            .part("p", part(png(20, 10), "a.png"))
            .part("d", part(vec![1], "d"))
            .part("bad", part(vec![1], "bad"))
    };
    let photo = || json!({"type": "photo", "media": "attach://p"});
    let document = || json!({"type": "document", "media": "attach://d"});
    let audio = || json!({"type": "audio", "media": "attach://d"});
    for (media, expected) in [
        (json!([]), "there are no messages to send"),
        (json!(null), "there are no messages to send"),
        (json!({}), "expected an Array of InputMedia"),
        (
            json!(vec![photo(); 11]),
            "too many messages to send as an album",
        ),
        (
            json!([photo(), document()]),
            "document can't be mixed with other media types",
        ),
        (
            json!([audio(), document()]),
            "audio can't be mixed with other media types",
        ),
        (
            json!([photo(), {"type": "animation", "media": "attach://d"}]),
            "can't use the media of the specified type in the album",
        ),
        (
            json!([{"type": "sound", "media": "attach://d"}]),
            "can't parse InputMedia: type \"sound\" is unsupported",
        ),
        (
            json!([photo(), {"type": "photo", "media": "attach://missing"}]),
            "can't parse InputMedia: media not found",
        ),
        (
            json!([photo(), {"type": "photo"}]),
            "can't parse InputMedia: Can't find field \"media\"",
        ),
        (
            json!([photo(), {"type": "photo", "media": "attach://p", "show_caption_above_media": true}]),
            "parameter show_caption_above_media must be the same for all messages",
        ),
        (
            json!([photo(), {"type": "photo", "media": "attach://p", "caption": "x".repeat(1025)}]),
            "message caption is too long",
        ),
        (
            json!([photo(), {"type": "photo", "media": "attach://bad"}]),
            "failed to send message #2 with the error message \"IMAGE_PROCESS_FAILED\"",
        ),
    ] {
        let found = refused(
            &server,
            "sendMediaGroup",
            form().text("media", media.to_string()),
        )
        .await;
        assert_eq!(found, format!("Bad Request: {expected}"));
    }
    assert_eq!(
        server.error("sendMediaGroup", json!({"chat_id": 1})).await,
        "400 Bad Request: parameter \"media\" is required"
    );
    assert_eq!(
        server
            .error("sendMediaGroup", json!({"chat_id": 1, "media": "["}))
            .await,
        "400 Bad Request: can't parse media JSON object"
    );
    assert_eq!(server.emulator.messages(1), [Value::Null; 0]);
}

#[tokio::test]
async fn paid_media_may_be_videos_and_live_photos() {
    let server = Server::start().await;
    let media = json!([
        {"type": "photo", "media": "attach://p"},
        {"type": "video", "media": "attach://v", "duration": 9},
        {"type": "live_photo", "media": "attach://v", "photo": "attach://p"},
    ]);
    let form = Form::new()
        .text("star_count", "3")
        .text("media", media.to_string())
        .part("p", part(png(20, 10), "a.png"))
        .part("v", part(mp4(64, 48), "v.mp4"));
    let message = sent(&server, "sendPaidMedia", form).await;
    let media = &message["paid_media"]["paid_media"];
    assert_eq!(media[0]["photo"][0]["width"], 20);
    assert_eq!(media[1]["video"]["duration"], 9);
    assert_eq!(media[2]["live_photo"]["photo"][0]["width"], 20);
    let seen = &server.emulator.messages(1)[0]["paid_media"]["paid_media"];
    assert_eq!(
        seen[1],
        json!({"type": "preview", "width": 64, "height": 48, "duration": 9})
    );
    assert_eq!(
        seen[0],
        json!({"type": "preview", "width": 20, "height": 10})
    );
}

#[tokio::test]
async fn effects_are_for_private_chats() {
    let server = Server::with_groups().await;
    let params = json!({"chat_id": 1, "text": "x", "message_effect_id": "5104841245755180586"});
    let message = server.ok("sendMessage", params).await;
    assert_eq!(message["effect_id"], "5104841245755180586");
    for params in [
        json!({"chat_id": -5, "text": "x", "message_effect_id": "5104841245755180586"}),
        json!({"chat_id": 1, "text": "x", "message_effect_id": "fire"}),
    ] {
        assert_eq!(
            server.error("sendMessage", params).await,
            "400 Bad Request: EFFECT_ID_INVALID"
        );
    }
}
