//! Why a data file cannot be used.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why a data file cannot be used. Nothing that failed with it was written.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// Another process has it open.
    #[error(
        "the data file {} is in use by the process {process}. One process at a time can use it: stop the \
         other one, or give this bot a file of its own by BOT_DATA", path.display()
    )]
    InUse {
        /// The file.
        path: PathBuf,
        /// The process id of the other.
        process: String,
    },
    /// It is something else.
    #[error(
        "{} is not the data file of a bot. Move it away, or name another file by BOT_DATA", path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// It belongs to another bot.
    #[error(
        "the data file {} belongs to the bot {owner}, and this is {bot}. Name another file by BOT_DATA: the \
         updates of one bot mean nothing to another", path.display()
    )]
    OtherBot {
        /// The file.
        path: PathBuf,
        /// The user id of the bot whose file it is.
        owner: String,
        /// The user id of this bot.
        bot: i64,
    },
    /// A later version of the library has written it.
    #[error(
        "the data file {} has the version {found}, and this program knows {known} at most: it was written by a \
         later version of botwright. Start that version again", path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The last version this library knows.
        known: u32,
    },
    /// Its content is damaged.
    #[error(
        "the data file {} is damaged: {problem}. Put back a copy, or save what is left by `sqlite3 {} .recover`",
        path.display(), path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        problem: String,
    },
    /// The operating system does not let the process write it.
    #[error(
        "the data file {} cannot be written: {problem}. The file and its folder must belong to the user the \
         bot runs as", path.display()
    )]
    NotWritable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        problem: String,
    },
    /// No room.
    #[error("the disk of the data file {} is full. Nothing is taken from Telegram until there is room", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// The file was closed.
    #[error("the data file is closed: the bot is stopping")]
    Closed,
    /// Anything else.
    #[error("the data file {} cannot be used: {problem}", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        problem: String,
    },
}

impl DataError {
    /// What SQLite says, in our words.
    pub(super) fn of(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        let problem = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::NotADatabase) => Self::Foreign { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, problem },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::NotWritable { path, problem }
            }
            _ => Self::Other { path, problem },
        }
    }

    /// What the operating system says, in our words.
    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        let (path, problem) = (path.to_owned(), error.to_string());
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::NotFound
            | io::ErrorKind::IsADirectory => Self::NotWritable { path, problem },
            _ => Self::Other { path, problem },
        }
    }
}
