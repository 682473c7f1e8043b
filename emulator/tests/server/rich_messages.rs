//! Rich messages and drafts.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server, TOKEN, answer};

fn rich(blocks: &Value) -> Value {
    json!({"chat_id": 1, "rich_message": {"blocks": blocks}})
}

#[tokio::test]
async fn blocks_arrive_as_they_were_sent() {
    let server = Server::start().await;
    let blocks = json!([
        {"type": "heading", "size": 2, "text": "News"},
        {"type": "paragraph", "text": ["Very ", {"type": "bold", "text": "rich"}]},
        {"type": "list", "items": [
            {"blocks": [{"type": "paragraph", "text": "a"}]},
            {"blocks": [{"type": "paragraph", "text": "b"}], "value": 7},
        ]},
        {"type": "buttons", "buttons": [{"text": "Go", "callback_data": "go"}]},
    ]);
    let sent = server.ok("sendRichMessage", rich(&blocks)).await;
    let got = &sent["rich_message"]["blocks"];
    assert_eq!(got[0], blocks[0]);
    assert_eq!(got[1], blocks[1]);
    assert_eq!(got[2]["items"][0]["label"], "•");
    assert_eq!(got[2]["items"][1]["label"], "7.");
    let message_id = sent["message_id"].as_i64().unwrap();
    assert!(server.emulator.tap(ANN, BOT, message_id, "stop").is_err());
    server.emulator.tap(ANN, BOT, message_id, "go").unwrap();
    let edit = json!({"chat_id": 1, "message_id": message_id, "text": "plain"});
    assert_eq!(server.ok("editMessageText", edit).await["text"], "plain");
    let edit = json!({"chat_id": 1, "message_id": message_id, "rich_message": {
        "blocks": [{"type": "divider"}], "is_rtl": true,
    }});
    let edited = server.ok("editMessageText", edit).await;
    let expected = json!({"blocks": [{"type": "divider"}], "is_rtl": true});
    assert_eq!(edited["rich_message"], expected);
}

#[tokio::test]
async fn html_becomes_blocks() {
    let server = Server::start().await;
    let html = r#"<h2>News</h2>Loose <b>and <i>rich</i></b> &amp; more
<ol start="3"><li>a</li><li><input type="checkbox" checked>b</li></ol>
<blockquote>Said<cite>Ann</cite></blockquote><hr><pre><code class="language-rust">x &lt; y</code></pre>
<details open><summary>More</summary><p>See <a href="https://example.org">it</a></p></details>
<table><tr><th>k</th><td align="right">v</td></tr></table>
<tg-button-row><tg-button callback-data="go">Go</tg-button></tg-button-row>"#;
    let params = json!({"chat_id": 1, "rich_message": {"html": html}});
    let sent = server.ok("sendRichMessage", params).await;
    let blocks = &sent["rich_message"]["blocks"];
    let expected = json!([
        {"type": "heading", "size": 2, "text": "News"},
        {"type": "paragraph", "text": ["Loose ",
            {"type": "bold", "text": ["and ", {"type": "italic", "text": "rich"}]},
            " & more\n"]},
        {"type": "list", "items": [
            {"label": "3.", "value": 3, "blocks": [{"type": "paragraph", "text": "a"}]},
            {"label": "4.", "value": 4, "has_checkbox": true, "is_checked": true,
                "blocks": [{"type": "paragraph", "text": ["", "b"]}]},
        ]},
        {"type": "blockquote", "credit": "Ann",
            "blocks": [{"type": "paragraph", "text": "Said"}]},
        {"type": "divider"},
        {"type": "pre", "language": "rust", "text": "x < y"},
        {"type": "details", "summary": "More", "is_open": true, "blocks": [
            {"type": "paragraph",
                "text": ["See ", {"type": "url", "text": "it", "url": "https://example.org"}]},
        ]},
        {"type": "table", "cells": [[
            {"text": "k", "is_header": true, "align": "left", "valign": "top"},
            {"text": "v", "align": "right", "valign": "top"},
        ]]},
        {"type": "buttons", "buttons": [{"text": "Go", "callback_data": "go"}]},
    ]);
    assert_eq!(*blocks, expected);
    for (html, error) in [
        (
            "<p>x",
            "400 Bad Request: can't parse rich message: Can't find end tag corresponding to start tag \"p\"",
        ),
        (
            "<p>x</b>",
            "400 Bad Request: can't parse rich message: Unmatched end tag at byte offset 4, expected \"</p>\", found \"</b>\"",
        ),
        (
            "<blink>x</blink>",
            "400 Bad Request: can't parse rich message: Unsupported start tag \"blink\"",
        ),
        (
            "<video></video>",
            "400 Bad Request: can't parse InputMedia: media not found",
        ),
        (
            "<figure></figure>",
            "400 Bad Request: can't parse rich message: A figure has one file or map",
        ),
        ("", "400 Bad Request: RICH_MESSAGE_EMPTY"),
    ] {
        let params = json!({"chat_id": 1, "rich_message": {"html": html}});
        assert_eq!(server.error("sendRichMessage", params).await, error);
    }
}

