//! Queries of every kind: whatever their handler does, each gets exactly one answer.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use botwright::client::{Bytes, HttpRequest, HttpResponse};
use botwright::{Clock, bot, parse_update};
use botwright_tests::TOKEN;

mod handlers {
    use std::time::Duration;

    use botwright::prelude::*;

    #[derive(Callback)]
    pub(super) enum Press {
        Do { how: u8 },
    }

    #[derive(Payload)]
    pub(super) enum Buy {
        Thing { how: u8 },
    }

    /// What a handler does, in this order.
    pub(super) const HAND: u8 = 1;
    pub(super) const REPLY: u8 = 2;
    pub(super) const PANIC: u8 = 4;
    pub(super) const FAIL: u8 = 8;
    pub(super) const WAIT: u8 = 16;

    /// What all of them do beside their answers.
    async fn end<T>(how: u8, cx: &Cx, reply: T) -> bot::Result<Option<T>> {
        if how & WAIT != 0 {
            cx.app().clock().sleep(Duration::from_secs(20)).await;
        }
        assert!(how & PANIC == 0, "as asked");
        if how & FAIL != 0 {
            return Err(bot::Error::msg("as asked"));
        }
        Ok((how & REPLY != 0).then_some(reply))
    }

    #[on_callback(Press::Do { how })]
    async fn press(how: u8, query: &CallbackQuery, cx: Cx) -> bot::Result<Option<Toast>> {
        if how & HAND != 0 {
            let answer = cx.api().answer_callback_query(&query.id);
            answer.text("by hand").await?;
        }
        end(how, &cx, Toast::new("by reply")).await
    }

    #[on_inline(regex = "^(?<how>.+)$")]
    async fn inline(how: u8, query: &InlineQuery, cx: Cx) -> bot::Result<Option<Inline>> {
        if how & HAND != 0 {
            let answer = cx.api().answer_inline_query(&query.id, Vec::new());
            answer.next_offset("by hand").await?;
        }
        end(how, &cx, Inline::new().text("by reply", "x")).await
    }

    #[on_shipping(Buy::Thing { how })]
    async fn ship(how: u8, query: &ShippingQuery, cx: Cx) -> bot::Result<Option<Shipping>> {
        if how & HAND != 0 {
            let answer = cx.api().answer_shipping_query(&query.id, false);
            answer.error_message("by hand").await?;
        }
        end(how, &cx, Shipping::refuse("by reply")).await
    }

    #[on_pre_checkout(Buy::Thing { how })]
    async fn check(how: u8, query: &PreCheckoutQuery, cx: Cx) -> bot::Result<Option<Checkout>> {
        if how & HAND != 0 {
            let answer = cx.api().answer_pre_checkout_query(&query.id, false);
            answer.error_message("by hand").await?;
        }
        end(how, &cx, Checkout::refuse("by reply")).await
    }
}

use handlers::{Buy, FAIL, HAND, PANIC, Press, REPLY, WAIT};

/// A query of each kind that is handled in this way.
fn queries(how: u8) -> [String; 4] {
    use botwright::Callback;

    let from = r#""from":{"id":3,"is_bot":false,"first_name":"Ann"}"#;
    let (press, buy) = (Press::Do { how }.pack(), Buy::Thing { how }.pack());
    [
        format!(r#""callback_query":{{"id":"9",{from},"chat_instance":"c","data":"{press}"}}"#),
        format!(r#""inline_query":{{"id":"9",{from},"query":"{how}","offset":""}}"#),
        format!(
            r#""shipping_query":{{"id":"9",{from},"invoice_payload":"{buy}","shipping_address":{{"country_code":"DE",
            "state":"","city":"","street_line1":"","street_line2":"","post_code":""}}}}"#
        ),
        format!(
            r#""pre_checkout_query":{{"id":"9",{from},"currency":"XTR","total_amount":1,"invoice_payload":"{buy}"}}"#
        ),
    ]
}

/// The bodies of the calls that answer.
type Answers = Arc<Mutex<Vec<String>>>;

