//! Which servers there are, and how each is started.

use std::ffi::OsString;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;

use super::packages::Programs;
use super::server::Server;
use super::{ping, postgres};
use crate::Outcome;

/// A free port can be taken by somebody else before the server binds it; then another one is tried.
const ATTEMPTS: usize = 3;

/// The name of PostgreSQL's folder.
pub(super) const POSTGRESQL: &str = "postgresql";

/// One kind of server.
pub(super) struct Kind<'a> {
    name: &'static str,
    /// The variable that tells tests its address.
    pub(super) variable: &'static str,
    /// The signal that makes it stop quickly and cleanly.
    stop_with: &'static str,
    prepare: Box<Prepare<'a>>,
    ping: fn(SocketAddr) -> std::io::Result<()>,
    address: fn(u16) -> String,
}

/// Makes a data folder ready.
type Prepare<'a> = dyn Fn(&Path) -> Outcome<Prepared> + 'a;

/// Gives the command line for a port.
pub(super) type Prepared = Box<dyn Fn(u16) -> Vec<OsString>>;

/// Every server, in the order in which they are started.
pub(super) fn all(programs: &Programs) -> Vec<Kind<'_>> {
    vec![
        Kind {
            name: "nats",
            variable: "BOTWRIGHT_TEST_NATS",
            stop_with: "TERM",
            prepare: Box::new(|data| {
                let fixed = words([
                    programs.nats_server.as_os_str(),
                    "--jetstream".as_ref(),
                    "--store_dir".as_ref(),
                    data.as_os_str(),
                    "--addr".as_ref(),
                    "127.0.0.1".as_ref(),
                ]);
                Ok(Box::new(move |port| {
                    with(&fixed, ["--port".into(), port.to_string()])
                }))
            }),
            ping: ping::nats,
            address: |port| format!("nats://127.0.0.1:{port}"),
        },
        Kind {
            name: "redis",
            variable: "BOTWRIGHT_TEST_REDIS",
            stop_with: "TERM",
            prepare: Box::new(|data| {
                let fixed = words([
                    programs.redis_server.as_os_str(),
                    "--bind".as_ref(),
                    "127.0.0.1".as_ref(),
                    "--dir".as_ref(),
                    data.as_os_str(),
                    // No snapshots: the data ends with the run.
                    "--save".as_ref(),
                    "".as_ref(),
                    // A title would overwrite the mark by which leftovers are found.
                    "--set-proc-title".as_ref(),
                    "no".as_ref(),
                ]);
                Ok(Box::new(move |port| {
                    with(&fixed, ["--port".into(), port.to_string()])
                }))
            }),
            ping: ping::redis,
            address: |port| format!("redis://127.0.0.1:{port}/"),
        },
        Kind {
            name: POSTGRESQL,
            variable: "BOTWRIGHT_TEST_POSTGRES",
            stop_with: "INT",
            prepare: Box::new(|data| postgres::prepare(&programs.initdb, data)),
            ping: ping::postgres,
            address: |port| {
                format!(
                    "postgres://{}@127.0.0.1:{port}/{}",
                    postgres::USER,
                    postgres::DATABASE
                )
            },
        },
        Kind {
            name: "chromedriver",
            variable: "BOTWRIGHT_WEBDRIVER",
            stop_with: "TERM",
            prepare: Box::new(|_| {
                let fixed = words([programs.chromedriver.as_os_str()]);
                Ok(Box::new(move |port| {
                    with(&fixed, [format!("--port={port}")])
                }))
            }),
            ping: ping::webdriver,
            address: |port| format!("http://127.0.0.1:{port}"),
        },
    ]
}

impl Kind<'_> {
    /// Starts it with its data under `folder`, waits until it answers, returns it and its address.
    pub(super) fn start(&self, folder: &Path) -> Outcome<(Server, String)> {
        let data = folder.join(self.name);
        fs::create_dir_all(&data).map_err(|error| format!("{}: {error}", data.display()))?;
        let command_line = (self.prepare)(&data)?;
        let mut attempt = 1;
        loop {
            let port = free_port()?;
            let line = command_line(port);
            let mut server = Server::start(self.name, folder, self.stop_with, &line)?;
            if server.wait_until(|| (self.ping)((Ipv4Addr::LOCALHOST, port).into()))? {
                return Ok((server, (self.address)(port)));
            }
            if attempt == ATTEMPTS {
                return Err(server.failure("ends as soon as it is started"));
            }
            attempt += 1;
        }
    }
}

fn free_port() -> Outcome<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("no free port on 127.0.0.1: {error}").into())
}

fn words<const N: usize>(words: [&std::ffi::OsStr; N]) -> Vec<OsString> {
    words.into_iter().map(OsString::from).collect()
}

/// The command line with some more words.
pub(super) fn with<const N: usize>(line: &[OsString], more: [String; N]) -> Vec<OsString> {
    line.iter()
        .cloned()
        .chain(more.into_iter().map(OsString::from))
        .collect()
}
