//! Messages of every kind, as people see them.

use serde_json::{Value, json};

use crate::{
    bot::{Bot, club},
    browser::{Driver, Page},
    picture::{sound, stripes},
};

const GROUP: i64 = -1_001_234_567_890;

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_message_is_drawn() {
    let Some(driver) = Driver::get() else { return };
    let emulator = club().await;
    let mut bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, &format!("?user=1001#{GROUP}")).await;
    page.see(".head").await;
    let group = json!(GROUP);
    let send = async |bot: &Bot, method: &str, mut content: Value| {
        content["chat_id"] = group.clone();
        bot.call(method, content).await
    };

    // Texts: a quote that opens, a link, and a list in a rich message.
    let quote = "<blockquote expandable>One\nTwo\nThree\nFour\nFive</blockquote>";
    bot.say(&group, quote, Value::Null).await;
    page.click(".expandable").await;
    page.see(".expandable.open[aria-expanded='true']").await;
    let html = "<h2>Report</h2><p>It is <b>spring</b>.</p><ul><li>Tulips</li></ul>\
        <table><tr><th>Bed</th></tr><tr><td>1</td></tr></table>";
    send(
        &bot,
        "sendRichMessage",
        json!({"rich_message": {"html": html}}),
    )
    .await;
    assert_eq!(page.text(".rich h2").await, "Report");
    page.see(".rich table td").await;

    // Places, contacts, dice, polls.
    let venue = json!({"latitude": 52.5, "longitude": 13.4, "title": "Greenhouse", "address": "Garden lane 1"});
    for (method, content, css, text) in [
        (
            "sendLocation",
            json!({"latitude": 52.5, "longitude": 13.4}),
            ".place",
            "Location\n52.50000° N, 13.40000° E",
        ),
        (
            "sendVenue",
            venue,
            ".message:last-child .place",
            "Greenhouse\nGarden lane 1\n52.50000° N, 13.40000° E",
        ),
        (
            "sendContact",
            json!({"phone_number": "+15550001", "first_name": "Cleo"}),
            ".contact > div",
            "Cleo\n+15550001",
        ),
        (
            "sendPoll",
            json!({"question": "Well?", "options": [{"text": "Yes"}, {"text": "No"}]}),
            ".poll .options",
            "Yes\nNo",
        ),
    ] {
        let id = send(&bot, method, content).await["message_id"].clone();
        page.see(&format!("[data-message='{id}']")).await;
        assert_eq!(page.text(css).await, text, "{method}");
    }
    send(&bot, "sendDice", json!({"emoji": "🎲"})).await;
    page.see(".dice").await;

    // Media: a photo behind a spoiler, an album as a grid, sounds.
    let photo = bot
        .files(
            "sendPhoto",
            &group,
            json!({"has_spoiler": true}),
            &[("photo", "a.png", stripes(320, 200, 0))],
        )
        .await;
    let covered = format!("[data-message='{}'] .photo.covered", photo["message_id"]);
    page.click(&covered).await;
    page.see(&format!(
        "[data-message='{}'] .photo:not(.covered)",
        photo["message_id"]
    ))
    .await;
    assert_eq!(
        page.count("dialog").await,
        0,
        "the press that shows it does no more"
    );
    let media: Vec<Value> = (0..3).map(|place| json!({"type": "photo", "media": format!("attach://f{place}"), "caption": if place == 0 { "Three beds" } else { "" }})).collect();
    let files = [
        ("f0", "a.png", stripes(640, 400, 1)),
        ("f1", "b.png", stripes(400, 400, 2)),
        ("f2", "c.png", stripes(400, 400, 3)),
    ];
    bot.files("sendMediaGroup", &group, json!({"media": media}), &files)
        .await;
    page.see(".album.of-3 .tile:nth-child(3) img").await;
    page.read("body", "Three beds").await;
    let decoded = "return Promise.all([...document.querySelectorAll('.album img')].map((image) => { \
        image.loading = 'eager'; return image.decode(); })).then((all) => all.length)";
    assert_eq!(page.run(decoded).await, 3);
    bot.files(
        "sendVoice",
        &group,
        json!({"duration": 1}),
        &[("voice", "v.ogg", sound())],
    )
    .await;
    page.see(".sound .waves").await;
    page.keep("desktop-contents.png").await;
    page.click(".album .tile:nth-child(1) .photo").await;
    page.see("dialog.sheet .large").await;
    page.keys("\u{e00c}").await;
    page.see("body:not(:has(dialog))").await;

    // A quoted message is brought into view, with the words that were quoted.
    page.type_text("Thanks for the pictures\n").await;
    let said = bot.hear("Thanks for the pictures").await;
    let reply = json!({"message_id": said["message_id"], "quote": "the pictures"});
    let answer = json!({"text": "Gladly", "reply_parameters": reply});
    send(&bot, "sendMessage", answer).await;
    assert!(
        page.text(".message:last-child .quoted")
            .await
            .contains("the pictures")
    );
    page.click(".message:last-child .quoted").await;
    page.see(&format!("[data-message='{}'].found", said["message_id"]))
        .await;

    // What happened in the chat is a line of its own.
    let pin = json!({"message_id": said["message_id"]});
    send(&bot, "pinChatMessage", pin).await;
    page.read("service", "Pinned: Thanks for the pictures")
        .await;
    page.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_grows_until_it_is_a_message() {
    let Some(driver) = Driver::get() else { return };
    let emulator = club().await;
    let bot = Bot::new(&emulator);
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "?user=1001#1001.42").await;
    page.see(".head").await;
    for text in ["Roses", "Roses are", "Roses are red"] {
        let draft = json!({"chat_id": 1001, "draft_id": 7, "text": text});
        bot.call("sendMessageDraft", draft).await;
        page.read("body", text).await;
    }
    assert_eq!(page.count(".drafts .draft").await, 1);
    bot.say(&json!(1001), "Roses are red.", Value::Null).await;
    page.see(".drafts:empty").await;
    page.read("body", "Roses are red.").await;
    page.close().await;
}

