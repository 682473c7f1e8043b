//! The world file.

use botwright_emulator::World;
use serde_json::json;

use crate::support::Server;

fn mistake(text: &str) -> String {
    World::from_json(text).expect_err("a mistake").to_string()
}

#[tokio::test]
async fn a_world_is_what_its_file_says() {
    let server = Server::with_groups().await;
    let world = server.emulator.world();
    assert_eq!(world.bot().username(), "emulator_bot");
    assert_eq!(world.bots().len(), 2);
    assert_eq!(world.user("ANN").unwrap().id(), 1);
    assert_eq!(world.user_by_id(2).unwrap().first_name(), "Bob");
    assert_eq!(world.user("nobody"), None);
    assert_eq!(
        server.ok("getChat", json!({"chat_id": -5})).await["type"],
        "group"
    );
}

#[test]
fn mistakes_of_form_name_key_and_line() {
    let bots = r#""bots": [{"token": "42:X", "username": "b", "first_name": "B"}]"#;
    for (text, words) in [
        ("{\n  nonsense", "line 2: key must be a string"),
        ("{\n\n}", "line 3: missing field `bots`"),
        (
            "{\n\"bots\": [\n{\"token\": 5}]}",
            "line 3: bots[0].token: invalid type: integer `5`, expected a string",
        ),
        (
            "{\n\"bots\": [{\"token\": \"1:a\",\n\"nick\": 1}]}",
            "line 3: bots[0].nick: unknown field `nick`",
        ),
        (
            &format!("{{{bots},\n\"rooms\": []}}"),
            "line 2: rooms: unknown field `rooms`",
        ),
        (&format!("{{{bots}}}\nx"), "line 2: trailing characters"),
    ] {
        let found = mistake(text);
        assert!(found.starts_with(words), "{found}");
    }
}

#[test]
fn mistakes_of_meaning_name_key_and_line() {
    let world = |users: &str, chats: &str| {
        format!(
            "{{\n\"bots\": [{{\"token\": \"42:X\", \"username\": \"b\", \"first_name\": \"B\"}}],\n\
             \"users\": [{users}],\n\"chats\": [\n{chats}\n]}}"
        )
    };
    let ann = r#"{"id": 1, "first_name": "Ann", "username": "ann"}"#;
    for (text, expected) in [
        (
            "{\"bots\":\n[]}".to_owned(),
            "line 2: bots: a world needs at least one bot",
        ),
        (
            "{\"bots\": [{\"token\":\n\"x\", \"username\": \"b\", \"first_name\": \"B\"}]}".into(),
            "line 2: bots[0].token: a token is a positive number, a colon and a secret, such as \
             \"42:EMULATOR\"",
        ),
        (
            world(&format!("{ann},\n{ann}"), ""),
            "line 4: users[1].id: another user or bot has the id 1 already",
        ),
        (
            world(r#"{"id": 0, "first_name": "A"}"#, ""),
            "line 3: users[0].id: a user's id is a number from 1 to 2^40 - 1",
        ),
        (
            world(r#"{"id": 1, "first_name": "A", "started": ["nobot"]}"#, ""),
            "line 3: users[0].started[0]: no bot is called \"nobot\"",
        ),
        (
            world(r#"{"id": 1, "first_name": "A", "username": "B"}"#, ""),
            "line 3: users[0].username: the username \"B\" is taken already",
        ),
        (
            world(
                ann,
                "{\"id\": -5, \"type\": \"group\", \"title\": \"G\",\n\"members\": [\"ann\",\n\"bob\"]}",
            ),
            "line 7: chats[0].members[1]: no user or bot is called \"bob\"",
        ),
        (
            world(ann, r#"{"id": -5, "type": "supergroup", "title": "G"}"#),
            "line 5: chats[0].id: the id of a supergroup is between -1997852516352 and \
             -1000000000001",
        ),
    ] {
        assert_eq!(mistake(&text), expected);
    }
}
