//! The chat page in a real browser: what a bot sends is seen there, and what is done there reaches
//! the bot.
//!
//! `BOTWRIGHT_WEBDRIVER` is the address of a running chromedriver. Without it one is started; where
//! the program is missing the tests say so and pass, except under `CI`.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use botwright_emulator::{Emulator, World};
use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(20);
const SCREENSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/screenshots");
const TOKEN: &str = "42:EMULATOR";

/// A WebDriver server: one that is running, or one of our own that ends with the test.
struct Driver {
    address: String,
    /// The output is kept open: a program whose output is closed may end over it.
    own: Option<(Child, BufReader<ChildStdout>)>,
}

impl Driver {
    /// `None` when there is none to be had, which the test's output then says.
    fn get() -> Option<Self> {
        if let Ok(address) = std::env::var("BOTWRIGHT_WEBDRIVER") {
            return Some(Self { address, own: None });
        }
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut child) = started else {
            assert!(
                std::env::var_os("CI").is_none(),
                "chromedriver is not installed"
            );
            let note = "skipped: chromedriver is not installed (Debian: chromium-driver)";
            // Past the test harness' capture: a skipped test must not look like one that ran.
            let _ = writeln!(std::io::stderr(), "{note}");
            return None;
        };
        let mut output = BufReader::new(child.stdout.take().expect("the output is piped"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            let length = output
                .read_line(&mut line)
                .expect("chromedriver's output is text");
            assert!(length > 0, "chromedriver ended before it said its port");
            if let Some((_, port)) = line.trim_end().rsplit_once("started successfully on port ") {
                break port.trim_end_matches('.').to_owned();
            }
        };
        Some(Self {
            address: format!("http://127.0.0.1:{port}"),
            own: Some((child, output)),
        })
    }

    async fn open(&self, options: Value) -> Page {
        let mut chrome = json!({"args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--window-size=1200,860",
        ]});
        for (name, value) in options.as_object().into_iter().flatten() {
            match value.as_array() {
                Some(more) => {
                    chrome[name]
                        .as_array_mut()
                        .expect("a list of flags")
                        .extend(more.clone());
                }
                None => chrome[name] = value.clone(),
            }
        }
        let capabilities = json!({"goog:chromeOptions": chrome, "browserName": "chrome"});
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities.as_object().expect("an object").clone())
            .connect(&self.address)
            .await
            .expect("chromedriver starts Chromium");
        Page { client }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some((child, _)) = &mut self.own {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The page in its browser.
struct Page {
    client: Client,
}

impl Page {
    /// Waits until an element is there, and in view.
    async fn see(&self, css: &str) -> Element {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(css))
            .await;
        found.unwrap_or_else(|error| panic!("{css} does not appear: {error}"))
    }

    /// Waits until an element holds exactly this text.
    async fn read(&self, class: &str, text: &str) -> Element {
        let path = format!(
            "//*[contains(concat(' ', @class, ' '), ' {class} ') and normalize-space(.) = '{text}']"
        );
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::XPath(&path))
            .await;
        found.unwrap_or_else(|error| panic!("no .{class} reads {text:?}: {error}"))
    }

    async fn text(&self, css: &str) -> String {
        self.see(css)
            .await
            .text()
            .await
            .expect("the element is still there")
    }

    async fn click(&self, css: &str) {
        self.see(css)
            .await
            .click()
            .await
            .unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    async fn type_text(&self, text: &str) {
        self.see("textarea")
            .await
            .send_keys(text)
            .await
            .expect("the field takes keys");
    }

    async fn is_shown(&self, css: &str) -> bool {
        self.see(css)
            .await
            .is_displayed()
            .await
            .expect("the element is still there")
    }

    async fn keep(&self, name: &str) {
        let picture = self.client.screenshot().await.expect("a screenshot");
        fs::create_dir_all(SCREENSHOTS).expect("a folder for screenshots");
        fs::write(Path::new(SCREENSHOTS).join(name), picture).expect("the screenshot is kept");
    }
}

/// The bot, which does what the test tells it to.
struct Bot {
    http: reqwest::Client,
    address: String,
    offset: i64,
}

impl Bot {
    fn new(emulator: &Emulator) -> Self {
        let address = format!("{}/bot{TOKEN}", emulator.url().trim_end_matches('/'));
        Self {
            http: {
                // Built beside the runtime, reqwest wants to be told its cryptography.
                let _ = rustls::crypto::ring::default_provider().install_default();
                reqwest::Client::new()
            },
            address,
            offset: 0,
        }
    }

