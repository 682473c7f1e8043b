//! How parameters are read.

use serde_json::json;

use crate::support::{Server, TOKEN};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

#[tokio::test]
async fn get_with_a_query_works() {
    let server = Server::start().await;
    let answer = server
        .get(&format!(
            "/bot{TOKEN}/sendMessage?chat_id=1&text=a+b%20%26%20%C3%A9"
        ))
        .await;
    assert_eq!(answer["result"]["text"], "a b & é");
}

#[tokio::test]
async fn the_query_wins_over_the_body_and_the_first_of_a_name_counts() {
    let server = Server::start().await;
    let answer = server
        .post(
            "sendMessage?text=query&text=second",
            FORM,
            "chat_id=1&text=body",
        )
        .await;
    assert_eq!(answer["result"]["text"], "query");
    let answer = server
        .post(
            "sendMessage",
            JSON,
            r#"{"chat_id":1,"text":"a","text":"b"}"#,
        )
        .await;
    assert_eq!(answer["result"]["text"], "a");
}

#[tokio::test]
async fn json_members_that_are_no_strings_are_their_text() {
    let server = Server::start().await;
    let markup = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    let nested = server
        .call(
            "sendMessage",
            json!({"chat_id": "1", "text": 12.50, "reply_markup": markup}),
        )
        .await;
    assert_eq!(nested["result"]["text"], "12.5");
    let text = json!({"chat_id": 1, "text": "x", "reply_markup": markup.to_string()});
    let text = server.call("sendMessage", text).await;
    assert_eq!(
        nested["result"]["reply_markup"],
        text["result"]["reply_markup"]
    );
    let raw = server
        .post("sendMessage", JSON, r#"{"chat_id":1,"text":[1, 2]}"#)
        .await;
    assert_eq!(raw["result"]["text"], "[1, 2]");
}

#[tokio::test]
async fn null_is_the_text_null() {
    let server = Server::start().await;
    let mode = json!({"chat_id": 1, "text": "x", "parse_mode": null});
    assert_eq!(
        server.error("sendMessage", mode).await,
        "400 Bad Request: unsupported parse_mode"
    );
    let markup = json!({"chat_id": 1, "text": "x", "reply_markup": null});
    assert_eq!(
        server.error("sendMessage", markup).await,
        "400 Bad Request: object expected as reply markup"
    );
}

#[tokio::test]
async fn malformed_json_gives_what_was_read_before() {
    let server = Server::start().await;
    for (body, text) in [
        (r#"{"chat_id":1,"text":"kept","parse_mode":"HTML"#, "kept"),
        (r#"{"chat_id":1,"text":"kept",,}"#, "kept"),
        (
            r#"{"chat_id":1,"text":"kept" "disable_notification":true}"#,
            "kept",
        ),
    ] {
        assert_eq!(
            server.post("sendMessage", JSON, body).await["result"]["text"],
            text,
            "{body}"
        );
    }
    let lost = server
        .post("sendMessage", JSON, r#"{"chat_id":1,"text":"lost"#)
        .await;
    assert_eq!(lost["description"], "Bad Request: message text is empty");
    let none = server.post("sendMessage", JSON, "not json").await;
    assert_eq!(none["description"], "Bad Request: message text is empty");
}

#[tokio::test]
async fn other_content_types_leave_only_the_query() {
    let server = Server::start().await;
    let answer = server
        .post("sendMessage?chat_id=1", "text/plain", "text=lost")
        .await;
    assert_eq!(answer["description"], "Bad Request: message text is empty");
}

#[tokio::test]
async fn the_content_type_is_found_anywhere_in_the_header_in_any_case() {
    let server = Server::start().await;
    let answer = server
        .post(
            "sendMessage",
            "x/y; Application/JSON; charset=utf-8",
            r#"{"chat_id":1,"text":"a"}"#,
        )
        .await;
    assert_eq!(answer["ok"], true);
}

#[tokio::test]
async fn numbers_are_read_leniently() {
    let server = Server::start().await;
    let answer = server
        .post("sendMessage", FORM, "chat_id=1abc&text=x")
        .await;
    assert_eq!(answer["result"]["chat"]["id"], 1);
    let answer = server.post("sendMessage", FORM, "chat_id=abc&text=x").await;
    assert_eq!(answer["description"], "Bad Request: chat not found");
}

#[tokio::test]
async fn only_true_yes_and_1_are_true() {
    let server = Server::start().await;
    for (text, expected) in [
        ("true", true),
        (" YES ", true),
        ("1", true),
        ("0", false),
        ("on", false),
        ("2", false),
    ] {
        let params = json!({"chat_id": 1, "text": "x", "protect_content": text});
        let message = server.ok("sendMessage", params).await;
        assert_eq!(message["has_protected_content"] == true, expected, "{text}");
    }
}

#[tokio::test]
async fn multipart_parts_without_a_file_name_are_parameters() {
    let server = Server::start().await;
    let form = reqwest::multipart::Form::new()
        .text("chat_id", "1")
        .text("text", "from a part");
    let answer = server
        .http
        .post(server.url("sendMessage"))
        .multipart(form)
        .send()
        .await
        .unwrap();
    let answer: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(answer["result"]["text"], "from a part");
}

#[tokio::test]
async fn an_urlencoded_part_is_several_parameters() {
    let server = Server::start().await;
    let body = "--b\r\nContent-Disposition: form-data; name=\"x\"\r\nContent-Type: \
                application/x-www-form-urlencoded\r\n\r\nchat_id=1&text=inner\r\n--b--\r\n";
    let answer = server
        .post("sendMessage", "multipart/form-data; boundary=b", body)
        .await;
    assert_eq!(answer["result"]["text"], "inner");
}

#[tokio::test]
async fn broken_multipart_is_400_without_a_body() {
    let server = Server::start().await;
    let request = server
        .http
        .post(server.url("getMe"))
        .header("content-type", "multipart/form-data; boundary=b")
        .body("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nno end");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 400);
    assert_eq!(answer.text().await.unwrap(), "");
}

#[tokio::test]
async fn more_than_a_mebibyte_of_parameters_is_413() {
    let server = Server::start().await;
    let text = "x".repeat(1 << 20);
    let too_large =
        json!({"ok": false, "error_code": 413, "description": "Request Entity Too Large"});
    let answer = server
        .post("sendMessage", FORM, &format!("chat_id=1&text={text}"))
        .await;
    assert_eq!(answer, too_large);
    assert_eq!(
        server
            .call("sendMessage", json!({"chat_id": 1, "text": text}))
            .await,
        too_large
    );
}

#[tokio::test]
async fn gzip_is_understood_and_other_encodings_are_415() {
    let server = Server::start().await;
    let post = |encoding: &'static str, body: Vec<u8>| {
        let request = server
            .http
            .post(server.url("sendMessage"))
            .header("content-type", JSON);
        request
            .header("content-encoding", encoding)
            .body(body)
            .send()
    };
    // `{"chat_id":1,"text":"zipped"}`, stored without compression.
    let text = br#"{"chat_id":1,"text":"zipped"}"#;
    let mut zip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    let length = u16::try_from(text.len()).unwrap();
    zip.extend(length.to_le_bytes());
    zip.extend((!length).to_le_bytes());
    zip.extend(text);
    zip.extend(crc32(text).to_le_bytes());
    zip.extend(u32::from(length).to_le_bytes());
    let answer: serde_json::Value = post("gzip", zip).await.unwrap().json().await.unwrap();
    assert_eq!(answer["result"]["text"], "zipped");
    let answer = post("br", Vec::new()).await.unwrap();
    assert_eq!(answer.status(), 415);
    assert_eq!(answer.text().await.unwrap(), "");
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}

#[tokio::test]
async fn a_string_alone_is_the_parameter_content() {
    let server = Server::start().await;
    server.post("getMe", JSON, r#""words""#).await;
    assert_eq!(server.emulator.calls()[0].param("content"), Some("words"));
}
