//! What a bot does with its data instead of running.

use std::ffi::OsStr;
use std::io::{BufReader, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::builder::Builder;
use super::error::StartError;
use crate::data::{DataError, DataFile, DeadLetter};
use crate::error::{Error, Result};
use crate::session::{Store, transfer};

/// What the program's arguments ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    DeadList,
    DeadShow(i64),
    /// All of them without an id.
    DeadRetry(Option<i64>),
    DeadDrop(Option<i64>),
    StateExport,
    StateImport,
}

/// Reads the arguments; those that are not wholly ours are the program's own.
pub(super) fn asked(args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Option<Command> {
    let args: Vec<_> = args.into_iter().collect();
    let args: Option<Vec<_>> = args.iter().map(|arg| arg.as_ref().to_str()).collect();
    Some(match args?.as_slice() {
        ["dead", "list"] => Command::DeadList,
        ["dead", "show", id] => Command::DeadShow(id.parse().ok()?),
        ["dead", "retry", id] => Command::DeadRetry(chosen(id)?),
        ["dead", "drop", id] => Command::DeadDrop(chosen(id)?),
        ["state", "export"] => Command::StateExport,
        ["state", "import"] => Command::StateImport,
        _ => return None,
    })
}

#[allow(clippy::option_option)] // Nothing we understand, all, or one.
fn chosen(id: &str) -> Option<Option<i64>> {
    if id == "all" {
        return Some(None);
    }
    id.parse().ok().map(Some)
}

impl Builder {
    pub(super) async fn command(mut self, command: Command) -> Result {
        self.settings = std::mem::take(&mut self.settings).or_environment()?;
        let path = self.settings.data.take();
        let mut out = std::io::stdout();
        match command {
            Command::DeadList => {
                let letters = DeadLetter::all(needed(path)?).map_err(StartError::from)?;
                for letter in letters {
                    let DeadLetter {
                        update_id, error, ..
                    } = &letter;
                    writeln!(out, "{update_id}\t{}\t{error}", ago(letter.died))?;
                }
            }
            Command::DeadShow(id) => {
                let letters = DeadLetter::all(needed(path)?).map_err(StartError::from)?;
                let letter = letters.into_iter().find(|letter| letter.update_id == id);
                let letter = letter.ok_or_else(|| nothing(id))?;
                writeln!(
                    out,
                    "came {}, given up {}: {}",
                    ago(letter.received),
                    ago(letter.died),
                    letter.error
                )?;
                writeln!(out, "{}", letter.json)?;
            }
            Command::DeadRetry(id) => {
                let count = open(needed(path)?).await?.retry_dead(id).await?;
                told(&mut out, id, count, "handled again when the bot starts")?;
            }
            Command::DeadDrop(id) => {
                let count = open(needed(path)?).await?.drop_dead(id).await?;
                told(&mut out, id, count, "dropped")?;
            }
            Command::StateExport => {
                let store = self.state_store(path).await?;
                transfer::export(&*store, &mut out).await?;
                out.flush()?;
            }
            Command::StateImport => {
                let store = self.state_store(path).await?;
                let mut from = BufReader::new(std::io::stdin());
                let count = transfer::import(&*store, &mut from).await?;
                writeln!(out, "{count} values imported")?;
            }
        }
        Ok(())
    }

    /// The store whose state is meant: as in a bot that runs.
    async fn state_store(self, path: Option<PathBuf>) -> Result<Arc<dyn Store>> {
        match (self.store, path) {
            (Some(store), _) => Ok(store),
            (None, Some(path)) => Ok(Arc::new(open(path).await?)),
            (None, None) => Err(no_file()),
        }
    }
}

async fn open(path: PathBuf) -> Result<DataFile> {
    let opened = tokio::task::spawn_blocking(move || {
        // Made when it is not there, which is no file to look into.
        std::fs::metadata(&path).map_err(|error| DataError::io(&path, &error))?;
        DataFile::open(path)
    });
    Ok(opened.await?.map_err(StartError::from)?)
}

fn needed(path: Option<PathBuf>) -> Result<PathBuf> {
    path.ok_or_else(no_file)
}

fn no_file() -> Error {
    Error::msg("this bot has no data file: name it by BOT_DATA, or by the builder's `data`")
}

fn nothing(id: i64) -> Error {
    Error::msg(format!(
        "no dead letter has the update_id {id}; `dead list` shows all"
    ))
}

fn told(out: &mut impl Write, id: Option<i64>, count: usize, what: &str) -> Result {
    match (id, count) {
        (Some(id), 0) => return Err(nothing(id)),
        (_, 1) => writeln!(out, "1 update is {what}")?,
        (_, count) => writeln!(out, "{count} updates are {what}")?,
    }
    Ok(())
}

/// How long ago, in the greatest unit.
fn ago(time: SystemTime) -> String {
    let seconds = time.elapsed().unwrap_or_default().as_secs();
    let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let (size, unit) = units
        .into_iter()
        .find(|(size, _)| seconds >= *size)
        .unwrap_or((1, "s"));
    format!("{} {unit} ago", seconds / size)
}

#[cfg(test)]
mod tests {
    use super::{Command, asked};

    #[test]
    fn only_whole_commands_are_ours() {
        assert_eq!(asked(["dead", "list"]), Some(Command::DeadList));
        assert_eq!(
            asked(["dead", "retry", "all"]),
            Some(Command::DeadRetry(None))
        );
        assert_eq!(
            asked(["dead", "drop", "7"]),
            Some(Command::DeadDrop(Some(7)))
        );
        assert_eq!(asked(["state", "import"]), Some(Command::StateImport));
        for args in [
            &["dead"][..],
            &["dead", "show", "x"],
            &["state", "export", "x"],
            &["serve"],
        ] {
            assert_eq!(asked(args), None, "{args:?}");
        }
    }
}
