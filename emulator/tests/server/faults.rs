//! Faults on order.

use std::time::Duration;

use botwright_emulator::{Fault, FaultRule};
use serde_json::{Value, json};

use crate::{
    hook::Hook,
    support::{ANN, Server, TOKEN, ids},
};

#[tokio::test]
async fn retry_after_comes_in_the_body_and_in_the_header() {
    let server = Server::start().await;
    server
        .emulator
        .fail_next("sendMessage", Fault::RetryAfter(7));
    let answer = server
        .http
        .get(server.url("sendmessage?chat_id=1&text=x"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["retry-after"], "7");
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["description"], "Too Many Requests: retry after 7");
    assert_eq!(body["parameters"], json!({"retry_after": 7}));
    assert_eq!(
        server.emulator.messages(ANN).len(),
        0,
        "the call had no effect"
    );
    server
        .ok("sendMessage", json!({"chat_id": 1, "text": "x"}))
        .await;
}

#[tokio::test]
async fn bodies_go_wrong() {
    let server = Server::start().await;
    let body = r#"{"ok":false,"error_code":500,"description":"Internal Server Error: restart"}"#;
    server.emulator.fail_next(
        "getMe",
        Fault::Status {
            code: 500,
            body: body.into(),
        },
    );
    server.emulator.fail_next("getMe", Fault::Html502);
    server.emulator.fail_next("getMe", Fault::EmptyBody);
    server.emulator.fail_next("getMe", Fault::Truncated);
    server.emulator.fail_next("getMe", Fault::Drop);
    let get = || server.http.get(server.url("getMe")).send();
    let answer = get().await.unwrap();
    assert_eq!(answer.status(), 500);
    assert_eq!(answer.text().await.unwrap(), body);
    let answer = get().await.unwrap();
    assert_eq!(answer.status(), 502);
    assert!(answer.text().await.unwrap().starts_with("<html>"));
    let answer = get().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.text().await.unwrap(), "");
    let answer = get().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.text().await.is_err());
    assert!(get().await.is_err());
    assert_eq!(get().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_hanging_call_never_ends_by_itself() {
    let server = Server::start().await;
    server.emulator.fail_next("getMe", Fault::Hang);
    let hanging = tokio::spawn(server.http.get(server.url("getMe")).send());
    server
        .ok("sendMessage", json!({"chat_id": 1, "text": "others go on"}))
        .await;
    assert!(!hanging.is_finished());
    server.emulator.stop().await;
    assert!(hanging.await.unwrap().is_err());
}

#[tokio::test]
async fn a_call_may_be_carried_out_and_its_answer_lost() {
    let server = Server::start().await;
    for fault in [Fault::Drop, Fault::Truncated, Fault::Html502] {
        server.emulator.fail_next("sendMessage", fault.after());
    }
    let send = || server.http.get(server.url("sendMessage?chat_id=1&text=x"));
    assert!(send().send().await.is_err(), "dropped");
    let cut = send().send().await.unwrap();
    assert!(
        cut.content_length().unwrap() > 100,
        "its whole length is announced"
    );
    assert!(cut.bytes().await.is_err(), "cut off");
    assert_eq!(send().send().await.unwrap().status(), 502);
    assert_eq!(server.emulator.messages(ANN).len(), 3);
}

#[tokio::test]
async fn a_delay_follows_the_clock() {
    let server = Server::start().await;
    let delay = Fault::Delay(Duration::from_secs(30));
    server.emulator.fail_next("sendMessage", delay);
    let slow = tokio::spawn(
        server
            .http
            .get(server.url("sendMessage?chat_id=1&text=x"))
            .send(),
    );
    server
        .emulator
        .wait_for(|_| (server.emulator.pending_faults() == 0).then_some(()))
        .await;
    assert_eq!(server.emulator.messages(ANN).len(), 0);
    server.clock.advance(Duration::from_secs(30));
    assert_eq!(slow.await.unwrap().unwrap().status(), 200);
    assert_eq!(server.emulator.messages(ANN).len(), 1);
}

#[tokio::test]
async fn rules_pick_calls_by_chat_and_are_taken_back() {
    let server = Server::with_groups().await;
    let rule = FaultRule::new(Fault::RetryAfter(3))
        .method("sendMessage")
        .chat(-5);
    let id = server.emulator.add_fault(rule);
    let to = |chat: i64| json!({"chat_id": chat, "text": "x"});
    server.ok("sendMessage", to(1)).await;
    for _ in 0..3 {
        let refused = server.call("sendMessage", to(-5)).await;
        assert_eq!(refused["parameters"]["retry_after"], 3);
    }
    assert!(server.emulator.remove_fault(id));
    assert!(!server.emulator.remove_fault(id));
    server.ok("sendMessage", to(-5)).await;
}

#[tokio::test]
async fn updates_come_twice_or_in_another_order() {
    let server = Server::start().await;
    server.ann_writes("one");
    server.ann_writes("two");
    let first = server.ok("getUpdates", json!({})).await;
    let next = ids(&first)[1] + 1;
    server.emulator.fail_next("getUpdates", Fault::Duplicate);
    let again = server.ok("getUpdates", json!({"offset": next})).await;
    assert_eq!(again, first, "what was confirmed comes again");
    server.clock.advance(Duration::from_secs(3));
    server.emulator.fail_next("getUpdates", Fault::Reorder);
    let turned = server.ok("getUpdates", json!({"offset": 0})).await;
    let mut turned = ids(&turned);
    turned.reverse();
    assert_eq!(turned, ids(&first));
}

#[tokio::test]
async fn webhooks_get_updates_twice_late_or_in_another_order() {
    let mut hook = Hook::start().await;
    let server = Server::start().await;
    server.ok("setWebhook", json!({"url": hook.url()})).await;
    let rule = |fault| FaultRule::new(fault).method("webhook").count(1);
    server.emulator.add_fault(rule(Fault::Duplicate));
    server.ann_writes("one");
    let first = hook.next().await;
    let id = first.update_id();
    first.ok();
    let again = hook.next().await;
    assert_eq!(again.update_id(), id);
    server.ann_writes("two");
    server.ann_writes("three");
    server.emulator.add_fault(rule(Fault::Reorder));
    again.ok();
    let mut order = Vec::new();
    for _ in 0..2 {
        let request = hook.next().await;
        order.push(request.text().to_owned());
        request.ok();
    }
    assert_eq!(order, ["three", "two"]);
    server
        .emulator
        .add_fault(rule(Fault::Delay(Duration::from_secs(9))));
    server.ann_writes("late");
    server
        .emulator
        .wait_for(|world| {
            let webhook = world.bot().webhook()?;
            (webhook.in_flight == 1 && server.emulator.pending_faults() == 0).then_some(())
        })
        .await;
    assert!(hook.is_quiet());
    server.clock.advance(Duration::from_secs(9));
    assert_eq!(hook.next().await.text(), "late");
}

#[tokio::test]
async fn the_control_api_orders_lists_and_removes() {
    let server = Server::start().await;
    for (fault, status) in [
        (json!("html_502"), 502),
        (json!({"status": {"code": 500, "body": "{}"}}), 500),
        (json!({"retry_after": 5}), 429),
        (json!({"after": "html_502"}), 502),
        (json!({"delay": 0}), 200),
    ] {
        let rule = json!({"fault": fault, "method": "getMe", "count": 1, "probability": 1.0,
                          "seed": 3, "bot_id": 42});
        assert_eq!(server.control("faults", rule).await["ok"], true, "{fault}");
        let answer = server.http.get(server.url("getMe")).send().await.unwrap();
        assert_eq!(answer.status(), status, "{fault}");
    }
    let always = server.control("faults", json!({"fault": "drop"})).await;
    let id = always["fault_id"].as_u64().unwrap();
    assert!(server.http.get(server.url("getMe")).send().await.is_err());
    let list = server.get("/control/faults").await;
    assert_eq!(list["faults"][0]["fault_id"], id);
    assert_eq!(list["faults"][0]["fault"], "drop");
    assert_eq!(list["faults"][0]["met"], 1);
    let removed = json!({"fault_id": id});
    assert_eq!(
        server.control("remove_fault", removed.clone()).await["ok"],
        true
    );
    assert_eq!(server.control("remove_fault", removed).await["ok"], false);
    server.control("faults", json!({"fault": "drop"})).await;
    assert_eq!(server.control("remove_fault", json!({})).await["ok"], true);
    server.ok("getMe", json!({})).await;
    for wrong in [
        json!({"fault": "explode"}),
        json!({"fault": {"delay": -1}}),
        json!({"fault": "drop", "methods": []}),
    ] {
        assert_eq!(server.control("faults", wrong).await["ok"], false);
    }
}

/// server-behaviour, catalogue: "401 `Unauthorized` (token revoked/unknown)".
#[tokio::test]
async fn a_revoked_token_is_401_and_ends_the_poll() {
    let server = Server::start().await;
    let poll = server.poll(&json!({"timeout": 50}));
    server.parked().await;
    let revoked = server.control("revoke_token", json!({"bot_id": 42})).await;
    let token = revoked["token"].as_str().unwrap();
    assert_eq!(poll.await.unwrap()["error_code"], 401);
    assert_eq!(server.error("getMe", json!({})).await, "401 Unauthorized");
    let me = server.get(&format!("/bot{token}/getMe")).await;
    assert_eq!(me["result"]["id"], 42);
    assert_ne!(token, TOKEN);
    let error = server.control("revoke_token", json!({"bot_id": 7})).await;
    assert_eq!(error["description"], Value::from("no bot has the id 7"));
}
