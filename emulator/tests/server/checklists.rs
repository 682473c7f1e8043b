//! Checklists of people and of business accounts.

use botwright_emulator::UserMessage;
use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server};

const BOB: i64 = 2;

fn last(server: &Server) -> Value {
    let update = server.emulator.take_updates(BOT).pop().unwrap();
    serde_json::from_str(&update).unwrap()
}

#[tokio::test]
async fn people_make_mark_and_extend_checklists() {
    let server = Server::start().await;
    let emulator = &server.emulator;
    let list = UserMessage::checklist("Shopping", &["milk", "bread"]);
    let id = emulator.send_message(ANN, BOT, list).unwrap();
    let checklist = last(&server)["message"]["checklist"].take();
    assert_eq!(checklist["title"], "Shopping");
    assert_eq!(checklist["tasks"][1], json!({"id": 2, "text": "bread"}));
    emulator
        .mark_checklist_tasks(ANN, BOT, id, &[2], &[])
        .unwrap();
    let message = last(&server)["message"].take();
    let done = &message["checklist_tasks_done"];
    assert_eq!(done["marked_as_done_task_ids"], json!([2]));
    assert_eq!(done.get("marked_as_not_done_task_ids"), None);
    let task = &done["checklist_message"]["checklist"]["tasks"][1];
    assert_eq!(task["completed_by_user"]["id"], ANN);
    assert_eq!(task["completion_date"], 1_700_000_000);
    emulator
        .add_checklist_tasks(ANN, BOT, id, &["tea"])
        .unwrap();
    let added = last(&server)["message"]["checklist_tasks_added"].take();
    assert_eq!(added["tasks"], json!([{"id": 3, "text": "tea"}]));
    assert!(
        emulator
            .mark_checklist_tasks(ANN, BOT, id, &[9], &[])
            .is_err()
    );
    assert!(
        emulator
            .mark_checklist_tasks(ANN, BOT, id + 1, &[1], &[])
            .is_err()
    );
    for wrong in [
        UserMessage::checklist("", &["a"]),
        UserMessage::checklist("a", &[]),
        UserMessage::checklist("a", &[" "]),
    ] {
        assert!(emulator.send_message(ANN, BOT, wrong).is_err());
    }
}

/// Ann's account, to which Bob has written.
async fn with_account() -> (Server, String) {
    let server = Server::with_groups().await;
    let id = server
        .emulator
        .connect_business(ANN, BOT, &["can_reply"])
        .unwrap();
    server.emulator.send_business(&id, BOB, "hello").unwrap();
    (server, id)
}

fn checklist(tasks: &Value) -> Value {
    json!({"title": "Plan", "tasks": tasks, "others_can_mark_tasks_as_done": true})
}

#[tokio::test]
async fn a_bot_sends_one_for_a_business_account() {
    let (server, connection) = with_account().await;
    let tasks = json!([
        {"id": 1, "text": "<b>one</b>", "parse_mode": "HTML"}, {"id": 5, "text": "two"},
    ]);
    let params = json!({
        "business_connection_id": connection, "chat_id": BOB, "checklist": checklist(&tasks),
    });
    let message = server.ok("sendChecklist", params).await;
    let id = message["message_id"].as_i64().unwrap();
    assert_eq!(message["checklist"]["tasks"][0]["text"], "one");
    assert_eq!(
        message["checklist"]["tasks"][0]["text_entities"][0]["type"],
        "bold"
    );
    server
        .emulator
        .mark_business_tasks(&connection, BOB, id, &[5], &[])
        .unwrap();
    let done = last(&server)["business_message"]["checklist_tasks_done"].take();
    assert_eq!(done["marked_as_done_task_ids"], json!([5]));
    let tasks = json!([{"id": 5, "text": "two, better"}]);
    let params = json!({
        "business_connection_id": connection, "chat_id": BOB, "message_id": id,
        "checklist": checklist(&tasks),
    });
    let edited = server.ok("editMessageChecklist", params).await;
    let task = &edited["checklist"]["tasks"][0];
    assert_eq!(task["text"], "two, better");
    assert_eq!(task["completed_by_user"]["id"], BOB);
}

#[tokio::test]
async fn checklists_that_cannot_be_are_refused() {
    let (server, connection) = with_account().await;
    for (checklist, expected) in [
        (json!("x"), "object expected as checklist"),
        (json!({"title": "", "tasks": []}), "CHECKLIST_TITLE_INVALID"),
        (json!({"title": "a", "tasks": []}), "TODO_ITEMS_INVALID"),
        (
            json!({"title": "a", "tasks": [{"id": 0, "text": "a"}]}),
            "TODO_ITEM_ID_INVALID",
        ),
        (
            json!({"title": "a", "tasks": [{"id": 1, "text": "a"}, {"id": 1, "text": "b"}]}),
            "TODO_ITEM_ID_INVALID",
        ),
        (
            json!({"title": "a", "tasks": [{"id": 1, "text": "x".repeat(101)}]}),
            "TODO_ITEM_TITLE_INVALID",
        ),
    ] {
        let params = json!({
            "business_connection_id": connection, "chat_id": BOB, "checklist": checklist.to_string(),
        });
        let found = server.error("sendChecklist", params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
    let without = json!({"chat_id": BOB, "checklist": {}});
    assert_eq!(
        server.error("sendChecklist", without).await,
        "400 Bad Request: parameter \"business_connection_id\" is required"
    );
}
