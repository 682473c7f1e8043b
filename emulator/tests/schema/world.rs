//! An emulator with a bit of everything, and what people do in it.

use std::time::Duration;

use botwright_emulator::{Clock, Emulator, World};
use bytes::Bytes;
use http::{Request, Response};
use serde_json::{Value, json};

use crate::random::{Call, Random};

pub(crate) const TOKEN: &str = "42:EMULATOR";
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

pub(crate) struct Server {
    pub(crate) emulator: Emulator,
    clock: Clock,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let world = json!({
            "bots": [
                {"token": TOKEN, "username": "emulator_bot", "first_name": "Emulator"},
                {"token": "43:SECOND", "username": "second_bot", "first_name": "Second"},
            ],
            "users": [
                {"id": 1, "first_name": "Ann", "username": "ann", "started": ["emulator_bot"]},
                {"id": 2, "first_name": "Bob", "username": "bob", "started": ["emulator_bot"]},
            ],
            "chats": [
                {"id": -5, "type": "group", "title": "Old", "members": ["ann"],
                 "admins": ["emulator_bot"]},
                {"id": -1_000_000_000_001_i64, "type": "supergroup", "title": "Club",
                 "is_forum": true, "username": "club", "members": ["bob", "second_bot"],
                 "admins": ["ann", "emulator_bot"]},
                {"id": -1_000_000_000_002_i64, "type": "channel", "title": "News",
                 "members": ["bob"], "admins": ["ann", "emulator_bot"]},
                {"id": -1_000_000_000_003_i64, "type": "supergroup", "title": "Elsewhere",
                 "username": "elsewhere", "members": ["ann", "emulator_bot"]},
            ],
        });
        let clock = Clock::frozen_at(Duration::from_secs(1_700_000_000));
        let emulator = Emulator::builder()
            .without_sockets()
            .world(World::from_json(&world.to_string()).expect("a valid world"))
            .clock(clock.clone())
            .legacy_fields(false)
            .start()
            .await
            .expect("no sockets");
        Self { emulator, clock }
    }

    /// People do something.
    pub(crate) async fn live(&self, random: &mut Random) {
        // Long enough for the rule against spinning and the 409s.
        self.clock.advance(Duration::from_secs(4));
        let chat = *random.pick(&[42, 42, -5, -1_000_000_000_001, -1_000_000_000_002]);
        let message = 1 + random.below(40);
        // What is not possible in the world as it stands does not happen.
        match random.below(12) {
            0..=2 => drop(self.emulator.send(1, chat, "hi /go @emulator_bot")),
            3 => drop(self.emulator.send_photo(1, chat, PICTURE, "a photo")),
            4 => drop(
                self.emulator
                    .send_document(1, chat, "a.txt", "text/plain", "x"),
            ),
            5 => {
                let id = i64::try_from(message).unwrap_or(1);
                drop(self.emulator.tap(1, chat, id, "x"));
            }
            6 => {
                let query = json!({"user_id": 1, "bot_id": 42, "query": "cats"});
                self.control("inline_query", &query).await;
            }
            7 => {
                let pay = json!({"user_id": 1, "chat_id": chat, "message_id": message});
                self.control("pay", &pay).await;
            }
            8 => {
                let react = json!({"user_id": 1, "chat_id": chat, "message_id": message,
                                   "reactions": ["👍"]});
                self.control("react", &react).await;
            }
            9 => {
                let connect = json!({"user_id": 1, "bot_id": 42});
                self.control("connect_business", &connect).await;
            }
            10 => {
                let guest =
                    json!({"user_id": 1, "bot_id": 43, "chat_id": -5, "text": "@second_bot"});
                self.control("call_guest", &guest).await;
            }
            _ => drop(self.emulator.start_bot(1, 42)),
        }
    }

    async fn control(&self, act: &str, input: &Value) {
        let request = Request::post(format!("/control/{act}"))
            .header("content-type", "application/json")
            .body(Bytes::from(input.to_string()));
        let answer = self.emulator.handle(request.expect("a request")).await;
        let status = answer.expect("an answer").status();
        assert!(status == 200 || status == 400, "{act}: {status}");
    }

    pub(crate) async fn call(&self, call: &Call) -> Response<Bytes> {
        let request = Request::post(format!("/bot{TOKEN}/{}", call.method));
        let request = if call.files.is_empty() {
            let body = Value::from(call.params.clone()).to_string();
            let request = request.header("content-type", "application/json");
            request.body(Bytes::from(body))
        } else {
            let request = request.header("content-type", "multipart/form-data; boundary=b");
            request.body(multipart(call))
        };
        let answer = self.emulator.handle(request.expect("a request"));
        // A call that waits for the clock is helped.
        let time_goes_by = async {
            loop {
                tokio::task::yield_now().await;
                self.clock.advance(Duration::from_secs(10));
            }
        };
        tokio::select! {
            biased;
            answer = answer => answer.expect("an answer"),
            () = time_goes_by => unreachable!("time goes by for ever"),
        }
    }
}

fn multipart(call: &Call) -> Bytes {
    let mut body = Vec::new();
    let head = |text: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{text}\"");
    for (name, value) in &call.params {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        body.extend(format!("{}\r\n\r\n{text}\r\n", head(name)).bytes());
    }
    for name in &call.files {
        body.extend(format!("{}; filename=\"a.gif\"\r\n\r\n", head(name)).bytes());
        body.extend(PICTURE);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    body.into()
}
