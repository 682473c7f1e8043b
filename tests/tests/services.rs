//! The servers that `cargo xtask test` starts for the tests do answer.
//!
//! Each is asked in its own protocol, over a plain TCP connection. When the variable that gives its
//! address is not set, the test prints that it was skipped; in CI that is a failure.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

type Tested = Result<(), Box<dyn Error>>;

#[test]
fn nats_answers_and_has_jetstream() -> Tested {
    let Some(mut stream) = connect("BOTWRIGHT_TEST_NATS", "nats://")? else {
        return Ok(());
    };
    stream.write_all(b"CONNECT {\"verbose\":false}\r\nPING\r\n")?;
    let mut lines = BufReader::new(stream).lines();
    let greeting = lines.next().ok_or("closed without a greeting")??;
    assert!(greeting.starts_with("INFO {"), "{greeting}");
    assert!(greeting.contains("\"jetstream\":true"), "{greeting}");
    assert_eq!(lines.next().ok_or("closed without an answer")??, "PONG");
    Ok(())
}

#[test]
fn redis_answers() -> Tested {
    let Some(mut stream) = connect("BOTWRIGHT_TEST_REDIS", "redis://")? else {
        return Ok(());
    };
    stream.write_all(b"PING\r\n")?;
    let mut answer = String::new();
    BufReader::new(stream).read_line(&mut answer)?;
    assert_eq!(answer, "+PONG\r\n");
    Ok(())
}

#[test]
fn postgres_lets_the_test_user_in() -> Tested {
    let variable = "BOTWRIGHT_TEST_POSTGRES";
    let Some(mut stream) = connect(variable, "postgres://")? else {
        return Ok(());
    };
    let address = std::env::var(variable)?;
    let (user, _) = address["postgres://".len()..]
        .split_once('@')
        .ok_or("no user")?;
    let (_, database) = address.rsplit_once('/').ok_or("no database")?;

    let parameters = format!("user\0{user}\0database\0{database}\0\0");
    let length = u32::try_from(8 + parameters.len())?;
    stream.write_all(&length.to_be_bytes())?;
    stream.write_all(&[0, 3, 0, 0])?;
    stream.write_all(parameters.as_bytes())?;

    // AuthenticationOk: no password is asked.
    let mut answer = [0; 9];
    stream.read_exact(&mut answer)?;
    assert_eq!(&answer, b"R\0\0\0\x08\0\0\0\0", "{}", answer.escape_ascii());
    Ok(())
}

#[test]
fn webdriver_is_ready() -> Tested {
    let Some(mut stream) = connect("BOTWRIGHT_WEBDRIVER", "http://")? else {
        return Ok(());
    };
    let host = stream.peer_addr()?;
    write!(stream, "GET /status HTTP/1.1\r\nHost: {host}\r\n\r\n")?;

    let mut reader = BufReader::new(stream);
    let mut status = String::new();
    reader.read_line(&mut status)?;
    assert!(status.starts_with("HTTP/1.1 200 "), "{status}");
    let mut length = 0;
    for line in reader.by_ref().lines() {
        let line = line?.to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8(body)?;
    assert!(body.contains("\"ready\":true"), "{body}");
    Ok(())
}

/// Connects to the address in the variable; none when the variable is not set outside of CI.
fn connect(variable: &str, scheme: &str) -> Result<Option<TcpStream>, Box<dyn Error>> {
    let Ok(address) = std::env::var(variable) else {
        if std::env::var_os("CI").is_some() {
            return Err(
                format!("{variable} is not set: run the tests by `cargo xtask test`").into(),
            );
        }
        eprintln!("skipped: {variable} is not set; `cargo xtask test` starts the server");
        return Ok(None);
    };
    let rest = address
        .strip_prefix(scheme)
        .ok_or_else(|| format!("{address}: not {scheme}"))?;
    let authority = rest.split('/').next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let stream = TcpStream::connect(host).map_err(|error| format!("{address}: {error}"))?;
    let limit = Some(Duration::from_secs(10));
    stream.set_read_timeout(limit)?;
    stream.set_write_timeout(limit)?;
    Ok(Some(stream))
}
