//! The servers that tests talk to: NATS, Redis, PostgreSQL and a browser's driver.
//!
//! They run on free ports, keep their data and logs under one folder, and are stopped when
//! [`Services`] is dropped. Each is also tied to our life by a pipe (see `server`), so that Ctrl-C
//! and even SIGKILL leave nothing running.

mod catalogue;
mod leftovers;
mod packages;
mod ping;
mod postgres;
mod server;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::Outcome;
use server::Server;

/// Running servers. Dropping it stops them.
#[derive(Debug)]
pub(crate) struct Services {
    servers: Vec<Server>,
    environment: Vec<(&'static str, String)>,
    folder: PathBuf,
    /// Held as long as we live: two runs in one checkout take turns.
    _turn: File,
}

impl Services {
    /// Installs what is missing, clears what an earlier run left in `folder`, starts every server
    /// and returns when each of them answers.
    pub(crate) fn start(folder: &Path) -> Outcome<Self> {
        let programs = packages::ensure()?;
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let turn = take_turn(&folder.join("lock"))?;
        leftovers::stop(folder);
        leftovers::remove_data(folder)?;

        // From here on `running` owns every server, so an early return stops those that run.
        let mut running = Self {
            servers: Vec::new(),
            environment: Vec::new(),
            folder: folder.to_owned(),
            _turn: turn,
        };
        for kind in catalogue::all(&programs) {
            let (server, address) = kind.start(folder)?;
            running.environment.push((kind.variable, address));
            running.servers.push(server);
        }
        Ok(running)
    }

    /// The variables that tell tests where the servers are.
    pub(crate) fn environment(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.environment
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
    }
}

impl Drop for Services {
    fn drop(&mut self) {
        // All are told before any is waited for, so that they stop side by side.
        for server in &mut self.servers {
            server.let_go();
        }
        for server in &mut self.servers {
            server.wait();
        }
        // The rest stays until the next run: the logs tell what went wrong.
        postgres::remove_files(&self.folder.join(catalogue::POSTGRESQL));
    }
}

/// Waits until no other run uses the folder.
fn take_turn(path: &Path) -> Outcome<File> {
    let said = |error: std::io::Error| format!("{}: {error}", path.display());
    let file = File::create(path).map_err(said)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            eprintln!(
                "another run holds {}: waiting for it to end",
                path.display()
            );
            file.lock().map_err(said)?;
        }
        Err(TryLockError::Error(error)) => return Err(said(error).into()),
    }
    Ok(file)
}
