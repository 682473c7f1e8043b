//! No update is lost and no chat sees its messages out of order.

use std::sync::Arc;
use std::time::{Duration, Instant};

use botwright::client::Timeouts;
use botwright_emulator::{Emulator, Fault, World};
use botwright_tests::{
    ANN, answers, count_calls, emulator, last_param, pending, run_with, wait, world,
};
use tokio::sync::{Notify, Semaphore};

mod bot_handlers {
    use std::sync::Arc;

    use botwright::prelude::*;
    use tokio::sync::Semaphore;

    #[on_message(regex = "^number (?<number>\\d+)$")]
    async fn number(number: u32) -> String {
        // Later ones are faster: without lanes they would overtake.
        tokio::time::sleep(std::time::Duration::from_micros(
            u64::from(100 - number) * 20,
        ))
        .await;
        number.to_string()
    }

    #[on_message(text = "block")]
    async fn block(gate: State<Arc<Semaphore>>) -> &'static str {
        let _ = gate.acquire().await;
        "released"
    }

    #[on_message(text = "panic")]
    async fn panics() -> &'static str {
        panic!("as asked")
    }

    #[on_message(text = "stats")]
    async fn stats(cx: Cx) -> String {
        let stats = cx.app().stats();
        let kept: Vec<_> = stats
            .set_aside()
            .iter()
            .map(|raw| raw.as_str().to_owned())
            .collect();
        format!("{:?} {}", kept, stats.counts())
    }

    #[on_message(text = "hello")]
    async fn hello() -> &'static str {
        "hello"
    }

    #[on_update(message, observe)]
    async fn seen(seen: State<Arc<tokio::sync::Notify>>) {
        seen.notify_waiters();
    }
}

const HANDLERS: &str = concat!(module_path!(), "::bot_handlers");

const TWO: &str = r#"{
  "bots": [{"token": "42:EMULATOR", "username": "emulator_bot", "first_name": "Emulator"}],
  "users": [
    {"id": 1, "first_name": "Ann", "username": "ann", "started": ["emulator_bot"]},
    {"id": 2, "first_name": "Bob", "username": "bob", "started": ["emulator_bot"]}
  ],
  "chats": []
}"#;

async fn two_users() -> Emulator {
    world(World::from_json(TWO).expect("a world")).await
}

async fn start(emulator: Emulator, gate: &Arc<Semaphore>) -> botwright_tests::Running {
    run_with(emulator, HANDLERS, |builder| {
        builder
            .manage(Arc::clone(gate))
            .manage(Arc::new(Notify::new()))
            .poll_timeout(Duration::from_secs(1))
    })
    .await
}

#[tokio::test]
async fn one_chat_stays_in_order() {
    let emulator = emulator().await;
    for number in 0..100 {
        emulator
            .send(ANN, ANN, &format!("number {number}"))
            .expect("Ann may write");
    }
    let bot = start(emulator, &Arc::new(Semaphore::new(0))).await;
    let all = wait("100 answers", || {
        let all = answers(&bot.emulator, ANN);
        (all.len() == 100).then_some(all)
    })
    .await;
    let expected: Vec<_> = (0..100).map(|number| number.to_string()).collect();
    assert_eq!(all, expected);
}

