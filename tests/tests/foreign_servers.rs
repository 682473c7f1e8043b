//! Bots against Bot API servers that others wrote: the PyPI package `lo-bot-api-emulator`, which
//! refuses whatever it does not know, and the npm package `telegram-test-api`, which takes anything
//! and answers oddly.
//!
//! `cargo xtask interop` installs both and runs this. Without the variables that say where they are,
//! the tests print that they were skipped.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use botwright::bot;
use botwright_tests::wait;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const TOKEN: &str = "42:FOREIGN";

mod greeting {
    use botwright::prelude::*;

    /// Greets.
    #[command]
    async fn start(user: &User, me: Me) -> String {
        format!("Hello, {}! I am {}.", user.first_name, me.first_name)
    }
}

mod arguments {
    use botwright::prelude::*;

    /// Adds two numbers.
    #[command]
    async fn add(a: i64, b: i64) -> String {
        (a + b).to_string()
    }
}

mod echo {
    use botwright::prelude::*;

    #[on_message(text)]
    async fn echo(text: &str) -> String {
        text.to_owned()
    }
}

mod button {
    use botwright::methods::SendMessage;
    use botwright::prelude::*;
    use botwright::types::{CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup};

    use super::Outcomes;

    /// Shows a button.
    #[command]
    async fn start(chat: &Chat) -> SendMessage {
        let button = InlineKeyboardButton::new("Press").callback_data("pressed");
        SendMessage::new(chat, "a button").reply_markup(InlineKeyboardMarkup::new([vec![button]]))
    }

    #[on_update(callback_query)]
    async fn press(query: &CallbackQuery, api: Api, outcomes: State<Outcomes>) -> bot::Result {
        let answer = api.answer_callback_query(&query.id).text("Thanks").await;
        outcomes.note(answer.as_ref());
        if let Some(message) = &query.message
            && let Some(chat) = message.chat()
        {
            let edit = api.edit_message_text(chat, message.message_id());
            let edit = edit.text("was pressed").await;
            outcomes.note(edit.as_ref());
        }
        Ok(())
    }
}

/// What the client says of the calls that a press causes.
#[derive(Clone, Default)]
struct Outcomes(Arc<Mutex<Vec<String>>>);

impl Outcomes {
    fn note<T>(&self, outcome: Result<T, &botwright::client::Error>) {
        let text = outcome.map_or_else(ToString::to_string, |_| "done".to_owned());
        self.0.lock().expect("no panic").push(text);
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().expect("no panic").clone()
    }
}

/// Starts the server inside Python on a free port, prints the port and then each call as a line of
/// JSON: the server itself keeps no texts. Ends with its standard input, so that it never outlives
/// the test.
const LO_BOT_API: &str = r#"
import asyncio, json, sys
from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator

@web.middleware
async def spy(request, handler):
    if not request.path.startswith("/bot"):
        return await handler(request)
    body = json.loads(await request.text() or "{}")
    response = await handler(request)
    print(json.dumps({"path": request.path, "body": body, "status": response.status}), flush=True)
    return response

async def main():
    app = LoBotApiEmulator(enable_control=True, journal=sys.argv[1]).app()
    app.middlewares.append(spy)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(json.dumps({"port": runner.addresses[0][1]}), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)

asyncio.run(main())
"#;

/// The same inside Node. The port is a text, since the number 0 would be taken for no port at all.
const TELEGRAM_TEST_API: &str = r"
const Server = require('telegram-test-api');
const server = new Server({ host: '127.0.0.1', port: '0' });
server.start().then(() => {
  server.server.prependListener('request', (request, response) => response.on('finish', () => {
    const { originalUrl: path, body } = request;
    console.log(JSON.stringify({ path, body, status: response.statusCode }));
  }));
  console.log(JSON.stringify({ port: server.server.address().port }));
});
process.stdin.on('end', () => process.exit()).resume();
";

/// Which server.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    LoBotApi,
    TelegramTestApi,
}

/// A running server and a bot that talks to it.
struct Running {
    kind: Kind,
    address: String,
    journal: PathBuf,
    calls: Arc<Mutex<Vec<Value>>>,
    outcomes: Outcomes,
    stop: CancellationToken,
    bot: JoinHandle<bot::Result>,
    _server: Child,
}

