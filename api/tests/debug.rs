//! What is shown of private contents, and how large the values are that travel most.

use std::mem::size_of;

use botwright_api::types::{CallbackQuery, Chat, Message, UpdateContent, User};
use botwright_api::{InputFile, RawJson, Update, parse_update, parse_updates};

#[test]
fn raw_json_shows_its_length_only() {
    let raw = RawJson::new(r#"{"text":"my secret"}"#);
    assert_eq!(format!("{raw:?}"), "RawJson(20 bytes)");
    let update = parse_update(r#"{"update_id":1,"poll_of_the_future":{"text":"my secret"}}"#);
    assert!(!format!("{update:?}").contains("secret"));
    let batch = parse_updates(r#"["my secret"]"#);
    assert!(!format!("{batch:?}").contains("secret"));
}

#[test]
fn an_error_holds_positions_and_no_contents() {
    let error = parse_update(r#"{"update_id":1,"message":{"text":"my secret" "x"}}"#);
    let error = error.expect_err("not JSON");
    assert_eq!(error.to_string(), "not JSON at byte 45");
    assert!(!format!("{error:?}").contains("secret"));
}

#[test]
fn an_upload_shows_its_name_and_length() {
    let shown = format!("{:?}", InputFile::bytes("a.txt", "my secret"));
    assert_eq!(shown, r#"InputFile("a.txt", 9 bytes)"#);
}

#[test]
fn values_stay_small() {
    println!("Update {} bytes", size_of::<Update>());
    println!("UpdateContent {} bytes", size_of::<UpdateContent>());
    println!("Message {} bytes", size_of::<Message>());
    println!("CallbackQuery {} bytes", size_of::<CallbackQuery>());
    println!(
        "Chat {} bytes, User {} bytes",
        size_of::<Chat>(),
        size_of::<User>()
    );
    assert!(size_of::<Update>() <= 128);
    assert!(size_of::<Message>() <= 2200);
}
