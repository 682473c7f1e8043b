//! One process at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use super::DataError;

/// Held as long as the data file is open; the operating system lets go of it when the process ends,
/// however that happens.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock beside the data file, and writes down who holds it.
    pub(super) fn take(path: &Path) -> Result<Self, DataError> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let io = |error: std::io::Error| DataError::io(path, &error);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        private(&mut options);
        let mut file = options.open(name).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut process = String::new();
                // Who holds it may be just writing it down.
                let read = file.read_to_string(&mut process);
                let known = read.is_ok() && !process.trim().is_empty();
                return Err(DataError::InUse {
                    path: path.to_owned(),
                    process: if known { process.trim() } else { "(unknown)" }.to_owned(),
                });
            }
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
        file.set_len(0).map_err(io)?;
        file.rewind().map_err(io)?;
        writeln!(file, "{}", std::process::id()).map_err(io)?;
        Ok(Self { _file: file })
    }
}

/// For the owner's eyes alone: the file holds what people write to the bot.
pub(super) fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = options;
}
