//! Inline mode.

use std::time::Duration;

use botwright_emulator::{ControlError, InlineChatType};
use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server};

const TOO_OLD: &str =
    "400 Bad Request: query is too old and response timeout expired or query ID is invalid";
const BOB: i64 = 2;
const CLUB: i64 = -1_000_000_000_001;
const ELSEWHERE: i64 = -1_000_000_000_003;

fn article(id: &str, text: &str) -> Value {
    json!({
        "type": "article",
        "id": id,
        "title": "A title",
        "input_message_content": {"message_text": text, "parse_mode": "HTML"},
    })
}

fn ask(server: &Server, user: i64, text: &str) -> String {
    let chat_type = InlineChatType::Sender;
    let asked = server.emulator.inline_query(user, BOT, text, "", chat_type);
    asked.expect("a query")
}

fn updates(server: &Server) -> Vec<Value> {
    let updates = server.emulator.take_updates(BOT);
    let parse = |update: &String| serde_json::from_str(update).expect("an update");
    updates.iter().map(parse).collect()
}

#[tokio::test]
async fn a_query_reaches_the_bot_and_its_answer_the_person() {
    let server = Server::start().await;
    let id = server
        .emulator
        .inline_query(ANN, BOT, "cats", "20", InlineChatType::Supergroup)
        .unwrap();
    let query = updates(&server).remove(0)["inline_query"].take();
    assert_eq!(
        query,
        json!({
            "id": id,
            "from": {"id": 1, "is_bot": false, "first_name": "Ann", "username": "ann"},
            "query": "cats",
            "offset": "20",
            "chat_type": "supergroup",
        })
    );
    assert!(server.emulator.inline_answer(&id).is_none());
    let answer = json!({
        "inline_query_id": id,
        "results": [article("1", "one"), article("2", "two")],
        "cache_time": 100_000,
        "is_personal": true,
        "next_offset": "40",
        "button": {"text": "Settings", "start_parameter": "settings"},
    });
    assert_eq!(server.ok("answerInlineQuery", answer.clone()).await, true);
    let seen = server.emulator.inline_answer(&id).unwrap();
    assert_eq!(seen.results[1]["id"], "2");
    assert_eq!(seen.cache_time, 86_400);
    assert!(seen.is_personal);
    assert_eq!(seen.next_offset, "40");
    assert_eq!(seen.button.unwrap()["start_parameter"], "settings");
    assert_eq!(server.error("answerInlineQuery", answer).await, TOO_OLD);
}

