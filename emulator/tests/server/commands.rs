//! Command menus.

use serde_json::{Value, json};

use crate::support::Server;

fn menu(name: &str) -> Value {
    json!([{"command": name, "description": "what it does"}])
}

async fn seen(server: &Server, user: i64, chat: i64) -> String {
    let path = format!("/control/commands?chat_id={chat}&user_id={user}&bot_id=42");
    let commands = server.get(&path).await["commands"].take();
    commands[0]["command"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn lists_are_kept_per_scope_and_language() {
    let server = Server::start().await;
    let german = json!({"commands": menu("hallo"), "language_code": "de"});
    server
        .ok("setMyCommands", json!({"commands": menu("hello")}))
        .await;
    server.ok("setMyCommands", german).await;
    assert_eq!(server.ok("getMyCommands", json!({})).await, menu("hello"));
    assert_eq!(
        server
            .ok("getMyCommands", json!({"language_code": "de"}))
            .await,
        menu("hallo")
    );
    let scope = json!({"scope": {"type": "all_private_chats"}});
    assert_eq!(server.ok("getMyCommands", scope).await, json!([]));
    server.ok("deleteMyCommands", json!({})).await;
    assert_eq!(server.ok("getMyCommands", json!({})).await, json!([]));
    assert_eq!(
        server
            .ok("getMyCommands", json!({"language_code": "de"}))
            .await,
        menu("hallo")
    );
}

#[tokio::test]
async fn people_see_the_narrowest_list() {
    let server = Server::with_groups().await;
    let club = -1_000_000_000_001_i64;
    let scopes = [
        ("default", json!({"type": "default"})),
        ("groups", json!({"type": "all_group_chats"})),
        ("admins", json!({"type": "all_chat_administrators"})),
        ("club", json!({"type": "chat", "chat_id": "@club"})),
        (
            "club_admins",
            json!({"type": "chat_administrators", "chat_id": club}),
        ),
        (
            "bob",
            json!({"type": "chat_member", "chat_id": club, "user_id": 2}),
        ),
    ];
    let mut seen_by_ann = Vec::new();
    let mut seen_by_bob = Vec::new();
    for (name, scope) in scopes {
        server
            .ok(
                "setMyCommands",
                json!({"commands": menu(name), "scope": scope}),
            )
            .await;
        seen_by_ann.push(seen(&server, 1, club).await);
        seen_by_bob.push(seen(&server, 2, club).await);
    }
    assert_eq!(
        seen_by_ann,
        [
            "default",
            "groups",
            "admins",
            "club",
            "club_admins",
            "club_admins"
        ]
    );
    assert_eq!(
        seen_by_bob,
        ["default", "groups", "groups", "club", "club", "bob"]
    );
    assert_eq!(seen(&server, 1, 1).await, "default");
    let private = json!({"commands": menu("private"), "scope": {"type": "all_private_chats"}});
    server.ok("setMyCommands", private).await;
    assert_eq!(seen(&server, 1, 1).await, "private");
}

#[tokio::test]
async fn bad_commands_are_refused() {
    let server = Server::start().await;
    let entry = |command: &str, description: &str| json!([{"command": command, "description": description}]);
    for (commands, expected) in [
        (json!("["), "can't parse commands JSON array"),
        (json!({}), "expected an Array of BotCommand"),
        (entry("", "x"), "command must be non-empty"),
        (
            entry(&"a".repeat(33), "x"),
            "command length must not exceed 32",
        ),
        (entry("a", ""), "command description must be non-empty"),
        (
            entry("a", &"x".repeat(257)),
            "command description length must not exceed 256",
        ),
        (entry("Upper", "x"), "BOT_COMMAND_INVALID"),
        (
            json!(vec![json!({"command": "a", "description": "x"}); 101]),
            "BOT_COMMANDS_TOO_MUCH",
        ),
    ] {
        let found = server
            .error("setMyCommands", json!({"commands": commands}))
            .await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
    let scope = json!({"scope": {"type": "chat_administrators", "chat_id": 1}});
    assert_eq!(
        server.error("getMyCommands", scope).await,
        "400 Bad Request: can't use specified scope in private chats"
    );
    assert_eq!(
        server
            .error("getMyCommands", json!({"language_code": "deu"}))
            .await,
        "400 Bad Request: invalid language code specified"
    );
}

#[tokio::test]
async fn a_slash_in_front_is_taken_off() {
    let server = Server::start().await;
    server
        .ok("setMyCommands", json!({"commands": menu("/go")}))
        .await;
    assert_eq!(server.ok("getMyCommands", json!({})).await, menu("go"));
}
