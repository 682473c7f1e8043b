//! The bot that is killed: it counts, asks, answers, and takes its time.

use std::time::Duration;

use botwright::prelude::*;
use botwright::session::{PostgresStore, RedisStore};
use serde::{Deserialize, Serialize};

/// How many milliseconds a handler takes at most.
struct Work(u64);

impl Work {
    /// Takes some time, the same for each number.
    async fn on(&self, number: u64) {
        let milliseconds = number.wrapping_mul(0x9E37_79B9) % self.0.max(1);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    }
}

#[derive(Session, Default, Serialize, Deserialize)]
#[session(key = user)]
struct Count(u64);

#[derive(Dialogue, Serialize, Deserialize)]
enum Question {
    Asked { number: u64 },
}

impl Count {
    fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

#[on_message(regex = "^count (?<number>\\d+)$")]
async fn count(number: u64, mut count: Session<Count>, work: State<Work>) -> String {
    work.on(number).await;
    format!("{number} count {}", count.next())
}

#[on_message(regex = "^pair (?<number>\\d+)$")]
async fn pair(number: u64, mut count: Session<Count>, work: State<Work>) -> (String, String) {
    work.on(number).await;
    let count = count.next();
    (
        format!("{number} first {count}"),
        format!("{number} second {count}"),
    )
}

#[on_message(regex = "^call (?<number>\\d+)$")]
async fn call(
    number: u64,
    api: Api,
    chat: &Chat,
    mut count: Session<Count>,
    work: State<Work>,
) -> String {
    let count = count.next();
    // Of a call that may have been made the reply still tells that the update was handled.
    let text = format!("{number} called {count}");
    let _ = api.send_message(chat.id, text).await;
    work.on(number).await;
    format!("{number} after {count}")
}

#[on_message(regex = "^ask (?<number>\\d+)$")]
async fn ask(
    number: u64,
    mut count: Session<Count>,
    work: State<Work>,
) -> (String, Goto<Question>) {
    work.on(number).await;
    let text = format!("{number} asked {}", count.next());
    (text, Goto(Question::Asked { number }))
}

#[on_state(Question::Asked { .. }, regex = "^answer (?<answer>\\d+)$")]
async fn answer(
    answer: u64,
    mut count: Session<Count>,
    work: State<Work>,
) -> (String, Done<Question>) {
    work.on(answer).await;
    (format!("{answer} answered {}", count.next()), Done::new())
}

/// Never works.
#[on_message(regex = "^fail (?<number>\\d+)$")]
async fn fail(number: u64) -> bot::Result {
    Err(bot::Error::msg(format!("{number} never works")))
}

/// The question was forgotten.
#[on_message(regex = "^answer (?<number>\\d+)$")]
async fn stateless(number: u64) -> String {
    format!("{number} stateless")
}

/// Says that the program is there.
#[on_start]
#[allow(clippy::print_stdout)] // Whoever kills it reads this.
async fn ready() {
    println!("ready");
}

#[bot::main]
async fn main() -> bot::Result {
    let work = std::env::var("CRASH_WORK").ok();
    let work = work.and_then(|text| text.parse().ok()).unwrap_or(200);
    let mut builder = bot::builder().manage(Work(work)).menu(false);
    // Where its state is, if not in the data file: an address and a name of its own.
    if let Ok(address) = std::env::var("CRASH_STORE") {
        builder = if address.starts_with("redis:") {
            let prefix = std::env::var("CRASH_PREFIX").unwrap_or_default();
            builder.store(RedisStore::connect(address).await?.prefix(prefix))
        } else {
            builder.store(PostgresStore::connect(address).await?)
        };
    }
    builder.run().await
}
