//! Polls and quizzes.

use std::time::Duration;

use botwright_emulator::ControlError;
use serde_json::{Value, json};

use crate::support::{ANN, BOB, BOT, CID, CLUB, NEWS, Server};

fn poll(chat: i64, more: &Value) -> Value {
    let mut params = json!({"chat_id": chat, "question": "Which?", "options": [
        {"text": "one"}, {"text": "two"}, "three",
    ]});
    if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
        params.extend(more.clone());
    }
    params
}

async fn send(server: &Server, chat: i64, more: Value) -> (i64, Value) {
    let mut sent = server.ok("sendPoll", poll(chat, &more)).await;
    (sent["message_id"].as_i64().unwrap(), sent["poll"].take())
}

fn counts(poll: &Value) -> Vec<i64> {
    let options = poll["options"].as_array().unwrap();
    options
        .iter()
        .filter_map(|option| option["voter_count"].as_i64())
        .collect()
}

#[tokio::test]
async fn people_vote_and_the_bot_is_told() {
    let server = Server::with_admin_bot().await;
    let (id, made) = send(&server, CLUB, json!({"is_anonymous": false})).await;
    assert_eq!(made["question"], "Which?");
    assert_eq!(made["type"], "regular");
    assert_eq!(made["options"][2]["text"], "three");
    assert_eq!(made["is_anonymous"], false);
    assert_eq!(made["allows_revoting"], true);
    assert_eq!(made["is_closed"], false);
    server.emulator.vote(BOB, CLUB, id, &[1]).unwrap();
    let told = server.updates();
    assert_eq!(counts(&told[0]["poll"]), [0, 1, 0]);
    assert_eq!(told[0]["poll"]["id"], made["id"]);
    let answer = &told[1]["poll_answer"];
    assert_eq!(answer["user"]["id"], BOB);
    assert_eq!(answer["option_ids"], json!([1]));
    assert_eq!(
        answer["option_persistent_ids"][0],
        made["options"][1]["persistent_id"]
    );
    let both = server.emulator.vote(BOB, CLUB, id, &[0, 1]);
    assert_eq!(both, Err(ControlError::NoVote(id)));
    assert_eq!(
        server.emulator.vote(BOB, CLUB, id, &[3]),
        Err(ControlError::NoVote(id))
    );
    server.emulator.retract_vote(BOB, CLUB, id).unwrap();
    assert!(server.emulator.retract_vote(BOB, CLUB, id).is_err());
    let told = server.updates();
    assert_eq!(told[0]["poll"]["total_voter_count"], 0);
    assert_eq!(told[1]["poll_answer"]["option_ids"], json!([]));
    let outsider = server.emulator.vote(CID, CLUB, id, &[0]);
    assert!(matches!(outsider, Err(ControlError::NotAMember { .. })));
    let text = server.emulator.send(BOB, CLUB, "hi").unwrap();
    assert_eq!(
        server.emulator.vote(BOB, CLUB, text, &[0]),
        Err(ControlError::NoPoll(text))
    );
}

#[tokio::test]
async fn anonymous_votes_name_nobody_and_may_be_several() {
    let server = Server::with_admin_bot().await;
    let (id, _) = send(&server, NEWS, json!({"allows_multiple_answers": true})).await;
    server.emulator.vote(BOB, NEWS, id, &[2, 0, 2]).unwrap();
    let told = server.updates();
    assert_eq!(told.len(), 1);
    assert_eq!(counts(&told[0]["poll"]), [1, 0, 1]);
    assert_eq!(told[0]["poll"]["total_voter_count"], 1);
}

