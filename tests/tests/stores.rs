//! Every store keeps the same promises: in memory, in the data file, in Redis and in PostgreSQL.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use botwright::data::DataFile;
use botwright::session::{
    Change, Commit, Expect, Key, MemoryStore, PostgresStore, Put, RedisStore, Store, Transaction,
};
use botwright_tests::{Folder, server};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

/// A store, and names in it that no other test and no other run uses.
struct Tested {
    store: Arc<dyn Store>,
    space: String,
    start: SystemTime,
    _folder: Folder,
}

/// All stores there are.
async fn all() -> Vec<Tested> {
    let folder = Folder::new();
    let file = DataFile::open(folder.file("store.db")).expect("it can be opened");
    let mut stores = vec![
        tested(Arc::new(MemoryStore::default()), Folder::new()),
        tested(Arc::new(file), folder),
    ];
    if let Some(address) = server("BOTWRIGHT_TEST_REDIS") {
        let store = RedisStore::connect(address).await.expect("it runs");
        stores.push(tested(Arc::new(store), Folder::new()));
    }
    if let Some(address) = server("BOTWRIGHT_TEST_POSTGRES") {
        let store = PostgresStore::connect(address).await.expect("it runs");
        stores.push(tested(Arc::new(store), Folder::new()));
    }
    stores
}

fn tested(store: Arc<dyn Store>, folder: Folder) -> Tested {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .expect("after 1970");
    let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    // Stores know milliseconds.
    let start = Duration::from_millis(u64::try_from(since.as_millis()).expect("soon"));
    Tested {
        store,
        space: format!("test:{}-{process}-{count}", since.as_nanos()),
        start: SystemTime::UNIX_EPOCH + start,
        _folder: folder,
    }
}

impl Tested {
    fn at(&self, seconds: u64) -> SystemTime {
        self.start + Duration::from_secs(seconds)
    }

    fn key(&self, owner: &str) -> Key {
        Key::new(self.space.clone(), owner)
    }

    fn put(&self, owner: &str, expect: Expect, value: &str) -> Change {
        Change {
            key: self.key(owner),
            expect,
            put: Some(Put {
                value: value.to_owned(),
                expires: None,
                wakes: None,
            }),
        }
    }

    fn timed(&self, owner: &str, expires: Option<u64>, wakes: Option<u64>) -> Change {
        Change {
            key: self.key(owner),
            expect: Expect::Any,
            put: Some(Put {
                value: "1".to_owned(),
                expires: expires.map(|at| self.at(at)),
                wakes: wakes.map(|at| self.at(at)),
            }),
        }
    }

    fn remove(&self, owner: &str, expect: Expect) -> Change {
        let (key, put) = (self.key(owner), None);
        Change { key, expect, put }
    }

    async fn commit(&self, changes: Vec<Change>, at: u64) -> Commit {
        let transaction = Transaction::new(changes);
        let done = self.store.commit(transaction, self.at(at)).await;
        done.unwrap_or_else(|error| panic!("{:?}: {error}", self.store))
    }

    async fn value(&self, owner: &str, at: u64) -> Option<String> {
        let found = self.store.get(&self.key(owner), self.at(at)).await;
        found.expect("it works").map(|entry| entry.value)
    }
}

#[tokio::test]
async fn all_changes_are_made_or_none() {
    for it in all().await {
        let first = it.commit(vec![it.put("a", Expect::Missing, "1")], 0).await;
        assert_eq!(first, Commit::Done, "{:?}", it.store);
        let both = vec![
            it.put("b", Expect::Missing, "2"),
            it.put("a", Expect::Missing, "2"),
        ];
        let conflict = Commit::Conflict(vec![it.key("a")]);
        assert_eq!(it.commit(both, 0).await, conflict, "{:?}", it.store);
        assert_eq!(it.value("a", 0).await.as_deref(), Some("1"));
        assert_eq!(it.value("b", 0).await, None);
        let both = vec![
            it.remove("a", Expect::Any),
            it.put("b", Expect::Any, "{\"Grüße\": \"🐘\\u0000'\"}"),
        ];
        assert_eq!(it.commit(both, 0).await, Commit::Done, "{:?}", it.store);
        assert_eq!(it.value("a", 0).await, None);
        assert_eq!(
            it.value("b", 0).await.as_deref(),
            Some("{\"Grüße\": \"🐘\\u0000'\"}")
        );
    }
}

