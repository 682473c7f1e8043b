//! A chat of ten thousand messages among a thousand chats.

use std::time::Instant;

use botwright_emulator::{Emulator, World};
use serde_json::{Value, json};

use crate::browser::{Driver, Page};

const MESSAGES: usize = 10_000;
const CHATS: i64 = 1_000;
/// The most elements of the page, whatever the world holds.
const MOST_ELEMENTS: u64 = 8_000;

async fn crowded() -> Emulator {
    let groups: Vec<Value> = (1..CHATS)
        .map(|number| {
            json!({
                "id": -1_000_000_000_000 - number,
                "type": "supergroup",
                "title": format!("Group {number}"),
                "members": ["ann", "emulator_bot"],
                "admins": [],
            })
        })
        .collect();
    let world = json!({
        "bots": [{"token": "42:EMULATOR", "username": "emulator_bot", "first_name": "Emulator"}],
        "users": [{"id": 1, "first_name": "Ann", "username": "ann", "started": ["emulator_bot"]}],
        "chats": groups,
    });
    let world = World::from_json(&world.to_string()).expect("a world");
    let emulator = Emulator::builder()
        .listen("127.0.0.1:0")
        .world(world)
        .start();
    let emulator = emulator.await.expect("the emulator starts");
    for number in 1..CHATS {
        let text = format!("Hello, group {number}");
        emulator
            .send(1, -1_000_000_000_000 - number, &text)
            .expect("she is a member");
    }
    for number in 1..=MESSAGES {
        let text = format!("Message {number} of a long conversation");
        emulator.send(1, 42, &text).expect("she may write");
    }
    emulator
}

async fn elements(page: &Page) -> u64 {
    let count = page.run("return document.querySelectorAll('*').length");
    count.await.as_u64().expect("a number")
}

#[tokio::test(flavor = "multi_thread")]
async fn long_chats_and_many_chats_stay_quick() {
    let Some(driver) = Driver::get() else { return };
    let emulator = crowded().await;
    let page = driver.open(json!({})).await;
    let began = Instant::now();
    page.visit(&emulator, "#1.42").await;
    page.read("body", "Message 10000 of a long conversation")
        .await;
    let opened = began.elapsed();
    println!(
        "opened after {opened:?}, with {} elements",
        elements(&page).await
    );
    assert!(opened.as_secs() < 10, "opened after {opened:?}");
    assert!(elements(&page).await < MOST_ELEMENTS);

    // Going up reads and draws what comes into view, and drops what is far below.
    let to_top = "const place = document.querySelector('.scroller'); place.scrollTop = 0; \
        return Number(document.querySelector('.message').dataset.message)";
    let mut first = page.run(to_top).await.as_i64().expect("an id");
    let newest = first;
    while newest - first < 600 {
        page.see(&format!("[data-message='{}']", first - 1)).await;
        first = page.run(to_top).await.as_i64().expect("an id");
    }
    assert!(elements(&page).await < MOST_ELEMENTS);
    assert!(page.count(".message").await <= 240);
    page.see(".to-end:not([hidden])").await;
    page.click(".to-end").await;
    page.read("body", "Message 10000 of a long conversation")
        .await;

    // A message that comes while one reads above is counted, and moves nothing.
    page.run(to_top).await;
    page.see(".to-end:not([hidden])").await;

    // The chat list draws what is in view; the search finds the others.
    assert!(page.count(".chat").await < 60);
    let to_end =
        "const place = document.querySelector('.chats'); place.scrollTop = place.scrollHeight";
    page.run(to_end).await;
    page.see(".chat-list li[aria-setsize='1000'][aria-posinset='1000']")
        .await;
    assert!(page.count(".chat").await < 60);
    page.focus(".search input").await;
    page.keys("group 777").await;
    page.see(".chat-list li[aria-setsize='1'] .chat").await;
    page.click(".chat").await;
    page.read("body", "Hello, group 777").await;
    page.close().await;
}
