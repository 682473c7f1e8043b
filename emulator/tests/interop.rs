//! Bots written with other frameworks, run as their users run them, against the emulator: an echo, a
//! keyboard and a dialogue, by polling and by webhook. The bots are in `tests/interop/`.
//!
//! `cargo xtask test --interop` installs the frameworks and runs this. Without the variable
//! `BOTWRIGHT_INTEROP`, which says where they are, the tests print that they were skipped.

use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command},
    time::Duration,
};

use botwright_emulator::{Emulator, World};
use serde_json::{Value, json};

const ANN: i64 = 1;
const BOT: i64 = 42;
/// A framework needs some seconds to be loaded when the machine is busy.
const PATIENCE: Duration = Duration::from_secs(90);

#[derive(Clone, Copy)]
enum Way {
    Polling,
    Webhook,
}

/// A bot's process, ended with the test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The command that runs a bot's file with the frameworks below `folder`.
fn command(folder: &Path, file: &str) -> Command {
    let source = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/interop")
        .join(file);
    if Path::new(file)
        .extension()
        .is_some_and(|extension| extension == "py")
    {
        let mut command = Command::new(folder.join("python/bin/python"));
        command.arg(source);
        return command;
    }
    // Node looks for packages where the file is.
    let copy = folder.join("node").join(file);
    fs::copy(source, &copy).expect("the packages are installed");
    let mut command = Command::new("node");
    command.arg(copy);
    command
}

struct Conversation {
    emulator: Emulator,
    _process: Process,
}

impl Conversation {
    /// Starts a bot, and waits until it listens; `None` without the frameworks.
    async fn start(file: &str, way: Way) -> Option<Self> {
        let Some(folder) = env::var_os("BOTWRIGHT_INTEROP").map(PathBuf::from) else {
            println!("skipped: `cargo xtask test --interop` runs it");
            return None;
        };
        let emulator = Emulator::builder()
            .listen("127.0.0.1:0")
            .world(World::default())
            .start()
            .await
            .expect("a free port");
        let mut command = command(&folder, file);
        command
            .env("BOT_API_URL", emulator.url())
            .env("BOT_TOKEN", emulator.world().bot().token());
        if let Way::Webhook = way {
            let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
            let port = free.local_addr().expect("an address").port();
            command.env("WEBHOOK_PORT", port.to_string());
        }
        let process = Process(command.spawn().expect("the framework is installed"));
        let conversation = Self {
            emulator,
            _process: process,
        };
        conversation
            .wait("the bot listens", |world| match way {
                Way::Polling => world.bot().is_polling().then_some(()),
                Way::Webhook => world.bot().webhook().map(drop),
            })
            .await;
        Some(conversation)
    }

    async fn wait<T>(&self, what: &str, look: impl FnMut(&World) -> Option<T>) -> T {
        let found = tokio::time::timeout(PATIENCE, self.emulator.wait_for(look)).await;
        found.unwrap_or_else(|_| panic!("{what}; the calls were {:#?}", self.emulator.calls()))
    }

    fn send(&self, text: &str) {
        self.emulator.send(ANN, BOT, text).expect("Ann may write");
    }

    /// Waits until the bot's newest message has this text.
    async fn says(&self, text: &str) -> Value {
        self.wait(text, |_| {
            let mut messages = self.emulator.messages(ANN).into_iter().rev();
            let last = messages.find(|message| message["from"]["is_bot"] == true)?;
            (last["text"] == text).then_some(last)
        })
        .await
    }
}

async fn talk(file: &str, way: Way) {
    let Some(bot) = Conversation::start(file, way).await else {
        return;
    };
    for text in ["hello", "Жук 🐞"] {
        bot.send(text);
        bot.says(text).await;
    }

    bot.send("/keyboard");
    let message = bot.says("a button").await;
    let button = &message["reply_markup"]["inline_keyboard"][0][0];
    assert_eq!(
        button,
        &json!({"text": "Press", "callback_data": "pressed"})
    );
    let id = message["message_id"].as_i64().expect("an id");
    let tap = bot
        .emulator
        .tap(ANN, BOT, id, "pressed")
        .expect("it is there");
    let answer = bot
        .wait("the answer to the tap", |_| {
            bot.emulator.callback_answer(&tap)
        })
        .await;
    assert_eq!(answer.text.as_deref(), Some("Thanks"));
    let edited = bot.says("was pressed").await;
    assert_eq!(edited["message_id"], id);

    bot.send("/dialogue");
    bot.says("Your name?").await;
    bot.send("Ann & <Bob>");
    let greeting = bot.says("Hello, Ann & <Bob>!").await;
    assert_eq!(
        greeting["entities"],
        json!([{"type": "bold", "offset": 7, "length": 11}])
    );
    bot.send("and again");
    bot.says("and again").await;

    let calls = bot.emulator.calls();
    let refused: Vec<_> = calls.iter().filter(|call| !call.ok).collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[tokio::test]
async fn python_telegram_bot_by_polling() {
    talk("ptb_bot.py", Way::Polling).await;
}

#[tokio::test]
async fn python_telegram_bot_by_webhook() {
    talk("ptb_bot.py", Way::Webhook).await;
}

#[tokio::test]
async fn aiogram_by_polling() {
    talk("aiogram_bot.py", Way::Polling).await;
}

#[tokio::test]
async fn aiogram_by_webhook() {
    talk("aiogram_bot.py", Way::Webhook).await;
}

#[tokio::test]
async fn grammy_by_polling() {
    talk("grammy_bot.mjs", Way::Polling).await;
}

#[tokio::test]
async fn grammy_by_webhook() {
    talk("grammy_bot.mjs", Way::Webhook).await;
}

#[tokio::test]
async fn telegraf_by_polling() {
    talk("telegraf_bot.mjs", Way::Polling).await;
}

#[tokio::test]
async fn telegraf_by_webhook() {
    talk("telegraf_bot.mjs", Way::Webhook).await;
}
