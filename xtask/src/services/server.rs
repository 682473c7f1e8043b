//! One running server, tied to our life.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::leftovers;
use crate::{Failure, Outcome};

/// How long a server may take until it answers.
const PATIENCE: Duration = Duration::from_mins(1);
/// Pause between two questions.
const PAUSE: Duration = Duration::from_millis(20);

/// Runs a server and stops it when its own standard input ends.
///
/// That input is a pipe whose other end only we hold: it ends when we close it, and also when we
/// are killed by whatever signal. A handler for Ctrl-C could not promise that. The script leads a
/// process group of its own; `kill 0` takes the whole group, the script included, so what the
/// server has started goes too.
const KEEPER: &str = r#"
exec 3<&0 </dev/null
signal=$1
shift
"$@" 3<&- &
server=$!
{ cat <&3; kill -s "$signal" "$server"; sleep 10; kill -s KILL 0; } >/dev/null 2>&1 &
exec 3<&-
wait "$server"
kill -s KILL 0
"#;

/// A server and its keeper.
#[derive(Debug)]
pub(super) struct Server {
    name: &'static str,
    keeper: Child,
    log: PathBuf,
}

impl Server {
    /// Starts the command line; what it prints goes to `<folder>/<name>.log`.
    pub(super) fn start(
        name: &'static str,
        folder: &Path,
        stop_with: &str,
        line: &[OsString],
    ) -> Outcome<Self> {
        let log = folder.join(format!("{name}.log"));
        let said = |error: io::Error| format!("{name} cannot be started: {error}");
        let out = File::create(&log).map_err(said)?;
        let errors = out.try_clone().map_err(said)?;
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(KEEPER)
            .arg("keeper")
            .arg(stop_with)
            .args(line);
        command.stdin(Stdio::piped()).stdout(out).stderr(errors);
        command.env(leftovers::MARK, folder);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let keeper = command.spawn().map_err(said)?;
        Ok(Self { name, keeper, log })
    }

    /// Asks until the server answers (`true`), it ends by itself (`false`), or patience does.
    pub(super) fn wait_until(&mut self, ping: impl Fn() -> io::Result<()>) -> Outcome<bool> {
        let start = Instant::now();
        loop {
            let answer = ping();
            // In this order: on a port that somebody else took meanwhile, the other one answers.
            if let Ok(Some(_)) = self.keeper.try_wait() {
                return Ok(false);
            }
            match answer {
                Ok(()) => return Ok(true),
                Err(error) if start.elapsed() > PATIENCE => {
                    let waited = PATIENCE.as_secs();
                    return Err(self.failure(&format!("did not answer in {waited} s: {error}")));
                }
                Err(_) => thread::sleep(PAUSE),
            }
        }
    }

    /// Tells the keeper to stop the server.
    pub(super) fn let_go(&mut self) {
        self.keeper.stdin = None;
    }

    /// Waits until the server has stopped; the keeper sees to it that this ends.
    pub(super) fn wait(&mut self) {
        // `Child::wait` closes the pipe first, and fails only for a child already waited for.
        drop(self.keeper.wait());
    }

    /// The reason `what`, with the end of the log.
    pub(super) fn failure(&self, what: &str) -> Failure {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let last = lines[lines.len().saturating_sub(20)..].join("\n  ");
        format!(
            "{} {what}; {} ends with\n  {last}",
            self.name,
            self.log.display()
        )
        .into()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.wait();
    }
}