#[tokio::test]
async fn markdown_becomes_blocks() {
    let server = Server::start().await;
    let markdown = "# News\nSome **bold _and_ more** \\*text\\*\nwith `**code**`\n\n\
        - [x] done\n- [ ] [open](https://example.org)\n\n> said\n> twice\n\n---\n\
        ```rust\nlet x;\n```\n1. one\n2. two\n\n<p>html</p>";
    let params = json!({"chat_id": 1, "rich_message": {"markdown": markdown}});
    let sent = server.ok("sendRichMessage", params).await;
    let paragraph = |text: Value| json!({"type": "paragraph", "text": text});
    let link = json!({"type": "url", "text": "open", "url": "https://example.org"});
    let expected = json!([
        {"type": "heading", "size": 1, "text": "News"},
        paragraph(json!(["Some ",
            {"type": "bold", "text": ["bold ", {"type": "italic", "text": "and"}, " more"]},
            " *text*\nwith ",
            {"type": "code", "text": "**code**"}])),
        {"type": "list", "items": [
            {"label": "•", "has_checkbox": true, "is_checked": true,
                "blocks": [paragraph(json!("done"))]},
            {"label": "•", "has_checkbox": true, "blocks": [paragraph(link)]},
        ]},
        {"type": "blockquote", "blocks": [paragraph(json!("said\ntwice"))]},
        {"type": "divider"},
        {"type": "pre", "language": "rust", "text": "let x;"},
        {"type": "list", "items": [
            {"label": "1.", "value": 1, "blocks": [paragraph(json!("one"))]},
            {"label": "2.", "value": 2, "blocks": [paragraph(json!("two"))]},
        ]},
        paragraph(json!("html")),
    ]);
    assert_eq!(sent["rich_message"]["blocks"], expected);
}

#[tokio::test]
async fn a_photo_is_bound_or_attached() {
    let server = Server::start().await;
    let message = json!({
        "blocks": [
            {"type": "photo", "photo": {"type": "photo", "media": "attach://one"}},
            {"type": "photo", "photo": {"type": "photo", "media": "tg://photo?id=x"}},
        ],
        "media": [{"id": "x", "media": {"type": "photo", "media": "attach://one"}}],
    });
    let photo = reqwest::multipart::Part::bytes(crate::files::png(4, 3)).file_name("a.png");
    let form = reqwest::multipart::Form::new()
        .text("chat_id", "1")
        .text("rich_message", message.to_string())
        .part("one", photo);
    let url = format!("{}/bot{TOKEN}/sendRichMessage", server.emulator.url());
    let sent = answer(server.http.post(url).multipart(form)).await;
    let blocks = &sent["result"]["rich_message"]["blocks"];
    assert_eq!(blocks[0]["photo"][0]["width"], 4, "{sent}");
    assert_eq!(blocks[1]["photo"][0]["height"], 3);
}

#[tokio::test]
async fn wrong_blocks_are_refused() {
    let server = Server::start().await;
    let mut deep = json!([{"type": "paragraph", "text": "x"}]);
    for _ in 0..16 {
        deep = json!([{"type": "blockquote", "blocks": deep}]);
    }
    let button = |data: &str| json!([{"type": "buttons", "buttons": [{"text": "t", "callback_data": data}]}]);
    for (blocks, error) in [
        (json!([]), "RICH_MESSAGE_EMPTY"),
        (
            json!(1),
            "can't parse InputRichBlock: Expected an Array of InputRichBlock",
        ),
        (
            json!([{"type": "poem"}]),
            "can't parse InputRichBlock: Unsupported type specified",
        ),
        (
            json!([{"type": "paragraph"}]),
            "can't parse InputRichBlock: Can't find field \"text\"",
        ),
        (
            json!([{"type": "thinking", "text": "hm"}]),
            "can't parse InputRichBlock: Thinking blocks are allowed in drafts only",
        ),
        (
            json!([{"type": "paragraph", "text": "x".repeat(32_769)}]),
            "message is too long",
        ),
        (deep, "message is too long"),
        (button(&"d".repeat(65)), "BUTTON_DATA_INVALID"),
    ] {
        let expected = format!("400 Bad Request: {error}");
        assert_eq!(
            server.error("sendRichMessage", rich(&blocks)).await,
            expected
        );
    }
    let both = json!({"chat_id": 1, "rich_message": {"blocks": [], "html": "x"}});
    assert!(
        server
            .error("sendRichMessage", both)
            .await
            .starts_with("400")
    );
}

