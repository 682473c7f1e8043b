//! What people do beside writing: inline queries, payments, web apps, votes, files, edits.

use axum::{Router, response::Html, routing::get};
use serde_json::{Value, json};

use crate::{
    bot::{Bot, club, emulator},
    browser::Driver,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_result_of_inline_mode_is_chosen_and_sent() {
    let Some(driver) = Driver::get() else { return };
    let emulator = club().await;
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "?user=1001#-1001234567890").await;
    page.see(".head").await;
    page.type_text("@emulator_bot roses").await;
    let mut update = bot.update().await;
    let mut query = update["inline_query"].take();
    // Letters that were typed slowly are queries too.
    while query["query"] != "roses" {
        update = bot.update().await;
        query = update["inline_query"].take();
    }
    assert_eq!(query["chat_type"], "supergroup");
    let article = |id: &str, title: &str| {
        json!({
            "type": "article",
            "id": id,
            "title": title,
            "description": format!("All about {title}"),
            "input_message_content": {"message_text": format!("<b>{title}</b>"), "parse_mode": "HTML"},
        })
    };
    let results = json!([article("1", "Red roses"), article("2", "White roses")]);
    let answer = json!({"inline_query_id": query["id"], "results": results, "cache_time": 0});
    bot.call("answerInlineQuery", answer).await;
    page.see("#result-1").await;
    assert_eq!(page.text("#result-0 b").await, "Red roses");
    page.keep("desktop-inline.png").await;
    page.type_text("\u{e015}").await;
    page.see("#result-1[aria-selected='true']").await;
    page.type_text("\u{e007}").await;
    page.read("body", "White roses").await;
    assert_eq!(page.text(".own .via").await, "via @emulator_bot");
    assert_eq!(
        page.see("textarea")
            .await
            .prop("value")
            .await
            .expect("a value")
            .as_deref(),
        Some("")
    );
    page.see(".results[hidden]").await;

    // A button that switches to inline mode writes the query.
    let group = json!(-1_001_234_567_890_i64);
    let again = json!({"inline_keyboard": [[{"text": "More", "switch_inline_query_current_chat": "tulips"}]]});
    bot.say(&group, "Look for more", again).await;
    page.click(".theirs .key").await;
    let field = page.see("textarea").await;
    assert_eq!(
        field.prop("value").await.expect("a value").as_deref(),
        Some("@emulator_bot tulips")
    );
    page.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_is_paid_in_a_sheet() {
    let Some(driver) = Driver::get() else { return };
    let emulator = emulator().await;
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "").await;
    let invoice = json!({
        "chat_id": 1, "title": "Tulip bulbs", "description": "Twenty red ones", "payload": "tulips",
        "currency": "EUR", "provider_token": "1:TEST:x", "need_email": true, "is_flexible": true,
        "prices": [{"label": "Bulbs", "amount": 1200}, {"label": "Bag", "amount": 50}],
    });
    bot.call("sendInvoice", invoice).await;
    page.read("price", "€12.50").await;
    page.click(".invoice .primary").await;
    page.see("dialog.payment [name='email']").await;
    page.see("dialog.payment [name='street_line1']").await;
    assert_eq!(page.count("dialog.payment [name='name']").await, 0);
    page.keep("desktop-payment.png").await;
    page.click("dialog.payment .primary").await;

    let query = bot.update().await["shipping_query"].take();
    assert_eq!(query["shipping_address"]["city"], "Berlin");
    page.read("status", "The bot is asked how it ships…").await;
    let options =
        json!([{"id": "post", "title": "By post", "prices": [{"label": "Post", "amount": 300}]}]);
    let answer = json!({"shipping_query_id": query["id"], "ok": true, "shipping_options": options});
    bot.call("answerShippingQuery", answer).await;
    let query = bot.update().await["pre_checkout_query"].take();
    assert_eq!(query["total_amount"], 1550);
    let refusal =
        json!({"pre_checkout_query_id": query["id"], "ok": false, "error_message": "Sold out"});
    bot.call("answerPreCheckoutQuery", refusal).await;
    page.read("status", "Sold out").await;

    // The next try is taken.
    page.click("dialog.payment .primary").await;
    let query = bot.update().await["shipping_query"].take();
    let answer = json!({"shipping_query_id": query["id"], "ok": true, "shipping_options": options});
    bot.call("answerShippingQuery", answer).await;
    let query = bot.update().await["pre_checkout_query"].take();
    let consent = json!({"pre_checkout_query_id": query["id"], "ok": true});
    bot.call("answerPreCheckoutQuery", consent).await;
    let paid = bot.news("message").await["successful_payment"].take();
    assert_eq!(paid["total_amount"], 1550);
    page.see("body:not(:has(dialog))").await;
    page.see(".service").await;
    page.close().await;
}

