//! What `doctor` says, and what `drain` does.

use std::sync::Arc;

use botwright::transport::webhook::Webhook;
use botwright_emulator::Emulator;
use botwright_tests::{ANN, answers, emulator, pending};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::requests::bot;

fn closed() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(0))
}

async fn diagnosis(emulator: &Emulator, hook: Option<Webhook>) -> String {
    let mut builder = bot(emulator, &closed());
    if let Some(hook) = hook {
        builder = builder.webhook(hook);
    }
    builder.doctor().await.expect("it looks").to_string()
}

/// Sets a webhook by hand.
async fn set(emulator: &Emulator, url: &str) {
    let bot = bot(emulator, &closed()).build().await.expect("a bot");
    bot.api().set_webhook(url).await.expect("it is set");
}

#[tokio::test]
async fn a_healthy_bot_has_no_problems_and_loses_nothing_by_being_looked_at() {
    let emulator = emulator().await;
    emulator.send(ANN, ANN, "hello").expect("Ann may write");
    let report = diagnosis(&emulator, None).await;
    assert!(!report.contains("PROBLEM"), "{report}");
    assert!(report.contains("@emulator_bot"), "{report}");
    assert!(report.contains("1 updates wait"), "{report}");
    assert_eq!(pending(&emulator), 1);
}

#[tokio::test]
async fn a_forgotten_webhook_is_found() {
    let emulator = emulator().await;
    set(&emulator, "http://127.0.0.1:9/old").await;
    let report = diagnosis(&emulator, None).await;
    assert!(
        report.contains("PROBLEM a webhook is set to http://127.0.0.1:9/old"),
        "{report}"
    );
    let hook = Webhook::url("http://127.0.0.1:9/new");
    let report = diagnosis(&emulator, Some(hook)).await;
    assert!(report.contains("not to http://127.0.0.1:9/new"), "{report}");
    // And polling says the same, instead of waiting for ever.
    let drained = bot(&emulator, &closed())
        .drain_until(CancellationToken::new())
        .await;
    let error = drained.expect_err("409").to_string();
    assert!(
        error.contains("another program") && error.contains("webhook"),
        "{error}"
    );
}

#[tokio::test]
async fn a_wrong_token_and_a_dead_server_are_told_apart() {
    let emulator = emulator().await;
    let wrong = bot(&emulator, &closed()).token("43:OTHER").doctor().await;
    let report = wrong.expect("it looks").to_string();
    assert!(
        report.contains("PROBLEM") && report.contains("@BotFather"),
        "{report}"
    );
    assert!(!report.contains("OTHER"), "{report}");
    let dead = bot(&emulator, &closed())
        .api_url("http://127.0.0.1:9")
        .doctor()
        .await;
    let report = dead.expect("it looks").to_string();
    assert!(
        report.contains("cannot be asked who the bot is"),
        "{report}"
    );
}

#[tokio::test]
async fn drain_takes_everything_that_waits_and_ends() {
    let emulator = emulator().await;
    for number in 0..250 {
        let text = format!("number {number}");
        emulator.send(ANN, ANN, &text).expect("Ann may write");
    }
    let drained = bot(&emulator, &closed())
        .drain_until(CancellationToken::new())
        .await;
    let drained = drained.expect("it drains");
    assert_eq!(drained.counts.handled, 250);
    assert!(
        drained.to_string().starts_with("250 updates, 0 failed"),
        "{drained}"
    );
    let expected: Vec<_> = (0..250).map(|number| number.to_string()).collect();
    assert_eq!(answers(&emulator, ANN), expected);
    assert_eq!(pending(&emulator), 0);
    let nothing = bot(&emulator, &closed())
        .drain_until(CancellationToken::new())
        .await;
    assert_eq!(nothing.expect("it drains").counts.handled, 0);
}
