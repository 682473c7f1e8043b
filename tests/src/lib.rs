//! What the tests share: a bot of the test's own handlers, running against a world of its own.

pub mod crash;

use std::time::Duration;

use botwright::bot::{self, Builder};
use botwright_emulator::{Emulator, World};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Ann, the user of the default world.
pub const ANN: i64 = 1;

/// The token of the default world's bot.
pub const TOKEN: &str = "42:EMULATOR";

/// A running bot and the server it talks to.
#[derive(Debug)]
pub struct Running {
    /// The server.
    pub emulator: Emulator,
    stop: CancellationToken,
    bot: JoinHandle<bot::Result>,
}

/// A server of its own, on a free port, with the default world.
///
/// # Panics
/// The server does not start.
pub async fn emulator() -> Emulator {
    world(World::default()).await
}

/// A server of its own with this world.
///
/// # Panics
/// The server does not start.
pub async fn world(world: World) -> Emulator {
    let started = Emulator::builder()
        .listen("127.0.0.1:0")
        .world(world)
        .start()
        .await;
    started.expect("the emulator starts")
}

/// A builder for a bot of the handlers in `module`, against `emulator`.
pub fn builder(emulator: &Emulator, module: &str) -> Builder {
    bot::builder()
        .token(TOKEN)
        .api_url(emulator.url())
        .only(module)
}

/// Runs the handlers of `module` against a world of their own.
pub async fn run(module: &str) -> Running {
    run_with(emulator().await, module, |builder| builder).await
}

/// As [`run`], with a server and settings of the test's choice.
#[allow(clippy::unused_async)] // As its siblings.
pub async fn run_with(
    emulator: Emulator,
    module: &str,
    settings: impl FnOnce(Builder) -> Builder,
) -> Running {
    let stop = CancellationToken::new();
    let builder = settings(builder(&emulator, module));
    let bot = tokio::spawn(builder.run_until(stop.clone()));
    Running {
        emulator,
        stop,
        bot,
    }
}

impl Running {
    /// Ann writes to the bot and gets `count` answers.
    ///
    /// # Panics
    /// The answers do not come.
    pub async fn ask(&self, text: &str, count: usize) -> Vec<String> {
        let before = answers(&self.emulator, ANN).len();
        self.emulator.send(ANN, ANN, text).expect("Ann may write");
        wait("answers", || {
            let all = answers(&self.emulator, ANN);
            (all.len() >= before + count).then(|| all[before..].to_vec())
        })
        .await
    }

    /// Stops the bot as a signal would.
    ///
    /// # Panics
    /// The bot panicked.
    pub async fn stop(self) -> (bot::Result, Emulator) {
        self.stop.cancel();
        (
            self.bot.await.expect("the bot does not panic"),
            self.emulator,
        )
    }

    /// Waits for the bot to end by itself.
    ///
    /// # Panics
    /// The bot panicked.
    pub async fn ended(self) -> bot::Result {
        self.bot.await.expect("the bot does not panic")
    }
}

/// The texts the bot has sent to a chat, oldest first.
pub fn answers(emulator: &Emulator, chat: i64) -> Vec<String> {
    emulator
        .messages(chat)
        .iter()
        .filter(|message| message["from"]["is_bot"] == true)
        .map(|message| message["text"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// How often a method was called.
pub fn count_calls(emulator: &Emulator, method: &str) -> usize {
    emulator
        .calls()
        .iter()
        .filter(|call| call.method.eq_ignore_ascii_case(method))
        .count()
}

/// A parameter of the last call of a method.
pub fn last_param(emulator: &Emulator, method: &str, name: &str) -> Option<String> {
    let calls = emulator.calls();
    let call = calls
        .iter()
        .rev()
        .find(|call| call.method.eq_ignore_ascii_case(method))?;
    call.param(name).map(str::to_owned)
}

/// How many updates wait to be confirmed.
pub fn pending(emulator: &Emulator) -> usize {
    emulator.world().bot().pending_update_count()
}

/// Waits for a condition; a minute without it fails the test.
///
/// # Panics
/// The condition does not come true.
pub async fn wait<T>(what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
    let found = async {
        loop {
            if let Some(value) = condition() {
                return value;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    let found = tokio::time::timeout(Duration::from_mins(1), found).await;
    found.unwrap_or_else(|_| panic!("waited a minute for {what}"))
}

/// A free port of this machine. Another program may take it, but hardly in the same second.
///
/// # Panics
/// No port is free.
pub fn free_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}

/// The body of a page on this machine.
///
/// # Panics
/// The page cannot be fetched.
pub async fn http_get(url: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let rest = url.strip_prefix("http://").expect("http");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = tokio::net::TcpStream::connect(host)
        .await
        .expect("it listens");
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream
        .write_all(request.as_bytes())
        .await
        .expect("it reads");
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .await
        .expect("it answers");
    answer
}

/// A folder for the data file of one test, removed when it is dropped.
#[derive(Debug)]
pub struct Folder(std::path::PathBuf);

impl Folder {
    /// A new, empty folder.
    ///
    /// # Panics
    /// It cannot be made.
    #[allow(clippy::new_without_default)] // Each is another one.
    pub fn new() -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(format!("botwright-{process}-{count}"));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> std::path::PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left is temporary.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The address of a server that `cargo xtask test` has started; `None` outside of it.
///
/// # Panics
/// In CI, where every server has to be there.
pub fn server(variable: &str) -> Option<String> {
    let address = std::env::var(variable).ok();
    #[allow(clippy::print_stderr)] // Nothing is skipped in silence.
    if address.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "{variable} is not set: run the tests by `cargo xtask test`"
        );
        eprintln!("skipped: {variable} is not set; `cargo xtask test` starts the server");
    }
    address
}
