//! The queue of updates.

use std::time::Duration;

use botwright_emulator::BotHandle;
use serde_json::{Value, json};

use crate::support::{ANN, Server, ids};

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

async fn updates(server: &Server, params: Value) -> Vec<i64> {
    // Time passes, so that the rule against spinning stays out of the way.
    server.clock.advance(secs(4));
    ids(&server.ok("getUpdates", params).await)
}

fn write(server: &Server, count: i64) -> i64 {
    let first = server.emulator.world().bot().next_update_id();
    for number in 0..count {
        server.ann_writes(&format!("message {number}"));
    }
    first
}

#[tokio::test]
async fn ids_begin_at_random_and_rise_by_one() {
    let server = Server::start().await;
    let first = write(&server, 3);
    assert!((2_000_001..=1_000_000_000).contains(&first), "{first}");
    assert_eq!(
        updates(&server, json!({})).await,
        [first, first + 1, first + 2]
    );
    let other = Server::start()
        .await
        .emulator
        .world()
        .bot()
        .next_update_id();
    assert_ne!(first, other);
}

#[tokio::test]
async fn without_an_offset_nothing_is_confirmed() {
    let server = Server::start().await;
    let first = write(&server, 1);
    assert_eq!(updates(&server, json!({})).await, [first]);
    assert_eq!(updates(&server, json!({"offset": 0})).await, [first]);
}

#[tokio::test]
async fn a_positive_offset_confirms_everything_before_it() {
    let server = Server::start().await;
    let first = write(&server, 3);
    assert_eq!(
        updates(&server, json!({"offset": first + 1})).await,
        [first + 1, first + 2]
    );
    assert_eq!(updates(&server, json!({})).await, [first + 1, first + 2]);
    assert_eq!(updates(&server, json!({"offset": first + 3})).await, [0; 0]);
}

#[tokio::test]
async fn a_negative_offset_keeps_only_the_newest() {
    let server = Server::start().await;
    let first = write(&server, 4);
    assert_eq!(
        updates(&server, json!({"offset": -2})).await,
        [first + 2, first + 3]
    );
    assert_eq!(updates(&server, json!({})).await, [first + 2, first + 3]);
    assert_eq!(
        updates(&server, json!({"offset": -100})).await,
        [first + 2, first + 3]
    );
}

#[tokio::test]
async fn an_offset_far_outside_is_ignored_and_deletes_nothing() {
    let server = Server::start().await;
    let first = write(&server, 2);
    let all = [first, first + 1];
    assert_eq!(
        updates(&server, json!({"offset": first + 2 + 11})).await,
        all
    );
    assert_eq!(updates(&server, json!({"offset": 5})).await, all);
    // Ten above the next id is still believed.
    assert_eq!(
        updates(&server, json!({"offset": first + 2 + 10})).await,
        [0; 0]
    );
}

#[tokio::test]
async fn limit_is_clamped_and_defaults_to_100() {
    let server = Server::start().await;
    let first = write(&server, 103);
    assert_eq!(updates(&server, json!({})).await.len(), 100);
    assert_eq!(updates(&server, json!({"limit": 1000})).await.len(), 100);
    assert_eq!(updates(&server, json!({"limit": 0})).await, [first]);
    assert_eq!(
        updates(&server, json!({"limit": 2})).await,
        [first, first + 1]
    );
}

#[tokio::test]
async fn an_answer_is_cut_at_about_4_mebibytes() {
    let server = Server::start().await;
    let payload = json!({"id": "x".repeat(1 << 20)});
    for _ in 0..6 {
        server.emulator.push_update("poll", &payload).unwrap();
    }
    assert_eq!(updates(&server, json!({})).await.len(), 3);
}

#[tokio::test]
async fn a_long_poll_answers_as_soon_as_something_happens() {
    let server = Server::start().await;
    let poll = server.poll(&json!({"timeout": 50}));
    server.parked().await;
    server.ann_writes("hello");
    let answer = poll.await.unwrap();
    assert_eq!(answer["result"][0]["message"]["text"], "hello");
    assert!(!server.emulator.world().bot().is_polling());
}

