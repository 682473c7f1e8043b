//! What a bot's program does with its data: dead letters, state that moves, and a disk that is full.

use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use botwright_emulator::Emulator;
use botwright_tests::crash::bot_command;
use botwright_tests::{ANN, Folder, answers, emulator, pending, wait};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

const BOT: &str = env!("CARGO_BIN_EXE_crash_bot");

fn start(emulator: &Emulator, data: &Path) -> Child {
    let mut command = bot_command(Path::new(BOT), emulator, Some(data), 1);
    command.spawn().expect("it starts")
}

async fn stop(mut child: Child) {
    let id = child.id().expect("it runs").to_string();
    let sent = Command::new("kill").args(["-TERM", &id]).status().await;
    assert!(sent.expect("kill runs").success());
    assert_eq!(child.wait().await.expect("it ends").code(), Some(0));
}

/// Runs the program with these arguments: the code, what it printed, and what it complained about.
async fn run(
    emulator: &Emulator,
    data: &Path,
    args: &[&str],
    input: &str,
) -> (Option<i32>, String, String) {
    let mut child = bot_command(Path::new(BOT), emulator, Some(data), 1)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(input.as_bytes()).await.expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().await.expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

async fn say(emulator: &Emulator, text: &str, count: usize) {
    emulator.send(ANN, ANN, text).expect("Ann may write");
    wait("the answer", || {
        (answers(emulator, ANN).len() == count).then_some(())
    })
    .await;
}

#[tokio::test]
async fn dead_letters_are_listed_shown_retried_and_dropped() {
    let (emulator, folder) = (emulator().await, Folder::new());
    let data = folder.file("bot.db");
    let bot = start(&emulator, &data);
    emulator.send(ANN, ANN, "fail 7").expect("Ann may write");
    say(&emulator, "count 8", 1).await;
    let (code, list, _) = run(&emulator, &data, &["dead", "list"], "").await;
    assert_eq!(code, Some(0));
    assert!(
        list.contains("7 never works") && list.lines().count() == 1,
        "{list}"
    );
    let id = list.split('\t').next().expect("an id").to_owned();
    let (_, shown, _) = run(&emulator, &data, &["dead", "show", &id], "").await;
    assert!(shown.contains("\"fail 7\""), "{shown}");
    let (code, _, error) = run(&emulator, &data, &["dead", "retry", &id], "").await;
    assert_eq!(code, Some(1), "the bot runs: {error}");
    assert!(error.contains("in use by the process"), "{error}");
    stop(bot).await;

    let (code, said, _) = run(&emulator, &data, &["dead", "retry", &id], "").await;
    assert_eq!(
        (code, said.as_str()),
        (Some(0), "1 update is handled again when the bot starts\n")
    );
    let (code, _, error) = run(&emulator, &data, &["dead", "show", &id], "").await;
    assert!(
        code == Some(1) && error.contains("no dead letter"),
        "{error}"
    );
    let bot = start(&emulator, &data);
    say(&emulator, "count 9", 2).await;
    stop(bot).await;
    let (_, said, _) = run(&emulator, &data, &["dead", "drop", "all"], "").await;
    assert_eq!(said, "1 update is dropped\n");
    let (_, list, _) = run(&emulator, &data, &["dead", "list"], "").await;
    assert_eq!(list, "");
}

#[tokio::test]
async fn state_moves_from_one_file_to_another() {
    let (emulator, folder) = (emulator().await, Folder::new());
    let (old, new) = (folder.file("old.db"), folder.file("new.db"));
    let bot = start(&emulator, &old);
    say(&emulator, "count 1", 1).await;
    say(&emulator, "ask 2", 2).await;
    stop(bot).await;
    let (code, lines, _) = run(&emulator, &old, &["state", "export"], "").await;
    assert_eq!(code, Some(0));
    assert!(
        lines.contains("session:") && lines.contains("dialogue"),
        "{lines}"
    );

    start_and_stop(&emulator, &new).await;
    let (code, said, error) = run(&emulator, &new, &["state", "import"], &lines).await;
    let count = lines.lines().count();
    assert_eq!(
        (code, said),
        (Some(0), format!("{count} values imported\n")),
        "{error}"
    );
    let bot = start(&emulator, &new);
    say(&emulator, "answer 3", 3).await;
    assert_eq!(answers(&emulator, ANN)[2], "3 answered 3");
    stop(bot).await;

    let (code, _, error) = run(&emulator, &new, &["state", "import"], "{\"space\":1}\n").await;
    assert!(code == Some(1) && error.contains("line 1"), "{error}");
}

/// Makes a new file.
async fn start_and_stop(emulator: &Emulator, data: &Path) {
    let bot = start(emulator, data);
    wait("the file", || data.exists().then_some(())).await;
    // It can be told to stop when it takes updates.
    let before = botwright_tests::count_calls(emulator, "getUpdates");
    wait("a poll", || {
        (botwright_tests::count_calls(emulator, "getUpdates") > before).then_some(())
    })
    .await;
    stop(bot).await;
}

/// The file may not grow beyond a limit, as on a full disk; then it may again.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_stops_the_taking_and_costs_nothing() {
    let (emulator, folder) = (emulator().await, Folder::new());
    let data = folder.file("bot.db");
    start_and_stop(&emulator, &data).await;
    let mut command = bot_command(Path::new("sh"), &emulator, Some(&data), 1);
    // The signal that such a write causes is ignored, so that the write fails instead.
    let limit = "trap '' XFSZ; ulimit -S -f 250; exec \"$0\"";
    let mut child = command
        .args(["-c", limit, BOT])
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let stderr = child.stderr.take().expect("piped");
    let said = Arc::new(Mutex::new(String::new()));
    let heard = Arc::clone(&said);
    tokio::spawn(async move {
        let mut lines = BufReader::new(stderr).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            heard.lock().expect("no panic").push_str(&line);
        }
    });
    let mut sent = 0;
    wait("the complaint", || {
        sent += 1;
        let text = format!("count {sent}");
        emulator.send(ANN, ANN, &text).expect("Ann may write");
        let said = said.lock().expect("no panic");
        said.contains("cannot be written down").then_some(())
    })
    .await;
    assert!(pending(&emulator) > 0, "not confirmed");
    let id = child.id().expect("it runs").to_string();
    let limit = Command::new("prlimit")
        .args(["--pid", &id, "--fsize=unlimited:"])
        .status()
        .await;
    assert!(limit.expect("prlimit runs").success());
    wait("all answers", || {
        (answers(&emulator, ANN).len() == sent).then_some(())
    })
    .await;
    let expected: Vec<_> = (1..=sent)
        .map(|number| format!("{number} count {number}"))
        .collect();
    assert_eq!(answers(&emulator, ANN), expected);
    stop(child).await;
}