/// A web app on a server of its own; its script is the emulator's.
async fn web_app(emulator: &str) -> String {
    let page = format!(
        "<!doctype html><title>Shop</title><script src='{emulator}page/telegram-web-app.js'></script>\
         <p id=name></p><button id=send>Send</button><script>\
         const app = Telegram.WebApp; app.ready();\
         document.getElementById('name').textContent = app.initDataUnsafe.user.first_name;\
         document.getElementById('send').onclick = () => app.MainButton.setText('Order').show();\
         app.MainButton.onClick(() => app.sendData('three tulips'));</script>"
    );
    let router = Router::new().route("/", get(move || async move { Html(page) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_web_app_runs_in_a_frame_and_sends_data() {
    let Some(driver) = Driver::get() else { return };
    let emulator = emulator().await;
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "").await;
    let url = web_app(&emulator.page_url()).await;
    let keyboard = json!({"keyboard": [[{"text": "Shop", "web_app": {"url": url}}]]});
    bot.say(&json!(1), "What do you want?", keyboard).await;
    page.click(".reply-keyboard .key").await;
    let frame = page.see("dialog iframe").await;
    frame.enter_frame().await.expect("the frame is there");
    page.see("#name").await;
    assert_eq!(page.text("#name").await, "Ann");
    page.click("#send").await;
    page.client
        .clone()
        .enter_parent_frame()
        .await
        .expect("the page is around it");
    page.read("big", "Order").await;
    page.keep("desktop-web-app.png").await;
    page.click("dialog .big").await;
    let data = bot.news("message").await["web_app_data"].take();
    assert_eq!(data, json!({"button_text": "Shop", "data": "three tulips"}));
    page.see("body:not(:has(dialog))").await;
    page.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_vote_share_edit_and_send_files() {
    let Some(driver) = Driver::get() else { return };
    let emulator = emulator().await;
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "").await;
    let options = json!([{"text": "Tulips"}, {"text": "Roses"}]);
    let poll =
        json!({"chat_id": 1, "question": "What next?", "options": options, "is_anonymous": false});
    bot.call("sendPoll", poll).await;
    page.click(".poll .option:nth-child(2)").await;
    let answer = bot.news("poll_answer").await;
    assert_eq!(answer["option_ids"], json!([1]));
    page.see(".option.mine").await;
    assert_eq!(page.text(".option.mine").await, "100%\nRoses ✓");

    // The buttons of a keyboard that ask for something.
    let keyboard = json!({"keyboard": [[{"text": "Number", "request_contact": true}], [{"text": "Place", "request_location": true}]]});
    bot.say(&json!(1), "Who and where?", keyboard).await;
    page.click(".reply-keyboard .row:nth-child(1) .key").await;
    page.click("dialog .primary").await;
    assert_eq!(bot.news("message").await["contact"]["first_name"], "Ann");
    page.see(".own .contact").await;
    page.click(".reply-keyboard .row:nth-child(2) .key").await;
    page.click("dialog .primary").await;
    assert!(bot.news("message").await["location"]["latitude"].is_f64());
    page.see(".own .place").await;

    // An own message is edited, then deleted.
    page.type_text("Helo\n").await;
    let id = bot.hear("Helo").await["message_id"]
        .as_i64()
        .expect("an id");
    page.read("body", "Helo").await;
    page.menu(id, "Edit").await;
    page.see(".reply-bar:not([hidden])").await;
    page.type_text("\u{e008}\u{e011}\u{e000}Hello, bot\n").await;
    assert_eq!(bot.news("edited_message").await["text"], "Hello, bot");
    page.read("body", "Hello, bot").await;
    page.see(&format!("[data-message='{id}'] .edited")).await;
    page.menu(id, "Delete").await;
    page.click("dialog .primary").await;
    page.see(&format!(".messages:not(:has([data-message='{id}']))"))
        .await;

    // A picture goes as a photo, any other file as a document.
    let folder = std::env::temp_dir().join(format!("botwright-page-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let picture = page.client.screenshot().await.expect("a screenshot");
    for (name, bytes, field) in [
        ("picture.png", picture, "photo"),
        ("notes.txt", b"some notes".to_vec(), "document"),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("a file");
        let input = page
            .client
            .find(fantoccini::Locator::Css("input[type=file]"))
            .await;
        let path = path.to_str().expect("a path");
        input
            .expect("a field")
            .send_keys(path)
            .await
            .expect("it takes a path");
        let message = bot.news("message").await;
        assert_ne!(message[field], Value::Null, "{message}");
    }
    std::fs::remove_dir_all(&folder).expect("the folder is there");
    page.see(".own .photo img").await;
    page.see(".own .attachment").await;
    page.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn links_into_telegram_are_followed_in_the_page() {
    let Some(driver) = Driver::get() else { return };
    let emulator = club().await;
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "?user=1002#-1001234567890").await;
    page.see(".head").await;
    let group = json!(-1_001_234_567_890_i64);
    let deep = json!({"inline_keyboard": [[{"text": "In private", "url": "https://t.me/emulator_bot?start=roses"}]]});
    bot.say(&group, "Ask me", deep).await;
    page.click(".theirs a.key").await;
    let started = bot.hear("/start roses").await;
    assert_eq!(started["chat"]["id"], 1002);
    page.see(".chat[href='#1002.42'][aria-current]").await;
    page.read("body", "/start roses").await;

    // An invoice behind a link is paid like one in a message.
    let invoice = json!({
        "title": "Gloves", "description": "Two of them", "payload": "g", "currency": "XTR",
        "prices": [{"label": "Gloves", "amount": 5}],
    });
    let link = bot.call("createInvoiceLink", invoice).await;
    let text = format!("<a href=\"{}\">Gloves</a>", link.as_str().expect("a link"));
    bot.say(&json!(1002), &text, Value::Null).await;
    page.click(".theirs .body a").await;
    assert_eq!(page.text("dialog.payment .total").await, "Total ⭐ 5");
    page.click("dialog.payment .primary").await;
    let query = bot.news("pre_checkout_query").await;
    let consent = json!({"pre_checkout_query_id": query["id"], "ok": true});
    bot.call("answerPreCheckoutQuery", consent).await;
    bot.news("message").await;
    page.read("service", "Paid ⭐ 5").await;
    page.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_one_person_sees_is_marked() {
    let Some(driver) = Driver::get() else { return };
    let emulator = club().await;
    let bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(
        &emulator,
        "?user=1001&user=1002#-1001234567890/-1001234567890",
    )
    .await;
    page.see(".column:nth-child(1) .head").await;
    page.see(".column:nth-child(2) .head").await;
    let group = json!(-1_001_234_567_890_i64);
    bot.say(&group, "For all", Value::Null).await;
    let alone = json!({
        "chat_id": group,
        "text": "For Ann",
        "ephemeral_message_parameters": {"receiver_user_id": 1001},
    });
    bot.call("sendMessage", alone).await;
    page.see(".column:nth-child(1) .ephemeral .aside-note")
        .await;
    bot.say(&group, "For all again", Value::Null).await;
    page.see(".column:nth-child(2) .messages li:nth-child(3) .body")
        .await;
    assert_eq!(page.count(".column:nth-child(1) .messages .body").await, 3);
    assert_eq!(page.count(".column:nth-child(2) .messages .body").await, 2);
    page.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_is_played_in_a_frame() {
    let Some(driver) = Driver::get() else { return };
    let emulator = emulator().await;
    let mut bot = Bot::new(&emulator);
    let picture = crate::picture::hills(64, 48);
    emulator
        .add_game(42, "snails", "Snail race", "Who is slower?", picture)
        .expect("the bot is there");
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "").await;
    let game = json!({"chat_id": 1, "game_short_name": "snails"});
    bot.call("sendGame", game).await;
    assert_eq!(page.text(".game b").await, "Snail race");
    page.click(".theirs .key").await;
    let query = bot.news("callback_query").await;
    assert_eq!(query["game_short_name"], "snails");
    let url = web_app(&emulator.page_url()).await;
    let answer = json!({"callback_query_id": query["id"], "url": url});
    bot.call("answerCallbackQuery", answer).await;
    let frame = page.see("dialog iframe[title='Game']").await;
    assert_eq!(frame.attr("src").await.expect("a frame"), Some(url));
    page.client.close().await.expect("the browser closes");
}
