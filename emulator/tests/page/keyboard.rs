//! The page without a mouse.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::{
    bot::{Bot, GREETING, buttons, club},
    browser::Driver,
};

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_reached_by_keyboard() {
    let Some(driver) = Driver::get() else { return };
    let emulator = club().await;
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "?user=1001#1001.42").await;
    page.see(".head").await;

    // Ctrl+K searches the chats; the arrow goes to the list, Enter opens.
    page.press(&["\u{e009}", "k"]).await;
    assert_eq!(page.focused("ariaLabel").await, "Search chats");
    page.keys("garden").await;
    page.see(".chat-list:not(:has([href='#1001.42']))").await;
    page.keys(&Key::Down.to_string()).await;
    assert_eq!(page.focused("hash").await, "#-1001234567890");
    page.keys(&Key::Enter.to_string()).await;
    page.see(".chat[href='#-1001234567890'][aria-current]")
        .await;
    page.see(".chat[href='#1001.42']").await;

    // Alt with an arrow goes to the chat beside.
    page.press(&["\u{e00a}", &Key::Up.to_string()]).await;
    page.see(".chat[href='#1001.42'][aria-current]").await;
    page.press(&["\u{e00a}", &Key::Down.to_string()]).await;
    page.see(".chat[href='#-1001234567890'][aria-current]")
        .await;

    // From the empty field the arrow goes up through the messages; R replies, Escape takes it back.
    page.type_text("Hello\n").await;
    let group = bot.hear("Hello").await["chat"]["id"].clone();
    bot.say(&group, GREETING, buttons()).await;
    page.see(".theirs .inline-keyboard").await;
    page.type_text(&Key::Up.to_string()).await;
    assert!(page.focused("ariaLabel").await.starts_with("Emulator, "));
    page.keys(&Key::Up.to_string()).await;
    assert!(page.focused("ariaLabel").await.starts_with("You, "));
    page.keys("r").await;
    page.see(".reply-bar:not([hidden])").await;
    assert_eq!(page.focused("ariaLabel").await, "Message");
    page.keys(&Key::Escape.to_string()).await;
    page.see(".reply-bar[hidden]").await;

    // Enter opens the menu of a message; its entries go round by the arrows.
    page.type_text(&Key::Up.to_string()).await;
    page.keys(&Key::Enter.to_string()).await;
    page.see(".menu-card").await;
    page.keep("desktop-message-menu.png").await;
    page.keys(&Key::Up.to_string()).await;
    assert_eq!(page.focused("textContent").await, "Show its JSON");
    page.keys(&Key::Enter.to_string()).await;
    page.see("dialog.sheet .json").await;
    page.keys(&Key::Escape.to_string()).await;
    page.see("body:not(:has(dialog))").await;

    // A spoiler is shown and a button tapped by Enter.
    for (css, after) in [
        (".spoiler", ".spoiler.shown"),
        ("[data-tap$='/like']", "[data-tap$='/like'].pressed"),
    ] {
        page.focus(css).await;
        page.keys(&Key::Enter.to_string()).await;
        page.see(after).await;
    }
    bot.tapped("like").await;

    // A command is chosen in the menu.
    let menu = json!([{"command": "start", "description": "Begin"}, {"command": "stop", "description": "End"}]);
    bot.call("setMyCommands", json!({"commands": menu})).await;
    page.see(".menu:not([hidden])").await;
    page.type_text("/st").await;
    page.see(".commands:not([hidden]) li:nth-child(2)").await;
    page.type_text(&Key::Down.to_string()).await;
    page.see("#command-1[aria-selected='true']").await;
    page.type_text(&Key::Enter.to_string()).await;
    bot.hear("/stop@emulator_bot").await;
    page.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn controls_have_names_and_live_regions_speak() {
    let Some(driver) = Driver::get() else { return };
    let emulator = club().await;
    let bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "?user=1001#1001.42").await;
    bot.say(&json!(1001), GREETING, buttons()).await;
    page.see(".theirs .inline-keyboard").await;
    page.see(".messages[role='log'][aria-live='polite']").await;
    page.see("#toasts[aria-live='polite']").await;
    let nameless = "return [...document.querySelectorAll('button, input, select, textarea, a, iframe, img')]\
        .filter((node) => !node.closest('[hidden]') && !(node.getAttribute('aria-label') || node.title \
            || node.textContent.trim() || node.alt !== undefined && node.tagName === 'IMG' || node.type === 'file'))\
        .map((node) => node.outerHTML)";
    assert_eq!(page.run(nameless).await, Value::Array(Vec::new()));
    let twice = "const ids = [...document.querySelectorAll('[id]')].map((node) => node.id); \
        return ids.filter((id, at) => ids.indexOf(id) !== at)";
    assert_eq!(page.run(twice).await, Value::Array(Vec::new()));
    page.close().await;
}
