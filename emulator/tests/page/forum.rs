//! Groups: topics, members, and those one is not in.

use botwright_emulator::{Emulator, World};
use serde_json::{Value, json};

use crate::{bot::Bot, browser::Driver};

const FORUM: i64 = -1_000_000_000_007;
const PUBLIC: i64 = -1_000_000_000_008;

async fn forum() -> Emulator {
    let group = |id: i64, title: &str, members: &[&str]| {
        json!({
            "id": id,
            "type": "supergroup",
            "title": title,
            "members": members,
            "admins": ["emulator_bot"],
        })
    };
    let mut gardens = group(FORUM, "Gardens", &["ann", "bob", "emulator_bot"]);
    gardens["is_forum"] = json!(true);
    let mut public = group(PUBLIC, "Open meadow", &["bob", "emulator_bot"]);
    public["username"] = json!("meadow");
    let world = json!({
        "bots": [{"token": "42:EMULATOR", "username": "emulator_bot", "first_name": "Emulator"}],
        "users": [
            {"id": 1, "first_name": "Ann", "username": "ann", "started": ["emulator_bot"]},
            {"id": 2, "first_name": "Bob", "username": "bob"},
        ],
        "chats": [gardens, public],
    });
    let world = World::from_json(&world.to_string()).expect("a world");
    let emulator = Emulator::builder()
        .listen("127.0.0.1:0")
        .world(world)
        .start();
    emulator.await.expect("the emulator starts")
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_are_chosen_and_written_in() {
    let Some(driver) = Driver::get() else { return };
    let emulator = forum().await;
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, &format!("?user=1#{FORUM}")).await;
    page.see(".topics [data-topic='all'][aria-selected='true']")
        .await;
    let mut ids = Vec::new();
    for name in ["Roses", "Tulips"] {
        let topic = json!({"chat_id": FORUM, "name": name});
        let id = bot.call("createForumTopic", topic).await["message_thread_id"].clone();
        page.see(&format!(".topics [data-topic='{id}']")).await;
        let hello =
            json!({"chat_id": FORUM, "message_thread_id": id, "text": format!("About {name}")});
        bot.call("sendMessage", hello).await;
        ids.push(id);
    }
    page.read("body", "About Roses").await;
    page.read("aside-note", "# Tulips").await;

    // One topic alone; what is written there is in it.
    page.click(&format!(".topics [data-topic='{}']", ids[0]))
        .await;
    page.read("body", "About Roses").await;
    assert_eq!(page.count(".messages .body").await, 1);
    page.type_text("Red ones\n").await;
    let mut message = bot.news("message").await;
    while message["forum_topic_created"].is_object() {
        message = bot.news("message").await;
    }
    assert_eq!(message["text"], "Red ones");
    assert_eq!(message["message_thread_id"], ids[0]);
    page.read("body", "Red ones").await;
    page.keep("desktop-topics.png").await;
    page.click(&format!(".topics [data-topic='{}']", ids[1]))
        .await;
    page.read("body", "About Tulips").await;
    assert_eq!(page.count(".messages .body").await, 1);
    page.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_group_is_found_joined_and_left() {
    let Some(driver) = Driver::get() else { return };
    let emulator = forum().await;
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "?user=1#1.42").await;
    page.see(".head").await;
    assert_eq!(page.count(&format!(".chat[data-chat='{PUBLIC}']")).await, 0);
    page.focus(".search input").await;
    page.keys("meadow\u{e007}").await;
    page.read("big", "Join")
        .await
        .click()
        .await
        .expect("it is in view");
    page.see(".conversation textarea").await;
    page.read("service", "Ann joined").await;
    page.type_text("Hello, Bob\n").await;
    assert_eq!(
        bot.news("message").await["new_chat_members"][0]["first_name"],
        "Ann"
    );
    bot.hear("Hello, Bob").await;

    // The sheet about the chat names the members, and is the way out.
    page.click(".head h1 button").await;
    assert_eq!(
        page.text("dialog .members li:last-child > span:last-child")
            .await,
        "Emulator\nbot, administrator"
    );
    page.keep("desktop-members.png").await;
    page.click("dialog .danger").await;
    page.click("dialog.alert .primary").await;
    page.see(".nothing, .chat[aria-current]").await;
    page.see(&format!(".chat-list:not(:has([data-chat='{PUBLIC}']))"))
        .await;
    page.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_button_is_the_bots_web_app() {
    let Some(driver) = Driver::get() else { return };
    let emulator = forum().await;
    let bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "?user=1#1.42").await;
    page.see(".head").await;
    let button =
        json!({"type": "web_app", "text": "Shop", "web_app": {"url": "https://localhost/shop"}});
    let set = json!({"menu_button": button});
    assert_eq!(bot.call("setChatMenuButton", set).await, Value::Bool(true));
    page.read("menu", "Shop").await;
    let default = json!({"menu_button": {"type": "default"}});
    bot.call("setChatMenuButton", default).await;
    page.see(".menu[hidden]").await;
    page.close().await;
}
