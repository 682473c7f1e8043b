//! Games and their scores.

use serde_json::{Value, json};

use crate::{
    files::png,
    support::{ANN, BOT, Server},
};

const CLUB: i64 = -1_000_000_000_001;
const NEWS: i64 = -1_000_000_000_002;

async fn with_game() -> Server {
    let server = Server::with_groups().await;
    server
        .emulator
        .add_game(BOT, "snake", "Snake", "Eat", png(64, 36))
        .unwrap();
    server
}

async fn sent(server: &Server) -> Value {
    let params = json!({"chat_id": CLUB, "game_short_name": "snake"});
    server.ok("sendGame", params).await
}

#[tokio::test]
async fn a_game_begins_with_its_button() {
    let server = with_game().await;
    let message = sent(&server).await;
    let game = &message["game"];
    assert_eq!(game["title"], "Snake");
    assert_eq!(game["description"], "Eat");
    assert_eq!(game["photo"][0]["width"], 64);
    assert_eq!(
        message["reply_markup"]["inline_keyboard"],
        json!([[{"text": "Play Snake", "callback_game": {}}]])
    );
    let id = message["message_id"].as_i64().unwrap();
    let query = server.emulator.play(ANN, CLUB, id).unwrap();
    let update = server.emulator.take_updates(BOT).pop().unwrap();
    let update: Value = serde_json::from_str(&update).unwrap();
    assert_eq!(update["callback_query"]["id"], query);
    assert_eq!(update["callback_query"]["game_short_name"], "snake");
    assert_eq!(update["callback_query"].get("data"), None);
    let answer = json!({"callback_query_id": query, "url": "https://example.com/snake"});
    server.ok("answerCallbackQuery", answer).await;
    let seen = server.emulator.callback_answer(&query).unwrap();
    assert_eq!(seen.url.as_deref(), Some("https://example.com/snake"));
}

#[tokio::test]
async fn games_that_cannot_be_sent_are_refused() {
    let server = with_game().await;
    let text = json!({"text": "A", "callback_data": "a"});
    for (params, expected) in [
        (
            json!({"chat_id": CLUB}),
            "parameter \"game_short_name\" is required",
        ),
        (
            json!({"chat_id": CLUB, "game_short_name": "chess"}),
            "GAME_SHORT_NAME_INVALID",
        ),
        (
            json!({"chat_id": CLUB, "game_short_name": "snake",
                "reply_markup": {"inline_keyboard": [[text]]}}),
            "BUTTON_TYPE_INVALID",
        ),
    ] {
        let found = server.error("sendGame", params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
    assert!(
        server
            .emulator
            .add_game(BOT, "x", "X", "", "no picture")
            .is_err()
    );
    assert!(server.emulator.play(ANN, NEWS, 1).is_err());
}

#[tokio::test]
async fn scores_grow_and_stand_below_the_game() {
    let server = with_game().await;
    let id = sent(&server).await["message_id"].take();
    let score = |user: i64, score: i64| json!({"chat_id": CLUB, "message_id": id, "user_id": user, "score": score});
    let message = server.ok("setGameScore", score(ANN, 10)).await;
    assert_eq!(message["game"]["text"], "1. Ann - 10");
    let message = server.ok("setGameScore", score(2, 20)).await;
    assert_eq!(message["game"]["text"], "1. Bob - 20\n2. Ann - 10");
    for lower in [10, 5] {
        assert_eq!(
            server.error("setGameScore", score(ANN, lower)).await,
            "400 Bad Request: BOT_SCORE_NOT_MODIFIED"
        );
    }
    let mut forced = score(ANN, 5);
    forced["force"] = json!(true);
    server.ok("setGameScore", forced).await;
    let params = json!({"chat_id": CLUB, "message_id": id, "user_id": ANN});
    let scores = server.ok("getGameHighScores", params).await;
    assert_eq!(scores[0]["position"], 1);
    assert_eq!(scores[0]["user"]["id"], 2);
    assert_eq!(scores[1]["score"], 5);
    for (params, expected) in [
        (score(9, 1), "user not found"),
        (score(ANN, -1), "SCORE_INVALID"),
        (
            json!({"chat_id": CLUB, "message_id": 99, "user_id": 1, "score": 1}),
            "message to set game score not found",
        ),
        (
            json!({"chat_id": CLUB, "user_id": 1, "score": 1}),
            "message identifier is not specified",
        ),
        (json!({"user_id": 0}), "invalid user_id specified"),
    ] {
        let found = server.error("setGameScore", params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
}

#[tokio::test]
async fn a_score_may_leave_the_message_alone() {
    let server = with_game().await;
    let id = sent(&server).await["message_id"].take();
    let params = json!({
        "chat_id": CLUB, "message_id": id, "user_id": ANN, "score": 1, "disable_edit_message": true,
    });
    let message = server.ok("setGameScore", params).await;
    assert_eq!(message["game"].get("text"), None);
}
