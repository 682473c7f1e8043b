//! A bot as a process: how it starts, ends, and what it prints while everything breaks.

use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use botwright_emulator::{Emulator, Fault};
use botwright_tests::{ANN, answers, count_calls, emulator, pending, wait};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

const SECRET: &str = "AAEmulatorSecret_0123456789";

/// A running probe. What it prints is read all along, so that it never waits for a full pipe.
struct Probe {
    child: Child,
    printed: Printed,
    reading: JoinHandle<()>,
}

/// What a process printed so far, on either pipe.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl Printed {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    async fn read(&self, mut pipe: impl AsyncRead + Unpin) {
        let mut piece = [0; 4096];
        loop {
            let len = pipe.read(&mut piece).await.expect("it can be read");
            if len == 0 {
                return;
            }
            let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            bytes.extend_from_slice(&piece[..len]);
        }
    }
}

fn probe(pairs: &[(&str, &str)]) -> Probe {
    probe_with(&[], pairs)
}

fn probe_with(args: &[&str], pairs: &[(&str, &str)]) -> Probe {
    let mut command = Command::new(env!("CARGO_BIN_EXE_probe"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("BOT_")) {
        command.env_remove(name);
    }
    command.env_remove("RUST_LOG").envs(pairs.iter().copied());
    command
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let mut child = command.spawn().expect("it starts");
    let (out, err) = (
        child.stdout.take().expect("piped"),
        child.stderr.take().expect("piped"),
    );
    let printed = Printed::default();
    let reader = printed.clone();
    let reading = tokio::spawn(async move {
        tokio::join!(reader.read(out), reader.read(err));
    });
    Probe {
        child,
        printed,
        reading,
    }
}

fn against(emulator: &Emulator) -> Probe {
    probe(&[
        ("BOT_TOKEN", "42:EMULATOR"),
        ("BOT_API_URL", &emulator.url()),
        ("BOT_POLL_TIMEOUT", "1"),
    ])
}

impl Probe {
    async fn signal(&self, signal: &str) {
        let id = self.child.id().expect("it runs").to_string();
        let sent = Command::new("kill")
            .args([signal, &id])
            .status()
            .await
            .expect("kill runs");
        assert!(sent.success());
    }

    /// Waits for the end: the exit code and everything that was printed.
    async fn end(mut self) -> (Option<i32>, String) {
        let ended = tokio::time::timeout(Duration::from_mins(1), self.child.wait()).await;
        let status = ended
            .expect("it ends within a minute")
            .expect("it was started");
        self.reading.await.expect("no panic");
        (status.code(), self.printed.text())
    }
}

#[tokio::test]
async fn a_signal_finishes_what_runs_confirms_it_and_exits_with_0() {
    for name in ["-TERM", "-INT"] {
        let emulator = emulator().await;
        let child = against(&emulator);
        emulator.send(ANN, ANN, "/start").expect("Ann may write");
        wait("the first answer", || {
            (answers(&emulator, ANN) == ["here"]).then_some(())
        })
        .await;
        emulator.send(ANN, ANN, "/slow 300").expect("Ann may write");
        let polls = count_calls(&emulator, "getUpdates");
        wait("the update to be taken", || {
            (count_calls(&emulator, "getUpdates") > polls || pending(&emulator) > 0).then_some(())
        })
        .await;
        child.signal(name).await;
        let (code, text) = child.end().await;
        assert_eq!(code, Some(0), "{name}: {text}");
        // Either it was taken, answered and confirmed, or it waits for the next start.
        let handled = answers(&emulator, ANN).contains(&"slept 300".to_owned());
        assert_eq!(pending(&emulator), usize::from(!handled), "{name}");
    }
}

#[tokio::test]
async fn a_wrong_token_is_one_clear_line_and_exit_1() {
    let emulator = emulator().await;
    let wrong = format!("43:{SECRET}");
    let child = probe(&[("BOT_TOKEN", &wrong), ("BOT_API_URL", &emulator.url())]);
    let (code, text) = child.end().await;
    assert_eq!(code, Some(1), "{text}");
    let errors: Vec<_> = text.lines().filter(|line| line.contains("token")).collect();
    assert_eq!(errors.len(), 1, "{text}");
    assert!(
        errors[0].contains("BOT_TOKEN") && !text.contains(SECRET),
        "{text}"
    );
    assert!(count_calls(&emulator, "getMe") <= 1, "no retries for ever");
}

#[tokio::test]
async fn settings_without_sense_are_named_and_exit_1() {
    for (name, value, hint) in [
        ("BOT_TOKEN", "no token at all", "BotFather"),
        ("BOT_API_URL", "ftp://example.org", "http"),
        ("BOT_POLL_TIMEOUT", "900", "BOT_POLL_TIMEOUT"),
        ("BOT_DATA", "/", "data file / cannot be written"),
    ] {
        let valid = format!("42:{SECRET}");
        let mut pairs = vec![("BOT_TOKEN", valid.as_str())];
        pairs.retain(|pair| pair.0 != name);
        pairs.push((name, value));
        let (code, text) = probe(&pairs).end().await;
        assert_eq!(code, Some(1), "{name}: {text}");
        assert!(
            text.contains(hint) && !text.contains(SECRET),
            "{name}: {text}"
        );
    }
}

#[tokio::test]
async fn an_unreachable_server_is_waited_for_and_said_once() {
    // A server that hangs up: each connection is one attempt.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let url = format!("http://{address}");
    let child = probe(&[("BOT_TOKEN", "42:EMULATOR"), ("BOT_API_URL", &url)]);
    for _attempt in 0..3 {
        drop(listener.accept().await.expect("the bot tries again"));
    }
    drop(listener);
    let started = Emulator::builder().listen(&address).start().await;
    let emulator = started.expect("the port is still free");
    emulator.send(ANN, ANN, "/start").expect("Ann may write");
    wait("the answer", || {
        (answers(&emulator, ANN) == ["here"]).then_some(())
    })
    .await;
    child.signal("-TERM").await;
    let (code, text) = child.end().await;
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(
        text.matches("trying again").count(),
        1,
        "once a minute, not per try: {text}"
    );
}

#[tokio::test]
async fn without_a_token_it_runs_on_the_embedded_emulator_and_says_where() {
    // A port that was free a moment ago, since the page must be fetched while the bot runs.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    drop(listener);
    let child = probe(&[("BOT_EMULATOR_LISTEN", &address)]);
    let page = format!("http://{address}/");
    wait("the page's address", || {
        child.printed.text().contains(&page).then_some(())
    })
    .await;
    let body = botwright_tests::http_get(&page).await;
    assert!(body.contains("<html"), "the chat page: {body}");
    child.signal("-TERM").await;
    let (code, text) = child.end().await;
    assert_eq!(code, Some(0), "{text}");
}

/// Twenty ways to fail, with logs as talkative as they get: the token appears in none.
#[tokio::test]
async fn the_token_is_never_printed() {
    let world = format!(
        r#"{{"bots":[{{"token":"42:{SECRET}","username":"secret_bot","first_name":"S"}}],
            "users":[{{"id":1,"first_name":"Ann","username":"ann","started":["secret_bot"]}}],"chats":[]}}"#
    );
    let world = botwright_emulator::World::from_json(&world).expect("a world");
    let emulator = botwright_tests::world(world).await;
    let status = |code: u16, text: &str| Fault::Status {
        code,
        body: format!(r#"{{"ok":false,"error_code":{code},"description":"{text}"}}"#),
    };
    let faults = [
        ("getMe", Fault::Html502),
        ("getMe", Fault::Drop),
        ("getUpdates", Fault::Html502),
        ("getUpdates", Fault::EmptyBody),
        ("getUpdates", Fault::Truncated),
        ("getUpdates", Fault::Drop),
        ("getUpdates", Fault::RetryAfter(1)),
        (
            "getUpdates",
            status(409, "Conflict: terminated by other getUpdates request"),
        ),
        (
            "getUpdates",
            status(
                409,
                "Conflict: can't use getUpdates method while webhook is active",
            ),
        ),
        ("getUpdates", status(500, "Internal Server Error: restart")),
        ("sendMessage", Fault::Html502),
        ("sendMessage", Fault::EmptyBody),
        ("sendMessage", Fault::Truncated),
        ("sendMessage", Fault::Drop),
        (
            "sendMessage",
            status(403, "Forbidden: bot was blocked by the user"),
        ),
        ("sendMessage", status(400, "Bad Request: chat not found")),
        ("sendMessage", status(413, "Request Entity Too Large")),
    ];
    let ways = faults.len();
    let (token, url) = (format!("42:{SECRET}"), emulator.url());
    let pairs = [
        ("BOT_TOKEN", token.as_str()),
        ("BOT_API_URL", url.as_str()),
        ("BOT_POLL_TIMEOUT", "1"),
        ("RUST_LOG", "trace"),
    ];
    // The ways before the start: settings that are refused.
    let mut text = String::new();
    for (name, value) in [("BOT_API_URL", "nonsense"), ("BOT_API_TEST", "maybe")] {
        let mut broken = pairs.to_vec();
        broken.push((name, value));
        text += &probe(&broken).end().await.1;
    }
    let bad = format!("42:{SECRET} with a space");
    text += &probe(&[("BOT_TOKEN", &bad)]).end().await.1;

    let mut child = None;
    for (method, fault) in faults {
        let shown = format!("{method} after {fault:?}");
        emulator.fail_next(method, fault);
        if method != "getMe" {
            child.get_or_insert_with(|| probe(&pairs));
            for command in ["/start", "/fail", "/panic"] {
                emulator.send(ANN, ANN, command).expect("Ann may write");
            }
            wait(&shown, || {
                (emulator.pending_faults() == 0 && pending(&emulator) == 0).then_some(())
            })
            .await;
        }
    }
    let child = child.expect("it was started");
    child.signal("-TERM").await;
    text += &child.end().await.1;
    assert!(
        ways + 5 >= 20 && text.len() > 1_000,
        "twenty ways, and the logs are there"
    );
    assert!(text.contains("panicked"), "the panic is logged: {text}");
    for secret in [SECRET, &SECRET[3..]] {
        assert!(!text.contains(secret), "the token was printed");
    }
}

#[tokio::test]
async fn with_the_argument_routes_it_shows_its_handlers_and_starts_nothing() {
    // No server is there, and the settings make no sense.
    let nowhere = [("BOT_API_URL", "nowhere"), ("BOT_POLL_TIMEOUT", "soon")];
    let (code, printed) = probe_with(&["routes"], &nowhere).end().await;
    assert_eq!(code, Some(0), "{printed}");
    assert!(
        printed.starts_with("4 handlers from 1 crate (probe)"),
        "{printed}"
    );
    assert!(printed.contains("/slow <milliseconds>"), "{printed}");

    let (code, printed) = probe_with(&["routes", "mermaid"], &nowhere).end().await;
    assert_eq!(code, Some(0), "{printed}");
    assert!(
        printed.starts_with("## Handlers\n\n```mermaid\nflowchart LR"),
        "{printed}"
    );
}
