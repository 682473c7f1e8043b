//! Formatted text.

use serde_json::{Value, json};

use crate::support::Server;

async fn send(server: &Server, parse_mode: &str, text: &str) -> Value {
    let params = json!({"chat_id": 1, "text": text, "parse_mode": parse_mode});
    server.call("sendMessage", params).await
}

/// The text and, for each entity, `type offset length [detail]`.
async fn parsed(server: &Server, parse_mode: &str, text: &str) -> (String, Vec<String>) {
    let answer = send(server, parse_mode, text).await;
    assert_eq!(answer["ok"], true, "{text}: {answer}");
    let message = &answer["result"];
    let entities = message["entities"].as_array().cloned().unwrap_or_default();
    let entities = entities.iter().map(|entity| {
        let detail = ["url", "language", "custom_emoji_id", "unix_time"]
            .into_iter()
            .find_map(|key| entity.get(key))
            .map(|value| {
                format!(
                    " {}",
                    value.as_str().map_or(value.to_string(), str::to_owned)
                )
            });
        let kind = entity["type"].as_str().unwrap_or_default();
        let detail = detail.unwrap_or_default();
        format!("{kind} {} {}{detail}", entity["offset"], entity["length"])
    });
    (
        message["text"].as_str().unwrap_or_default().to_owned(),
        entities.collect(),
    )
}

async fn check(parse_mode: &str, cases: &[(&str, &str, &[&str])]) {
    let server = Server::start().await;
    for (input, text, entities) in cases {
        let found = parsed(&server, parse_mode, input).await;
        let entities: Vec<String> = entities.iter().map(ToString::to_string).collect();
        assert_eq!(found, ((*text).to_owned(), entities), "{input}");
    }
}

async fn check_errors(parse_mode: &str, cases: &[(&str, &str)]) {
    let server = Server::start().await;
    for (input, expected) in cases {
        let answer = send(&server, parse_mode, input).await;
        let description = answer["description"].as_str().unwrap_or_default();
        assert_eq!(
            description,
            format!("Bad Request: can't parse entities: {expected}"),
            "{input}"
        );
    }
}