#[tokio::test]
async fn a_revision_fits_once() {
    for it in all().await {
        let done = it.commit(vec![it.put("a", Expect::Any, "1")], 0).await;
        assert_eq!(done, Commit::Done);
        let entry = it
            .store
            .get(&it.key("a"), it.at(0))
            .await
            .expect("it works");
        let revision = Expect::Revision(entry.expect("it is there").revision);
        let change = || vec![it.put("a", revision, "2")];
        assert_eq!(it.commit(change(), 0).await, Commit::Done, "{:?}", it.store);
        let conflict = Commit::Conflict(vec![it.key("a")]);
        assert_eq!(it.commit(change(), 0).await, conflict, "{:?}", it.store);
        let remove = || vec![it.remove("a", revision)];
        assert_eq!(it.commit(remove(), 0).await, conflict, "{:?}", it.store);
        assert_eq!(it.value("a", 0).await.as_deref(), Some("2"), "not removed");
        // What was removed and made anew is another one.
        let anew = it.commit(vec![it.remove("a", Expect::Any)], 0).await;
        assert_eq!(anew, Commit::Done);
        assert_eq!(it.commit(remove(), 0).await, conflict);
        let made = it.commit(vec![it.put("a", Expect::Missing, "3")], 0).await;
        assert_eq!(made, Commit::Done);
        assert_eq!(it.commit(change(), 0).await, conflict, "{:?}", it.store);
        let gone = it.commit(vec![it.remove("a", Expect::Missing)], 0).await;
        assert_eq!(gone, conflict, "{:?}", it.store);
    }
}

#[tokio::test]
async fn what_expired_is_as_good_as_gone() {
    for it in all().await {
        let done = it.commit(vec![it.timed("a", Some(10), None)], 0).await;
        assert_eq!(done, Commit::Done);
        assert!(it.value("a", 9).await.is_some(), "{:?}", it.store);
        assert!(it.value("a", 10).await.is_none(), "{:?}", it.store);
        let again = it.commit(vec![it.put("a", Expect::Missing, "2")], 10).await;
        assert_eq!(again, Commit::Done, "{:?}", it.store);
        assert_eq!(it.value("a", 1_000).await.as_deref(), Some("2"));
    }
}

#[tokio::test]
async fn values_wake_in_order() {
    for it in all().await {
        let changes = [("a", 30), ("b", 10), ("c", 20)];
        let changes = changes.map(|(owner, at)| it.timed(owner, None, Some(at)));
        assert_eq!(it.commit(changes.into(), 0).await, Commit::Done);
        let next = async || it.store.next_due(&it.space).await.expect("it works");
        assert_eq!(next().await, Some(it.at(10)), "{:?}", it.store);
        let due = async |at, limit| {
            let due = it.store.due(&it.space, it.at(at), limit).await;
            let due = due.expect("it works").into_iter();
            due.map(|(key, _)| key.owner).collect::<Vec<_>>()
        };
        assert_eq!(due(20, 10).await, ["b", "c"], "{:?}", it.store);
        assert_eq!(due(99, 2).await, ["b", "c"]);
        assert!(due(9, 10).await.is_empty());
        let taken = it.commit(vec![it.remove("b", Expect::Any)], 0).await;
        assert_eq!(taken, Commit::Done);
        assert_eq!(next().await, Some(it.at(20)), "{:?}", it.store);
        let other = it.store.next_due("test:nobody").await.expect("it works");
        assert_eq!(other, None);
    }
}

#[tokio::test]
async fn all_values_are_found_in_the_order_of_their_names() {
    for it in all().await {
        let owners: Vec<_> = (10..35).map(|number| format!("owner {number}")).collect();
        let mut changes: Vec<_> = owners
            .iter()
            .map(|owner| it.put(owner, Expect::Any, "1"))
            .collect();
        changes.push(it.timed("owner 99", Some(5), None));
        assert_eq!(it.commit(changes, 0).await, Commit::Done);
        let (mut after, mut found) = (it.key(""), Vec::new());
        loop {
            let page = it.store.scan(Some(&after), it.at(10), 10).await;
            let page = page.expect("it works");
            let Some((last, _)) = page.last() else { break };
            after = last.clone();
            let ours = page.into_iter().filter(|(key, _)| key.space == it.space);
            let before = found.len();
            found.extend(ours.map(|(key, _)| key.owner));
            if found.len() == before {
                break;
            }
        }
        assert_eq!(found, owners, "{:?}", it.store);
    }
}

