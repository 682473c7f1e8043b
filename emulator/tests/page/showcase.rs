//! The pictures of the page that the documentation shows: a garden club and its bot.

use botwright_emulator::{Clock, Emulator, Handled, UserMessage, World};
use serde_json::{Value, json};
use std::time::Duration;

use crate::{
    bot::Bot,
    browser::{Driver, Page},
    picture::hills,
};

const CLUB: i64 = -1_000_000_000_001;
const ANN: i64 = 1;
const BOB: i64 = 2;
const CLEO: i64 = 3;

async fn garden() -> Emulator {
    let group = |id: i64, kind: &str, title: &str, members: &[&str]| json!({"id": id, "type": kind, "title": title, "members": members, "admins": ["garden_bot"]});
    let world = json!({
        "bots": [{"token": "42:EMULATOR", "username": "garden_bot", "first_name": "Garden bot"}],
        "users": [
            {"id": ANN, "first_name": "Ann", "username": "ann", "started": ["garden_bot"]},
            {"id": BOB, "first_name": "Bob", "username": "bob", "started": ["garden_bot"]},
            {"id": CLEO, "first_name": "Cleo", "username": "cleo", "started": []},
        ],
        "chats": [
            group(CLUB, "supergroup", "Garden club", &["ann", "bob", "cleo", "garden_bot"]),
            group(-1_000_000_000_002, "channel", "Seeds & weather", &["ann", "bob", "garden_bot"]),
            group(-5, "group", "Greenhouse keys", &["ann", "bob"]),
        ],
    });
    let world = World::from_json(&world.to_string()).expect("a world");
    let emulator = Emulator::builder()
        .listen("127.0.0.1:0")
        .world(world)
        // Tuesday, 10 March 2026, 16:42 UTC.
        .clock(Clock::frozen_at(Duration::from_secs(1_773_160_921)))
        .start();
    emulator.await.expect("the emulator starts")
}

/// What was said in the club before one looks.
async fn talk(emulator: &Emulator, bot: &Bot) {
    let club = json!(CLUB);
    let later = |seconds| emulator.clock().advance(Duration::from_secs(seconds));
    let say = |user, text: &str| emulator.send(user, CLUB, text).expect("a member writes");
    emulator
        .send(ANN, -5, "The key is under the third pot")
        .expect("a member writes");
    later(60);
    let news = json!({"chat_id": -1_000_000_000_002_i64, "text": "🌦 <b>Rain until Thursday.</b> Sow peas after it.", "parse_mode": "HTML"});
    bot.call("sendMessage", news).await;
    later(300);
    say(BOB, "Look what the evening made of our beds!");
    let photo = UserMessage::photo(hills(640, 400)).caption("From the greenhouse");
    let photo = emulator
        .send_message(BOB, CLUB, photo)
        .expect("a member sends");
    emulator
        .react(ANN, CLUB, photo, &["🔥"])
        .expect("she sees it");
    emulator
        .react(CLEO, CLUB, photo, &["🔥"])
        .expect("she sees it");
    emulator
        .react(BOB, CLUB, photo, &["🎉"])
        .expect("he sees it");
    later(120);
    emulator
        .reply(CLEO, CLUB, photo, "Wonderful 😍 What do we plant there?")
        .expect("a member writes");
    later(30);
    let poll = json!({
        "chat_id": club,
        "question": "What grows in the new bed?",
        "options": [{"text": "🌷 Tulips"}, {"text": "🥕 Carrots"}, {"text": "🌿 Herbs"}],
        "is_anonymous": false,
    });
    let poll = bot.call("sendPoll", poll).await["message_id"]
        .as_i64()
        .expect("an id");
    for (user, option) in [(ANN, 0), (BOB, 2), (CLEO, 0)] {
        emulator
            .vote(user, CLUB, poll, &[option])
            .expect("a member votes");
    }
    later(60);
    say(ANN, "Tulips it is. I buy the bulbs!");
    let keyboard = json!({"inline_keyboard": [
        [{"text": "💧 I water", "callback_data": "water"}, {"text": "✂️ I weed", "callback_data": "weed"}],
        [{"text": "Opening hours", "url": "https://example.org/hours"}],
    ]});
    let plan = "📋 <b>Saturday, 9 o'clock</b>\nBulbs: <i>Ann</i> · Compost: <i>nobody yet</i>\nThe gate's code: <tg-spoiler>2468</tg-spoiler>";
    bot.say(&club, plan, keyboard).await;
}