    async fn call(&self, method: &str, parameters: Value) -> Value {
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

    async fn upload(
        &self,
        method: &str,
        chat: &Value,
        field: &'static str,
        name: &'static str,
        bytes: Vec<u8>,
    ) {
        let file = reqwest::multipart::Part::bytes(bytes).file_name(name);
        let form = reqwest::multipart::Form::new()
            .text("chat_id", chat.to_string())
            .part(field, file);
        let address = format!("{}/{method}", self.address);
        let response = self.http.post(address).multipart(form).send().await;
        let body: Value = response
            .expect("the emulator answers")
            .json()
            .await
            .expect("JSON");
        assert_eq!(body["ok"], true, "{method}: {body}");
    }

    /// Waits for the next update.
    async fn update(&mut self) -> Value {
        loop {
            let wanted = json!({"offset": self.offset, "limit": 1, "timeout": 10});
            let mut updates = self.call("getUpdates", wanted).await;
            if let Some(update) = updates.get_mut(0) {
                self.offset = update["update_id"].as_i64().expect("an id") + 1;
                return update.take();
            }
        }
    }

    /// Waits for a message with this text.
    async fn hear(&mut self, text: &str) -> Value {
        let mut update = self.update().await;
        assert_eq!(update["message"]["text"], text, "{update}");
        update["message"].take()
    }

    /// Waits for a tap of the button with this data.
    async fn tapped(&mut self, data: &str) -> Value {
        let mut update = self.update().await;
        assert_eq!(update["callback_query"]["data"], data, "{update}");
        update["callback_query"].take()
    }

    async fn say(&self, chat: &Value, text: &str, markup: Value) -> Value {
        let mut message = json!({"chat_id": chat, "text": text, "parse_mode": "HTML"});
        if !markup.is_null() {
            message["reply_markup"] = markup;
        }
        self.call("sendMessage", message).await
    }
}

const GREETING: &str = "👋 Hello, <b>Ann <i>of the page</i></b>! Mind the <tg-spoiler>secret</tg-spoiler>, \
    read <code>code</code> and <a href=\"https://example.com/docs\">the docs</a>, or press /help.\n\
    <pre><code class=\"language-rust\">fn main() {}</code></pre>\
    <blockquote>A quote</blockquote>2 &lt; 3";

fn buttons() -> Value {
    json!({"inline_keyboard": [
        [{"text": "👍 Like", "callback_data": "like"}, {"text": "Ask", "callback_data": "ask"}],
        [{"text": "Website", "url": "https://example.com/"}, {"text": "Delete", "callback_data": "delete"}],
    ]})
}

async fn emulator() -> Emulator {
    let start = Emulator::builder()
        .listen("127.0.0.1:0")
        .world(World::default())
        .start();
    start.await.expect("the emulator starts")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_on_a_desktop() {
    let Some(driver) = Driver::get() else { return };
    let emulator = emulator().await;
    let mut bot = Bot::new(&emulator);
    let menu = json!([
        {"command": "start", "description": "Begin"},
        {"command": "help", "description": "What the bot can do"},
    ]);
    bot.call("setMyCommands", json!({"commands": menu})).await;
    let page = driver.open(json!({})).await;
    page.client
        .goto(&emulator.page_url())
        .await
        .expect("the page is served");

    // The lone chat is open and says how to begin; the menu offers the commands.
    page.read("link", "/start").await;
    page.type_text("/").await;
    assert_eq!(
        page.text(".commands li:nth-child(2)").await,
        "/help\nWhat the bot can do"
    );
    page.keep("desktop-menu.png").await;
    page.type_text("st\n").await;
    let chat = bot.hear("/start").await["chat"]["id"].clone();
    page.read("command", "/start").await;

    // What the bot is doing, then its message with every entity in its place.
    bot.call(
        "sendChatAction",
        json!({"chat_id": chat, "action": "typing"}),
    )
    .await;
    assert!(page.text(".head .acting").await.starts_with("typing"));
    let greeting = bot.say(&chat, GREETING, buttons()).await["message_id"].clone();
    assert_eq!(page.text(".theirs strong").await, "Ann of the page");
    assert_eq!(page.text(".theirs strong em").await, "of the page");
    assert_eq!(page.text(".theirs .body > code").await, "code");
    assert_eq!(page.text(".theirs .code-block code").await, "fn main() {}");
    assert_eq!(page.text(".theirs .code-block .language").await, "rust");
    assert_eq!(page.text(".theirs blockquote").await, "A quote");
    assert!(page.text(".theirs .body").await.ends_with("2 < 3"));
    let link = page
        .see(".theirs .body a")
        .await
        .attr("href")
        .await
        .expect("a link");
    assert_eq!(link.as_deref(), Some("https://example.com/docs"));
    page.see(".head:not(:has(.acting))").await;
    page.keep("desktop-start.png").await;
    page.click(".spoiler").await;
    page.see(".spoiler.shown").await;
    page.click(".theirs .command").await;
    bot.hear("/help").await;

    // A tapped button is pressed until the bot answers; the edit arrives live.
    page.click(".inline-keyboard [data-tap$='/like']").await;
    let tap = bot.tapped("like").await;
    page.see(".key.pressed[aria-busy='true'][data-tap$='/like']")
        .await;
    let edit = json!({"chat_id": chat, "message_id": greeting, "text": "Liked once", "reply_markup": buttons()});
    bot.call("editMessageText", edit).await;
    page.read("body", "Liked once").await;
    page.see(".theirs .edited").await;
    page.see(".key.pressed[data-tap$='/like']").await;
    bot.call(
        "answerCallbackQuery",
        json!({"callback_query_id": tap["id"], "text": "Noted"}),
    )
    .await;
    page.read("toast", "Noted").await;
    page.see("[data-tap$='/like']:not(.pressed)").await;
    page.keep("desktop-toast.png").await;

    // An alert waits for the user.
    page.click("[data-tap$='/ask']").await;
    let tap = bot.tapped("ask").await;
    let alert = json!({"callback_query_id": tap["id"], "text": "Really?", "show_alert": true});
    bot.call("answerCallbackQuery", alert).await;
    assert_eq!(page.text("dialog[open] p").await, "Really?");
    page.keep("desktop-alert.png").await;
    page.click("dialog[open] button").await;
    page.see("body:not(:has(dialog))").await;

    // A deleted message vanishes.
    let of_greeting = format!("[data-message='{greeting}']");
    page.see(&of_greeting).await;
    page.click("[data-tap$='/delete']").await;
    bot.tapped("delete").await;
    bot.call(
        "deleteMessage",
        json!({"chat_id": chat, "message_id": greeting}),
    )
    .await;
    page.see(&format!(".messages:not(:has({of_greeting}))"))
        .await;

    // What looks like HTML is text, on both sides.
    page.type_text("<img src=x> & <b>bold</b>\n").await;
    let message = bot.hear("<img src=x> & <b>bold</b>").await;
    page.read("body", "<img src=x> & <b>bold</b>").await;
    let reply = json!({"message_id": message["message_id"]});
    let answer = json!({"chat_id": chat, "text": "<b>plain</b>", "reply_parameters": reply});
    bot.call("sendMessage", answer).await;
    page.read("body", "<b>plain</b>").await;
    assert!(
        page.text(".theirs .quoted")
            .await
            .contains("<img src=x> & <b>bold</b>")
    );

    // A picture is loaded and shown, a file is offered under its name.
    let picture = page.client.screenshot().await.expect("a screenshot");
    bot.upload("sendPhoto", &chat, "photo", "page.png", picture)
        .await;
    page.see(".photo img").await;
    let loaded = "return document.querySelector('.photo img').decode().then(() => true)";
    page.client
        .execute(loaded, vec![])
        .await
        .expect("the picture can be shown");
    bot.upload(
        "sendDocument",
        &chat,
        "document",
        "notes.txt",
        b"some notes".to_vec(),
    )
    .await;
    assert_eq!(page.text(".attachment").await, "notes.txt\n10 B");
    let last_in_view = "const { top, bottom } = document.querySelector('.message:last-child')\
        .getBoundingClientRect(); return top > 0 && bottom < innerHeight";
    let in_view = page
        .client
        .execute(last_in_view, vec![])
        .await
        .expect("a position");
    assert_eq!(in_view, true, "the latest message is in view");
    page.keep("desktop-files.png").await;

    // A keyboard of the bot's own, used once.
    let keyboard = json!({
        "keyboard": [["Yes", "No"], [{"text": "My place", "request_location": true}]],
        "one_time_keyboard": true,
        "input_field_placeholder": "Yes or no?",
    });
    bot.say(&chat, "Do you like it?", keyboard).await;
    page.see("textarea[placeholder='Yes or no?']").await;
    page.see(".reply-keyboard .key:disabled[title]").await;
    page.keep("desktop-keyboard.png").await;
    page.click(".reply-keyboard .key").await;
    bot.hear("Yes").await;
    page.see(".keyboard-slot[hidden]").await;

    // Everything is still there when the page is opened again.
    page.client.refresh().await.expect("the page loads again");
    page.read("body", "Do you like it?").await;

    // The end of the emulator is noticed.
    drop(bot);
    emulator.stop().await;
    page.see("#connection:not([hidden])").await;
    assert!(
        page.text("#connection")
            .await
            .starts_with("Connection lost")
    );
    page.client.close().await.expect("the browser closes");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_a_group_and_a_blocked_bot() {
    let Some(driver) = Driver::get() else { return };
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
    let emulator = emulator.await.expect("the emulator starts");
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    let private = format!("{}#1002.42", emulator.page_url());
    page.client
        .goto(&private)
        .await
        .expect("the page is served");

    // Bob has to press Start first.
    let picker = page.see("select").await;
    picker.select_by_label("Bob").await.expect("Bob is offered");
    page.click(".chat[href='#1002.42']").await;
    page.click("footer .big").await;
    let message = bot.hear("/start").await;
    assert_eq!(message["from"]["id"], 1002);
    page.see("footer textarea").await;

    // Blocking asks first, and can be undone.
    page.click(".head .block").await;
    page.click("dialog[open] .primary").await;
    assert_eq!(
        bot.update().await["my_chat_member"]["new_chat_member"]["status"],
        "kicked"
    );
    page.read("big", "Unblock").await;
    page.keep("desktop-blocked.png").await;
    page.click("footer .big").await;
    assert_eq!(
        bot.update().await["my_chat_member"]["new_chat_member"]["status"],
        "member"
    );
    page.see("footer textarea").await;

    // In a group everybody is named, and who speaks depends on who is looking.
    page.click(".chat[href='#-1001234567890']").await;
    page.type_text("/hello\n").await;
    let group = bot.hear("/hello").await["chat"]["id"].clone();
    bot.say(&group, "Hello, gardeners", Value::Null).await;
    page.read("sender", "Emulator").await;
    page.see(".own .command").await;
    page.keep("desktop-group.png").await;
    page.see("select")
        .await
        .select_by_label("Ann")
        .await
        .expect("Ann is offered");
    page.read("sender", "Bob").await;
    page.client.close().await.expect("the browser closes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_on_a_phone_in_the_dark() {
    let Some(driver) = Driver::get() else { return };
    let emulator = emulator().await;
    let mut bot = Bot::new(&emulator);
    let page = driver
        .open(json!({
            "mobileEmulation": {"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2.0}},
            "args": ["--blink-settings=preferredColorScheme=0"],
        }))
        .await;
    page.client
        .goto(&emulator.page_url())
        .await
        .expect("the page is served");

    // One pane at a time: the chat first, as there is only one, and the list behind it.
    page.see(".head").await;
    assert!(!page.is_shown("#sidebar").await);
    page.click(".head .back").await;
    page.see("body:not(.in-chat)").await;
    assert!(page.is_shown("#sidebar").await);
    assert!(!page.is_shown("#conversation").await);
    page.keep("phone-chats.png").await;
    page.click(".chat").await;
    page.see("body.in-chat").await;

    page.type_text("/start").await;
    page.click(".send").await;
    let chat = bot.hear("/start").await["chat"]["id"].clone();
    bot.say(&chat, GREETING, buttons()).await;
    page.see(".theirs .inline-keyboard").await;
    let width = page
        .client
        .execute("return document.documentElement.scrollWidth", vec![])
        .await;
    assert_eq!(
        width.expect("a width"),
        390,
        "nothing is wider than the window"
    );
    page.keep("phone-start.png").await;

    // A message that comes while the list is shown is counted there.
    page.click(".head .back").await;
    page.see("body:not(.in-chat)").await;
    bot.say(&chat, "Are you there?", Value::Null).await;
    page.read("unread", "1").await;
    page.read("snippet", "Are you there?").await;
    page.click(".chat").await;
    page.read("body", "Are you there?").await;
    page.see("#chats:not(:has(.unread))").await;
    page.client.close().await.expect("the browser closes");
}