#[tokio::test]
async fn no_increment_is_lost() {
    for it in all().await {
        let it = Arc::new(it);
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let it = Arc::clone(&it);
            tasks.spawn(async move {
                let mut done = 0;
                while done < 20 {
                    let entry = it
                        .store
                        .get(&it.key("n"), it.at(0))
                        .await
                        .expect("it works");
                    let (number, expect) = match &entry {
                        Some(entry) => (
                            entry.value.parse::<u32>().expect("a number"),
                            Expect::Revision(entry.revision),
                        ),
                        None => (0, Expect::Missing),
                    };
                    let next = (number + 1).to_string();
                    if it.commit(vec![it.put("n", expect, &next)], 0).await == Commit::Done {
                        done += 1;
                    }
                }
            });
        }
        while let Some(ended) = tasks.join_next().await {
            ended.expect("no panic");
        }
        let value = it.value("n", 0).await;
        assert_eq!(value.as_deref(), Some("160"), "{:?}", it.store);
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_one_clear_error() {
    let redis = RedisStore::connect("redis://user:secret@127.0.0.1:1/").await;
    let postgres = PostgresStore::connect("postgres://user:secret@127.0.0.1:1/bots").await;
    for error in [
        redis.expect_err("nobody listens").to_string(),
        postgres.expect_err("nobody listens").to_string(),
    ] {
        assert!(
            error.contains("127.0.0.1:1") && error.contains("Check"),
            "{error}"
        );
        assert!(!error.contains("secret"), "{error}");
    }
    for error in [
        RedisStore::connect("nonsense")
            .await
            .expect_err("no address")
            .to_string(),
        PostgresStore::connect("nonsense")
            .await
            .expect_err("no address")
            .to_string(),
    ] {
        assert!(error.contains("It looks like"), "{error}");
    }
}

/// A way to a server that can be cut.
async fn through(address: &str, scheme: &str) -> (String, CancellationToken, u16) {
    let (head, rest) = address.split_at(address.find("127.0.0.1").expect("on this machine"));
    assert!(head.starts_with(scheme));
    let (host, path) = rest.split_once('/').expect("a path");
    let (listener, stop) = (
        TcpListener::bind("127.0.0.1:0").await.expect("a port"),
        CancellationToken::new(),
    );
    let port = listener.local_addr().expect("bound").port();
    forward(listener, host.to_owned(), stop.clone());
    (format!("{head}127.0.0.1:{port}/{path}"), stop, port)
}

fn forward(listener: TcpListener, host: String, stop: CancellationToken) {
    tokio::spawn(async move {
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = stop.cancelled() => return,
            };
            let (Ok((mut near, _)), stop, host) = (accepted, stop.clone(), host.clone()) else {
                return;
            };
            tokio::spawn(async move {
                let mut far = TcpStream::connect(host).await.expect("the server runs");
                tokio::select! {
                    _ = copy_bidirectional(&mut near, &mut far) => {}
                    () = stop.cancelled() => {}
                }
            });
        }
    });
}

#[tokio::test]
async fn a_server_that_went_away_is_an_error_until_it_is_back() {
    for (variable, scheme) in [
        ("BOTWRIGHT_TEST_REDIS", "redis://"),
        ("BOTWRIGHT_TEST_POSTGRES", "postgres://"),
    ] {
        let Some(address) = server(variable) else {
            continue;
        };
        let (cut, stop, port) = through(&address, scheme).await;
        let store: Arc<dyn Store> = if scheme == "redis://" {
            Arc::new(RedisStore::connect(cut).await.expect("it runs"))
        } else {
            Arc::new(PostgresStore::connect(cut).await.expect("it runs"))
        };
        let it = tested(store, Folder::new());
        let done = it.commit(vec![it.put("a", Expect::Missing, "1")], 0).await;
        assert_eq!(done, Commit::Done);
        stop.cancel();
        let failed = it.store.get(&it.key("a"), it.at(0)).await;
        let error = failed.expect_err("it is cut").to_string();
        assert!(error.contains("cannot be used now"), "{error}");
        let error = it
            .store
            .commit(
                Transaction::new(vec![it.put("a", Expect::Any, "2")]),
                it.at(0),
            )
            .await
            .expect_err("it is cut");
        assert!(
            error.to_string().contains(&format!("127.0.0.1:{port}")),
            "{error}"
        );
        let (_, rest) = address.split_at(address.find("127.0.0.1").expect("on this machine"));
        let host = rest.split('/').next().expect("a host").to_owned();
        let listener = TcpListener::bind(("127.0.0.1", port))
            .await
            .expect("the port is free");
        forward(listener, host, CancellationToken::new());
        assert_eq!(
            it.value("a", 0).await.as_deref(),
            Some("1"),
            "{:?}",
            it.store
        );
    }
}