#[tokio::test]
async fn a_burst_comes_in_one_answer() {
    let server = Server::start().await;
    let poll = server.poll(&json!({"timeout": 50}));
    server.parked().await;
    let first = write(&server, 3);
    assert_eq!(
        ids(&poll.await.unwrap()["result"]),
        [first, first + 1, first + 2]
    );
}

#[tokio::test]
async fn a_long_poll_ends_empty_after_its_timeout_of_at_most_50_seconds() {
    let server = Server::start().await;
    for (asked, waited) in [(10, 10), (600, 50)] {
        let poll = server.poll(&json!({"timeout": asked}));
        server.parked().await;
        server
            .clock
            .advance(Duration::from_millis(waited * 1000 - 1));
        assert!(!poll.is_finished());
        server.clock.advance(Duration::from_millis(1));
        assert_eq!(poll.await.unwrap(), json!({"ok": true, "result": []}));
    }
}

#[tokio::test]
async fn a_caller_that_goes_away_leaves_its_place() {
    let server = Server::start().await;
    let poll = server.poll(&json!({"timeout": 50}));
    server.parked().await;
    poll.abort();
    server
        .emulator
        .wait_for(|world| (!world.bot().is_polling()).then_some(()))
        .await;
}

#[tokio::test]
async fn the_same_offset_again_within_3_seconds_waits_3_seconds() {
    let server = Server::start().await;
    assert_eq!(server.ok("getUpdates", json!({})).await, json!([]));
    server.clock.advance(secs(2));
    let poll = server.poll(&json!({"timeout": 0}));
    server.parked().await;
    server.clock.advance(secs(3));
    assert_eq!(poll.await.unwrap()["result"], json!([]));
    // 3 s after that call began it is free again.
    assert_eq!(server.ok("getUpdates", json!({})).await, json!([]));
}

#[tokio::test]
async fn the_same_offset_again_within_half_a_second_gets_one_update() {
    let server = Server::start().await;
    let first = write(&server, 3);
    assert_eq!(ids(&server.ok("getUpdates", json!({})).await).len(), 3);
    assert_eq!(ids(&server.ok("getUpdates", json!({})).await), [first]);
    server.clock.advance(Duration::from_millis(500));
    assert_eq!(ids(&server.ok("getUpdates", json!({})).await).len(), 3);
}

#[tokio::test]
async fn of_two_waiting_calls_the_older_gets_409() {
    let server = Server::start().await;
    let older = server.poll(&json!({"timeout": 50, "offset": 1}));
    server.parked().await;
    let newer = server.poll(&json!({"timeout": 50, "offset": 2}));
    let answer = older.await.unwrap();
    assert_eq!(answer["error_code"], 409);
    assert_eq!(
        answer["description"],
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance \
         is running"
    );
    server.ann_writes("for the newer");
    assert_eq!(
        newer.await.unwrap()["result"][0]["message"]["text"],
        "for the newer"
    );
}

#[tokio::test]
async fn a_second_409_within_3_seconds_is_held_back_3_seconds() {
    let server = Server::start().await;
    let first = server.poll(&json!({"timeout": 50, "offset": 1}));
    server.parked().await;
    let second = server.poll(&json!({"timeout": 50, "offset": 2}));
    assert_eq!(first.await.unwrap()["error_code"], 409);
    server.parked().await;
    server.clock.advance(secs(1));
    let _third = server.poll(&json!({"timeout": 50, "offset": 3}));
    let held = || {
        server
            .emulator
            .wait_for(|w| (w.bot().held_conflicts() == 1).then_some(()))
    };
    held().await;
    server.clock.advance(Duration::from_millis(2999));
    held().await;
    assert!(!second.is_finished());
    server.clock.advance(Duration::from_millis(1));
    assert_eq!(second.await.unwrap()["error_code"], 409);
}

#[tokio::test]
async fn a_call_that_need_not_wait_disturbs_nobody() {
    let server = Server::start().await;
    let parked = server.poll(&json!({"timeout": 50, "offset": 1}));
    server.parked().await;
    assert_eq!(
        server.ok("getUpdates", json!({"offset": 2})).await,
        json!([])
    );
    server.ann_writes("still there");
    assert_eq!(
        parked.await.unwrap()["result"][0]["message"]["text"],
        "still there"
    );
}