/// Starts the server and the bot of the handlers in `module`; `None` where it is not installed.
async fn run(kind: Kind, module: &str) -> Option<Running> {
    let variable = match kind {
        Kind::LoBotApi => "BOTWRIGHT_LO_BOT_API",
        Kind::TelegramTestApi => "BOTWRIGHT_TELEGRAM_TEST_API",
    };
    let Some(place) = std::env::var_os(variable) else {
        eprintln!("skipped: {variable} is not set; `cargo xtask interop` sets it");
        return None;
    };
    let journal = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("foreign-{module}.jsonl"));
    // The server appends.
    let _ = std::fs::remove_file(&journal);

    let mut command = match kind {
        Kind::LoBotApi => Command::new(place),
        Kind::TelegramTestApi => {
            let mut node = Command::new("node");
            node.env("NODE_PATH", place);
            node
        }
    };
    match kind {
        Kind::LoBotApi => command.args(["-c", LO_BOT_API]).arg(&journal),
        Kind::TelegramTestApi => command.args(["-e", TELEGRAM_TEST_API]),
    };
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    let mut server = command.spawn().expect("the server starts");
    let mut lines = BufReader::new(server.stdout.take().expect("piped")).lines();
    let first = lines.next_line().await.expect("text").expect("a port");
    let first: Value = serde_json::from_str(&first).expect("JSON");
    let address = format!("127.0.0.1:{}", first["port"]);

    let calls = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&calls);
    tokio::spawn(async move {
        while let Ok(Some(line)) = lines.next_line().await {
            let call = serde_json::from_str(&line).expect("JSON");
            list.lock().expect("no panic").push(call);
        }
    });

    let (stop, outcomes) = (CancellationToken::new(), Outcomes::default());
    let builder = bot::builder()
        .token(TOKEN)
        .api_url(format!("http://{address}"))
        .only(format!("{}::{module}", module_path!()))
        .manage(outcomes.clone());
    let bot = tokio::spawn(builder.run_until(stop.clone()));
    Some(Running {
        kind,
        address,
        journal,
        calls,
        outcomes,
        stop,
        bot,
        _server: server,
    })
}

impl Running {
    /// The bot's calls of a method that the server has answered: parameters and HTTP status.
    fn calls(&self, method: &str) -> Vec<(Value, u64)> {
        let path = format!("/bot{TOKEN}/{method}");
        let calls = self.calls.lock().expect("no panic");
        let ours = calls.iter().filter(|call| call["path"] == path.as_str());
        ours.map(|call| {
            (
                call["body"].clone(),
                call["status"].as_u64().expect("a status"),
            )
        })
        .collect()
    }

    /// Waits until the server has answered `count` calls of a method.
    async fn wait_calls(&self, method: &str, count: usize) -> Vec<(Value, u64)> {
        wait(method, || {
            assert!(!self.bot.is_finished(), "the bot ended");
            Some(self.calls(method)).filter(|calls| calls.len() >= count)
        })
        .await
    }

    /// Ann writes to the bot.
    async fn write(&self, text: &str) {
        self.update("sendMessage", "message", message(1, text))
            .await;
    }

    /// Ann writes to the bot, and it answers this.
    async fn expect(&self, text: &str, answer: &str) {
        let before = self.calls("sendMessage").len();
        self.write(text).await;
        let calls = self.wait_calls("sendMessage", before + 1).await;
        let (sent, status) = &calls[before];
        assert_eq!((&sent["text"], *status), (&json!(answer), 200));
        assert_eq!(sent["chat_id"].to_string(), "1");
    }

    /// Puts an update in, as a test of the server's own users does.
    async fn update(&self, route: &str, kind: &str, mut payload: Value) {
        match self.kind {
            Kind::LoBotApi => {
                let body = json!({ "token": TOKEN, "update": { kind: payload } });
                post(&self.address, "/__fixture/updates", &body).await;
            }
            Kind::TelegramTestApi => {
                payload["botToken"] = TOKEN.into();
                post(&self.address, &format!("/{route}"), &payload).await;
            }
        }
    }

