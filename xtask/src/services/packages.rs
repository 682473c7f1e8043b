//! The programs that tests need, from Debian's packages.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Outcome, command};

/// Where the servers are.
pub(super) struct Programs {
    pub(super) nats_server: PathBuf,
    pub(super) redis_server: PathBuf,
    pub(super) initdb: PathBuf,
    pub(super) chromedriver: PathBuf,
}

/// A program and the Debian package that has it.
type Need = (&'static str, &'static str);

const NATS: Need = ("nats-server", "nats-server");
const REDIS: Need = ("redis-server", "redis-server");
const POSTGRESQL: Need = ("initdb", "postgresql");
const CHROMIUM: Need = ("chromium", "chromium");
const CHROMEDRIVER: Need = ("chromedriver", "chromium-driver");
const ALL: [Need; 5] = [NATS, REDIS, POSTGRESQL, CHROMIUM, CHROMEDRIVER];

/// Installs without starting anything: our servers use their own ports and folders, and those of
/// the system would only take memory.
///
/// Packages ask `/usr/sbin/policy-rc.d` whether they may start their service. Where there is none,
/// ours says no while the installation runs; the trap removes it also when that is interrupted.
const INSTALL: &str = r#"
set -eu
policy=/usr/sbin/policy-rc.d
mark='# written by `cargo xtask test` while it installs packages'
if [ ! -e "$policy" ] || grep -qxF "$mark" "$policy"; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' HUP INT TERM
    printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$policy"
    chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt_get() { apt-get -qq -o Acquire::Retries=5 -o DPkg::Lock::Timeout=300 "$@" </dev/null; }
apt_get update
apt_get install --yes --no-install-recommends "$@"
"#;

/// Finds every program; installs the missing ones where that is possible.
pub(super) fn ensure() -> Outcome<Programs> {
    let missing: Vec<&str> = ALL
        .iter()
        .filter(|need| find(need.0).is_none())
        .map(|need| need.1)
        .collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    require(CHROMIUM)?;
    Ok(Programs {
        nats_server: require(NATS)?,
        redis_server: require(REDIS)?,
        initdb: require(POSTGRESQL)?,
        chromedriver: require(CHROMEDRIVER)?,
    })
}

/// Whether we may install packages, and whether PostgreSQL would refuse to run as us.
pub(super) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|us| us.uid() == 0)
}

fn install(packages: &[&str]) -> Outcome {
    let names = packages.join(" ");
    if !is_debian() {
        return Err(format!(
            "the tests need programs that are not installed, by the names of Debian's packages: \
             {names}. This system is not Debian, so install them with its own package manager, \
             and see to it that they are in PATH"
        )
        .into());
    }
    if !is_root() {
        return Err(format!(
            "the tests need programs that are not installed: {names}. Install them with\n  \
             sudo apt-get update && sudo apt-get install --no-install-recommends {names}"
        )
        .into());
    }
    eprintln!("installing what the tests need: {names}");
    command::run(
        Command::new("sh")
            .args(["-c", INSTALL, "install"])
            .args(packages),
    )
}

fn is_debian() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=debian")
}

fn require((program, package): Need) -> Outcome<PathBuf> {
    find(program).ok_or_else(|| {
        format!("`{program}` is not found, although the package {package} is installed").into()
    })
}

fn find(program: &str) -> Option<PathBuf> {
    // Debian puts servers where root's PATH looks, and PostgreSQL's, by version, where none does.
    let mut folders: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .map(|versions| {
            versions
                .flatten()
                .map(|version| version.path().join("bin"))
                .collect()
        })
        .unwrap_or_default();
    folders.sort();
    folders.reverse();
    folders.push(Path::new("/usr/sbin").to_owned());
    command::locate(program, &folders)
}