#[tokio::test]
async fn a_blocked_chat_stalls_no_other_and_its_updates_are_not_confirmed_early() {
    let gate = Arc::new(Semaphore::new(0));
    let bot = run_with(two_users().await, HANDLERS, |builder| {
        builder
            .manage(Arc::clone(&gate))
            .manage(Arc::new(Notify::new()))
            .patience(Duration::from_hours(1))
    })
    .await;
    bot.emulator.send(1, 1, "block").expect("Ann may write");
    bot.emulator.send(2, 2, "hello").expect("Bob may write");
    wait("Bob's answer", || {
        (answers(&bot.emulator, 2) == ["hello"]).then_some(())
    })
    .await;
    // The batch is not finished, so no further poll has confirmed it. Whether both messages came in
    // one batch or two, the blocked one is the lowest unfinished.
    let offset = last_param(&bot.emulator, "getUpdates", "offset");
    let waiting = pending(&bot.emulator);
    assert!(waiting >= 1, "confirmed while it was handled: {offset:?}");
    gate.add_permits(1);
    wait("Ann's answer", || {
        (answers(&bot.emulator, 1) == ["released"]).then_some(())
    })
    .await;
    wait("the confirmation", || {
        (pending(&bot.emulator) == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_panic_is_an_error_of_one_update() {
    let bot = start(emulator().await, &Arc::new(Semaphore::new(0))).await;
    bot.emulator.send(ANN, ANN, "panic").expect("Ann may write");
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
}

#[tokio::test]
async fn a_stop_finishes_what_runs_and_confirms_it() {
    let gate = Arc::new(Semaphore::new(0));
    let bot = start(emulator().await, &gate).await;
    bot.emulator.send(ANN, ANN, "block").expect("Ann may write");
    wait("the update to be taken", || {
        (count_calls(&bot.emulator, "getUpdates") > 0).then_some(())
    })
    .await;
    assert_eq!(pending(&bot.emulator), 1);
    let stopping = tokio::spawn(bot.stop());
    gate.add_permits(1);
    let (ended, emulator) = stopping.await.expect("no panic");
    ended.expect("a clean end");
    // Taken or not before the stop: either answered and confirmed, or neither.
    let answered = answers(&emulator, ANN).len();
    assert_eq!(pending(&emulator), 1 - answered);
}

#[tokio::test]
async fn a_stop_waits_for_stragglers_that_are_confirmed_already() {
    let gate = Arc::new(Semaphore::new(0));
    let bot = run_with(emulator().await, HANDLERS, |builder| {
        builder
            .manage(Arc::clone(&gate))
            .manage(Arc::new(Notify::new()))
            .poll_timeout(Duration::from_secs(1))
            .patience(Duration::ZERO)
    })
    .await;
    bot.emulator.send(ANN, ANN, "block").expect("Ann may write");
    // Patience is over at once, so the next poll confirms it while it still runs.
    let next = bot.emulator.world().bot().next_update_id().to_string();
    wait("the confirmation", || {
        let offset = last_param(&bot.emulator, "getUpdates", "offset");
        (pending(&bot.emulator) == 0 && offset.as_ref() == Some(&next)).then_some(())
    })
    .await;
    let stopping = tokio::spawn(bot.stop());
    tokio::task::yield_now().await;
    gate.add_permits(1);
    let (ended, emulator) = stopping.await.expect("no panic");
    ended.expect("a clean end");
    assert_eq!(answers(&emulator, ANN), ["released"]);
}

#[tokio::test]
async fn what_was_not_finished_comes_again_after_the_restart() {
    let gate = Arc::new(Semaphore::new(0));
    let seen = Arc::new(Notify::new());
    let taken = seen.notified();
    let bot = run_with(emulator().await, HANDLERS, |builder| {
        builder
            .manage(Arc::clone(&gate))
            .manage(Arc::clone(&seen))
            .grace(Duration::ZERO)
    })
    .await;
    bot.emulator.send(ANN, ANN, "block").expect("Ann may write");
    taken.await;
    let (ended, emulator) = bot.stop().await;
    ended.expect("a clean end");
    assert_eq!(pending(&emulator), 1, "not confirmed");
    gate.add_permits(10);
    let bot = start(emulator, &gate).await;
    wait("the answer", || {
        answers(&bot.emulator, ANN)
            .contains(&"released".to_owned())
            .then_some(())
    })
    .await;
}

#[tokio::test]
async fn malformed_updates_cost_nobody_else() {
    let bot = start(emulator().await, &Arc::new(Semaphore::new(0))).await;
    bot.emulator.push_raw(&serde_json::json!("rubbish"));
    bot.emulator
        .push_update("news_of_the_future", &serde_json::json!({"id": 1}));
    bot.emulator
        .push_update("message", &serde_json::json!({"chat": {}, "from": []}));
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    let stats = bot.ask("stats", 1).await.remove(0);
    assert!(
        stats.starts_with(r#"["\"rubbish\""]"#),
        "kept as it came: {stats}"
    );
    assert!(
        stats.contains("0 failed") && stats.contains("1 malformed"),
        "{stats}"
    );
    wait("the confirmation", || {
        (pending(&bot.emulator) == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn every_broken_answer_to_a_poll_is_survived() {
    let faults = [
        Fault::Html502,
        Fault::EmptyBody,
        Fault::Truncated,
        Fault::Drop,
        Fault::RetryAfter(1),
        Fault::Status { code: 500, body: r#"{"ok":false,"error_code":500,"description":"Internal Server Error: restart"}"#.into() },
        Fault::Status { code: 409, body: r#"{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}"#.into() },
    ];
    for fault in faults {
        let emulator = emulator().await;
        let shown = format!("{fault:?}");
        emulator.fail_next("getUpdates", fault);
        let bot = start(emulator, &Arc::new(Semaphore::new(0))).await;
        assert_eq!(bot.ask("hello", 1).await, ["hello"], "{shown}");
    }
}

#[tokio::test]
async fn a_server_that_does_not_hold_polls_is_not_asked_without_end() {
    let emulator = emulator().await;
    for _ in 0..5 {
        let body = r#"{"ok":true,"result":[]}"#.into();
        emulator.fail_next("getUpdates", Fault::Status { code: 200, body });
    }
    let began = Instant::now();
    let bot = start(emulator, &Arc::new(Semaphore::new(0))).await;
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    assert_eq!(bot.emulator.pending_faults(), 0);
    assert!(began.elapsed() >= Duration::from_millis(500));
}

#[tokio::test]
async fn the_last_confirmation_is_repeated_when_the_poll_before_is_taken_for_anothers() {
    let bot = run_with(emulator().await, HANDLERS, |builder| {
        builder
            .manage(Arc::new(Semaphore::new(0)))
            .manage(Arc::new(Notify::new()))
            .poll_timeout(Duration::from_secs(50))
    })
    .await;
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    wait("the next poll, which the server holds", || {
        (pending(&bot.emulator) == 0).then_some(())
    })
    .await;
    let body = r#"{"ok":false,"error_code":409,"description":"Conflict: another getUpdates request is active"}"#.into();
    bot.emulator
        .fail_next("getUpdates", Fault::Status { code: 409, body });
    let (ended, emulator) = bot.stop().await;
    ended.expect("a stop in good order");
    assert_eq!(emulator.pending_faults(), 0, "the first try was refused");
    let calls = emulator.calls();
    let mut last = calls
        .iter()
        .filter(|call| call.param("timeout") == Some("0"));
    assert!(last.next_back().is_some_and(|call| call.ok), "{calls:?}");
}

#[tokio::test]
async fn a_connection_that_died_unnoticed_is_given_up() {
    let emulator = emulator().await;
    emulator.fail_next("getUpdates", Fault::Hang);
    let mut timeouts = Timeouts::default();
    timeouts.poll_margin = Duration::from_secs(1);
    let bot = run_with(emulator, HANDLERS, |builder| {
        builder
            .manage(Arc::new(Semaphore::new(0)))
            .manage(Arc::new(Notify::new()))
            .poll_timeout(Duration::from_secs(1))
            .timeouts(timeouts)
    })
    .await;
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    assert_eq!(bot.emulator.pending_faults(), 0);
}

#[tokio::test]
async fn an_update_can_be_fed_by_hand() {
    let emulator = emulator().await;
    let builder = botwright_tests::builder(&emulator, HANDLERS)
        .manage(Arc::new(Semaphore::new(0)))
        .manage(Arc::new(Notify::new()));
    let bot = builder.build().await.expect("a bot");
    let feed = async |text: &str| {
        let chat = serde_json::json!({"id": ANN, "type": "private", "first_name": "Ann"});
        let message = serde_json::json!({"message_id": 1, "date": 1, "chat": chat, "text": text});
        let update = serde_json::json!({"update_id": 1, "message": message}).to_string();
        bot.feed(botwright::parse_update(&update).expect("an update"))
            .await
    };
    feed("hello").await.expect("handled");
    // When it returns, everything is sent.
    assert_eq!(answers(&emulator, ANN), ["hello"]);
    let error = feed("panic")
        .await
        .expect_err("the handler panics")
        .to_string();
    assert!(
        error.contains("panics") && error.contains("delivery.rs"),
        "{error}"
    );
    assert_eq!(count_calls(&emulator, "getUpdates"), 0, "nothing else runs");
}

#[tokio::test]
async fn a_flood_wait_delays_a_reply_and_loses_nothing() {
    let bot = start(emulator().await, &Arc::new(Semaphore::new(0))).await;
    bot.emulator.fail_next("sendMessage", Fault::RetryAfter(1));
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    assert_eq!(
        bot.emulator.pending_faults(),
        0,
        "the first try was refused"
    );
}

#[tokio::test]
async fn a_send_that_may_have_happened_is_not_repeated() {
    let bot = start(emulator().await, &Arc::new(Semaphore::new(0))).await;
    bot.emulator.fail_next("sendMessage", Fault::Truncated);
    bot.emulator.send(ANN, ANN, "hello").expect("Ann may write");
    wait("the send", || {
        (bot.emulator.pending_faults() == 0).then_some(())
    })
    .await;
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    assert_eq!(
        answers(&bot.emulator, ANN).len(),
        1,
        "only the second was answered, once"
    );
}

#[tokio::test]
async fn a_revoked_token_ends_the_bot_with_advice() {
    let emulator = emulator().await;
    let bot = botwright::bot::builder()
        .token("42:WRONG")
        .api_url(emulator.url())
        .only(HANDLERS)
        .manage(Arc::new(Semaphore::new(0)))
        .manage(Arc::new(Notify::new()));
    let error = bot.build().await.expect_err("refused").to_string();
    assert!(
        error.contains("BOT_TOKEN") && !error.contains("WRONG"),
        "{error}"
    );
}

#[tokio::test]
async fn only_what_handlers_need_is_asked_for() {
    let bot = start(emulator().await, &Arc::new(Semaphore::new(0))).await;
    bot.ask("hello", 1).await;
    let allowed = last_param(&bot.emulator, "getUpdates", "allowed_updates").expect("sent");
    assert_eq!(allowed, r#"["message"]"#);
}

mod duplicates {
    //! A server that hands the same update out twice.

    use super::*;

    #[tokio::test]
    async fn an_update_that_comes_twice_is_handled_once() {
        let bot = start(emulator().await, &Arc::new(Semaphore::new(0))).await;
        bot.ask("hello", 1).await;
        let id = bot.emulator.world().bot().next_update_id() - 1;
        let chat = serde_json::json!({"id": ANN, "type": "private", "first_name": "Ann"});
        let message =
            serde_json::json!({"message_id": 1, "date": 1, "chat": chat, "text": "hello"});
        bot.emulator
            .push_raw(&serde_json::json!({"update_id": id, "message": message}));
        assert_eq!(bot.ask("hello", 1).await, ["hello"]);
        assert_eq!(answers(&bot.emulator, ANN).len(), 2);
    }
}
