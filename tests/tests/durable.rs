//! A bot with a data file: what is written before it counts, and what is handled again.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use botwright::client::Timeouts;
use botwright::data::{DataError, DataFile, DeadLetter};
use botwright::route::BoxFuture;
use botwright::session::{Commit, Entry, Key, MemoryStore, Store, StoreError, Transaction};
use botwright_emulator::{Emulator, Fault};
use botwright_tests::{ANN, Folder, Running, answers, emulator, pending, run_with, wait};
use tokio::sync::Semaphore;

mod handlers {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use botwright::prelude::*;
    use serde::{Deserialize, Serialize};
    use tokio::sync::Semaphore;

    #[derive(Default)]
    pub(super) struct Tries(pub(super) AtomicU32);

    #[derive(Session, Default, Serialize, Deserialize)]
    #[session(key = user)]
    struct Count(u32);

    #[on_message(text = "hello")]
    async fn hello() -> &'static str {
        "hello"
    }

    #[on_message(text = "block")]
    async fn block(gate: State<Arc<Semaphore>>) -> &'static str {
        let _ = gate.acquire().await;
        "released"
    }

    #[on_message(text = "count")]
    async fn count(mut count: Session<Count>) -> String {
        count.0 += 1;
        count.0.to_string()
    }

    #[on_message(text = "two")]
    async fn two() -> (&'static str, &'static str) {
        ("one", "two")
    }

    /// Panics the first two times.
    #[on_message(text = "third time")]
    async fn third_time(tries: State<Tries>, api: Api, chat: &Chat) -> bot::Result<&'static str> {
        api.send_message(chat.id, "a call").await?;
        assert!(tries.0.fetch_add(1, Ordering::Relaxed) >= 2, "as asked");
        Ok("at last")
    }

    #[on_message(text = "poison")]
    async fn poison() -> bot::Result {
        Err(bot::Error::msg("it never works"))
    }

    /// Calls something else each time.
    #[on_message(text = "stray")]
    async fn stray(tries: State<Tries>, api: Api, chat: &Chat) -> bot::Result<&'static str> {
        let run = tries.0.fetch_add(1, Ordering::Relaxed);
        api.send_message(chat.id, format!("run {run}")).await?;
        assert!(run >= 1, "as asked");
        Ok("done")
    }
}

const HANDLERS: &str = concat!(module_path!(), "::handlers");

async fn start(emulator: Emulator, data: &Path, gate: &Arc<Semaphore>) -> Running {
    run_with(emulator, HANDLERS, |builder| {
        builder
            .data(data)
            .manage(Arc::clone(gate))
            .manage(handlers::Tries::default())
            .poll_timeout(Duration::from_secs(1))
    })
    .await
}

/// As [`start`], where nothing is blocked.
async fn open(emulator: Emulator, data: &Path) -> Running {
    start(emulator, data, &Arc::new(Semaphore::new(100))).await
}

#[tokio::test]
async fn an_update_is_confirmed_when_it_is_written_down() {
    let (folder, gate) = (Folder::new(), Arc::new(Semaphore::new(0)));
    let bot = start(emulator().await, &folder.file("bot.db"), &gate).await;
    bot.emulator.send(ANN, ANN, "block").expect("Ann may write");
    wait("the confirmation", || {
        (pending(&bot.emulator) == 0).then_some(())
    })
    .await;
    assert!(
        answers(&bot.emulator, ANN).is_empty(),
        "it is still being handled"
    );
    gate.add_permits(1);
    wait("the answer", || {
        (answers(&bot.emulator, ANN) == ["released"]).then_some(())
    })
    .await;
    let (ended, emulator) = bot.stop().await;
    ended.expect("a clean end");
    // Nothing is left for another start.
    let bot = open(emulator, &folder.file("bot.db")).await;
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    assert_eq!(answers(&bot.emulator, ANN), ["released", "hello"]);
}

#[tokio::test]
async fn the_state_outlives_the_bot() {
    let folder = Folder::new();
    let bot = open(emulator().await, &folder.file("bot.db")).await;
    assert_eq!(bot.ask("count", 1).await, ["1"]);
    let (ended, emulator) = bot.stop().await;
    ended.expect("a clean end");
    let bot = open(emulator, &folder.file("bot.db")).await;
    assert_eq!(bot.ask("count", 1).await, ["2"]);
}

