//! A bot that does what the test tells it to, and what it says.

use botwright_emulator::{Emulator, World};
use serde_json::{Value, json};

const TOKEN: &str = "42:EMULATOR";

/// An HTTP client.
pub(crate) fn http() -> reqwest::Client {
    // Built beside the runtime, reqwest wants to be told its cryptography.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

/// The bot, which does what the test tells it to.
pub(crate) struct Bot {
    http: reqwest::Client,
    address: String,
    offset: i64,
}

impl Bot {
    pub(crate) fn new(emulator: &Emulator) -> Self {
        let address = format!("{}/bot{TOKEN}", emulator.url().trim_end_matches('/'));
        Self {
            http: http(),
            address,
            offset: 0,
        }
    }

    pub(crate) async fn call(&self, method: &str, parameters: Value) -> Value {
        let address = format!("{}/{method}", self.address);
        let response = self.http.post(address).json(&parameters).send().await;
        let mut body: Value = response
            .expect("the emulator answers")
            .json()
            .await
            .expect("the answer is JSON");
        assert_eq!(body["ok"], true, "{method}: {body}");
        body["result"].take()
    }

    /// Calls a method that the server refuses.
    pub(crate) async fn refused(&self, method: &str, parameters: Value) {
        let address = format!("{}/{method}", self.address);
        let response = self.http.post(address).json(&parameters).send().await;
        let status = response.expect("the emulator answers").status();
        assert!(status.is_client_error(), "{method}: {status}");
    }

    /// Calls a method with files: field, name and bytes of each.
    pub(crate) async fn files(
        &self,
        method: &str,
        chat: &Value,
        parameters: Value,
        files: &[(&'static str, &'static str, Vec<u8>)],
    ) -> Value {
        let mut form = reqwest::multipart::Form::new().text("chat_id", chat.to_string());
        for (name, value) in parameters.as_object().into_iter().flatten() {
            form = form.text(name.clone(), value.to_string());
        }
        for (field, name, bytes) in files {
            let part = reqwest::multipart::Part::bytes(bytes.clone()).file_name(*name);
            form = form.part(*field, part);
        }
        let address = format!("{}/{method}", self.address);
        let response = self.http.post(address).multipart(form).send().await;
        let mut body: Value = response
            .expect("the emulator answers")
            .json()
            .await
            .expect("JSON");
        assert_eq!(body["ok"], true, "{method}: {body}");
        body["result"].take()
    }

    /// Waits for the next update.
    pub(crate) async fn update(&mut self) -> Value {
        loop {
            let wanted = json!({"offset": self.offset, "limit": 1, "timeout": 10});
            let mut updates = self.call("getUpdates", wanted).await;
            if let Some(update) = updates.get_mut(0) {
                self.offset = update["update_id"].as_i64().expect("an id") + 1;
                return update.take();
            }
        }
    }

    /// Waits for an update of this kind, past others; what it tells.
    pub(crate) async fn news(&mut self, kind: &str) -> Value {
        loop {
            let mut update = self.update().await;
            if !update[kind].is_null() {
                return update[kind].take();
            }
        }
    }

    /// Waits for a message with this text.
    pub(crate) async fn hear(&mut self, text: &str) -> Value {
        let mut update = self.update().await;
        assert_eq!(update["message"]["text"], text, "{update}");
        update["message"].take()
    }

    /// Waits for a tap of the button with this data.
    pub(crate) async fn tapped(&mut self, data: &str) -> Value {
        let mut update = self.update().await;
        assert_eq!(update["callback_query"]["data"], data, "{update}");
        update["callback_query"].take()
    }

    pub(crate) async fn say(&self, chat: &Value, text: &str, markup: Value) -> Value {
        let mut message = json!({"chat_id": chat, "text": text, "parse_mode": "HTML"});
        if !markup.is_null() {
            message["reply_markup"] = markup;
        }
        self.call("sendMessage", message).await
    }
}

pub(crate) const GREETING: &str = "👋 Hello, <b>Ann <i>of the page</i></b>! Mind the <tg-spoiler>secret</tg-spoiler>, \
    read <code>code</code> and <a href=\"https://example.com/docs\">the docs</a>, or press /help.\n\
    <pre><code class=\"language-rust\">fn main() {}</code></pre>\
    <blockquote>A quote</blockquote>2 &lt; 3";

pub(crate) fn buttons() -> Value {
    json!({"inline_keyboard": [
        [{"text": "👍 Like", "callback_data": "like"}, {"text": "Ask", "callback_data": "ask"}],
        [{"text": "Website", "url": "https://example.com/"}, {"text": "Delete", "callback_data": "delete"}],
    ]})
}

pub(crate) async fn emulator() -> Emulator {
    let start = Emulator::builder()
        .listen("127.0.0.1:0")
        .world(World::default())
        .start();
    start.await.expect("the emulator starts")
}

/// Ann, Bob, the bot, and a group of all.
pub(crate) async fn club() -> Emulator {
    let world = json!({
        "bots": [{"token": TOKEN, "username": "emulator_bot", "first_name": "Emulator"}],
        "users": [
            {"id": 1001, "first_name": "Ann", "username": "ann", "started": ["emulator_bot"]},
            {"id": 1002, "first_name": "Bob", "username": "bob", "started": []},
        ],
        "chats": [{
            "id": -1_001_234_567_890_i64,
            "type": "supergroup",
            "title": "Garden club",
            "members": ["ann", "bob", "emulator_bot"],
            "admins": ["emulator_bot"],
        }],
    });
    let world = World::from_json(&world.to_string()).expect("a world");
    let emulator = Emulator::builder()
        .listen("127.0.0.1:0")
        .world(world)
        .start();
    emulator.await.expect("the emulator starts")
}