#[tokio::test]
async fn a_poll_is_stopped_once_by_its_bot() {
    let server = Server::with_admin_bot().await;
    let (id, _) = send(&server, CLUB, json!({"hide_results_until_closes": true})).await;
    server.emulator.vote(BOB, CLUB, id, &[0]).unwrap();
    assert_eq!(counts(&server.updates()[0]["poll"]), [0, 0, 0]);
    let markup = json!({"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]});
    let stop = json!({"chat_id": CLUB, "message_id": id, "reply_markup": markup});
    let stopped = server.ok("stopPoll", stop.clone()).await;
    assert_eq!(stopped["is_closed"], true);
    assert_eq!(counts(&stopped), [1, 0, 0]);
    assert_eq!(server.updates()[0]["poll"]["is_closed"], true);
    assert_eq!(server.emulator.messages(CLUB)[0]["reply_markup"], markup);
    assert_eq!(
        server.emulator.vote(ANN, CLUB, id, &[0]),
        Err(ControlError::NoVote(id))
    );
    assert_eq!(
        server.error("stopPoll", stop).await,
        "400 Bad Request: poll has already been closed"
    );
    let text = server.emulator.send(BOB, CLUB, "hi").unwrap();
    for (id, error) in [
        (99, "message with poll to stop not found"),
        (text, "message is not a poll"),
        (0, "message identifier is not specified"),
    ] {
        let params = json!({"chat_id": CLUB, "message_id": id});
        assert_eq!(
            server.error("stopPoll", params).await,
            format!("400 Bad Request: {error}")
        );
    }
}

#[tokio::test]
async fn a_quiz_keeps_its_answer_to_itself() {
    let server = Server::with_admin_bot().await;
    let quiz = json!({"type": "quiz", "correct_option_ids": [1], "explanation": "<b>Two</b>",
        "explanation_parse_mode": "HTML", "is_anonymous": false});
    let (id, made) = send(&server, CLUB, quiz).await;
    assert_eq!(made["correct_option_ids"], json!([1]));
    assert_eq!(made["explanation"], "Two");
    assert_eq!(made["explanation_entities"][0]["type"], "bold");
    assert_eq!(made["allows_revoting"], false);
    let seen = server.emulator.messages(CLUB).remove(0);
    assert!(seen["poll"].get("correct_option_ids").is_none());
    server.emulator.vote(BOB, CLUB, id, &[1]).unwrap();
    assert_eq!(
        server.emulator.vote(BOB, CLUB, id, &[0]),
        Err(ControlError::NoVote(id))
    );
    assert_eq!(
        server.emulator.messages(CLUB)[0]["poll"]["votes"],
        json!({"2": [1]})
    );
    server
        .ok("stopPoll", json!({"chat_id": CLUB, "message_id": id}))
        .await;
    let seen = server.emulator.messages(CLUB).remove(0);
    assert_eq!(seen["poll"]["correct_option_ids"], json!([1]));
    // The single answer of older bots, and in private a person who has voted sees the answer.
    let old = json!({"type": "quiz", "correct_option_id": 0});
    let (id, made) = send(&server, ANN, old).await;
    assert_eq!(made["correct_option_ids"], json!([0]));
    server.emulator.vote(ANN, BOT, id, &[2]).unwrap();
    let seen = server.emulator.messages(ANN).remove(0);
    assert_eq!(seen["poll"]["correct_option_ids"], json!([0]));
}

#[tokio::test]
async fn a_poll_closes_by_the_clock() {
    let server = Server::with_admin_bot().await;
    let (id, made) = send(&server, CLUB, json!({"open_period": 60})).await;
    assert_eq!(made["open_period"], 60);
    assert_eq!(made["close_date"], 1_700_000_060);
    let date = json!({"close_date": 1_700_000_010});
    let (_, made) = send(&server, CLUB, date).await;
    assert_eq!(made["close_date"], 1_700_000_010);
    server.clock.advance(Duration::from_secs(59));
    assert_eq!(server.updates()[0]["poll"]["close_date"], 1_700_000_010);
    // A call that waits hears of it at once.
    let poll = server.poll(&json!({"timeout": 30}));
    server.parked().await;
    server.clock.advance(Duration::from_secs(1));
    let told = poll.await.unwrap();
    assert_eq!(told["result"][0]["poll"]["is_closed"], true);
    assert_eq!(told["result"][0]["poll"]["open_period"], 60);
    assert_eq!(
        server.emulator.vote(BOB, CLUB, id, &[0]),
        Err(ControlError::NoVote(id))
    );
}

#[tokio::test]
async fn people_add_options_where_they_may() {
    let server = Server::with_admin_bot().await;
    let (closed, _) = send(&server, CLUB, json!({})).await;
    let refused = server.emulator.add_poll_option(BOB, CLUB, closed, "four");
    assert_eq!(refused, Err(ControlError::NoVote(closed)));
    let (id, _) = send(&server, CLUB, json!({"allow_adding_options": true})).await;
    server
        .emulator
        .add_poll_option(BOB, CLUB, id, "four")
        .unwrap();
    let told = server.updates();
    let option = &told[0]["poll"]["options"][3];
    assert_eq!(option["text"], "four");
    assert_eq!(option["added_by_user"]["id"], BOB);
    assert_eq!(option["addition_date"], 1_700_000_000);
    let news = &told[1]["message"]["poll_option_added"];
    assert_eq!(news["option_text"], "four");
    assert_eq!(news["option_persistent_id"], option["persistent_id"]);
    assert_eq!(news["poll_message"]["message_id"], id);
    server.emulator.vote(ANN, CLUB, id, &[3]).unwrap();
}

#[tokio::test]
async fn polls_have_media_and_descriptions() {
    let server = Server::with_admin_bot().await;
    let more = json!({
        "question": "<b>Where</b>?", "question_parse_mode": "HTML",
        "description": "*here*", "description_parse_mode": "MarkdownV2",
        "country_codes": ["de", "AT"], "members_only": true,
        "media": {"type": "location", "latitude": 1.5, "longitude": 2},
        "options": [{"text": "there", "media": {"type": "link", "url": "https://example.org"}}],
    });
    let (_, made) = send(&server, CLUB, more).await;
    assert_eq!(made["question"], "Where?");
    assert!(made.get("question_entities").is_none());
    assert_eq!(made["description_entities"][0]["type"], "bold");
    assert_eq!(made["country_codes"], json!(["DE", "AT"]));
    assert_eq!(made["members_only"], true);
    assert_eq!(made["media"]["location"]["latitude"], 1.5);
    assert!(
        made["options"][0]["media"]["link"]["url"]
            .as_str()
            .unwrap()
            .starts_with("https://example.org")
    );
}

#[tokio::test]
async fn what_makes_no_poll_is_refused() {
    let server = Server::with_admin_bot().await;
    let many: Vec<String> = (0..13).map(|number| number.to_string()).collect();
    let quiz = |correct: Value| json!({"type": "quiz", "correct_option_ids": correct});
    for (more, error) in [
        (json!({"question": ""}), "poll question must be non-empty"),
        (
            json!({"question": "x".repeat(301)}),
            "poll question length must not exceed 300",
        ),
        (json!({"options": []}), "poll must have at least 1 option"),
        (
            json!({"options": many}),
            "poll can't have more than 12 options",
        ),
        (json!({"options": [" "]}), "poll options must be non-empty"),
        (
            json!({"options": ["x".repeat(101)]}),
            "poll options length must not exceed 100",
        ),
        (json!({"options": "no"}), "can't parse options JSON object"),
        (
            json!({"options": {}}),
            "expected an Array of InputPollOption",
        ),
        (json!({"type": "vote"}), "unsupported poll type specified"),
        (quiz(json!([])), "wrong correct option ID specified"),
        (quiz(json!([3])), "wrong correct option ID specified"),
        (quiz(json!(["x", -1])), "wrong correct option ID specified"),
        (
            json!({"media": {"type": "dice"}}),
            "can't parse InputPollMedia: Unsupported type specified",
        ),
        (
            json!({"chat_id": NEWS, "is_anonymous": false}),
            "non-anonymous polls can't be sent to channel chats",
        ),
    ] {
        let error = format!("400 Bad Request: {error}");
        assert_eq!(
            server.error("sendPoll", poll(CLUB, &more)).await,
            error,
            "{more}"
        );
    }
}

#[tokio::test]
async fn the_control_api_has_polls() {
    let server = Server::with_admin_bot().await;
    let (id, _) = send(&server, CLUB, json!({"allow_adding_options": true})).await;
    let vote = |option: i64| json!({"user_id": BOB, "chat_id": CLUB, "message_id": id, "option_ids": [option]});
    assert_eq!(server.control("vote", vote(0)).await["ok"], true);
    assert_eq!(
        server.control("vote", vote(9)).await["description"],
        format!("the poll in message {id} is closed, or does not allow this")
    );
    let add = json!({"user_id": BOB, "chat_id": CLUB, "message_id": id, "text": "four"});
    assert_eq!(server.control("add_poll_option", add).await["ok"], true);
}
