//! A server with a client.

use std::time::Duration;

use botwright_emulator::{Clock, Emulator, World};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Ann, the user of the default world.
pub(crate) const ANN: i64 = 1;
/// The bot of the default world.
pub(crate) const BOT: i64 = 42;
/// Bob, a member of the groups of [`Server::with_admin_bot`].
pub(crate) const BOB: i64 = 2;
/// Cid, a stranger there.
pub(crate) const CID: i64 = 3;
/// The supergroup of those worlds that have groups.
pub(crate) const CLUB: i64 = -1_000_000_000_001;
/// The channel of those worlds.
pub(crate) const NEWS: i64 = -1_000_000_000_002;
pub(crate) const TOKEN: &str = "42:EMULATOR";

pub(crate) struct Server {
    pub(crate) emulator: Emulator,
    pub(crate) http: reqwest::Client,
    pub(crate) clock: Clock,
}

/// Built beside the runtime, reqwest has TLS and wants to be told by which cryptography, even for
/// `http://`.
pub(crate) fn client() -> reqwest::Client {
    // An error says that another test of this process was faster.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

/// Sends a request; gives the JSON that comes back.
pub(crate) async fn answer(request: reqwest::RequestBuilder) -> Value {
    let answer = request.send().await.expect("an answer");
    answer.json().await.expect("JSON")
}

impl Server {
    /// The default world, with a clock that stands still.
    pub(crate) async fn start() -> Self {
        Self::with(World::default()).await
    }

    pub(crate) async fn with(world: World) -> Self {
        let clock = Clock::frozen_at(Duration::from_secs(1_700_000_000));
        let emulator = Emulator::builder()
            .listen("127.0.0.1:0")
            .world(world)
            .clock(clock.clone())
            .start()
            .await
            .expect("a free port");
        Self {
            emulator,
            http: client(),
            clock,
        }
    }

    /// A world with a bot, Ann, Bob, and one chat of each kind.
    pub(crate) async fn with_groups() -> Self {
        let world = json!({
            "bots": [
                {"token": TOKEN, "username": "emulator_bot", "first_name": "Emulator"},
                {"token": "43:SECOND", "username": "second_bot", "first_name": "Second"},
            ],
            "users": [
                {"id": 1, "first_name": "Ann", "username": "ann", "started": ["emulator_bot"]},
                {"id": 2, "first_name": "Bob", "username": "bob"},
            ],
            "chats": [
                {"id": -5, "type": "group", "title": "Old",
                 "members": ["ann", "emulator_bot"]},
                {"id": -1_000_000_000_001_i64, "type": "supergroup", "title": "Club",
                 "username": "club", "members": ["bob", "emulator_bot", "second_bot"],
                 "admins": ["ann"]},
                {"id": -1_000_000_000_002_i64, "type": "channel", "title": "News",
                 "members": ["bob", "emulator_bot"], "admins": ["ann", "second_bot"]},
                {"id": -1_000_000_000_003_i64, "type": "supergroup", "title": "Elsewhere",
                 "username": "elsewhere", "members": ["ann"]},
            ],
        });
        Self::with(World::from_json(&world.to_string()).expect("a valid world")).await
    }

    /// A world in which Ann owns a group, a supergroup and a channel that the bot administers with
    /// all rights. Bob is a member of them, Cid of none.
    pub(crate) async fn with_admin_bot() -> Self {
        let chat = |id: i64, kind: &str, title: &str| {
            json!({"id": id, "type": kind, "title": title, "members": ["bob"],
                "admins": ["emulator_bot"], "owner": "ann"})
        };
        let world = json!({
            "bots": [
                {"token": TOKEN, "username": "emulator_bot", "first_name": "Emulator"},
                {"token": "43:SECOND", "username": "second_bot", "first_name": "Second"},
            ],
            "users": [
                {"id": 1, "first_name": "Ann", "username": "ann", "started": ["emulator_bot"]},
                {"id": 2, "first_name": "Bob", "username": "bob"},
                {"id": 3, "first_name": "Cid", "username": "cid"},
            ],
            "chats": [
                chat(-5, "group", "Old"),
                chat(CLUB, "supergroup", "Club"),
                chat(NEWS, "channel", "News"),
            ],
        });
        Self::with(World::from_json(&world.to_string()).expect("a valid world")).await
    }

    /// The bot asks for these kinds of updates.
    pub(crate) async fn allow(&self, kinds: &[&str]) {
        let params = json!({"allowed_updates": kinds});
        self.ok("getUpdates", params).await;
    }

    /// Takes the updates that wait for the bot.
    pub(crate) fn updates(&self) -> Vec<Value> {
        let updates = self.emulator.take_updates(BOT);
        let parse = |update: &String| serde_json::from_str(update).expect("an update");
        updates.iter().map(parse).collect()
    }

    pub(crate) fn url(&self, method: &str) -> String {
        format!("{}/bot{TOKEN}/{method}", self.emulator.url())
    }

    /// Calls a method with JSON parameters; returns the whole answer.
    pub(crate) async fn call(&self, method: &str, params: Value) -> Value {
        let request = self.http.post(self.url(method)).json(&params);
        answer(request).await
    }

    /// The result of a call that succeeds.
    pub(crate) async fn ok(&self, method: &str, params: Value) -> Value {
        let mut answer = self.call(method, params).await;
        assert_eq!(answer["ok"], true, "{answer}");
        answer["result"].take()
    }

    /// The description of a call that fails, with its code in front.
    pub(crate) async fn error(&self, method: &str, params: Value) -> String {
        let answer = self.call(method, params).await;
        assert_eq!(answer["ok"], false, "{answer}");
        format!(
            "{} {}",
            answer["error_code"],
            answer["description"].as_str().unwrap_or_default()
        )
    }

    /// GETs a path; returns the whole answer.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.emulator.url());
        answer(self.http.get(url)).await
    }

    /// Sends a body of this type to a method.
    pub(crate) async fn post(&self, method: &str, content_type: &str, body: &str) -> Value {
        let request = self
            .http
            .post(self.url(method))
            .header("content-type", content_type);
        answer(request.body(body.to_owned())).await
    }

    /// POSTs to the control API.
    pub(crate) async fn control(&self, path: &str, input: Value) -> Value {
        let url = format!("{}/control/{path}", self.emulator.url());
        answer(self.http.post(url).json(&input)).await
    }

    /// Ann writes to the bot.
    pub(crate) fn ann_writes(&self, text: &str) -> i64 {
        self.emulator.send(ANN, BOT, text).expect("Ann may write")
    }

    /// A getUpdates call that runs beside the test.
    pub(crate) fn poll(&self, params: &Value) -> tokio::task::JoinHandle<Value> {
        let request = self.http.post(self.url("getUpdates")).json(params);
        tokio::spawn(answer(request))
    }

    /// Waits until a getUpdates call waits.
    pub(crate) async fn parked(&self) {
        self.emulator
            .wait_for(|world| world.bot().is_polling().then_some(()))
            .await;
    }

    /// Sends bytes as they are and reads until the server closes.
    pub(crate) async fn raw(&self, request: &str) -> String {
        let address = self.emulator.url().replace("http://", "");
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream
            .write_all(request.as_bytes())
            .await
            .expect("a server that reads");
        let mut answer = Vec::new();
        // A connection that is cut off is an answer too.
        let _ = stream.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// The ids of an answer of getUpdates.
pub(crate) fn ids(updates: &Value) -> Vec<i64> {
    let updates = updates.as_array().expect("an array");
    updates
        .iter()
        .filter_map(|update| update["update_id"].as_i64())
        .collect()
}
