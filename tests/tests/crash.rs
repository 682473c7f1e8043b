//! A bot that is killed loses nothing, and says nothing twice.

use std::path::Path;
use std::time::Duration;

use botwright_emulator::World;
use botwright_tests::crash::{Plan, bot_command, run};
use botwright_tests::{ANN, Folder, answers, emulator, free_address, pending, server, wait, world};
use serde_json::json;
use tokio::process::{Child, Command};

const BOT: &str = env!("CARGO_BIN_EXE_crash_bot");

/// The ids of those who write at once.
const PEOPLE: std::ops::RangeInclusive<i64> = 1_001..=1_200;

#[tokio::test]
async fn twenty_kills_cost_nothing() {
    let plan = Plan {
        rounds: 20,
        updates: 120,
        chats: 300,
        work: 200,
        life: 50..700,
        seed: u64::from(std::process::id()),
        is_durable: true,
        store: None,
        webhook: None,
    };
    let report = run(&plan, Path::new(BOT)).await;
    println!("{report}");
    assert!(report.is_good(), "{plan:?}\n{report}");
}

/// Deliveries instead of polls: what was answered is written down, what was not comes again.
#[tokio::test]
async fn kills_cost_nothing_by_webhook() {
    let plan = Plan {
        rounds: 12,
        updates: 100,
        chats: 60,
        work: 100,
        life: 100..700,
        seed: u64::from(std::process::id()),
        is_durable: true,
        store: None,
        webhook: Some(free_address()),
    };
    let report = run(&plan, Path::new(BOT)).await;
    println!("{report}");
    assert!(report.is_good(), "{plan:?}\n{report}");
}

/// The state is elsewhere, and counts once all the same.
#[tokio::test]
async fn kills_cost_nothing_with_the_state_on_a_server() {
    for variable in ["BOTWRIGHT_TEST_REDIS", "BOTWRIGHT_TEST_POSTGRES"] {
        let Some(store) = server(variable) else {
            continue;
        };
        let plan = Plan {
            rounds: 6,
            updates: 60,
            chats: 60,
            work: 100,
            life: 50..500,
            seed: u64::from(std::process::id()),
            is_durable: true,
            store: Some(store),
            webhook: None,
        };
        let report = run(&plan, Path::new(BOT)).await;
        println!("{variable}: {report}");
        assert!(report.is_good(), "{plan:?}\n{report}");
    }
}

/// The test of the test: without a data file the same kills do cost something.
#[tokio::test]
async fn without_a_data_file_kills_are_noticed() {
    let plan = Plan {
        rounds: 3,
        updates: 60,
        chats: 20,
        work: 100,
        life: 50..300,
        seed: 1,
        is_durable: false,
        store: None,
        webhook: None,
    };
    let report = run(&plan, Path::new(BOT)).await;
    assert!(!report.is_good(), "{report}");
}

async fn terminate(mut child: Child) -> Option<i32> {
    let id = child.id().expect("it runs").to_string();
    let sent = Command::new("kill").args(["-TERM", &id]).status().await;
    assert!(sent.expect("kill runs").success());
    let ended = tokio::time::timeout(Duration::from_mins(1), child.wait()).await;
    ended.expect("it ends").expect("it was started").code()
}

#[tokio::test]
async fn a_signal_in_the_middle_of_200_handlers_repeats_nothing() {
    let users: Vec<_> = PEOPLE
        .map(|id| json!({"id": id, "first_name": "P", "username": format!("person{id}"), "started": ["emulator_bot"]}))
        .collect();
    let bots = json!([{"token": "42:EMULATOR", "username": "emulator_bot", "first_name": "E"}]);
    let text = json!({"bots": bots, "users": users, "chats": []}).to_string();
    let emulator = world(World::from_json(&text).expect("a world")).await;
    let folder = Folder::new();
    let data = folder.file("bot.db");
    for id in PEOPLE {
        let text = format!("pair {id}");
        emulator.send(id, id, &text).expect("they may write");
    }
    let child = bot_command(Path::new(BOT), &emulator, Some(&data), 2_000)
        .spawn()
        .expect("it starts");
    wait("all to be taken", || {
        (pending(&emulator) == 0).then_some(())
    })
    .await;
    assert_eq!(terminate(child).await, Some(0));
    for id in PEOPLE {
        assert_eq!(
            answers(&emulator, id),
            [format!("{id} first 1"), format!("{id} second 1")]
        );
    }
    // Nothing is left for another start.
    emulator
        .send(1_001, 1_001, "count 7")
        .expect("they may write");
    let child = bot_command(Path::new(BOT), &emulator, Some(&data), 1)
        .spawn()
        .expect("it starts");
    wait("the answer", || {
        (answers(&emulator, 1_001).len() == 3).then_some(())
    })
    .await;
    assert_eq!(terminate(child).await, Some(0));
    for id in PEOPLE.skip(1) {
        assert_eq!(answers(&emulator, id).len(), 2);
    }
}

#[tokio::test]
async fn a_second_process_names_the_first_and_ends() {
    let (emulator, folder) = (emulator().await, Folder::new());
    let data = folder.file("bot.db");
    let mut first = bot_command(Path::new(BOT), &emulator, Some(&data), 1)
        .spawn()
        .expect("it starts");
    emulator.send(ANN, ANN, "count 1").expect("Ann may write");
    wait("the answer", || {
        (answers(&emulator, ANN) == ["1 count 1"]).then_some(())
    })
    .await;
    let second = bot_command(Path::new(BOT), &emulator, Some(&data), 1)
        .stderr(std::process::Stdio::piped())
        .output()
        .await
        .expect("it starts");
    let said = String::from_utf8_lossy(&second.stderr);
    let process = first.id().expect("it runs").to_string();
    assert_eq!(second.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("process {process}")), "{said}");
    // The operating system lets go of the file of a process that was killed.
    first.kill().await.expect("it can be killed");
    let third = bot_command(Path::new(BOT), &emulator, Some(&data), 1)
        .spawn()
        .expect("it starts");
    emulator.send(ANN, ANN, "count 2").expect("Ann may write");
    wait("the answer", || {
        (answers(&emulator, ANN).len() == 2).then_some(())
    })
    .await;
    assert_eq!(answers(&emulator, ANN)[1], "2 count 2");
    assert_eq!(terminate(third).await, Some(0));
}
