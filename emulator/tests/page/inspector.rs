//! The inspector beside the chats.

use botwright_emulator::Handled;
use serde_json::{Value, json};

use crate::{
    bot::{Bot, emulator},
    browser::Driver,
};

#[tokio::test(flavor = "multi_thread")]
async fn updates_calls_faults_and_the_clock_are_seen_beside_the_chat() {
    let Some(driver) = Driver::get() else { return };
    let emulator = emulator().await;
    let mut bot = Bot::new(&emulator);
    let page = driver
        .open(json!({"args": ["--window-size=1400,900"]}))
        .await;
    page.visit(&emulator, "").await;
    page.click(".inspect").await;
    page.see(".inspector").await;
    page.see(".inspect[aria-pressed='true']").await;

    // An update, the handler that had it, and the call that answered.
    page.type_text("/start\n").await;
    let update = bot.update().await;
    page.see(".entry.update").await;
    let mut handled = Handled::new(42, update["update_id"].as_i64().expect("an id"), "greet");
    handled.file = Some("src/main.rs".into());
    handled.line = Some(12);
    handled.milliseconds = Some(1.5);
    emulator.report(&handled);
    page.read("handler", "→ greet").await;
    bot.say(&json!(1), "Hello", Value::Null).await;
    page.click("[data-name='sendMessage'] .entry > summary")
        .await;
    assert!(
        page.text(".entry.call[open] .json")
            .await
            .contains("\"Hello\"")
    );
    page.click(".entry.update > summary").await;
    assert!(
        page.text(".entry.update[open] .json")
            .await
            .contains("src/main.rs:12")
    );
    page.keep("desktop-inspector.png").await;

    // A fault on order is met once, and shown.
    page.click(".panel:has([aria-label='Fault']) > summary")
        .await;
    let fault = page.see("[aria-label='Fault']").await;
    fault
        .select_by_label("HTML 502")
        .await
        .expect("it is offered");
    page.click(".panel form button").await;
    page.see(".ordered li").await;
    let token = format!(
        "{}/bot42:EMULATOR/sendMessage?chat_id=1&text=x",
        emulator.url()
    );
    let answer = crate::bot::http()
        .get(token)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 502);
    page.see(".entry.call.bad").await;
    let kinds = page.see("[aria-label='What to show']").await;
    kinds
        .select_by_label("Errors")
        .await
        .expect("it is offered");
    assert_eq!(page.count(".entries > li:not([hidden])").await, 1);

    // The clock is stopped and moved.
    page.click(".panel:has(output) > summary").await;
    page.click(".panel:has(output) .key:last-child").await;
    page.see(".clock-time").await;
    emulator
        .wait_for(|_| emulator.clock().is_frozen().then_some(()))
        .await;
    let before = emulator.clock().unix_time();
    page.click(".panel:has(output) .key:nth-child(3)").await;
    emulator
        .wait_for(|_| (emulator.clock().unix_time() == before + 3600).then_some(()))
        .await;
    page.click("[aria-label='Close the inspector']").await;
    page.see("body:not(:has(.inspector))").await;
    page.close().await;
}
