//! Whatever bots call, the server answers as the Bot API's schema says.
//!
//! Calls of every method are made of the schema, right ones and wrong ones. None may panic; every
//! success has the type that the schema promises, every error is in the envelope, and every update
//! that follows is an `Update`. `BOTWRIGHT_SCHEMA_CALLS` says how many calls, `BOTWRIGHT_SCHEMA_SEED`
//! which.

mod random;
mod schema;
mod world;

use std::{collections::BTreeMap, panic::AssertUnwindSafe};

use bytes::Bytes;
use futures_util::FutureExt;
use http::Response;
use random::{Call, Generator};
use schema::{Schema, name};
use serde_json::{Map, Value};
use world::Server;

/// The prefixes of descriptions, by code.
const PREFIXES: [(u64, &str); 9] = [
    (400, "Bad Request: "),
    (401, "Unauthorized"),
    (403, "Forbidden: "),
    (404, "Not Found"),
    (409, "Conflict: "),
    (413, "Request Entity Too Large"),
    (429, "Too Many Requests: retry after "),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
];

/// What is left out of the mix: it ends the bot's session, or waits for DNS.
const APART: [&str; 2] = ["logOut", "setWebhook"];

fn number(variable: &str, default: u64) -> u64 {
    let text = std::env::var(variable).ok();
    text.map_or(default, |text| text.parse().expect("a number"))
}

/// The result of a success, or nothing for an error in good order.
fn read(
    schema: &Schema,
    method: &Value,
    answer: &Response<Bytes>,
) -> Result<Option<Value>, String> {
    let body: Value = serde_json::from_slice(answer.body()).map_err(|error| error.to_string())?;
    let object = body.as_object().ok_or("no object")?;
    if body["ok"] == true {
        if answer.status() != 200 {
            return Err(format!("a success with status {}", answer.status()));
        }
        schema.check(&method["returns"], &body["result"], "result")?;
        return Ok(Some(body["result"].clone()));
    }
    let known = ["ok", "error_code", "description", "parameters"];
    if let Some(key) = object.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(format!("an error with {key}"));
    }
    let code = body["error_code"].as_u64().ok_or("no error_code")?;
    if body["ok"] != false || u64::from(answer.status().as_u16()) != code {
        return Err(format!("status {} with {body}", answer.status()));
    }
    let description = body["description"].as_str().ok_or("no description")?;
    let prefix = PREFIXES.iter().find(|(own, _)| *own == code);
    let (_, prefix) = prefix.ok_or_else(|| format!("the code {code}"))?;
    if !description.starts_with(prefix) {
        return Err(format!("{code} with {description:?}"));
    }
    Ok(None)
}

fn shown(call: &Call) -> String {
    let mut text = Value::from(call.params.clone()).to_string();
    let end = text.floor_char_boundary(600);
    text.truncate(end);
    format!("{} {text}", call.method)
}

#[tokio::test]
async fn every_answer_and_update_is_as_the_schema_says() {
    let schema = Schema::load();
    let count = number("BOTWRIGHT_SCHEMA_CALLS", 3_000);
    let seed = number("BOTWRIGHT_SCHEMA_SEED", 1);
    let mut generator = Generator::new(&schema, seed);
    let mut server = Server::start().await;
    let mut mistakes: BTreeMap<String, String> = BTreeMap::new();
    let mut successes: BTreeMap<String, u32> = BTreeMap::new();
    let methods: Vec<&Value> = schema
        .methods
        .iter()
        .filter(|method| !APART.contains(&name(method)))
        .collect();
    for round in 0..count {
        if round % 1_500 == 1_499 {
            // Sooner or later the bot has left every chat.
            server = Server::start().await;
        }
        server.live(&mut generator.random).await;
        let method = *generator.random.pick(&methods);
        let call = generator.call(method);
        let answered = AssertUnwindSafe(server.call(&call)).catch_unwind().await;
        let outcome = match &answered {
            Ok(answer) => read(&schema, method, answer),
            Err(_) => Err("it panics".into()),
        };
        let mut wrong = |what: String| {
            let key = format!(
                "{}: {}",
                call.method,
                what.chars().take(160).collect::<String>()
            );
            mistakes
                .entry(key)
                .or_insert_with(|| format!("{what}\n    by {}", shown(&call)));
        };
        match outcome {
            Ok(Some(result)) => {
                generator.seen.note(&result);
                *successes.entry(call.method.clone()).or_default() += 1;
            }
            Ok(None) => {}
            Err(what) => wrong(what),
        }
        for bot in [42, 43] {
            for update in server.emulator.take_updates(bot) {
                let update: Value = serde_json::from_str(&update).expect("JSON");
                generator.seen.note(&update);
                if let Err(what) = schema.check_update(&update) {
                    wrong(what);
                }
            }
        }
    }
    let list: Vec<String> = mistakes.into_values().collect();
    assert!(list.is_empty(), "seed {seed}:\n{}", list.join("\n"));
    // The calls are no noise: most methods that there are succeed now and then.
    assert!(successes.len() >= 40, "only these succeeded: {successes:?}");
}

/// Without anything they ask for, methods that ask for something do nothing.
#[tokio::test]
async fn nothing_succeeds_without_its_parameters() {
    let schema = Schema::load();
    let server = Server::start().await;
    // No URL takes the webhook away; no commands are an empty list of them to the server.
    let lenient = ["setWebhook", "setMyCommands"];
    for method in &schema.methods {
        let params = method["params"].as_array().expect("params");
        let asks = params.iter().any(|param| param["required"] == true);
        if !asks || lenient.contains(&name(method)) {
            continue;
        }
        let call = Call {
            method: name(method).to_owned(),
            params: Map::new(),
            files: Vec::new(),
        };
        let answer = server.call(&call).await;
        let result = read(&schema, method, &answer);
        assert_eq!(result, Ok(None), "{}", call.method);
    }
}

/// Every kind of update that the schema knows is one that the emulator can queue.
#[tokio::test]
async fn every_kind_of_update_is_known() {
    let schema = Schema::load();
    let server = Server::start().await;
    let kinds: Vec<&str> = schema.update_kinds.iter().map(name).collect();
    let call = Call {
        method: "getUpdates".into(),
        params: Map::from_iter([("allowed_updates".to_owned(), kinds.clone().into())]),
        files: Vec::new(),
    };
    server.call(&call).await;
    for kind in kinds {
        let queued = server
            .emulator
            .push_update(kind, &Value::Object(Map::new()));
        assert!(queued.is_some(), "{kind}");
    }
}