/// Runs an expression with a module of the page as `module`.
async fn in_module(page: &Page, path: &str, expression: &str) -> Value {
    let script = format!("return import('/page/{path}').then((module) => {expression})");
    page.run(&script).await
}

#[tokio::test(flavor = "multi_thread")]
async fn entities_nest_cross_and_never_become_html() {
    let Some(driver) = Driver::get() else { return };
    let emulator = club().await;
    let page = driver.open(json!({})).await;
    page.visit(&emulator, "?user=1001").await;
    for (text, entities, html) in [
        (
            "abcdef",
            json!([{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]),
            "<strong>ab<em>cd</em></strong><em>ef</em>",
        ),
        (
            "😀 x <b>",
            json!([{"type": "code", "offset": 3, "length": 1}]),
            "😀 <code>x</code> &lt;b&gt;",
        ),
        (
            "press",
            json!([{"type": "text_link", "offset": 0, "length": 5, "url": "javascript:alert(1)"}]),
            "<span title=\"javascript:alert(1)\">press</span>",
        ),
        (
            "said\nit",
            json!([{"type": "blockquote", "offset": 0, "length": 4}]),
            "<blockquote>said</blockquote>it",
        ),
        (
            "new",
            json!([{"type": "shimmer", "offset": 0, "length": 9}]),
            "<span title=\"shimmer\">new</span>",
        ),
    ] {
        let drawn = format!(
            "{{ const node = document.createElement('div'); \
             node.append(module.renderText({}, {entities})); return node.innerHTML; }}",
            json!(text)
        );
        let found = in_module(&page, "messages/entities.js", &drawn).await;
        assert_eq!(found, html, "{text}");
    }
    let spoiler = "module.summary({text: 'the key is 123', entities: [{type: 'spoiler', offset: 11, length: 3}]})";
    assert_eq!(
        in_module(&page, "core/summary.js", spoiler).await,
        "the key is ▒▒▒"
    );
    let rich = "module.plainText([{type: 'heading', text: 'A'}, {type: 'paragraph', text: ['b', {type: 'bold', text: 'c'}]}])";
    assert_eq!(in_module(&page, "core/rich.js", rich).await, "A bc");
    let prices = "[module.money(1250, 'EUR'), module.money(7, 'XTR'), module.money(500, 'JPY')]";
    assert_eq!(
        in_module(&page, "core/money.js", prices).await,
        json!(["€12.50", "⭐ 7", "¥500"])
    );
    page.close().await;
}
