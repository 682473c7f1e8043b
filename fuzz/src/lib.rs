//! What is fuzzed: the readers of the emulator that take bytes from outside, by its public API.
//!
//! Each target takes any bytes and must not panic. `cargo xtask fuzz` runs them in a plain loop on
//! stable Rust, `cargo fuzz` with coverage on nightly.

use std::cell::RefCell;

use botwright_emulator::{Emulator, World};
use bytes::Bytes;
use http::Request;
use tokio::runtime::Runtime;

/// A world is used for so many calls, so that its histories stay small.
const CALLS_PER_WORLD: u32 = 10_000;

struct Server {
    runtime: Runtime,
    emulator: Emulator,
    calls: u32,
}

impl Server {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime");
        let emulator = runtime
            .block_on(Emulator::builder().without_sockets().start())
            .expect("no sockets");
        Self {
            runtime,
            emulator,
            calls: 0,
        }
    }
}

thread_local! {
    static SERVER: RefCell<Option<Server>> = const { RefCell::new(None) };
}

/// Sends a message with this body; the answer has to be one of the server's.
fn call(content_type: &str, body: Vec<u8>) {
    SERVER.with_borrow_mut(|slot| {
        if slot
            .as_ref()
            .is_none_or(|server| server.calls >= CALLS_PER_WORLD)
        {
            *slot = Some(Server::start());
        }
        let Some(server) = slot else { return };
        server.calls += 1;
        let request = Request::post("/bot42:EMULATOR/sendMessage")
            .header("content-type", content_type)
            .body(Bytes::from(body))
            .expect("a request");
        let answer = server.runtime.block_on(server.emulator.handle(request));
        let status = answer.expect("no fault is on order").status().as_u16();
        assert!([200, 400, 403, 413, 501].contains(&status), "{status}");
    });
}

/// The first byte chooses how the rest is read: JSON, urlencoded or multipart.
pub fn parameters(data: &[u8]) {
    let Some((kind, body)) = data.split_first() else {
        return;
    };
    let content_type = match kind % 3 {
        0 => "application/json",
        1 => "application/x-www-form-urlencoded",
        _ => "multipart/form-data; boundary=b",
    };
    call(content_type, body.to_vec());
}

/// The first byte chooses the parse mode, or explicit entities, of a text; the rest is the text.
pub fn entities(data: &[u8]) {
    let Some((mode, text)) = data.split_first() else {
        return;
    };
    let (name, value) = match mode % 4 {
        0 => ("parse_mode", "HTML".as_bytes()),
        1 => ("parse_mode", "MarkdownV2".as_bytes()),
        2 => ("parse_mode", "Markdown".as_bytes()),
        _ => ("entities", text),
    };
    let mut body = b"chat_id=1&text=".to_vec();
    percent(text, &mut body);
    body.push(b'&');
    body.extend(name.bytes());
    body.push(b'=');
    percent(value, &mut body);
    call("application/x-www-form-urlencoded", body);
}

fn percent(bytes: &[u8], into: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        into.extend([
            b'%',
            HEX[usize::from(byte >> 4)],
            HEX[usize::from(byte & 15)],
        ]);
    }
}

/// A world file, or a saved world.
pub fn worlds(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match World::from_json(text) {
        Ok(world) => {
            // What was read can be written, and read again.
            let saved = world.to_json();
            assert!(World::from_json(&saved).is_ok(), "{saved}");
        }
        Err(error) => assert!(error.line() >= 1, "{error}"),
    }
}