#[tokio::test]
async fn a_chosen_result_is_a_message_via_the_bot() {
    let server = Server::with_groups().await;
    let id = ask(&server, BOB, "cats");
    let keyboard = json!({"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]});
    let mut result = article("7", "<b>Cats</b>!");
    result["reply_markup"] = keyboard;
    let answer = json!({"inline_query_id": id, "results": [result]});
    server.ok("answerInlineQuery", answer).await;
    server.emulator.take_updates(BOT);

    let choose = |result| server.emulator.choose_inline_result(BOB, &id, result, CLUB);
    assert_eq!(choose("8"), Err(ControlError::NoResult("8".into())));
    let message_id = choose("7").unwrap();
    let message = server.emulator.messages(CLUB).pop().unwrap();
    assert_eq!(message["message_id"], message_id);
    assert_eq!(message["text"], "Cats!");
    assert_eq!(message["entities"][0]["type"], "bold");
    assert_eq!(message["from"]["id"], BOB);
    assert_eq!(message["via_bot"]["id"], BOT);

    let told = updates(&server);
    assert_eq!(told[0]["message"]["via_bot"]["id"], BOT);
    let chosen = &told[1]["chosen_inline_result"];
    assert_eq!(chosen["result_id"], "7");
    assert_eq!(chosen["query"], "cats");
    assert_eq!(chosen["from"]["id"], BOB);
    let inline_message_id = chosen["inline_message_id"].as_str().unwrap();

    server.emulator.tap(ANN, CLUB, message_id, "more").unwrap();
    let tapped = updates(&server).remove(0)["callback_query"].take();
    assert_eq!(tapped["inline_message_id"], inline_message_id);
    assert!(tapped.get("message").is_none());
    let edit = json!({"inline_message_id": inline_message_id, "text": "Dogs"});
    assert_eq!(server.ok("editMessageText", edit).await, true);
    let edited = server.emulator.messages(CLUB).pop().unwrap();
    assert_eq!(edited["text"], "Dogs");
    let edit = json!({"inline_message_id": "unknown", "text": "Dogs"});
    assert_eq!(
        server.error("editMessageText", edit).await,
        "400 Bad Request: MESSAGE_ID_INVALID"
    );
}

#[tokio::test]
async fn a_result_can_go_where_the_bot_is_not() {
    let server = Server::with_groups().await;
    let id = ask(&server, ANN, "");
    let location = json!({
        "type": "location", "id": "here", "title": "Here", "latitude": 1.5, "longitude": 2,
    });
    let answer = json!({"inline_query_id": id, "results": [location]});
    server.ok("answerInlineQuery", answer).await;
    let chosen = server
        .emulator
        .choose_inline_result(ANN, &id, "here", ELSEWHERE);
    assert!(chosen.is_ok());
    let message = server.emulator.messages(ELSEWHERE).pop().unwrap();
    assert_eq!(
        message["location"],
        json!({"latitude": 1.5, "longitude": 2.0})
    );
    let told = updates(&server);
    let kinds: Vec<_> = told.iter().map(|update| update.get("message")).collect();
    assert_eq!(kinds, [None, None]);
    // Without a keyboard there is nothing to edit.
    let chosen = &told[1]["chosen_inline_result"];
    assert!(chosen.get("inline_message_id").is_none());
}

#[tokio::test]
async fn every_kind_of_content_can_be_chosen() {
    let server = Server::start().await;
    let price = json!([{"label": "Tea", "amount": 5}]);
    let photo = json!({"type": "photo", "id": "url", "photo_url": "https://example.org/a.jpg",
        "thumbnail_url": "https://example.org/b.jpg"});
    let result = |id: &str, content: Value| json!({"type": "article", "id": id, "title": "t", "input_message_content": content});
    let contents = [
        json!({"rich_message": {"markdown": "# Rich"}}),
        json!({"title": "Tea", "description": "d", "payload": "p", "currency": "XTR",
            "prices": price}),
        json!({"phone_number": "1", "first_name": "Bob"}),
        json!({"latitude": 1, "longitude": 2, "title": "Here", "address": "There"}),
    ];
    let mut results: Vec<Value> = contents
        .into_iter()
        .enumerate()
        .map(|(id, content)| result(&id.to_string(), content))
        .collect();
    results.push(photo);
    let id = ask(&server, ANN, "all");
    let answer = json!({"inline_query_id": id, "results": results});
    server.ok("answerInlineQuery", answer).await;
    for (result, field) in [
        ("0", "rich_message"),
        ("1", "invoice"),
        ("2", "contact"),
        ("3", "venue"),
    ] {
        server
            .emulator
            .choose_inline_result(ANN, &id, result, BOT)
            .unwrap();
        let message = server.emulator.messages(ANN).pop().unwrap();
        assert!(message[field].is_object(), "{message}");
    }
    assert!(matches!(
        server.emulator.choose_inline_result(ANN, &id, "url", BOT),
        Err(ControlError::NotFetched(_))
    ));
    let picture = crate::files::png(20, 10);
    server
        .emulator
        .put_url("https://example.org/a.jpg", "image/png", picture);
    server
        .emulator
        .choose_inline_result(ANN, &id, "url", BOT)
        .unwrap();
    let message = server.emulator.messages(ANN).pop().unwrap();
    assert_eq!(message["photo"][0]["width"], 20);
}

#[tokio::test]
async fn mistakes_of_an_answer_are_told() {
    let server = Server::start().await;
    let id = ask(&server, ANN, "x");
    let long = "i".repeat(65);
    let no_content = json!({"type": "article", "id": "1", "title": "t"});
    let no_title = json!({"type": "article", "id": "1", "title": "",
        "input_message_content": {"message_text": "t"}});
    let mut button = article("1", "t");
    button["reply_markup"] =
        json!({"inline_keyboard": [[{"text": "t", "callback_data": "d".repeat(65)}]]});
    let many: Vec<Value> = (0..51).map(|id| article(&id.to_string(), "t")).collect();
    for (results, error) in [
        (
            json!([article("1", "a"), article("1", "b")]),
            "RESULT_ID_DUPLICATE",
        ),
        (json!([article("", "a")]), "RESULT_ID_EMPTY"),
        (json!([article(&long, "a")]), "RESULT_ID_INVALID"),
        (json!(many), "too many inline query results specified"),
        (json!({}), "expected an Array of inline query results"),
        (
            json!([1]),
            "can't parse InlineQueryResult: Expected an Object",
        ),
        (
            json!([{"id": "1"}]),
            "can't parse InlineQueryResult: Can't find field \"type\"",
        ),
        (
            json!([no_content]),
            "can't parse InlineQueryResult: Can't find field \"input_message_content\"",
        ),
        (
            json!([{"type": "cat", "id": "1"}]),
            "can't parse InlineQueryResult: type \"cat\" is unsupported for the inline query result",
        ),
        (json!([no_title]), "ARTICLE_TITLE_EMPTY"),
        (json!([article("1", "")]), "message text is empty"),
        (
            json!([article("1", "<i>a")]),
            "can't parse entities: Can't find end tag corresponding to start tag \"i\"",
        ),
        (json!([button]), "BUTTON_DATA_INVALID"),
        (
            json!([{"type": "photo", "id": "1", "photo_file_id": "nothing"}]),
            "wrong remote file identifier specified: can't unserialize it",
        ),
    ] {
        let answer = json!({"inline_query_id": id, "results": results});
        let expected = format!("400 Bad Request: {error}");
        assert_eq!(server.error("answerInlineQuery", answer).await, expected);
    }
    for (key, value, error) in [
        ("next_offset", json!("o".repeat(65)), "NEXT_OFFSET_INVALID"),
        (
            "button",
            json!({"text": "t", "start_parameter": ""}),
            "can't use empty start_parameter",
        ),
        (
            "button",
            json!({"text": "t", "start_parameter": "a b"}),
            "unallowed characters in start_parameter are used",
        ),
    ] {
        let answer = json!({"inline_query_id": id, "results": [], key: value});
        let expected = format!("400 Bad Request: {error}");
        assert_eq!(server.error("answerInlineQuery", answer).await, expected);
    }
    // Nothing was answered by all these.
    let answer = json!({"inline_query_id": id, "results": []});
    assert_eq!(server.ok("answerInlineQuery", answer).await, true);
}

#[tokio::test]
async fn a_query_waits_30_seconds() {
    let server = Server::start().await;
    let id = ask(&server, ANN, "x");
    server.clock.advance(Duration::from_secs(31));
    assert!(updates(&server).is_empty());
    for id in [json!(id), json!("5")] {
        let answer = json!({"inline_query_id": id, "results": []});
        assert_eq!(server.error("answerInlineQuery", answer).await, TOO_OLD);
    }
}

#[tokio::test]
async fn answers_are_cached_as_long_and_for_whom_the_bot_says() {
    let server = Server::with_groups().await;
    for is_personal in [false, true] {
        let text = format!("personal: {is_personal}");
        let id = ask(&server, ANN, &text);
        let answer = json!({
            "inline_query_id": id,
            "results": [article("1", "a")],
            "cache_time": 60,
            "is_personal": is_personal,
        });
        server.ok("answerInlineQuery", answer).await;
        server.emulator.take_updates(BOT);
        let again = ask(&server, ANN, &text);
        assert_eq!(
            server.emulator.inline_answer(&again).unwrap().results.len(),
            1
        );
        assert!(updates(&server).is_empty());
        let of_bob = ask(&server, BOB, &text);
        let is_cached = server.emulator.inline_answer(&of_bob).is_some();
        assert_eq!(is_cached, !is_personal);
        server.clock.advance(Duration::from_mins(1));
        server.emulator.take_updates(BOT);
        let later = ask(&server, ANN, &text);
        assert!(server.emulator.inline_answer(&later).is_none());
        assert_eq!(updates(&server)[0]["inline_query"]["query"], text);
    }
}

#[tokio::test]
async fn a_prepared_message_is_shared_by_its_person() {
    let server = Server::with_groups().await;
    let params = json!({"user_id": ANN, "result": article("1", "shared")});
    assert_eq!(
        server
            .error("savePreparedInlineMessage", params.clone())
            .await,
        "400 Bad Request: PEER_TYPES_INVALID"
    );
    let mut params = params;
    params["allow_group_chats"] = json!(true);
    let prepared = server.ok("savePreparedInlineMessage", params).await;
    assert!(prepared["expiration_date"].as_i64().unwrap() > 1_700_000_000);
    let id = prepared["id"].as_str().unwrap();
    let share = |user, chat| server.emulator.share_prepared(user, id, chat);
    assert_eq!(share(BOB, CLUB), Err(ControlError::NoPrepared(id.into())));
    assert_eq!(share(ANN, BOT), Err(ControlError::NotForThisChat(ANN)));
    share(ANN, CLUB).unwrap();
    let message = server.emulator.messages(CLUB).pop().unwrap();
    assert_eq!(message["text"], "shared");
    assert_eq!(message["via_bot"]["id"], BOT);
}

#[tokio::test]
async fn the_control_api_does_the_same() {
    let server = Server::start().await;
    let asked = server
        .control(
            "inline_query",
            json!({"user_id": 1, "bot_id": 42, "query": "q"}),
        )
        .await;
    let id = asked["inline_query_id"].as_str().unwrap();
    let answer = json!({"inline_query_id": id, "results": [article("1", "a")]});
    server.ok("answerInlineQuery", answer).await;
    let seen = server.get(&format!("/control/inline_answer?id={id}")).await;
    assert_eq!(seen["answer"]["results"][0]["id"], "1");
    let choice = json!({"user_id": 1, "inline_query_id": id, "result_id": "1", "chat_id": 42});
    let chosen = server.control("choose_inline_result", choice).await;
    assert_eq!(chosen["message"]["text"], "a");
    let wrong = json!({"user_id": 1, "inline_query_id": "0", "result_id": "1", "chat_id": 42});
    assert_eq!(
        server.control("choose_inline_result", wrong).await["ok"],
        false
    );
}
