//! The program.

use std::{
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

fn program(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_botwright-emulator"))
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program")
}

/// What a program that ends at once says, and its code.
fn ended(mut program: Child) -> (String, Option<i32>) {
    let mut said = String::new();
    let stderr = program.stderr.as_mut().expect("its errors");
    stderr.read_to_string(&mut said).expect("text");
    (said, program.wait().expect("an end").code())
}

#[test]
fn it_prints_its_addresses_and_ends_well_on_a_signal() {
    for signal in ["INT", "TERM"] {
        let mut program = program(&["--listen", "127.0.0.1:0"]);
        let mut lines = BufReader::new(program.stdout.take().expect("its words")).lines();
        let mut line = || lines.next().expect("a line").expect("text");
        let page = line();
        assert!(
            page.contains("http://127.0.0.1:") && page.ends_with('/'),
            "{page}"
        );
        assert!(line().contains("BOT_API_URL=http://127.0.0.1:"));
        assert!(line().contains("BOT_TOKEN=42:EMULATOR"));
        let sent = Command::new("kill")
            .args(["-s", signal, &program.id().to_string()])
            .status();
        assert!(sent.expect("kill").success());
        assert_eq!(program.wait().expect("an end").code(), Some(0), "{signal}");
    }
}

#[test]
fn a_taken_port_is_one_line_and_code_1() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    let (said, code) = ended(program(&["--listen", &address]));
    assert_eq!(code, Some(1));
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains(&address), "{said}");
}

#[test]
fn a_bad_world_is_one_line_with_file_line_and_key() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bad-world.json");
    std::fs::write(&path, "{\n\"bots\": [],\n\"rooms\": 1}").expect("a place to write");
    let path = path.display().to_string();
    let (said, code) = ended(program(&["--world", &path]));
    assert_eq!(code, Some(1));
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains(&format!("{path} line 3: rooms: unknown field `rooms`")),
        "{said}"
    );
    let (said, code) = ended(program(&["--world", "/missing/world.json"]));
    assert_eq!(code, Some(1));
    assert!(said.contains("cannot read /missing/world.json"), "{said}");
}
