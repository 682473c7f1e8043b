//! What an earlier run left behind, when even its keepers were killed.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;

use super::{catalogue, postgres};
use crate::{Outcome, command};

/// A variable that every server, and whatever it starts, carries; its value is the folder.
pub(super) const MARK: &str = "BOTWRIGHT_SERVICES";

/// Ends every process that carries the folder's mark.
///
/// The caller holds the folder's lock, so no living run owns any of them. Recorded process ids
/// would not do: they may belong to somebody else by now.
pub(super) fn stop(folder: &Path) {
    let mark = [MARK.as_bytes(), b"=", folder.as_os_str().as_bytes()].concat();
    let Ok(processes) = fs::read_dir("/proc") else {
        return;
    };
    for process in processes.flatten() {
        let name = process.file_name();
        let Some(id) = name
            .to_str()
            .filter(|name| name.bytes().all(|b| b.is_ascii_digit()))
        else {
            continue;
        };
        // Processes of other users cannot be read, and are not ours.
        let environment = fs::read(process.path().join("environ")).unwrap_or_default();
        if environment
            .split(|byte| *byte == 0)
            .any(|entry| entry == mark)
        {
            eprintln!("stopping process {id}, left by an earlier run");
            command::succeeds(Command::new("sh").args(["-c", "kill -s KILL \"$1\"", "sh", id]));
        }
    }
}

/// Removes the data and the logs, but not the lock.
pub(super) fn remove_data(folder: &Path) -> Outcome {
    postgres::remove_files(&folder.join(catalogue::POSTGRESQL));
    let said = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(said)? {
        let entry = entry.map_err(said)?;
        if entry.file_type().map_err(said)?.is_dir() {
            fs::remove_dir_all(entry.path()).map_err(said)?;
        } else if entry.file_name() != "lock" {
            fs::remove_file(entry.path()).map_err(said)?;
        }
    }
    Ok(())
}
