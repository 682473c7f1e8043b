//! Sessions: kept, shared, never lost.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use botwright::prelude::*;
use botwright::session::{Change, Expect, Key, Put, Transaction};
use botwright::{Clock, StateMap};
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use tokio::sync::Barrier;

use crate::support::{TestBot, texts};

mod bot {
    use super::*;

    #[derive(Session, Default, Serialize, Deserialize)]
    #[session(key = user, ttl = "30 days")]
    pub(super) struct Basket {
        pub(super) items: Vec<u32>,
    }

    #[derive(Session, Default, Serialize, Deserialize)]
    #[session(key = user_in_chat, name = "counter")]
    struct Counter(u64);

    /// Puts an item into the basket.
    #[command]
    async fn put(item: u32, mut basket: Session<Basket>) -> String {
        basket.items.push(item);
        format!("{} items", basket.items.len())
    }

    /// Puts an item into the basket and breaks.
    #[command]
    async fn breaks(mut basket: Session<Basket>) -> botwright::bot::Result {
        basket.items.push(0);
        Err(botwright::bot::Error::msg("broken"))
    }

    /// Says how many there are.
    #[command]
    async fn count(basket: Session<Basket>) -> String {
        format!("{} items", basket.items.len())
    }

    /// Empties the basket.
    #[command]
    async fn empty(mut basket: Session<Basket>) {
        basket.clear();
    }

    /// Counts.
    #[command]
    async fn more(mut counter: Session<Counter>) -> String {
        counter.0 += 1;
        counter.0.to_string()
    }
}

mod race {
    use super::*;

    #[derive(Session, Default, Serialize, Deserialize)]
    pub(super) struct Clicks(pub(super) u64);

    /// Counts, after everybody has read.
    #[command]
    async fn click(mut clicks: Session<Clicks>, all: State<Arc<Barrier>>) {
        if clicks.0 == 0 {
            all.wait().await;
        }
        clicks.0 += 1;
    }

    /// Says how many there are.
    #[command]
    async fn clicks(clicks: Session<Clicks>) -> String {
        clicks.0.to_string()
    }
}

fn bot() -> TestBot {
    TestBot::new(concat!(module_path!(), "::bot"))
}

async fn says(bot: &TestBot, user: i64, chat: i64, text: &str) -> Vec<String> {
    texts(&bot.kept(user, chat, text).await)
}

#[tokio::test]
async fn what_was_changed_is_there_next_time() {
    let bot = bot();
    assert_eq!(says(&bot, 1, 1, "/put 7").await, ["1 items"]);
    assert_eq!(
        says(&bot, 1, 2, "/put 8").await,
        ["2 items"],
        "the same user elsewhere"
    );
    assert_eq!(
        says(&bot, 2, 2, "/put 9").await,
        ["1 items"],
        "another user"
    );
    let _ = bot.kept(1, 1, "/empty").await;
    assert_eq!(says(&bot, 1, 1, "/count").await, ["0 items"]);
}

#[tokio::test]
async fn keys_tell_chats_apart() {
    let bot = bot();
    assert_eq!(says(&bot, 1, 1, "/more").await, ["1"]);
    assert_eq!(says(&bot, 1, 1, "/more").await, ["2"]);
    assert_eq!(says(&bot, 1, 2, "/more").await, ["1"]);
}

#[tokio::test]
async fn a_failed_handler_writes_nothing() {
    let bot = bot();
    assert!(bot.kept(1, 1, "/breaks").await.has_failed());
    assert_eq!(says(&bot, 1, 1, "/count").await, ["0 items"]);
}

#[tokio::test]
async fn only_changes_are_written() {
    let bot = bot();
    assert!(bot.text("/count").await.changes.is_empty());
    assert_eq!(bot.text("/put 7").await.changes.len(), 1);
}

#[tokio::test]
async fn an_unused_session_goes_and_a_used_one_stays() {
    let clock = Clock::manual(SystemTime::UNIX_EPOCH);
    let bot = bot().clocked(clock.clone());
    let day = Duration::from_hours(24);
    assert_eq!(says(&bot, 1, 1, "/put 7").await, ["1 items"]);
    clock.advance(20 * day);
    assert_eq!(says(&bot, 1, 1, "/count").await, ["1 items"]);
    clock.advance(20 * day);
    assert_eq!(says(&bot, 1, 1, "/count").await, ["1 items"]);
    clock.advance(31 * day);
    assert_eq!(says(&bot, 1, 1, "/count").await, ["0 items"]);
}

#[tokio::test]
async fn a_value_that_does_not_fit_is_an_error_that_says_so() {
    let bot = bot();
    let change = Change {
        key: Key::new("session:Basket", "user:1"),
        expect: Expect::Any,
        put: Some(Put {
            value: r#"{"items":"many"}"#.to_owned(),
            expires: None,
            wakes: None,
        }),
    };
    let (store, now) = (bot.app().store(), bot.app().clock().now());
    let _ = store
        .commit(Transaction::new(vec![change]), now)
        .await
        .unwrap();
    let outcome = bot.kept(1, 1, "/count").await;
    let botwright::reply::End::Failed(error) = outcome.end else {
        panic!("{outcome:?}");
    };
    let text = error.to_string();
    assert!(
        text.contains("session:Basket/user:1") && text.contains("invalid type"),
        "{text}"
    );
}

#[tokio::test]
async fn a_thousand_increments_at_once_end_at_a_thousand() {
    const CLICKS: usize = 1_000;
    let mut state = StateMap::new();
    state.insert(Arc::new(Barrier::new(CLICKS)));
    let bot = TestBot::with(concat!(module_path!(), "::race"), state);
    // All of them have read 0 before the first writes 1.
    let clicks = (0..1_000).map(|chat| bot.kept(1, chat, "/click"));
    for outcome in join_all(clicks).await {
        assert!(!outcome.has_failed(), "{outcome:?}");
    }
    assert_eq!(says(&bot, 1, 1, "/clicks").await, ["1000"]);
}