#[tokio::test]
async fn a_panic_is_tried_again_and_its_calls_are_not_made_again() {
    let folder = Folder::new();
    let bot = open(emulator().await, &folder.file("bot.db")).await;
    assert_eq!(bot.ask("third time", 2).await, ["a call", "at last"]);
    // Nothing else comes: the chat goes on.
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    assert_eq!(answers(&bot.emulator, ANN).len(), 3);
}

#[tokio::test]
async fn a_handler_that_makes_other_calls_than_before_makes_them_anew() {
    let folder = Folder::new();
    let bot = open(emulator().await, &folder.file("bot.db")).await;
    assert_eq!(bot.ask("stray", 3).await, ["run 0", "run 1", "done"]);
}

#[tokio::test]
async fn what_never_works_is_a_dead_letter_and_its_chat_goes_on() {
    let (folder, path) = (Folder::new(), "bot.db");
    let path = folder.file(path);
    let bot = open(emulator().await, &path).await;
    bot.emulator
        .send(ANN, ANN, "poison")
        .expect("Ann may write");
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    let letters = DeadLetter::all(&path).expect("it can be read while the bot runs");
    assert_eq!(letters.len(), 1);
    assert!(letters[0].error.contains("it never works"), "{letters:?}");
    assert!(letters[0].json.contains("poison"));
    let (ended, emulator) = bot.stop().await;
    ended.expect("a clean end");

    let file = DataFile::open(&path).expect("the bot has let go of it");
    let id = letters[0].update_id;
    assert_eq!(file.retry_dead(Some(id)).await.expect("it works"), 1);
    assert!(DeadLetter::all(&path).expect("it can be read").is_empty());
    drop(file);
    // It fails once more.
    let bot = open(emulator, &path).await;
    wait("the letter", || {
        let letters = DeadLetter::all(&path).expect("it can be read");
        (letters.len() == 1).then_some(())
    })
    .await;
    drop(bot.stop().await);
    let file = DataFile::open(&path).expect("the bot has let go of it");
    assert_eq!(file.drop_dead(None).await.expect("it works"), 1);
    assert!(DeadLetter::all(&path).expect("it can be read").is_empty());
}

#[tokio::test]
async fn a_reply_that_is_refused_takes_the_rest_with_it_and_nothing_comes_again() {
    let folder = Folder::new();
    let emulator = emulator().await;
    emulator.fail_next(
        "sendMessage",
        Fault::Status {
            code: 400,
            body: r#"{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}"#
                .into(),
        },
    );
    let bot = open(emulator, &folder.file("bot.db")).await;
    bot.emulator.send(ANN, ANN, "two").expect("Ann may write");
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    let (ended, emulator) = bot.stop().await;
    ended.expect("a clean end");
    let bot = open(emulator, &folder.file("bot.db")).await;
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    assert_eq!(answers(&bot.emulator, ANN), ["hello", "hello"]);
}

#[tokio::test]
async fn a_reply_whose_answer_is_lost_is_not_sent_again() {
    let folder = Folder::new();
    let emulator = emulator().await;
    emulator.fail_next("sendMessage", Fault::Drop);
    let bot = run_with(emulator, HANDLERS, |builder| {
        builder
            .data(folder.file("bot.db"))
            .manage(Arc::new(Semaphore::new(0)))
            .manage(handlers::Tries::default())
            .timeouts(Timeouts::default())
    })
    .await;
    bot.emulator.send(ANN, ANN, "two").expect("Ann may write");
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    assert_eq!(answers(&bot.emulator, ANN), ["hello"]);
}

#[tokio::test]
async fn a_file_is_used_by_one_bot_at_a_time_and_by_its_own_only() {
    let folder = Folder::new();
    let path = folder.file("bot.db");
    let bot = open(emulator().await, &path).await;
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    let error = DataFile::open(&path).expect_err("it is in use").to_string();
    let process = std::process::id().to_string();
    assert!(
        error.contains(&process) && error.contains("BOT_DATA"),
        "{error}"
    );
    let (ended, _) = bot.stop().await;
    ended.expect("a clean end");
    drop(DataFile::open(&path).expect("it is free again"));

    let other = run_with(emulator().await, HANDLERS, |builder| {
        let builder = builder.data(&path).token("43:OTHER");
        builder
            .manage(Arc::new(Semaphore::new(0)))
            .manage(handlers::Tries::default())
    })
    .await;
    let error = other.ended().await.expect_err("not its file").to_string();
    assert!(error.contains("bot 42") && error.contains("43"), "{error}");
}