    /// Stops the bot as a signal would; it must have had no trouble.
    async fn stop(self) {
        self.stop.cancel();
        let ended = self.bot.await.expect("the bot does not panic");
        ended.expect("it stops in good order");
        if self.kind == Kind::LoBotApi {
            let journal = std::fs::read_to_string(&self.journal).expect("a journal");
            let entries = journal
                .lines()
                .map(|line| serde_json::from_str(line).expect("JSON"));
            let calls: Vec<(String, Value)> = entries
                .filter(|entry: &Value| entry["method"].is_string())
                .map(|entry| (entry["method"].to_string(), entry["status"].clone()))
                .collect();
            // It notices within 100 ms that a poll was given up. Until then it refuses the last
            // call, which confirms what was handled, so that call may come twice.
            let is_poll = |call: &&(String, Value)| call.0 == r#""getUpdates""#;
            let last = calls.iter().rfind(is_poll).expect("polls");
            assert_eq!(last.1, 200);
            let refused: Vec<_> = calls.iter().filter(|call| call.1 != 200).collect();
            assert!(refused.len() <= 1, "{refused:?}");
            assert!(
                refused.iter().all(|call| is_poll(call) && call.1 == 409),
                "{refused:?}"
            );
        }
    }
}

fn message(id: i64, text: &str) -> Value {
    json!({
        "message_id": id,
        "date": 1_700_000_000,
        "from": { "id": 1, "is_bot": false, "first_name": "Ann" },
        "chat": { "id": 1, "type": "private", "first_name": "Ann" },
        "text": text,
    })
}

/// Posts JSON; the answer must be a success.
async fn post(address: &str, path: &str, body: &Value) -> Value {
    let body = body.to_string();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let written = stream.write_all(request.as_bytes()).await;
    written.expect("it reads");
    let mut answer = String::new();
    let read = stream.read_to_string(&mut answer).await;
    read.expect("it answers");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    serde_json::from_str(body).expect("JSON")
}

mod lo_bot_api_emulator {
    use super::*;

    const HERE: Kind = Kind::LoBotApi;

    #[tokio::test]
    async fn greets() {
        let Some(bot) = run(HERE, "greeting").await else {
            return;
        };
        // Its `getMe` has no username, and a `capabilities` that Telegram does not know.
        bot.expect("/start", "Hello, Ann! I am Fixture.").await;
        let menu = bot.wait_calls("setMyCommands", 1).await;
        assert_eq!(menu[0].1, 200);
        bot.stop().await;
    }

    #[tokio::test]
    async fn reads_arguments() {
        let Some(bot) = run(HERE, "arguments").await else {
            return;
        };
        bot.expect("/add 2 3", "5").await;
        bot.stop().await;
    }

    #[tokio::test]
    async fn echoes() {
        let Some(bot) = run(HERE, "echo").await else {
            return;
        };
        bot.expect("hello", "hello").await;
        bot.expect("Жук 🐞", "Жук 🐞").await;
        bot.stop().await;
    }

    #[tokio::test]
    async fn answers_a_button() {
        let Some(bot) = run(HERE, "button").await else {
            return;
        };
        bot.expect("/start", "a button").await;
        let (sent, _) = &bot.calls("sendMessage")[0];
        let keyboard = json!([[{ "text": "Press", "callback_data": "pressed" }]]);
        assert_eq!(sent["reply_markup"]["inline_keyboard"], keyboard);
        press(&bot, message(2, "a button")).await;
        pressed(&bot, 1, "2").await;
        wait("both results", || {
            (bot.outcomes.all() == ["done", "done"]).then_some(())
        })
        .await;
        bot.stop().await;
    }
}

mod telegram_test_api {
    use super::*;

    const HERE: Kind = Kind::TelegramTestApi;