#[tokio::test]
async fn a_draft_is_shown_until_its_message_comes() {
    let server = Server::start().await;
    let draft = |text: &str| json!({"chat_id": 1, "draft_id": 5, "text": text, "can_stop": true});
    assert_eq!(server.ok("sendMessageDraft", draft("")).await, true);
    assert_eq!(
        server.ok("sendMessageDraft", draft("Once upon")).await,
        true
    );
    let seen = server.emulator.drafts(ANN, BOT);
    assert_eq!(
        seen,
        [json!({
            "draft_id": 5, "can_stop": true, "is_stopped": false, "text": "Once upon",
        })]
    );
    assert!(server.emulator.messages(ANN).is_empty());
    server
        .ok(
            "sendMessage",
            json!({"chat_id": 1, "text": "Once upon a time"}),
        )
        .await;
    assert!(server.emulator.drafts(ANN, BOT).is_empty());
    server.ok("sendMessageDraft", draft("again")).await;
    server.clock.advance(Duration::from_secs(31));
    assert!(server.emulator.drafts(ANN, BOT).is_empty());
    assert!(server.emulator.stop_draft(ANN, BOT, 5).is_err());
    let zero = json!({"chat_id": 1, "draft_id": 0, "text": "x"});
    assert!(
        server
            .error("sendMessageDraft", zero)
            .await
            .starts_with("400")
    );
}

#[tokio::test]
async fn a_person_stops_a_draft() {
    let server = Server::start().await;
    let thinking = json!([{"type": "thinking", "text": "hm"}]);
    let mut params = rich(&thinking);
    params["draft_id"] = json!(9);
    server.ok("sendRichMessageDraft", params.clone()).await;
    assert!(server.emulator.stop_draft(ANN, BOT, 9).is_err());
    params["can_stop"] = json!(true);
    params["keep_on_stop"] = json!(true);
    server.ok("sendRichMessageDraft", params).await;
    let stop = json!({"user_id": 1, "bot_id": 42, "draft_id": 9});
    assert_eq!(server.control("stop_draft", stop).await["ok"], true);
    let updates = server.emulator.take_updates(BOT);
    let update: Value = serde_json::from_str(&updates[0]).unwrap();
    assert_eq!(update["stopped_message_generation"]["draft_id"], 9);
    assert_eq!(update["stopped_message_generation"]["chat"]["id"], ANN);
    let seen = server.get("/control/drafts?user_id=1&bot_id=42").await;
    assert_eq!(seen["drafts"][0]["is_stopped"], true);
    assert_eq!(
        seen["drafts"][0]["rich_message"]["blocks"][0]["type"],
        "thinking"
    );
}

#[tokio::test]
async fn files_of_every_kind_galleries_and_maps_are_blocks() {
    let server = Server::start().await;
    let emulator = &server.emulator;
    emulator.put_url("https://a.b/p.png", "image/png", crate::files::png(4, 3));
    let html = "<figure><video src=\"tg://video?id=v\" tg-spoiler/><figcaption>A <b>film</b>\
        <cite>Ann</cite></figcaption></figure>\
        <audio src=\"tg://audio?id=voice\"></audio>\
        <tg-document src=\"tg://document?id=d\"/>\
        <tg-slideshow><img src=\"https://a.b/p.png\"/><img src=\"https://a.b/p.png\"/>\
        <figcaption>Two</figcaption></tg-slideshow>\
        <tg-map lat=\"41.9\" long=\"12.5\" zoom=\"14\"/>";
    let rich = json!({
        "html": html,
        "media": [
            {"id": "v", "media": {"type": "animation", "media": "attach://v"}},
            {"id": "voice", "media": {"type": "voice_note", "media": "attach://a"}},
            {"id": "d", "media": {"type": "document", "media": "attach://a"}},
        ],
    });
    let part = |bytes: Vec<u8>, name: &str| {
        reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned())
    };
    let form = reqwest::multipart::Form::new()
        .text("chat_id", "1")
        .text("rich_message", rich.to_string())
        .part("v", part(crate::media::mp4(64, 48), "v.mp4"))
        .part("a", part(crate::media::wav(), "a.wav"));
    let sent = crate::files::upload(&server, "sendRichMessage", form).await;
    let blocks = &sent["result"]["rich_message"]["blocks"];
    assert_eq!(blocks[0]["type"], "animation", "{sent}");
    assert_eq!(blocks[0]["animation"]["width"], 64);
    assert_eq!(blocks[0]["has_spoiler"], true);
    assert_eq!(blocks[0]["caption"]["credit"], "Ann");
    assert_eq!(blocks[1]["type"], "voice_note");
    assert_eq!(blocks[1]["voice_note"]["duration"], 2);
    assert_eq!(blocks[2]["document"]["file_name"], "a.wav");
    assert_eq!(blocks[3]["type"], "slideshow");
    assert_eq!(blocks[3]["blocks"][1]["photo"][0]["width"], 4);
    assert_eq!(blocks[3]["caption"], json!({"text": "Two"}));
    assert_eq!(
        blocks[4],
        json!({"type": "map", "location": {"latitude": 41.9, "longitude": 12.5}, "zoom": 14,
            "width": 600, "height": 300})
    );
}
