//! A conversation with a bot, in a window with room for both panes.

use serde_json::json;

use crate::{
    bot::{Bot, GREETING, buttons, emulator},
    browser::Driver,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_on_a_desktop() {
    let Some(driver) = Driver::get() else { return };
    let emulator = emulator().await;
    let mut bot = Bot::new(&emulator);
    let menu = json!([
        {"command": "start", "description": "Begin"},
        {"command": "help", "description": "What the bot can do"},
    ]);
    bot.call("setMyCommands", json!({"commands": menu})).await;
    let page = driver.open(json!({})).await;
    page.client
        .goto(&emulator.page_url())
        .await
        .expect("the page is served");

    // The lone chat is open and says how to begin; the menu offers the commands.
    page.read("link", "/start").await;
    page.type_text("/").await;
    assert_eq!(
        page.text(".commands li:nth-child(2)").await,
        "/help\nWhat the bot can do"
    );
    page.keep("desktop-menu.png").await;
    page.type_text("st\n").await;
    let chat = bot.hear("/start").await["chat"]["id"].clone();
    page.read("command", "/start").await;

    // What the bot is doing, then its message with every entity in its place.
    bot.call(
        "sendChatAction",
        json!({"chat_id": chat, "action": "typing"}),
    )
    .await;
    assert!(page.text(".head .acting").await.starts_with("typing"));
    let greeting = bot.say(&chat, GREETING, buttons()).await["message_id"].clone();
    assert_eq!(page.text(".theirs strong").await, "Ann of the page");
    assert_eq!(page.text(".theirs strong em").await, "of the page");
    assert_eq!(page.text(".theirs .body > code").await, "code");
    assert_eq!(page.text(".theirs .code-block code").await, "fn main() {}");
    assert_eq!(page.text(".theirs .code-block .language").await, "rust");
    assert_eq!(page.text(".theirs blockquote").await, "A quote");
    assert!(page.text(".theirs .body").await.ends_with("2 < 3"));
    let link = page
        .see(".theirs .body a")
        .await
        .attr("href")
        .await
        .expect("a link");
    assert_eq!(link.as_deref(), Some("https://example.com/docs"));
    page.see(".head:not(:has(.acting))").await;
    page.keep("desktop-start.png").await;
    page.click(".spoiler").await;
    page.see(".spoiler.shown").await;
    page.click(".theirs .command").await;
    bot.hear("/help").await;

    // A tapped button is pressed until the bot answers; the edit arrives live.
    page.click(".inline-keyboard [data-tap$='/like']").await;
    let tap = bot.tapped("like").await;
    page.see(".key.pressed[aria-busy='true'][data-tap$='/like']")
        .await;
    let edit = json!({"chat_id": chat, "message_id": greeting, "text": "Liked once", "reply_markup": buttons()});
    bot.call("editMessageText", edit).await;
    page.read("body", "Liked once").await;
    page.see(".theirs .edited").await;
    page.see(".key.pressed[data-tap$='/like']").await;
    bot.call(
        "answerCallbackQuery",
        json!({"callback_query_id": tap["id"], "text": "Noted"}),
    )
    .await;
    page.read("toast", "Noted").await;
    page.see("[data-tap$='/like']:not(.pressed)").await;
    page.keep("desktop-toast.png").await;

    // An alert waits for the user.
    page.click("[data-tap$='/ask']").await;
    let tap = bot.tapped("ask").await;
    let alert = json!({"callback_query_id": tap["id"], "text": "Really?", "show_alert": true});
    bot.call("answerCallbackQuery", alert).await;
    assert_eq!(page.text("dialog[open] p").await, "Really?");
    page.keep("desktop-alert.png").await;
    page.click("dialog[open] button").await;
    page.see("body:not(:has(dialog))").await;

    // A deleted message vanishes.
    let of_greeting = format!("[data-message='{greeting}']");
    page.see(&of_greeting).await;
    page.click("[data-tap$='/delete']").await;
    bot.tapped("delete").await;
    bot.call(
        "deleteMessage",
        json!({"chat_id": chat, "message_id": greeting}),
    )
    .await;
    page.see(&format!(".messages:not(:has({of_greeting}))"))
        .await;

    // What looks like HTML is text, on both sides.
    page.type_text("<img src=x> & <b>bold</b>\n").await;
    let message = bot.hear("<img src=x> & <b>bold</b>").await;
    page.read("body", "<img src=x> & <b>bold</b>").await;
    let reply = json!({"message_id": message["message_id"]});
    let answer = json!({"chat_id": chat, "text": "<b>plain</b>", "reply_parameters": reply});
    bot.call("sendMessage", answer).await;
    page.read("body", "<b>plain</b>").await;
    assert!(
        page.text(".theirs .quoted")
            .await
            .contains("<img src=x> & <b>bold</b>")
    );

    // A picture is loaded and shown, a file is offered under its name.
    let picture = page.client.screenshot().await.expect("a screenshot");
    bot.files(
        "sendPhoto",
        &chat,
        json!({}),
        &[("photo", "page.png", picture)],
    )
    .await;
    page.see(".photo img").await;
    let loaded = "return document.querySelector('.photo img').decode().then(() => true)";
    page.client
        .execute(loaded, vec![])
        .await
        .expect("the picture can be shown");
    bot.files(
        "sendDocument",
        &chat,
        json!({}),
        &[("document", "notes.txt", b"some notes".to_vec())],
    )
    .await;
    assert_eq!(page.text(".attachment").await, "notes.txt\n10 B");
    let last_in_view = "const { top, bottom } = document.querySelector('.message:last-child')\
        .getBoundingClientRect(); return top > 0 && bottom < innerHeight";
    let in_view = page
        .client
        .execute(last_in_view, vec![])
        .await
        .expect("a position");
    assert_eq!(in_view, true, "the latest message is in view");
    page.keep("desktop-files.png").await;

    // A keyboard of the bot's own, used once.
    let keyboard = json!({
        "keyboard": [["Yes", "No"], [{"text": "My place", "request_location": true}]],
        "one_time_keyboard": true,
        "input_field_placeholder": "Yes or no?",
    });
    bot.say(&chat, "Do you like it?", keyboard).await;
    page.see("textarea[placeholder='Yes or no?']").await;
    page.see(".reply-keyboard .key[title='Shares a place']")
        .await;
    page.keep("desktop-keyboard.png").await;
    page.click(".reply-keyboard .key").await;
    bot.hear("Yes").await;
    page.see(".keyboard-slot[hidden]").await;

    // Everything is still there when the page is opened again.
    page.client.refresh().await.expect("the page loads again");
    page.read("body", "Do you like it?").await;

    // The end of the emulator is noticed.
    drop(bot);
    emulator.stop().await;
    page.see("#connection:not([hidden])").await;
    assert!(
        page.text("#connection")
            .await
            .starts_with("Connection lost")
    );
    page.client.close().await.expect("the browser closes");
}
