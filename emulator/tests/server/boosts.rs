//! Boosts and verification.

use std::time::Duration;

use botwright_emulator::World;
use serde_json::json;

use crate::support::{ANN, BOB, BOT, CLUB, NEWS, Server, TOKEN};

#[tokio::test]
async fn boosts_are_told_and_listed() {
    let server = Server::with_admin_bot().await;
    let id = server.emulator.boost(BOB, CLUB).unwrap();
    let told = server.updates();
    assert_eq!(told[0]["chat_boost"]["boost"]["boost_id"], id);
    assert_eq!(told[0]["chat_boost"]["chat"]["id"], CLUB);
    assert_eq!(told[1]["message"]["boost_added"]["boost_count"], 1);
    server.emulator.send(BOB, CLUB, "hi").unwrap();
    assert_eq!(server.updates()[0]["message"]["sender_boost_count"], 1);
    let params = json!({"chat_id": CLUB, "user_id": BOB});
    let boosts = server.ok("getUserChatBoosts", params.clone()).await;
    assert_eq!(boosts["boosts"][0]["source"]["user"]["id"], BOB);
    assert_eq!(boosts["boosts"][0]["boost_id"], id);
    server.clock.advance(Duration::from_hours(30 * 24));
    let boosts = server.ok("getUserChatBoosts", params.clone()).await;
    assert_eq!(boosts, json!({"boosts": []}));
    assert!(server.emulator.remove_boosts(BOB, CLUB).is_err());

    let post = json!({"user_id": BOB, "chat_id": NEWS});
    assert_eq!(server.control("boost", post.clone()).await["ok"], true);
    assert_eq!(server.control("remove_boosts", post).await["ok"], true);
    let told = server.updates();
    assert_eq!(told.len(), 2);
    let removed = &told[1]["removed_chat_boost"];
    assert_eq!(
        removed["boost_id"],
        told[0]["chat_boost"]["boost"]["boost_id"]
    );
    assert_eq!(removed["source"]["source"], "premium");
    assert!(server.emulator.boost(BOB, -5).is_err());
    server.emulator.promote(ANN, CLUB, BOT, &[]).unwrap();
    assert_eq!(
        server.error("getUserChatBoosts", params).await,
        "400 Bad Request: CHAT_ADMIN_REQUIRED"
    );
}

#[tokio::test]
async fn only_verifiers_verify() {
    let server = Server::with_groups().await;
    let user = json!({"user_id": BOB, "custom_description": "a friend"});
    let chat = json!({"chat_id": "@club"});
    for (method, params) in [
        ("verifyUser", &user),
        ("verifyChat", &chat),
        ("removeUserVerification", &user),
        ("removeChatVerification", &chat),
    ] {
        assert_eq!(
            server.error(method, params.clone()).await,
            "400 Bad Request: BOT_VERIFIER_FORBIDDEN"
        );
    }
    let world = json!({
        "bots": [{"token": TOKEN, "username": "emulator_bot", "first_name": "Emulator",
            "is_verifier": true}],
        "users": [{"id": BOB, "first_name": "Bob"}],
        "chats": [{"id": CLUB, "type": "supergroup", "title": "Club", "username": "club"}],
    });
    let world = World::from_json(&world.to_string()).expect("a valid world");
    let server = Server::with(world).await;
    assert_eq!(server.ok("verifyUser", user.clone()).await, true);
    assert_eq!(
        server.emulator.verification(BOB).as_deref(),
        Some("a friend")
    );
    assert_eq!(server.ok("verifyChat", chat.clone()).await, true);
    let seen = server
        .get(&format!("/control/verification?id={CLUB}"))
        .await;
    assert_eq!(seen, json!({"is_verified": true, "custom_description": ""}));
    let long = json!({"user_id": BOB, "custom_description": "x".repeat(71)});
    assert!(
        server
            .error("verifyUser", long)
            .await
            .starts_with("400 Bad Request: ")
    );
    assert_eq!(server.ok("removeUserVerification", user).await, true);
    assert_eq!(server.ok("removeChatVerification", chat).await, true);
    assert_eq!(server.emulator.verification(BOB), None);
    assert_eq!(server.emulator.verification(CLUB), None);
    let nobody = json!({"user_id": 99});
    assert_eq!(
        server.error("verifyUser", nobody).await,
        "400 Bad Request: user not found"
    );
}