/// A private conversation with the bot.
async fn ask(emulator: &Emulator, bot: &Bot) {
    emulator.send(ANN, 42, "/start").expect("she may write");
    let hello = "🌱 Hello, Ann! I keep the garden's diary.\n\nTry /water, or write what you see:\n\
        <pre><code class=\"language-diary\">tulips: 12 in bloom\npeas: sown</code></pre>\
        <blockquote>A garden is never finished.</blockquote>";
    let keyboard =
        json!({"keyboard": [["💧 Water", "📈 Harvest"], ["🌦 Weather"]], "resize_keyboard": true});
    bot.say(&json!(ANN), hello, keyboard).await;
    emulator
        .send(ANN, 42, "tulips: 12 in bloom")
        .expect("she may write");
    let noted = "Noted: <b>12 tulips</b>. That is 5 more than <u>last week</u>.";
    bot.say(&json!(ANN), noted, Value::Null).await;
}

async fn garden_with_talk() -> (Emulator, Bot) {
    let emulator = garden().await;
    let bot = Bot::new(&emulator);
    ask(&emulator, &bot).await;
    talk(&emulator, &bot).await;
    (emulator, bot)
}

async fn shown(page: &Page, css: &str) {
    page.see(css).await;
    let loaded =
        "return Promise.all([...document.images].map((image) => image.decode())).then(() => true)";
    page.run(loaded).await;
    // What the pointer is not over has no tools around it, as for somebody who reads.
    page.run("document.activeElement.blur()").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_a_desktop() {
    let Some(driver) = Driver::get() else { return };
    let (emulator, bot) = garden_with_talk().await;
    let size = "--window-size=1280,887";
    for (name, args) in [
        ("page-desktop.png", vec![size]),
        (
            "page-dark.png",
            vec![size, "--blink-settings=preferredColorScheme=0"],
        ),
    ] {
        let page = driver.open(json!({"args": args})).await;
        page.visit(&emulator, &format!("?user={ANN}#{CLUB}")).await;
        shown(&page, ".message:last-child .inline-keyboard").await;
        page.keep(name).await;
        page.close().await;
    }

    let page = driver
        .open(json!({"args": ["--window-size=1400,887"]}))
        .await;
    page.visit(&emulator, &format!("?user={ANN}&user={BOB}#{CLUB}/{CLUB}"))
        .await;
    page.see(".column:nth-child(2) .message:last-child .inline-keyboard")
        .await;
    shown(
        &page,
        ".column:nth-child(1) .message:last-child .inline-keyboard",
    )
    .await;
    page.keep("page-two-people.png").await;
    page.close().await;

    let page = driver
        .open(json!({"args": ["--window-size=1400,887"]}))
        .await;
    page.visit(&emulator, &format!("?user={ANN}#{ANN}.42"))
        .await;
    page.see(".reply-keyboard").await;
    page.click(".inspect").await;
    page.see(".entry.call").await;
    page.type_text("peas: sown\n").await;
    let updates = bot.call("getUpdates", json!({"offset": -1})).await;
    let mut handled = Handled::new(
        42,
        updates[0]["update_id"].as_i64().expect("an id"),
        "diary",
    );
    handled.file = Some("src/diary.rs".into());
    handled.line = Some(31);
    handled.milliseconds = Some(0.8);
    emulator.report(&handled);
    page.read("handler", "→ diary").await;
    bot.say(&json!(ANN), "Noted: <b>peas</b>, sown today.", Value::Null)
        .await;
    let nobody = json!({"chat_id": 99, "text": "Nobody is there"});
    bot.refused("sendMessage", nobody).await;
    page.click(".entry.bad > summary").await;
    shown(&page, ".entry[open] .json").await;
    page.keep("page-inspector.png").await;
    page.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_a_phone() {
    let Some(driver) = Driver::get() else { return };
    let (emulator, _bot) = garden_with_talk().await;
    let phone = json!({"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2.0}});
    let page = driver.open(json!({"mobileEmulation": phone})).await;
    page.visit(&emulator, &format!("?user={ANN}#{CLUB}")).await;
    shown(&page, ".message:last-child .inline-keyboard").await;
    page.keep("page-phone.png").await;
    page.close().await;
    let args = ["--blink-settings=preferredColorScheme=0"];
    let page = driver
        .open(json!({"mobileEmulation": phone, "args": args}))
        .await;
    page.visit(&emulator, &format!("?user={ANN}#{ANN}.42"))
        .await;
    shown(&page, ".reply-keyboard").await;
    page.keep("page-phone-dark.png").await;
    page.close().await;
}
