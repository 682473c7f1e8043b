//! Several people, and their groups.

use serde_json::{Value, json};

use crate::{
    bot::{Bot, club},
    browser::Driver,
};

#[tokio::test(flavor = "multi_thread")]
async fn two_people_a_group_and_a_blocked_bot() {
    let Some(driver) = Driver::get() else { return };
    let emulator = club().await;
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    let private = format!("{}#1002.42", emulator.page_url());
    page.client
        .goto(&private)
        .await
        .expect("the page is served");

    // Bob has to press Start first.
    let picker = page.see("select").await;
    picker.select_by_label("Bob").await.expect("Bob is offered");
    page.click(".chat[href='#1002.42']").await;
    page.click("footer .big").await;
    let message = bot.hear("/start").await;
    assert_eq!(message["from"]["id"], 1002);
    page.see("footer textarea").await;

    // Blocking asks first, and can be undone.
    page.click(".head .block").await;
    page.click("dialog[open] .primary").await;
    assert_eq!(
        bot.update().await["my_chat_member"]["new_chat_member"]["status"],
        "kicked"
    );
    page.read("big", "Unblock").await;
    page.keep("desktop-blocked.png").await;
    page.click("footer .big").await;
    assert_eq!(
        bot.update().await["my_chat_member"]["new_chat_member"]["status"],
        "member"
    );
    page.see("footer textarea").await;

    // In a group everybody is named, and who speaks depends on who is looking.
    page.click(".chat[href='#-1001234567890']").await;
    page.type_text("/hello\n").await;
    let group = bot.hear("/hello").await["chat"]["id"].clone();
    bot.say(&group, "Hello, gardeners", Value::Null).await;
    page.read("sender", "Emulator").await;
    page.see(".own .command").await;
    page.keep("desktop-group.png").await;
    page.see("select")
        .await
        .select_by_label("Ann")
        .await
        .expect("Ann is offered");
    page.read("sender", "Bob").await;
    page.close().await;
}
