//! The file when the disk, the program and the calendar do their worst.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use super::updates::count;
use super::values::Ending;
use super::worker::Safety;
use super::{DataError, DataFile, schema};
use crate::session::{Change, Expect, Key, Put, Store};

/// A file of its own, removed with everything beside it.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(format!("botwright-data-{process}-{count}"));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        Self(folder.join("bot.db"))
    }

    fn open(&self) -> DataFile {
        DataFile::open(&self.0).expect("it can be opened")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(folder) = self.0.parent() {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

const START: SystemTime = SystemTime::UNIX_EPOCH;

fn at(hours: u64) -> SystemTime {
    START + Duration::from_hours(hours)
}

fn updates(ids: &[i64]) -> std::sync::Arc<[(i64, String)]> {
    ids.iter()
        .map(|id| (*id, format!("{{\"update_id\":{id}}}")))
        .collect()
}

fn put(owner: &str, expect: Expect, value: &str) -> Change {
    Change {
        key: Key::new("test", owner),
        expect,
        put: Some(Put {
            value: value.to_owned(),
            expires: None,
            wakes: None,
        }),
    }
}

/// Repeats what failed, as the bot does, and counts the failures.
async fn until_done<T>(mut work: impl AsyncFnMut() -> Result<T, String>, failed: &mut u32) -> T {
    loop {
        match work().await {
            Ok(value) => return value,
            Err(_) => *failed += 1,
        }
    }
}

#[tokio::test]
async fn whichever_write_fails_nothing_is_lost_and_nothing_is_doubled() {
    let mut fails_in = 0;
    loop {
        let (place, mut failed) = (Place::new(), 0);
        let file = place.open();
        let armed = file.write(Safety::Written, move |core| {
            core.fails_in = Some(fails_in);
            Ok(())
        });
        armed.await.expect("it is not armed yet");
        let mut seqs = Vec::new();
        for batch in [&[1, 2][..], &[2, 3]] {
            let numbers = until_done(
                async || {
                    file.append(updates(batch), START)
                        .await
                        .map_err(|it| it.to_string())
                },
                &mut failed,
            )
            .await;
            seqs.extend(numbers.into_iter().flatten());
        }
        for (number, seq) in (1..).zip(&seqs) {
            let outbox = until_done(
                async || {
                    let ending = Ending {
                        changes: vec![put("count", Expect::Any, &number.to_string())],
                        calls: vec![format!("{{\"method\":\"m\",\"json\":\"{number}\"}}")],
                        lane: "7".to_owned(),
                        answers: number,
                        done: vec![*seq],
                    };
                    let ended = file.end(ending, START).await;
                    ended
                        .map_err(|it| it.to_string())?
                        .map_err(|_| "conflict".to_owned())
                },
                &mut failed,
            )
            .await;
            until_done(
                async || file.sending(outbox[0]).await.map_err(|it| it.to_string()),
                &mut failed,
            )
            .await;
        }
        assert_eq!(seqs.len(), 3, "each id once");
        drop(file);
        let file = place.open();
        assert!(file.pending().await.expect("it works").is_empty());
        let left = file.left_behind().await.expect("it works");
        assert_eq!(
            left.iter().map(|it| it.answers).collect::<Vec<_>>(),
            [1, 2, 3]
        );
        assert!(left.iter().all(|it| it.sending));
        let entry = file
            .get(&Key::new("test", "count"), START)
            .await
            .expect("it works");
        assert_eq!(entry.expect("it is there").value, "3");
        if failed == 0 {
            // Every write has had its turn.
            assert!(fails_in > 5, "{fails_in}");
            return;
        }
        assert_eq!(failed, 1, "write {fails_in}");
        fails_in += 1;
    }
}

#[tokio::test]
async fn a_full_disk_is_said_and_what_was_not_written_is_not_known() {
    let place = Place::new();
    let file = place.open();
    let pages = |more: i64| {
        file.write(Safety::Written, move |core| {
            let now: i64 = core
                .connection
                .query_row("PRAGMA page_count", (), |row| row.get(0))?;
            let most = now + more;
            core.connection
                .query_row(&format!("PRAGMA max_page_count = {most}"), (), |_| Ok(()))
        })
    };
    pages(1).await.expect("it can be set");
    let large = std::sync::Arc::from([(1, "x".repeat(100_000)), (2, String::new())]);
    let error = file.append(std::sync::Arc::clone(&large), START).await;
    let error = error.expect_err("there is no room");
    assert!(matches!(error, DataError::DiskFull { .. }), "{error}");
    assert!(
        file.pending().await.expect("it works").is_empty(),
        "all or nothing"
    );
    pages(1_000).await.expect("it can be set");
    let numbers = file.append(large, START).await.expect("there is room");
    assert!(
        numbers.iter().all(Option::is_some),
        "not taken for known: {numbers:?}"
    );
    assert_eq!(file.pending().await.expect("it works").len(), 2);
}

#[tokio::test]
async fn an_id_is_known_for_a_day_and_over_a_restart() {
    let place = Place::new();
    let file = place.open();
    let known = async |file: &DataFile, id, at| {
        let numbers = file.append(updates(&[id]), at).await.expect("it works");
        numbers[0].is_none()
    };
    let now = SystemTime::now();
    assert!(!known(&file, 7, now).await);
    drop(file);
    let file = place.open();
    assert!(known(&file, 7, now + Duration::from_hours(23)).await);
    assert!(
        !known(&file, 7, now + Duration::from_hours(25)).await,
        "ids begin anew after a week"
    );
}

#[tokio::test]
async fn ids_that_are_too_old_are_removed() {
    let place = Place::new();
    let file = place.open();
    for (hour, first) in [(0, 1), (1, 1_001), (30, 2_001)] {
        let ids: Vec<_> = (first..first + 1_000).collect();
        file.append(updates(&ids), at(hour))
            .await
            .expect("it works");
    }
    let left = file
        .read(|core| count(core, "seen"))
        .await
        .expect("it works");
    assert_eq!(left, 1_000, "those of the last day");
}

#[tokio::test]
async fn a_file_of_a_later_version_is_refused() {
    let place = Place::new();
    let file = place.open();
    let newer = file.write(Safety::Synced, |core| {
        core.connection.execute_batch("CREATE TABLE later (a)")
    });
    newer.await.expect("it works");
    drop(file);
    let connection = rusqlite::Connection::open(&place.0).expect("it can be opened");
    connection
        .pragma_update(None, "user_version", 99)
        .expect("it can be set");
    drop(connection);
    let error = DataFile::open(&place.0)
        .expect_err("it is newer")
        .to_string();
    assert!(
        error.contains("99") && error.contains("later version"),
        "{error}"
    );
}

#[test]
fn files_of_every_version_become_files_of_the_last() {
    // A step that no version has yet: what a later one will do to the files of today.
    let next = "ALTER TABLE dead ADD COLUMN note TEXT NOT NULL DEFAULT ''; \
                INSERT INTO meta VALUES ('moved', 'yes');";
    let scripts: Vec<_> = schema::MIGRATIONS.iter().copied().chain([next]).collect();
    for version in 1..scripts.len() {
        let place = Place::new();
        let mut connection = rusqlite::Connection::open(&place.0).expect("it can be made");
        schema::migrate(&mut connection, &place.0, &scripts[..version]).expect("it works");
        connection
            .execute_batch(
                "INSERT INTO updates VALUES (1, 7, 0, 0, '{}'); INSERT INTO dead VALUES (2, 8, 0, 0, 'e', '{}');",
            )
            .expect("it can be filled");
        schema::migrate(&mut connection, &place.0, &scripts).expect("it works");
        let read = |connection: &rusqlite::Connection, sql: &str| {
            connection.query_row(sql, (), |row| row.get::<_, String>(0))
        };
        assert_eq!(
            read(&connection, "SELECT value FROM meta WHERE name = 'moved'").as_deref(),
            Ok("yes")
        );
        assert_eq!(
            read(&connection, "SELECT error || note FROM dead").as_deref(),
            Ok("e")
        );
        assert_eq!(
            read(&connection, "SELECT json FROM updates").as_deref(),
            Ok("{}")
        );
        // A step that fails leaves everything as it was.
        let broken: Vec<_> = scripts
            .iter()
            .copied()
            .chain(["DROP TABLE dead; nonsense"])
            .collect();
        let failed = schema::migrate(&mut connection, &place.0, &broken);
        assert!(failed.is_err());
        assert_eq!(
            read(&connection, "SELECT error || note FROM dead").as_deref(),
            Ok("e")
        );
    }
}

#[tokio::test]
async fn commits_that_come_together_share_a_transaction_and_fail_alone() {
    let place = Place::new();
    let file = place.open();
    let commits = (0..50).map(|number| {
        let file = file.clone();
        async move {
            let expect = if number % 2 == 0 {
                Expect::Any
            } else {
                Expect::Missing
            };
            let changes = vec![put("same", expect, &number.to_string())];
            let ending = Ending {
                changes,
                ..Ending::default()
            };
            file.end(ending, START).await.expect("it works").is_ok()
        }
    });
    let done = futures_util::future::join_all(commits).await;
    let conflicts = done.iter().filter(|done| !**done).count();
    assert_eq!(conflicts, 25, "those that expected nothing to be there");
}