/// A bot whose first answers the server takes like this, and the answers it gives.
async fn start(clock: Clock, first: &[&'static str]) -> (bot::Bot, Answers) {
    let (answers, first) = (Answers::default(), Arc::new(Mutex::new(first.to_vec())));
    let log = Arc::clone(&answers);
    let carrier = move |request: HttpRequest<Bytes>| {
        let path = request.uri().path();
        let result = if path.ends_with("/getMe") {
            r#"{"ok":true,"result":{"id":42,"is_bot":true,"first_name":"Bot"}}"#
        } else {
            let body = String::from_utf8(request.body().to_vec()).expect("text");
            log.lock().expect("whole").push(body);
            let mut first = first.lock().expect("whole");
            first.pop().unwrap_or(r#"{"ok":true,"result":true}"#)
        };
        async move { Ok(HttpResponse::new(Bytes::from_static(result.as_bytes()))) }
    };
    let builder = bot::builder().token(TOKEN).clock(clock);
    let builder = builder.carrier(carrier).only("queries::handlers");
    (builder.build().await.expect("a bot"), answers)
}

/// The answers to a query that is handled like this.
async fn handled(query: &str, first: &[&'static str]) -> Vec<String> {
    let (bot, answers) = start(Clock::system(), first).await;
    let update = parse_update(&format!(r#"{{"update_id":1,{query}}}"#)).expect("an update");
    // Whether it failed is not the question.
    let _ = bot.feed(update).await;
    let answers = answers.lock().expect("whole");
    answers.clone()
}

#[tokio::test]
async fn every_query_is_answered_once() {
    let defaults = ["9", "results\":[]", "not possible now", "not possible now"];
    for (how, said) in [
        (HAND, Some("by hand")),
        (REPLY, Some("by reply")),
        (HAND | REPLY, Some("by hand")),
        (HAND | PANIC, Some("by hand")),
        (HAND | FAIL, Some("by hand")),
        (PANIC, None),
        (FAIL, None),
        (0, None),
    ] {
        for (query, default) in queries(how).iter().zip(defaults) {
            let answers = handled(query, &[]).await;
            assert_eq!(answers.len(), 1, "{how}: {answers:?}");
            assert!(answers[0].contains(said.unwrap_or(default)), "{answers:?}");
            let spoken = answers[0].contains("by ");
            assert_eq!(spoken, said.is_some(), "{how}: {answers:?}");
        }
    }
}

#[tokio::test]
async fn queries_that_nobody_handles_are_answered_too() {
    for query in queries(0) {
        let foreign = query.replace("\"0\"", "\"\"");
        let foreign = foreign.replace("payload\":\"", "payload\":\"x");
        let foreign = foreign.replace("data\":\"", "data\":\"x");
        let answers = handled(&foreign, &[]).await;
        assert_eq!(answers.len(), 1, "{foreign}: {answers:?}");
    }
}

const TOO_LONG: &str =
    r#"{"ok":false,"error_code":400,"description":"Bad Request: MESSAGE_TOO_LONG"}"#;
const TOO_OLD: &str = r#"{"ok":false,"error_code":400,"description":"Bad Request: query is too old and response timeout expired or query ID is invalid"}"#;
const STRANGE: &str = "<html>";

#[tokio::test]
async fn an_answer_that_was_refused_is_followed_by_another() {
    for how in [HAND, REPLY] {
        for query in queries(how) {
            assert_eq!(handled(&query, &[TOO_LONG]).await.len(), 2, "{query}");
            // Nobody waits any more.
            assert_eq!(handled(&query, &[TOO_OLD]).await.len(), 1, "{query}");
            // It may be there: the client itself sends the same once more, and nobody another.
            let answers = handled(&query, &[STRANGE; 2]).await;
            assert!(
                answers.len() == 2 && answers[0] == answers[1],
                "{answers:?}"
            );
        }
    }
}

#[tokio::test]
async fn customers_wait_nine_seconds_at_most() {
    for how in [WAIT, WAIT | HAND] {
        for query in &queries(how)[2..] {
            let clock = Clock::manual(SystemTime::UNIX_EPOCH);
            let (bot, answers) = start(clock.clone(), &[]).await;
            let update = parse_update(&format!(r#"{{"update_id":1,{query}}}"#)).expect("an update");
            let feeding = tokio::spawn(async move { bot.feed(update).await });
            // It waits for the clock, as does the deadline.
            while answers.lock().expect("whole").len() < usize::from(how & HAND) {
                tokio::task::yield_now().await;
            }
            for _ in 0..8 {
                tokio::task::yield_now().await;
            }
            clock.advance(Duration::from_secs(9));
            if how & HAND == 0 {
                let error = feeding.await.expect("no panic").expect_err("too late");
                assert!(error.to_string().contains("more than 9 s"), "{error}");
            } else {
                // Answered by hand, the handler has all the time it wants.
                for _ in 0..8 {
                    tokio::task::yield_now().await;
                }
                assert!(!feeding.is_finished());
                clock.advance(Duration::from_secs(20));
                feeding.await.expect("no panic").expect("handled");
            }
            let answers = answers.lock().expect("whole");
            assert_eq!(answers.len(), 1, "{answers:?}");
        }
    }
}
