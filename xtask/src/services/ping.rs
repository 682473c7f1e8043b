//! Whether a server answers, in the few bytes of its own protocol that show it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use super::postgres;

const TIMEOUT: Duration = Duration::from_secs(2);
const READY: &[u8] = b"\"ready\":true";

/// NATS greets with `INFO`, and answers `PING` with `PONG` once it has read `CONNECT`.
pub(super) fn nats(address: SocketAddr) -> io::Result<()> {
    let mut stream = connect(address)?;
    stream.write_all(b"CONNECT {\"verbose\":false}\r\nPING\r\n")?;
    let mut lines = BufReader::new(stream).lines();
    let greeting = lines.next().transpose()?.unwrap_or_default();
    let answer = lines.next().transpose()?.unwrap_or_default();
    expect(greeting.starts_with("INFO ") && answer == "PONG", &answer)
}

/// Redis answers `PING` with `+PONG`, and with an error while it loads.
pub(super) fn redis(address: SocketAddr) -> io::Result<()> {
    let mut stream = connect(address)?;
    stream.write_all(b"PING\r\n")?;
    let mut answer = String::new();
    BufReader::new(stream).read_line(&mut answer)?;
    expect(answer == "+PONG\r\n", &answer)
}

/// PostgreSQL answers the start-up message with `R` (authentication) when it takes connections, and
/// with `E` while it starts.
pub(super) fn postgres(address: SocketAddr) -> io::Result<()> {
    let mut stream = connect(address)?;
    let parameters = format!(
        "user\0{}\0database\0{}\0\0",
        postgres::USER,
        postgres::DATABASE
    );
    let length = u32::try_from(8 + parameters.len()).unwrap_or(u32::MAX);
    let version = 3_u32 << 16;
    let start_up = [
        &length.to_be_bytes()[..],
        &version.to_be_bytes(),
        parameters.as_bytes(),
    ]
    .concat();
    stream.write_all(&start_up)?;
    let mut kind = [0];
    stream.read_exact(&mut kind)?;
    let terminate = [b'X', 0, 0, 0, 4];
    stream.write_all(&terminate)?;
    expect(&kind == b"R", &char::from(kind[0]).to_string())
}

/// A WebDriver server says `"ready":true` at `/status`, and keeps the connection open whatever it is
/// asked, so the answer is read up to these words.
pub(super) fn webdriver(address: SocketAddr) -> io::Result<()> {
    let mut stream = connect(address)?;
    write!(stream, "GET /status HTTP/1.1\r\nHost: {address}\r\n\r\n")?;
    let mut answer = Vec::new();
    let mut part = [0; 1024];
    while !answer.windows(READY.len()).any(|window| window == READY) {
        let length = stream.read(&mut part)?;
        expect(length > 0, &answer.escape_ascii().to_string())?;
        answer.extend_from_slice(&part[..length]);
    }
    Ok(())
}

fn connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    Ok(stream)
}

fn expect(holds: bool, answer: &str) -> io::Result<()> {
    if holds {
        Ok(())
    } else {
        Err(io::Error::other(format!("unexpected answer {answer:?}")))
    }
}
