//! PostgreSQL refuses to run as root, and a container's CI often is root.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::catalogue::{Prepared, with};
use super::packages;
use crate::{Outcome, command};

/// The database's superuser; connections from this machine need no password.
pub(super) const USER: &str = "botwright";
/// The database that tests connect to.
pub(super) const DATABASE: &str = "postgres";
/// The account that Debian's package creates.
const ACCOUNT: &str = "postgres";
/// The folder of the database files, in the server's own.
const FILES: &str = "files";

/// Creates the database files and gives the server's command line.
///
/// As root, everything runs as Debian's `postgres` account. When that account cannot reach the
/// checkout (`/root` is closed to others), the files go to a fresh folder in the system's temporary
/// folder, and a link takes their place, by which [`remove_files`] finds them.
pub(super) fn prepare(initdb: &Path, data: &Path) -> Outcome<Prepared> {
    let said = |error: std::io::Error| format!("{}: {error}", data.display());
    // `/usr/bin` may hold a link to Debian's versioned folder, where the server itself is.
    let initdb = fs::canonicalize(initdb).map_err(said)?;
    let server = initdb.with_file_name("postgres");
    let mut prefix: Vec<OsString> = Vec::new();
    let mut files = data.join(FILES);
    if packages::is_root() {
        prefix = [
            "setpriv",
            "--reuid",
            ACCOUNT,
            "--regid",
            ACCOUNT,
            "--init-groups",
            "--",
        ]
        .map(OsString::from)
        .to_vec();
        fs::create_dir(&files).map_err(said)?;
        if !command::succeeds(command(&prefix, "test".as_ref()).arg("-d").arg(&files)) {
            files = elsewhere(&files)?;
        }
        command::run(Command::new("chown").arg(ACCOUNT).arg(&files))?;
    }

    let mut create = command(&prefix, initdb.as_os_str());
    create
        .arg("--pgdata")
        .arg(&files)
        .args(["--username", USER, "--auth", "trust"]);
    create.args(["--encoding", "UTF8", "--locale", "C", "--no-sync"]);
    // The server's account may not be allowed to enter our working directory.
    create.current_dir("/");
    command::output(&mut create)?;

    let mut fixed = prefix;
    fixed.extend([server.into(), "-D".into(), files.into()]);
    Ok(Box::new(move |port| {
        with(
            &fixed,
            [
                "-c".into(),
                "listen_addresses=127.0.0.1".into(),
                "-c".into(),
                "unix_socket_directories=".into(),
                "-c".into(),
                // The data ends with the run.
                "fsync=off".into(),
                "-p".into(),
                port.to_string(),
            ],
        )
    }))
}

/// Removes the database files, where a link says that they are outside `data`.
pub(super) fn remove_files(data: &Path) {
    if let Ok(folder) = fs::read_link(data.join(FILES)) {
        // Nothing depends on it: what stays is a folder among temporary ones.
        drop(fs::remove_dir_all(folder));
    }
}

/// Makes a folder that others can reach, and a link to it at `files`.
fn elsewhere(files: &Path) -> Outcome<PathBuf> {
    let made = command::output(Command::new("mktemp").args(["-d", "-t", "botwright-XXXXXXXX"]))?;
    let folder = PathBuf::from(made.trim_end());
    fs::remove_dir(files)
        .and_then(|()| symlink(&folder, files))
        .map_err(|error| format!("{}: {error}", files.display()))?;
    Ok(folder)
}

fn command(prefix: &[OsString], program: &OsStr) -> Command {
    match prefix.split_first() {
        Some((first, rest)) => {
            let mut command = Command::new(first);
            command.args(rest).arg(program);
            command
        }
        None => Command::new(program),
    }
}