#[tokio::test]
async fn what_is_no_data_file_is_refused_and_left_as_it_is() {
    let folder = Folder::new();
    let text = folder.file("notes.txt");
    std::fs::write(
        &text,
        "These are my notes, and no database at all.\n".repeat(40),
    )
    .expect("it can be written");
    let before = std::fs::read(&text).expect("it can be read");
    assert!(matches!(
        DataFile::open(&text),
        Err(DataError::Foreign { .. })
    ));
    assert_eq!(std::fs::read(&text).expect("it can be read"), before);

    let folder_itself = folder.file(".");
    assert!(matches!(
        DataFile::open(&folder_itself),
        Err(DataError::NotWritable { .. })
    ));
    let nowhere = folder.file("none/bot.db");
    let error = DataFile::open(&nowhere)
        .expect_err("no such folder")
        .to_string();
    assert!(error.contains("none/bot.db"), "{error}");
}

#[tokio::test]
async fn a_damaged_file_is_refused() {
    let folder = Folder::new();
    let path = folder.file("bot.db");
    let bot = open(emulator().await, &path).await;
    for _ in 0..20 {
        bot.ask("count", 1).await;
    }
    drop(bot.stop().await);
    let whole = std::fs::read(&path).expect("it can be read");
    // The last page, as a write that was cut off leaves it; garbage in the middle; a file cut in half.
    let torn = [&whole[..whole.len() - 4096], &vec![0xAA; 4096][..]].concat();
    let mut garbage = whole.clone();
    garbage[4096..].fill(0x55);
    for broken in [torn, garbage, whole[..whole.len() / 2].to_vec()] {
        std::fs::write(&path, &broken).expect("it can be written");
        let error = DataFile::open(&path)
            .expect_err("it is damaged")
            .to_string();
        assert!(
            error.contains("damaged") && error.contains("bot.db"),
            "{error}"
        );
    }
    std::fs::write(&path, &whole).expect("it can be written");
    drop(DataFile::open(&path).expect("it is whole again"));
}

/// A store whose n-th call fails.
#[derive(Debug)]
struct Failing {
    inner: MemoryStore,
    left: AtomicU32,
}

impl Failing {
    fn new(calls: u32) -> Self {
        Self {
            inner: MemoryStore::default(),
            left: AtomicU32::new(calls),
        }
    }

    fn turn(&self) -> Result<(), StoreError> {
        if self.left.fetch_sub(1, Ordering::Relaxed) == 0 {
            return Err(StoreError::new("as the test wants it"));
        }
        Ok(())
    }
}

impl Store for Failing {
    fn get<'a>(
        &'a self,
        key: &'a Key,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        Box::pin(async move {
            self.turn()?;
            self.inner.get(key, now).await
        })
    }

    fn commit(
        &self,
        transaction: Transaction,
        now: SystemTime,
    ) -> BoxFuture<'_, Result<Commit, StoreError>> {
        Box::pin(async move {
            self.turn()?;
            self.inner.commit(transaction, now).await
        })
    }

    fn due<'a>(
        &'a self,
        space: &'a str,
        now: SystemTime,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<(Key, Entry)>, StoreError>> {
        self.inner.due(space, now, limit)
    }

    fn next_due<'a>(
        &'a self,
        space: &'a str,
    ) -> BoxFuture<'a, Result<Option<SystemTime>, StoreError>> {
        self.inner.next_due(space)
    }

    fn scan<'a>(
        &'a self,
        after: Option<&'a Key>,
        now: SystemTime,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<(Key, Entry)>, StoreError>> {
        self.inner.scan(after, now, limit)
    }
}

#[tokio::test]
async fn whichever_call_of_another_store_fails_each_update_counts_once() {
    let mut runs = tokio::task::JoinSet::new();
    for calls in 0..8 {
        runs.spawn(async move {
            let folder = Folder::new();
            let bot = run_with(emulator().await, HANDLERS, |builder| {
                builder
                    .data(folder.file("bot.db"))
                    .store(Failing::new(calls))
                    .manage(Arc::new(Semaphore::new(0)))
                    .manage(handlers::Tries::default())
                    .poll_timeout(Duration::from_secs(1))
            })
            .await;
            for _ in 0..3 {
                bot.emulator.send(ANN, ANN, "count").expect("Ann may write");
            }
            wait("three answers", || {
                (answers(&bot.emulator, ANN).len() == 3).then_some(())
            })
            .await;
            assert_eq!(answers(&bot.emulator, ANN), ["1", "2", "3"], "call {calls}");
            bot.stop().await.0.expect("a clean end");
        });
    }
    while let Some(ended) = runs.join_next().await {
        ended.expect("no panic");
    }
}
