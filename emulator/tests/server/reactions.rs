//! Reactions to messages.

use botwright_emulator::ControlError;
use serde_json::{Value, json};

use crate::support::{ANN, BOB, BOT, CLUB, NEWS, Server};

fn emoji(emoji: &str) -> Value {
    json!([{"type": "emoji", "emoji": emoji}])
}

#[tokio::test]
async fn a_bot_reacts_once_with_known_emoji() {
    let server = Server::with_admin_bot().await;
    let id = server.emulator.send(BOB, CLUB, "hi").unwrap();
    let react = |reaction: Value| json!({"chat_id": CLUB, "message_id": id, "reaction": reaction});
    assert_eq!(
        server.ok("setMessageReaction", react(emoji("👍"))).await,
        true
    );
    let seen = server.emulator.messages(CLUB).remove(0);
    assert_eq!(seen["reactions"][0]["type"]["emoji"], "👍");
    assert_eq!(seen["reactions"][0]["total_count"], 1);
    // A variation selector makes no difference.
    server
        .ok("setMessageReaction", react(emoji("❤\u{fe0f}")))
        .await;
    let seen = server.emulator.messages(CLUB).remove(0);
    assert_eq!(seen["reactions"][0]["type"]["emoji"], "❤");
    server.ok("setMessageReaction", react(json!([]))).await;
    assert!(server.emulator.messages(CLUB)[0].get("reactions").is_none());
    let custom = json!([{"type": "custom_emoji", "custom_emoji_id": "5"}]);
    for (reaction, error) in [
        (emoji("🍋"), "REACTION_INVALID"),
        (custom.clone(), "REACTION_INVALID"),
        (json!([{"type": "paid"}]), "REACTION_INVALID"),
        (
            json!([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "👎"}]),
            "REACTIONS_TOO_MANY",
        ),
        (json!({}), "expected an Array of ReactionType"),
        (
            json!([{"type": "smile"}]),
            "can't parse ReactionType: invalid reaction type specified",
        ),
    ] {
        let error = format!("400 Bad Request: {error}");
        assert_eq!(
            server.error("setMessageReaction", react(reaction)).await,
            error
        );
    }
    // A custom emoji that somebody gave already can be joined.
    server.emulator.react(BOB, CLUB, id, &["5"]).unwrap();
    assert_eq!(server.ok("setMessageReaction", react(custom)).await, true);
    assert_eq!(
        server.emulator.messages(CLUB)[0]["reactions"][0]["total_count"],
        2
    );
    let missing = json!({"chat_id": CLUB, "message_id": 99, "reaction": emoji("👍")});
    assert_eq!(
        server.error("setMessageReaction", missing).await,
        "400 Bad Request: message to react not found"
    );
    // Bots hear nothing of each other's reactions.
    server.allow(&["message_reaction"]).await;
    server.updates();
    server.ok("setMessageReaction", react(emoji("👎"))).await;
    assert!(server.updates().is_empty());
}

#[tokio::test]
async fn bots_that_ask_are_told_of_peoples_reactions() {
    let server = Server::with_admin_bot().await;
    let id = server.emulator.send(BOB, CLUB, "hi").unwrap();
    let post = server.emulator.send(ANN, NEWS, "news").unwrap();
    server.updates();
    server.emulator.react(BOB, CLUB, id, &["👍"]).unwrap();
    assert!(server.updates().is_empty());
    server
        .allow(&["message_reaction", "message_reaction_count"])
        .await;
    server.emulator.react(BOB, CLUB, id, &["👎", "🔥"]).unwrap();
    let told = server.updates().remove(0)["message_reaction"].take();
    assert_eq!(told["user"]["id"], BOB);
    assert_eq!(told["message_id"], id);
    assert_eq!(told["old_reaction"], emoji("👍"));
    assert_eq!(told["new_reaction"][1]["emoji"], "🔥");
    // The same again is no news.
    server.emulator.react(BOB, CLUB, id, &["👎", "🔥"]).unwrap();
    assert!(server.updates().is_empty());
    server.emulator.react(BOB, NEWS, post, &["🎉"]).unwrap();
    server.emulator.react(ANN, NEWS, post, &["🎉"]).unwrap();
    let told = server.updates().remove(1)["message_reaction_count"].take();
    assert!(told.get("user").is_none());
    assert_eq!(
        told["reactions"],
        json!([{"type": emoji("🎉")[0], "total_count": 2}])
    );
    let lemon = server.emulator.react(BOB, CLUB, id, &["🍋"]);
    assert_eq!(lemon, Err(ControlError::NoReaction("🍋".into())));
    assert!(server.emulator.react(BOB, CLUB, 99, &["👍"]).is_err());
    server
        .emulator
        .restrict(ANN, CLUB, BOB, &["can_send_messages"], 0)
        .unwrap();
    let silenced = server.emulator.react(BOB, CLUB, id, &["👍"]);
    assert!(matches!(silenced, Err(ControlError::NotAllowed { .. })));
    // A bot that is no administrator hears nothing.
    server.emulator.promote(ANN, CLUB, BOT, &[]).unwrap();
    server.updates();
    server.emulator.react(ANN, CLUB, id, &["👍"]).unwrap();
    assert!(server.updates().is_empty());
}

#[tokio::test]
async fn administrators_delete_reactions() {
    let server = Server::with_admin_bot().await;
    server.allow(&["message_reaction"]).await;
    let messages = ["one", "two"].map(|text| server.emulator.send(ANN, CLUB, text).unwrap());
    for id in messages {
        server.emulator.react(BOB, CLUB, id, &["👍"]).unwrap();
        server.emulator.react(ANN, CLUB, id, &["🔥"]).unwrap();
    }
    server.updates();
    let one = json!({"chat_id": CLUB, "message_id": messages[0], "user_id": BOB});
    assert_eq!(server.ok("deleteMessageReaction", one.clone()).await, true);
    assert_eq!(
        server.updates()[0]["message_reaction"]["new_reaction"],
        json!([])
    );
    server.ok("deleteMessageReaction", one.clone()).await;
    assert!(server.updates().is_empty());
    let all = json!({"chat_id": CLUB, "user_id": ANN});
    assert_eq!(
        server.ok("deleteAllMessageReactions", all.clone()).await,
        true
    );
    assert_eq!(server.updates().len(), 2);
    let left = server.emulator.messages(CLUB);
    assert!(left[0].get("reactions").is_none());
    assert_eq!(left[1]["reactions"][0]["type"]["emoji"], "👍");
    server
        .emulator
        .promote(ANN, CLUB, BOT, &["can_pin_messages"])
        .unwrap();
    for (method, params) in [
        ("deleteMessageReaction", one),
        ("deleteAllMessageReactions", all),
    ] {
        assert_eq!(
            server.error(method, params).await,
            "400 Bad Request: not enough rights to delete message reactions"
        );
    }
}

#[tokio::test]
async fn the_control_api_has_reactions() {
    let server = Server::start().await;
    let id = server.ann_writes("hi");
    let react = |reactions: Value| json!({"user_id": ANN, "chat_id": BOT, "message_id": id, "reactions": reactions});
    assert_eq!(
        server.control("react", react(json!(["👍"]))).await["ok"],
        true
    );
    let wrong = server.control("react", react(json!(["x"]))).await;
    assert_eq!(
        wrong["description"],
        "\"x\" is no reaction: it is an emoji of ReactionTypeEmoji, or the id of a custom one"
    );
}
