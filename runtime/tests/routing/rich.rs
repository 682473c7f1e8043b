//! Rich messages: the builder reaches everything that the schema has.

use std::collections::BTreeSet;

use botwright::reply::IntoReply;
use botwright::rich::{Rich, Table, Text};
use botwright::types::{InputRichMessage, User};
use botwright::{Api, App, Callback, Cx, StateMap, parse_update};
use serde_json::Value;

const SCHEMA: &str = include_str!("../../../api/schema/bot-api.json");

#[derive(Callback)]
enum Vote {
    Yes,
}

/// The `type`s of a union's variants.
fn kinds(union: &str) -> BTreeSet<String> {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let types = schema["types"].as_array().expect("types");
    let find = |name: &str| types.iter().find(|ty| ty["name"] == name).expect("a type");
    let variants = find(union)["variants"].as_array().expect("variants");
    let named = variants
        .iter()
        .filter_map(|variant| variant["ref"].as_str());
    named
        .map(|name| {
            let fields = find(name)["fields"].as_array().expect("fields");
            let tag = fields
                .iter()
                .find(|field| field["name"] == "type")
                .expect("a tag");
            tag["const"].as_str().expect("a text").to_owned()
        })
        .collect()
}

/// The `type`s of all objects in a value.
fn found(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| found(item, into)),
        Value::Object(members) => {
            if let Some(kind) = members.get("type").and_then(Value::as_str) {
                into.insert(kind.to_owned());
            }
            members.values().for_each(|member| found(member, into));
        }
        _ => {}
    }
}

fn json(rich: Rich) -> Value {
    let message = InputRichMessage::from(rich);
    let json = botwright_api::json::Writer::to_json(&message).expect("no uploads");
    serde_json::from_str(&json).expect("JSON")
}

#[test]
fn every_block_can_be_built() {
    let file = || botwright::InputFile::id("f");
    let media = || Rich::new().photo(file()).video(file());
    let rich = Rich::new()
        .heading(2, "A")
        .paragraph("b")
        .preformatted("c")
        .code("rust", "fn d() {}")
        .footer("e")
        .divider()
        .formula("x^2")
        .anchor("f")
        .list(["g"])
        .numbered(["h"])
        .checklist([(true, "i"), (false, "j")])
        .quote("k")
        .expandable_quote("l")
        .pull_quote("m")
        .collage(media())
        .slideshow(media())
        .table(
            Table::new()
                .header(["n"])
                .row(["o"])
                .bordered()
                .striped()
                .compact()
                .caption("p"),
        )
        .details("q", Rich::new().paragraph("r"))
        .map(1.0, 2.0)
        .buttons([("s", &Vote::Yes)])
        .animation(file())
        .audio(file())
        .document(file())
        .voice_note(file())
        .thinking("t");
    let mut kinds_found = BTreeSet::new();
    found(&json(rich), &mut kinds_found);
    let missing: Vec<_> = kinds("InputRichBlock")
        .difference(&kinds_found)
        .cloned()
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_piece_of_text_can_be_built() {
    let user = User::new(3, false, "Ann");
    let text = Text::new()
        .text("a")
        .bold(Text::new().text("b").italic("c"))
        .underline("d")
        .strikethrough("e")
        .spoiler("f")
        .subscript("g")
        .superscript("h")
        .marked("i")
        .code("j")
        .link("k", "https://example.org")
        .email("l", "l@example.org")
        .phone("m", "+1")
        .bank_card("n", "4242")
        .mention("o", "o_user")
        .hashtag("#p", "#p")
        .cashtag("$Q", "$Q")
        .bot_command("/r", "/r")
        .anchor("s")
        .anchor_link("t", "s")
        .reference("u", "v")
        .reference_link("w", "v")
        .user("x", &user)
        .custom_emoji("👍", "5")
        .formula("y")
        .date_time("z", 1, "t")
        .button("yes", &Vote::Yes);
    let mut kinds_found = BTreeSet::new();
    found(&json(Rich::new().paragraph(text)), &mut kinds_found);
    let missing: Vec<_> = kinds("RichText")
        .difference(&kinds_found)
        .cloned()
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_single_piece_is_no_list() {
    let one = json(Rich::new().paragraph(Text::new().bold("b")));
    assert_eq!(one["blocks"][0]["text"]["type"], "bold");
    let two = json(Rich::new().paragraph(Text::new().text("a").bold("b")));
    assert_eq!(two["blocks"][0]["text"][0], "a");
}

#[test]
fn files_go_along() {
    let api = Api::builder("42:TEST")
        .url("http://127.0.0.1:9")
        .build()
        .expect("a client");
    let app = App::new(api, User::new(42, true, "Bot"), StateMap::new());
    let update = r#"{"update_id":1,"message":{"message_id":5,"date":1,
        "chat":{"id":7,"type":"private"},"text":"x"}}"#;
    let cx = Cx::new(parse_update(update).expect("an update"), app.into());
    let mut outcome = botwright::Outcome::default();
    let picture = botwright::InputFile::bytes("a.png", &b"png"[..]);
    let named = botwright::types::InputMediaPhoto::new(picture.clone());
    let markdown = Rich::markdown("![](tg://photo?id=a)")
        .media("a", named)
        .without_detection();
    (Rich::new().photo(picture), markdown).into_reply(&cx, &mut outcome);
    for call in &outcome.calls {
        assert_eq!(call.method, "sendRichMessage");
        assert!(matches!(&call.body, botwright_api::Body::Form { files, .. } if files.len() == 1));
    }
    assert_eq!(outcome.calls.len(), 2);
}
