//! The tables of the data file, and how older files come to have them.

use std::fs::OpenOptions;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::DataError;
use super::lock::private;

/// Marks the file as ours: `BTWR`.
const APPLICATION: i32 = 0x4254_5752;

/// Up to this size the whole file is checked when it is opened.
const CHECKED: u64 = 64 << 20;

/// What makes a file of one version one of the next. A script that was released is never changed.
pub(super) const MIGRATIONS: &[&str] = &[include_str!("schema/1.sql")];

/// Opens the file for writing; makes it when it is not there, and brings it up to date.
pub(super) fn open(path: &Path) -> Result<Connection, DataError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    private(&mut options);
    let size = options
        .open(path)
        .and_then(|file| file.metadata())
        .map_err(|error| DataError::io(path, &error))?
        .len();
    let sql = |error: rusqlite::Error| DataError::of(path, &error);
    let mut connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(sql)?;
    check(&connection, path, size)?;
    connection
        // `auto_vacuum` counts for a new file alone, and before it has any table.
        .execute_batch(
            "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        )
        .map_err(sql)?;
    migrate(&mut connection, path, MIGRATIONS)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Opens the file for reading, also while a bot uses it.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, DataError> {
    let size = std::fs::metadata(path)
        .map_err(|error| DataError::io(path, &error))?
        .len();
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(|error| DataError::of(path, &error))?;
    check(&connection, path, size)?;
    connection.set_prepared_statement_cache_capacity(16);
    Ok(connection)
}

/// Whether the file is new or ours, of a version we know, and whole.
fn check(connection: &Connection, path: &Path, size: u64) -> Result<(), DataError> {
    let sql = |error: rusqlite::Error| DataError::of(path, &error);
    let number = |pragma: &str| connection.query_row(pragma, (), |row| row.get::<_, i64>(0));
    let tables = number("SELECT count(*) FROM sqlite_schema").map_err(sql)?;
    let application = number("PRAGMA application_id").map_err(sql)?;
    if tables > 0 && application != i64::from(APPLICATION) {
        return Err(DataError::Foreign {
            path: path.to_owned(),
        });
    }
    let version = number("PRAGMA user_version").map_err(sql)?;
    let (found, known) = (
        u32::try_from(version).unwrap_or(u32::MAX),
        version_of(MIGRATIONS),
    );
    if found > known {
        return Err(DataError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    if size <= CHECKED {
        let said: String = connection
            .query_row("PRAGMA quick_check(1)", (), |row| row.get(0))
            .map_err(sql)?;
        if said != "ok" {
            return Err(DataError::Damaged {
                path: path.to_owned(),
                problem: said,
            });
        }
    }
    Ok(())
}

fn version_of(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}

/// Runs the scripts that the file has not seen, all in one transaction.
pub(super) fn migrate(
    connection: &mut Connection,
    path: &Path,
    scripts: &[&str],
) -> Result<(), DataError> {
    let sql = |error: rusqlite::Error| DataError::of(path, &error);
    let version: u32 = connection
        .query_row("PRAGMA user_version", (), |row| row.get(0))
        .map_err(sql)?;
    let missing = scripts.get(version as usize..).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    let transaction = connection.transaction().map_err(sql)?;
    for script in missing {
        transaction.execute_batch(script).map_err(sql)?;
    }
    transaction
        .pragma_update(None, "application_id", APPLICATION)
        .and_then(|()| transaction.pragma_update(None, "user_version", version_of(scripts)))
        .and_then(|()| transaction.commit())
        .map_err(sql)
}
