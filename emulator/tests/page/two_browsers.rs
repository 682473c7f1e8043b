//! Two people in two browsers, who talk through a bot.

use serde_json::{Value, json};

use crate::{
    bot::{Bot, club},
    browser::Driver,
};

const GROUP: &str = "#-1001234567890";

#[tokio::test(flavor = "multi_thread")]
async fn two_people_play_through_a_bot_in_two_browsers() {
    let Some(driver) = Driver::get() else { return };
    let emulator = club().await;
    let mut bot = Bot::new(&emulator);
    let ann = driver.open(json!({})).await;
    let bob = driver.open(json!({})).await;
    ann.visit(&emulator, &format!("?user=1001{GROUP}")).await;
    bob.visit(&emulator, &format!("?user=1002{GROUP}")).await;
    ann.see(".head").await;
    bob.see(".head").await;

    // What Ann writes, Bob reads, and the bot hears.
    ann.type_text("Who plays with me?\n").await;
    let first = bot.hear("Who plays with me?").await;
    assert_eq!(first["from"]["id"], 1001);
    bob.read("body", "Who plays with me?").await;
    assert_eq!(bob.text(".theirs .sender").await, "Ann");
    bob.type_text("I do\n").await;
    assert_eq!(bot.hear("I do").await["from"]["id"], 1002);
    ann.read("body", "I do").await;

    // The bot's message is one for both; a tap of either is their own.
    let group = first["chat"]["id"].clone();
    let keyboard = json!({"inline_keyboard": [[{"text": "Roll", "callback_data": "roll"}]]});
    let board = bot.say(&group, "Ann 0, Bob 0", keyboard.clone()).await;
    let edit = |text: &str| {
        json!({
            "chat_id": group,
            "message_id": board["message_id"],
            "text": text,
            "reply_markup": keyboard,
        })
    };
    let mut score = [0, 0];
    for (place, page, other, id) in [(0, &ann, &bob, 1001), (1, &bob, &ann, 1002)] {
        page.click("[data-tap$='/roll']").await;
        let tap = bot.tapped("roll").await;
        assert_eq!(tap["from"]["id"], id);
        score[place] += 3;
        let text = format!("Ann {}, Bob {}", score[0], score[1]);
        bot.call("editMessageText", edit(&text)).await;
        let answer = json!({"callback_query_id": tap["id"], "text": "You rolled a 3"});
        bot.call("answerCallbackQuery", answer).await;
        // Who tapped is told, the other sees only the new score.
        page.read("toast", "You rolled a 3").await;
        page.read("body", &text).await;
        other.read("body", &text).await;
        page.see("[data-tap$='/roll']:not(.pressed)").await;
    }
    let toasts = bob.count(".toast").await;
    assert!(
        toasts <= 1,
        "Bob sees {toasts} answers, of which one is his"
    );

    // A reaction of one is counted for both.
    bob.react_to(board["message_id"].as_i64().expect("an id"), "👍")
        .await;
    ann.read("reaction", "👍1").await;
    bob.see(".reaction.chosen[aria-pressed='true']").await;
    ann.see(".reaction:not(.chosen)").await;

    // In a private chat with the bot the other is not seen.
    ann.click(".chat[href='#1001.42']").await;
    ann.see(".head .names").await;
    ann.type_text("Only you\n").await;
    bot.hear("Only you").await;
    ann.read("body", "Only you").await;
    assert_eq!(bob.count(".messages .body").await, 3);
    ann.close().await;
    bob.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_side_by_side_in_one_window() {
    let Some(driver) = Driver::get() else { return };
    let emulator = club().await;
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "?user=1001#-1001234567890").await;
    page.see(".head").await;

    // Another person beside, with a view of their own; the address names both.
    page.click("[aria-label='Another person beside']").await;
    page.see(".column[aria-label=\"Bob's chats\"]").await;
    let bobs = ".column:nth-child(2)";
    page.click(&format!("{bobs} .chat[data-chat='-1001234567890']"))
        .await;
    page.see(&format!("{bobs}.in-chat .head")).await;
    let address = page.client.current_url().await.expect("an address");
    assert_eq!(address.query(), Some("user=1001&user=1002"));
    assert_eq!(
        address.fragment(),
        Some("-1001234567890/-1001234567890"),
        "{address}"
    );
    page.see(&format!("{bobs} textarea"))
        .await
        .send_keys("Hello from the right\n")
        .await
        .expect("the field takes keys");
    assert_eq!(bot.hear("Hello from the right").await["from"]["id"], 1002);
    page.see(".column:nth-child(1) .theirs .body").await;
    page.see(&format!("{bobs} .own .body")).await;
    let group = json!(-1_001_234_567_890_i64);
    bot.say(&group, "Hello to <b>both</b>", Value::Null).await;
    page.see(&format!("{bobs} .theirs strong")).await;
    page.see(".column:nth-child(1) .theirs strong").await;
    page.keep("desktop-two-people.png").await;

    // Reloading keeps both; closing one leaves the other.
    page.client.refresh().await.expect("the page loads again");
    page.see(&format!("{bobs} .own .body")).await;
    page.click(&format!("{bobs} .back")).await;
    page.click(&format!("{bobs} .close-column")).await;
    page.see("#columns:not(:has(.column + .column))").await;
    page.see(".head").await;
    page.close().await;
}