#[tokio::test]
async fn html_makes_entities() {
    check(
        "html",
        &[
            (
                "<b>a</b> <STRONG>b</strong>",
                "a b",
                &["bold 0 1", "bold 2 1"],
            ),
            ("<i>a</i><em>b</em>", "ab", &["italic 0 1", "italic 1 1"]),
            (
                "<u>a</u><ins>b</ins>",
                "ab",
                &["underline 0 1", "underline 1 1"],
            ),
            (
                "<s>a</s><del>b</del>",
                "ab",
                &["strikethrough 0 1", "strikethrough 1 1"],
            ),
            ("<tg-spoiler>a</tg-spoiler>", "a", &["spoiler 0 1"]),
            ("<span class=\"tg-spoiler\">a</span>", "a", &["spoiler 0 1"]),
            ("<b>a<i>b</i></b>", "ab", &["bold 0 2", "italic 1 1"]),
            ("<b>a</>", "a", &["bold 0 1"]),
            ("<b></b>x", "x", &[]),
            (
                "<a href='example.com/x'>l</a>",
                "l",
                &["text_link 0 1 http://example.com/x"],
            ),
            ("<a href='no link'>l</a>", "l", &[]),
            ("<a href='tg://user?id=1'>l</a>", "l", &["text_mention 0 1"]),
            ("<code>x</code>", "x", &["code 0 1"]),
            ("<pre>x</pre>", "x", &["pre 0 1"]),
            (
                "<pre><code class=\"language-rust\">x</code></pre>",
                "x",
                &["pre 0 1 rust"],
            ),
            ("<blockquote>q</blockquote>", "q", &["blockquote 0 1"]),
            (
                "<blockquote expandable>q</blockquote>",
                "q",
                &["expandable_blockquote 0 1"],
            ),
            (
                "<tg-emoji emoji-id=\"5\">👍</tg-emoji>",
                "👍",
                &["custom_emoji 0 2 5"],
            ),
            (
                "<tg-time unix=\"7\" format=\"wD\">then</tg-time>",
                "then",
                &["date_time 0 4 7"],
            ),
            (
                "&lt;&gt;&amp;&quot;&#65;&#x42; &nbsp; & é",
                "<>&\"AB &nbsp; & é",
                &[],
            ),
            ("👍<b>é</b>", "👍é", &["bold 2 1"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn html_mistakes_are_named_with_their_byte() {
    check_errors(
        "HTML",
        &[
            ("é<x>", "Unsupported start tag \"x\" at byte offset 2"),
            ("a<b", "Unclosed start tag at byte offset 1"),
            ("<a href=\"x", "Unclosed start tag \"a\" at byte offset 0"),
            (
                "<a =\"x\">",
                "Empty attribute name in the tag \"a\" at byte offset 0",
            ),
            (
                "<a href=x/y>",
                "Unexpected end of name token at byte offset 8",
            ),
            (
                "<span>x</span>",
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0",
            ),
            ("a</b>", "Unexpected end tag at byte offset 1"),
            ("<b>a</b", "Unclosed end tag at byte offset 4"),
            (
                "<b>a</i>",
                "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"",
            ),
            (
                "<b>a",
                "Can't find end tag corresponding to start tag \"b\"",
            ),
            (
                "&#xD800;",
                "Text contains invalid Unicode characters after decoding HTML entities, check for \
                 unmatched surrogate code units",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn markdown_v2_makes_entities() {
    check(
        "MarkdownV2",
        &[
            (
                "*b* _i_ __u__ ~s~ ||p||",
                "b i u s p",
                &[
                    "bold 0 1",
                    "italic 2 1",
                    "underline 4 1",
                    "strikethrough 6 1",
                    "spoiler 8 1",
                ],
            ),
            ("*a _b_*", "a b", &["bold 0 3", "italic 2 1"]),
            ("`a*b`", "a*b", &["code 0 3"]),
            ("```rust\nx```", "x", &["pre 0 1 rust"]),
            ("```\nx```", "x", &["pre 0 1"]),
            (
                "[a](example.com)",
                "a",
                &["text_link 0 1 http://example.com/"],
            ),
            (
                "[a](https://x.org/\\)b)",
                "a",
                &["text_link 0 1 https://x.org/)b"],
            ),
            ("![👍](tg://emoji?id=5)", "👍", &["custom_emoji 0 2 5"]),
            (
                "![then](tg://time?unix=7&format=r)",
                "then",
                &["date_time 0 4 7"],
            ),
            (">a\n>b\nc", "a\nb\nc", &["blockquote 0 3"]),
            (">a\n>b||", "a\nb", &["expandable_blockquote 0 3"]),
            (">a\n**>b", "a\nb", &["blockquote 0 1", "blockquote 2 1"]),
            ("\\*a\\_\\.", "*a_.", &[]),
        ],
    )
    .await;
}

#[tokio::test]
async fn markdown_v2_mistakes_are_named_with_their_byte() {
    check_errors(
        "MarkdownV2",
        &[
            (
                "a.",
                "Character '.' is reserved and must be escaped with the preceding '\\'",
            ),
            (
                "a|b",
                "Character '|' is reserved and must be escaped with the preceding '\\'",
            ),
            ("é*b", "Can't find end of Bold entity at byte offset 2"),
            ("_i", "Can't find end of Italic entity at byte offset 0"),
            ("__u", "Can't find end of Underline entity at byte offset 0"),
            ("`c", "Can't find end of Code entity at byte offset 0"),
            ("[a](x", "Can't find end of a URL at byte offset 4"),
            (
                "![a]",
                "The entity must contain a tg://emoji or tg://time URL",
            ),
            (
                "![a](http://x.org)",
                "Invalid tg://emoji or tg://time URL specified",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn markdown_makes_entities_and_names_its_one_mistake() {
    check(
        "markdown",
        &[
            (
                "*b* _i_ `c`",
                "b i c",
                &["bold 0 1", "italic 2 1", "code 4 1"],
            ),
            ("*a _b_*", "a _b_", &["bold 0 5"]),
            (
                "[a](example.com)",
                "a",
                &["text_link 0 1 http://example.com/"],
            ),
            ("```rust\nx```", "x", &["pre 0 1 rust"]),
            ("\\*a.!", "*a.!", &[]),
        ],
    )
    .await;
    check_errors(
        "Markdown",
        &[(
            "é*b",
            "Can't find end of the entity starting at byte offset 2",
        )],
    )
    .await;
}

#[tokio::test]
async fn the_server_finds_entities_by_itself() {
    check(
        "",
        &[
            ("/start", "/start", &["bot_command 0 6"]),
            (
                "/start@emulator_bot x",
                "/start@emulator_bot x",
                &["bot_command 0 19"],
            ),
            ("a/start //x /a/b", "a/start //x /a/b", &[]),
            (
                "@someone a@someone @ab",
                "@someone a@someone @ab",
                &["mention 0 8"],
            ),
            (
                "#tag #1 a#b #é",
                "#tag #1 a#b #é",
                &["hashtag 0 4", "hashtag 12 2"],
            ),
            ("$USD $usd", "$USD $usd", &["cashtag 0 4"]),
            (
                "see https://example.com/a?b.",
                "see https://example.com/a?b.",
                &["url 4 23"],
            ),
            (
                "example.org, x.nothing",
                "example.org, x.nothing",
                &["url 0 11"],
            ),
            ("a@example.com", "a@example.com", &["email 0 13"]),
        ],
    )
    .await;
    check(
        "HTML",
        &[(
            "<code>/start</code> /go",
            "/start /go",
            &["code 0 6", "bot_command 7 3"],
        )],
    )
    .await;
}

#[tokio::test]
async fn explicit_entities_are_used_without_a_parse_mode_only() {
    let server = Server::start().await;
    let entities = json!([{"type": "bold", "offset": 0, "length": 1}]);
    let mut params = json!({"chat_id": 1, "text": "abc", "entities": entities});
    assert_eq!(
        server.ok("sendMessage", params.clone()).await["entities"],
        entities
    );
    params["parse_mode"] = json!("HTML");
    assert_eq!(
        server
            .ok("sendMessage", params.clone())
            .await
            .get("entities"),
        None
    );
    params["parse_mode"] = json!("none");
    params["entities"] = json!("no JSON");
    assert_eq!(server.ok("sendMessage", params).await.get("entities"), None);
}

#[tokio::test]
async fn bad_explicit_entities_are_named() {
    let server = Server::start().await;
    for (entity, expected) in [
        (json!(1), "can't parse MessageEntity: Expected an Object"),
        (
            json!({"offset": 0, "length": 1}),
            "can't parse MessageEntity: Can't find field \"type\"",
        ),
        (
            json!({"type": "bold", "offset": 1, "length": 9}),
            "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 4",
        ),
        (
            json!({"type": "bold", "offset": 0, "length": 3}),
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 2",
        ),
    ] {
        let params = json!({"chat_id": 1, "text": "ab👍", "entities": [entity]});
        let found = server.error("sendMessage", params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
}
