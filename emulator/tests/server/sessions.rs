//! Recorded sessions, and the description of the control API.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    task::{Context, Waker},
    time::Duration,
};

use serde_json::{Value, json};

use crate::support::{ANN, Server};

impl Server {
    /// A bot that answers every message with its text, in capitals and with a button.
    async fn answer_all(&self, offset: &mut i64) {
        let updates = self.ok("getUpdates", json!({"offset": *offset})).await;
        for update in updates.as_array().unwrap() {
            *offset = update["update_id"].as_i64().unwrap() + 1;
            if let Some(text) = update["message"]["text"].as_str() {
                let button = json!({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]});
                let answer =
                    json!({"chat_id": 1, "text": text.to_uppercase(), "reply_markup": button});
                self.ok("sendMessage", answer).await;
            }
        }
    }
}

fn texts(server: &Server) -> Vec<String> {
    let messages = server.emulator.messages(ANN);
    let texts = messages
        .iter()
        .filter_map(|message| message["text"].as_str());
    texts.map(str::to_owned).collect()
}

/// A conversation: Ann writes, the bot answers, Ann taps the button of the answer.
async fn recorded() -> String {
    let server = Server::start().await;
    server.ann_writes("before");
    let mut offset = 0;
    server.answer_all(&mut offset).await;
    server.control("record", json!({"on": true})).await;
    let write = json!({"user_id": 1, "chat_id": 42, "text": "hello"});
    server.control("send", write).await;
    server.answer_all(&mut offset).await;
    server.control("clock", json!({"advance": 60})).await;
    let tap = json!({"user_id": 1, "chat_id": 42, "message_id": 4, "data": "x"});
    assert_eq!(server.control("tap", tap).await["ok"], true);
    // What is refused is not recorded.
    server.control("tap", json!({"user_id": 9})).await;
    assert_eq!(texts(&server), ["before", "BEFORE", "hello", "HELLO"]);
    let url = format!("{}/control/recording", server.emulator.url());
    let session = server.http.get(url).send().await.unwrap();
    session.text().await.unwrap()
}

#[tokio::test]
async fn a_session_has_the_world_acts_and_news() {
    let session = recorded().await;
    let lines = session.lines();
    let lines: Vec<Value> = lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let kinds: Vec<&str> = lines
        .iter()
        .map(|line| line["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds[0], "session");
    assert_eq!(lines[0]["world"]["saved_world"], 1);
    let of = |kind: &str| kinds.iter().filter(|own| **own == kind).count();
    assert_eq!((of("act"), of("update")), (3, 2));
    assert_eq!(
        kinds[1..3],
        ["act", "update"],
        "an act is before what follows from it"
    );
    assert_eq!(lines[1]["input"]["text"], "hello");
}

#[tokio::test]
async fn a_replay_does_the_acts_again_and_waits_for_the_bot() {
    let session = recorded().await;
    let server = Server::start().await;
    let replay = server.emulator.replay(&session);
    let bot = async {
        server
            .emulator
            .wait_for(|_| (texts(&server).last()? == "hello").then_some(()))
            .await;
        server.answer_all(&mut 0).await;
    };
    let (replayed, ()) = tokio::join!(replay, bot);
    replayed.unwrap();
    assert_eq!(texts(&server).last().unwrap(), "HELLO");
    assert_eq!(server.clock.now(), Duration::from_secs(1_700_000_060));
    let updates = server.ok("getUpdates", json!({})).await;
    let last = updates.as_array().unwrap().last().unwrap();
    assert_eq!(last["callback_query"]["data"], "x");
}

#[tokio::test]
async fn a_replay_says_where_it_ended() {
    let server = Server::start().await;
    for (session, expected) in [
        ("{}", "line 1: missing field `type` at line 1 column 2"),
        (
            r#"{"type":"session","version":7,"at":0,"world":{}}"#,
            "line 1: it is of version 7, this emulator reads version 1",
        ),
        (
            "\n{\"type\":\"act\",\"at\":0,\"path\":\"/control/start\",\"input\":{\"user_id\":9,\"bot_id\":42}}",
            "line 2: /control/start was refused: no user has the id 9",
        ),
    ] {
        let error = server.emulator.replay(session).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let text = server
        .http
        .post(format!("{}/control/replay", server.emulator.url()));
    let text = text.header("content-type", "application/json").body("x");
    let answer: Value = text.send().await.unwrap().json().await.unwrap();
    assert!(
        answer["description"]
            .as_str()
            .unwrap()
            .starts_with("line 1: ")
    );
}

/// The bot does nothing, so the act does not have its turn yet.
#[tokio::test]
async fn an_act_waits_for_the_calls_before_it() {
    let server = Server::start().await;
    let session = concat!(
        "{\"type\":\"call\",\"ok\":true,\"method\":\"sendMessage\"}\n",
        "{\"type\":\"act\",\"at\":0,\"path\":\"/control/send\",",
        "\"input\":{\"user_id\":1,\"chat_id\":42,\"text\":\"then\"}}\n",
    );
    let mut replay = Box::pin(server.emulator.replay(session));
    let waits = replay
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    assert!(waits.is_pending());
    let (replayed, _) = tokio::join!(
        replay,
        server.ok("sendMessage", json!({"chat_id": 1, "text": "first"}))
    );
    replayed.unwrap();
    assert_eq!(texts(&server), ["first", "then"]);
}

/// Every `.route("/control/…")` of the source, with its verbs.
fn routes() -> BTreeSet<(String, String)> {
    let mut routes = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http");
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for part in text.split(".route(").skip(1) {
            let Some((_, rest)) = part.split_once("\"/control/") else {
                continue;
            };
            let (path, handlers) = rest.split_once('"').unwrap();
            let handlers = handlers.split(".route(").next().unwrap();
            let handlers = handlers.split('\n').take(6).collect::<String>();
            for verb in ["get", "post"] {
                if handlers.contains(&format!("{verb}(")) {
                    routes.insert((format!("/control/{path}"), verb.to_owned()));
                }
            }
        }
    }
    routes
}

#[tokio::test]
async fn the_description_lists_every_route() {
    let server = Server::start().await;
    let api = server.get("/control/openapi.json").await;
    assert_eq!(api["openapi"], "3.1.0");
    let mut described = BTreeSet::new();
    for (path, verbs) in api["paths"].as_object().unwrap() {
        for (verb, operation) in verbs.as_object().unwrap() {
            described.insert((path.clone(), verb.clone()));
            assert!(operation["responses"]["200"]["description"].is_string());
        }
    }
    assert_eq!(
        described,
        routes(),
        "docs/emulator.md, then `cargo xtask gen`"
    );
    let send = &api["paths"]["/control/send"]["post"]["requestBody"]["content"];
    let send = &send["application/json"]["schema"];
    assert_eq!(send["required"], json!(["user_id", "chat_id", "text"]));
    assert_eq!(send["properties"]["user_id"]["type"], "integer");
    let messages = &api["paths"]["/control/messages"]["get"]["parameters"];
    assert_eq!(messages[0]["name"], "chat_id");
}