#[tokio::test]
async fn each_kind_is_kept_its_own_time() {
    let now = 1_700_000_000;
    for (kind, payload, kept) in [
        ("message", json!({"date": now}), 86_400),
        (
            "edited_message",
            json!({"date": now - 500, "edit_date": now}),
            86_400,
        ),
        ("callback_query", json!({"id": "1"}), 150),
        ("shipping_query", json!({"id": "1"}), 150),
        ("pre_checkout_query", json!({"id": "1"}), 150),
        ("inline_query", json!({"id": "1"}), 30),
        ("chosen_inline_result", json!({"result_id": "1"}), 600),
        ("poll", json!({"id": "1"}), 86_400),
        ("my_chat_member", json!({"date": now - 400}), 86_000),
    ] {
        let server = Server::start().await;
        server.emulator.push_update(kind, &payload).unwrap();
        server.clock.advance(secs(kept - 1));
        assert_eq!(
            server
                .ok("getUpdates", json!({}))
                .await
                .as_array()
                .unwrap()
                .len(),
            1,
            "{kind}"
        );
        server.clock.advance(secs(1));
        assert_eq!(
            server.emulator.world().bot().pending_update_count(),
            0,
            "{kind}"
        );
    }
}

#[tokio::test]
async fn messages_of_yesterday_are_not_queued_at_all() {
    let server = Server::start().await;
    let old = json!({"date": 1_700_000_000 - 86_400});
    let next = server.emulator.world().bot().next_update_id();
    assert_eq!(server.emulator.push_update("message", &old), None);
    assert_eq!(server.emulator.world().bot().next_update_id(), next);
}

#[tokio::test]
async fn three_kinds_come_only_when_asked_for() {
    let server = Server::start().await;
    for kind in ["chat_member", "message_reaction", "message_reaction_count"] {
        assert_eq!(
            server.emulator.push_update(kind, &json!({})),
            None,
            "{kind}"
        );
    }
    server
        .ok(
            "getUpdates",
            json!({"allowed_updates": ["Chat_Member", "nonsense"]}),
        )
        .await;
    assert!(
        server
            .emulator
            .push_update("chat_member", &json!({}))
            .is_some()
    );
    assert_eq!(server.emulator.push_update("message", &json!({})), None);
}

#[tokio::test]
async fn allowed_kinds_apply_when_an_update_is_made_and_are_remembered() {
    let server = Server::start().await;
    let first = write(&server, 1);
    let only_taps = json!({"allowed_updates": ["callback_query"]});
    assert_eq!(
        updates(&server, only_taps).await,
        [first],
        "queued before, so delivered"
    );
    server.ann_writes("not queued");
    assert_eq!(updates(&server, json!({})).await, [first]);
    let unusable = [json!("nonsense"), json!({}), json!(["message", 5])];
    for list in unusable {
        updates(&server, json!({"allowed_updates": list})).await;
        server.ann_writes("still not queued");
        assert_eq!(
            server.emulator.world().bot().next_update_id(),
            first + 1,
            "{list}"
        );
    }
    updates(&server, json!({"allowed_updates": []})).await;
    server.ann_writes("queued");
    assert_eq!(updates(&server, json!({})).await, [first, first + 1]);
}

#[tokio::test]
async fn a_raw_element_comes_as_it_is_and_can_be_confirmed() {
    let server = Server::start().await;
    let next = server.emulator.world().bot().next_update_id();
    let odd = json!({"update_id": next, "message": "nonsense"});
    assert_eq!(server.emulator.push_raw(&odd), Some(next));
    assert_eq!(
        server.emulator.push_raw(&json!("no object")),
        Some(next + 1)
    );
    assert_eq!(
        server.ok("getUpdates", json!({})).await,
        json!([odd, "no object"])
    );
    assert_eq!(updates(&server, json!({"offset": next + 2})).await, [0; 0]);
}

#[tokio::test]
async fn every_bot_has_its_own_queue() {
    let server = Server::with_groups().await;
    server
        .emulator
        .send(ANN, -1_000_000_000_001, "to both")
        .unwrap();
    server.emulator.send(ANN, -5, "to the first").unwrap();
    let pending: Vec<usize> = server
        .emulator
        .world()
        .bots()
        .iter()
        .map(BotHandle::pending_update_count)
        .collect();
    assert_eq!(pending, [2, 1]);
}
