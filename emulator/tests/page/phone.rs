//! A conversation on a phone.

use serde_json::{Value, json};

use crate::{
    bot::{Bot, GREETING, buttons, emulator},
    browser::Driver,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_on_a_phone_in_the_dark() {
    let Some(driver) = Driver::get() else { return };
    let emulator = emulator().await;
    let mut bot = Bot::new(&emulator);
    let page = driver
        .open(json!({
            "mobileEmulation": {"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2.0}},
            "args": ["--blink-settings=preferredColorScheme=0"],
        }))
        .await;
    page.client
        .goto(&emulator.page_url())
        .await
        .expect("the page is served");

    // One pane at a time: the chat first, as there is only one, and the list behind it.
    page.see(".head").await;
    assert!(!page.is_shown(".sidebar").await);
    page.click(".head .back").await;
    page.see(".column:not(.in-chat)").await;
    assert!(page.is_shown(".sidebar").await);
    assert!(!page.is_shown(".conversation").await);
    page.keep("phone-chats.png").await;
    page.click(".chat").await;
    page.see(".column.in-chat").await;

    page.type_text("/start").await;
    page.click(".send").await;
    let chat = bot.hear("/start").await["chat"]["id"].clone();
    bot.say(&chat, GREETING, buttons()).await;
    page.see(".theirs .inline-keyboard").await;
    let width = page
        .client
        .execute("return document.documentElement.scrollWidth", vec![])
        .await;
    assert_eq!(
        width.expect("a width"),
        390,
        "nothing is wider than the window"
    );
    page.keep("phone-start.png").await;

    // A message that comes while the list is shown is counted there.
    page.click(".head .back").await;
    page.see(".column:not(.in-chat)").await;
    bot.say(&chat, "Are you there?", Value::Null).await;
    page.read("unread", "1").await;
    page.read("snippet", "Are you there?").await;
    page.click(".chat").await;
    page.read("body", "Are you there?").await;
    page.see(".new-line + [data-message]").await;
    page.see(".chats:not(:has(.unread))").await;
    page.close().await;
}