    #[tokio::test]
    async fn greets() {
        let Some(bot) = run(HERE, "greeting").await else {
            return;
        };
        // Its `getMe` has no `is_bot`, and the messages it gives back count milliseconds.
        bot.expect("/start", "Hello, Ann! I am Test First name.")
            .await;
        // It has no menus, and says so with HTTP 500 and a body without `ok`.
        let menu = bot.wait_calls("getMyCommands", 1).await;
        assert_eq!(menu[0].1, 500);
        bot.expect("/start", "Hello, Ann! I am Test First name.")
            .await;
        bot.stop().await;
    }

    #[tokio::test]
    async fn reads_arguments() {
        let Some(bot) = run(HERE, "arguments").await else {
            return;
        };
        bot.expect("/add 2 3", "5").await;
        bot.stop().await;
    }

    #[tokio::test]
    async fn echoes() {
        let Some(bot) = run(HERE, "echo").await else {
            return;
        };
        bot.expect("hello", "hello").await;
        bot.expect("Жук 🐞", "Жук 🐞").await;
        bot.stop().await;
    }

    #[tokio::test]
    async fn answers_a_button() {
        let Some(bot) = run(HERE, "button").await else {
            return;
        };
        bot.expect("/start", "a button").await;
        // The message in the press that its own client makes has neither `message_id` nor `date`.
        // It is read as one that is out of reach, with the id 0 that Telegram too gives to messages
        // that cannot be used yet; the server takes the edit of such a message and ignores it.
        let mut bare = message(0, "a button");
        let fields = bare.as_object_mut().expect("an object");
        fields.retain(|name, _| name == "from" || name == "chat");
        press(&bot, bare).await;
        pressed(&bot, 1, "0").await;

        // Messages of both sides share one count, and so do their updates: theirs have gaps.
        let history = post(
            &bot.address,
            "/getUpdatesHistory",
            &json!({ "token": TOKEN }),
        )
        .await;
        let of_bot = |history: &Value| {
            let all = history["result"].as_array().expect("a list").iter();
            let mut ours = all.filter(|it| it["message"]["chat_id"] != Value::Null);
            ours.next().cloned().expect("the bot's message")
        };
        let id = of_bot(&history)["messageId"].as_i64().expect("an id");
        press(&bot, message(id, "a button")).await;
        pressed(&bot, 2, &id.to_string()).await;
        // The result of both is null instead of True or a message: done, but not what was promised.
        let outcomes = wait("all results", || {
            Some(bot.outcomes.all()).filter(|all| all.len() == 4)
        })
        .await;
        for outcome in outcomes {
            assert!(outcome.contains("result could not be read"), "{outcome}");
        }
        let history = post(
            &bot.address,
            "/getUpdatesHistory",
            &json!({ "token": TOKEN }),
        )
        .await;
        assert_eq!(of_bot(&history)["message"]["text"], "was pressed");
        bot.stop().await;
    }

    #[tokio::test]
    async fn is_not_asked_without_end() {
        let Some(bot) = run(HERE, "echo").await else {
            return;
        };
        bot.wait_calls("getUpdates", 1).await;
        // It answers a poll at once, whatever its `timeout`, so the pauses are the bot's own.
        let began = Instant::now();
        let before = bot.calls("getUpdates").len();
        bot.wait_calls("getUpdates", before + 11).await;
        assert!(began.elapsed() >= Duration::from_millis(500));
        bot.stop().await;
    }
}

/// Ann presses the button of a message.
async fn press(bot: &Running, message: Value) {
    let query = json!({
        "id": "7",
        "from": { "id": 1, "is_bot": false, "first_name": "Ann" },
        "chat_instance": "1",
        "message": message,
        "data": "pressed",
    });
    bot.update("sendCallback", "callback_query", query).await;
}

/// The server has got the answer and the edit that belong to press number `count`.
async fn pressed(bot: &Running, count: usize, message_id: &str) {
    let answers = bot.wait_calls("answerCallbackQuery", count).await;
    let (answer, status) = &answers[count - 1];
    assert_eq!((&answer["text"], *status), (&json!("Thanks"), 200));
    let edits = bot.wait_calls("editMessageText", count).await;
    let (edit, status) = &edits[count - 1];
    assert_eq!((&edit["text"], *status), (&json!("was pressed"), 200));
    assert_eq!(edit["message_id"].to_string(), message_id);
}
