//! What an emulator in a test costs: its start, a message in a large world, and a million messages.
//!
//! `cargo bench -p botwright-emulator --bench embedding`

use std::time::{Duration, Instant};

use botwright_emulator::{Emulator, World};
use bytes::Bytes;
use http::Request;
use serde_json::json;

const STARTS: u32 = 1_000;
const CHATS: usize = 100_000;
const CALLS: usize = 50_000;
const MESSAGES: usize = 1_000_000;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let began = Instant::now();
        for _ in 0..STARTS {
            let emulator = Emulator::builder().without_sockets().start().await;
            drop(emulator.expect("no sockets"));
        }
        print("start without sockets", began.elapsed() / STARTS);
        measure_calls().await;
    });
}

fn print(what: &str, took: Duration) {
    println!("{what:40} {:9.1} µs", took.as_secs_f64() * 1e6);
}

/// A bot that every person of a large world has started.
async fn large_world() -> Emulator {
    let users: Vec<_> = (1..=CHATS)
        .map(|id| json!({"id": 1000 + id, "first_name": "Somebody", "started": ["emulator_bot"]}))
        .collect();
    let bot = json!({"token": "42:EMULATOR", "username": "emulator_bot", "first_name": "Emulator"});
    let world = json!({"bots": [bot], "users": users}).to_string();
    let world = World::from_json(&world).expect("a valid world");
    let emulator = Emulator::builder().without_sockets().world(world).start();
    emulator.await.expect("no sockets")
}

async fn send(emulator: &Emulator, number: usize) {
    let chat = 1001 + number % CHATS;
    let body = format!("{{\"chat_id\":{chat},\"text\":\"Message {number}: hello, how are you?\"}}");
    let request = Request::post("/bot42:EMULATOR/sendMessage")
        .header("content-type", "application/json")
        .body(Bytes::from(body))
        .expect("a request");
    let answer = emulator.handle(request).await.expect("an answer");
    assert_eq!(answer.status(), 200);
}

async fn measure_calls() {
    let emulator = large_world().await;
    let before = resident();
    let began = cpu();
    for number in 0..CALLS {
        send(&emulator, number).await;
    }
    let took = cpu().saturating_sub(began) / u32::try_from(CALLS).unwrap_or(1);
    print("CPU of sendMessage, 100 000 chats", took);
    for number in CALLS..MESSAGES {
        send(&emulator, number).await;
    }
    let megabytes = resident().saturating_sub(before) >> 20;
    println!("{:40} {megabytes:9} MiB", "a million messages");
}

/// The memory of this process in bytes, as Linux tells it.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = status
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0_usize) * 4096
}

/// The processor's time of this process, in steps of 10 ms.
fn cpu() -> Duration {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = status.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
