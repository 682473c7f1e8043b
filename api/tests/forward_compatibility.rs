//! What Telegram adds later, and what it sends by mistake, costs no more than the part it is in.

use botwright_api::types::Message;
use botwright_api::types::{
    ChatMember, ChatType, MessageEntityType, MessageOrigin, ReactionType, UpdateContent, UpdateKind,
};
use botwright_api::{Update, parse_update, parse_updates};
use serde_json::{Value, json};

fn good(id: i64) -> Value {
    json!({"update_id": id, "message": {
        "message_id": id, "date": 1_700_000_000,
        "chat": {"id": 5, "type": "private", "first_name": "Ann"},
        "from": {"id": 5, "is_bot": false, "first_name": "Ann"},
        "text": "/start now", "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }})
}

fn assert_good(update: &Update, id: i64) {
    assert_eq!(update.update_id, id);
    assert_eq!(update.issues(), []);
    let message = update.message().expect("a message");
    assert_eq!(message.text.as_deref(), Some("/start now"));
    assert_eq!(message.command(), Some("start"));
    assert_eq!(message.chat.r#type, ChatType::Private);
    assert_eq!(
        Update::new(id, update.content.clone()).raw().value(),
        good(id)
    );
}

/// Reads a batch of a good update, `element` and a good update; returns what came of `element`.
fn between(element: &str) -> Option<Update> {
    let text = format!("[{},{element},{}]", good(1), good(3));
    let mut batch = parse_updates(&text).expect("the batch is an array");
    assert_eq!(batch.updates.len() + batch.malformed.len(), 3);
    assert_good(&batch.updates.remove(0), 1);
    assert_good(&batch.updates.pop().expect("the last update"), 3);
    for malformed in &batch.malformed {
        assert_eq!(malformed.as_str(), element);
    }
    let update = batch.updates.pop();
    if let Some(update) = &update {
        assert_eq!(update.raw().as_str(), element);
    }
    update
}

fn update(element: &Value) -> Update {
    let element = element.to_string();
    let update = between(&element).expect("an update");
    assert_eq!(
        parse_update(&element).as_ref(),
        Ok(&update),
        "alone as in a batch"
    );
    update
}

/// A good message with more members, as an update.
fn message_with(members: &Value) -> Update {
    let mut element = good(2);
    let message = element["message"].as_object_mut().expect("an object");
    message.extend(members.as_object().expect("an object").clone());
    let update = update(&element);
    let message = update.message().expect("a message");
    assert_eq!(message.text.as_deref(), Some("/start now"));
    assert_eq!(message.chat.id.0, 5);
    update
}

fn message(update: &Update) -> &Message {
    update.message().expect("a message")
}

#[test]
fn a_new_kind_of_update_is_kept_by_its_name() {
    let element = json!({"update_id": 2, "mind_reading": {"thought": "?"}});
    let update = update(&element);
    assert_eq!(update.kind(), UpdateKind::Unknown("mind_reading".into()));
    let UpdateContent::Unknown(unknown) = &update.content else {
        panic!("{update:?}")
    };
    assert_eq!(&*unknown.tag, "mind_reading");
    assert_eq!(unknown.raw.value(), element["mind_reading"]);
    assert_eq!(update.issues(), []);
}

#[test]
fn a_new_field_is_ignored() {
    let update = message_with(&json!({"mood": {"name": "fine", "parts": [1, null, "x"]}}));
    assert_eq!(update.issues(), []);
    assert_good_but_for_raw(&update);
    assert_eq!(update.raw().value()["message"]["mood"]["name"], "fine");
}

fn assert_good_but_for_raw(update: &Update) {
    assert_eq!(
        Update::new(2, update.content.clone()).raw().value(),
        good(2)
    );
}

#[test]
fn a_new_entity_type_leaves_text_and_other_entities() {
    let update = message_with(&json!({"entities": [
        {"type": "bot_command", "offset": 0, "length": 6},
        {"type": "sparkle", "offset": 7, "length": 3, "colour": "red"},
    ]}));
    assert_eq!(message(&update).command(), Some("start"));
    let entities = message(&update).text_entities();
    assert_eq!(
        entities[1].r#type,
        MessageEntityType::Unknown("sparkle".into())
    );
    assert_eq!((entities[1].offset, entities[1].length), (7, 3));
    assert_eq!(update.issues(), []);
}

#[test]
fn a_new_service_message_is_a_message_without_known_content() {
    let mut element = good(2);
    let service = element["message"].as_object_mut().expect("an object");
    service.remove("text");
    service.remove("entities");
    service.insert("chat_teleported".into(), json!({"to": "Mars"}));
    let update = update(&element);
    assert_eq!(message(&update).content(), None);
    assert_eq!(
        message(&update).from.as_ref().map(|user| user.id.0),
        Some(5)
    );
    assert_eq!(update.issues(), []);
    assert_eq!(
        update.raw().value()["message"]["chat_teleported"]["to"],
        "Mars"
    );
}

#[test]
fn a_new_chat_type_is_kept_as_text() {
    let update = message_with(&json!({"chat": {"id": 5, "type": "planet", "title": "Mars"}}));
    assert_eq!(
        message(&update).chat.r#type,
        ChatType::Unknown("planet".into())
    );
    assert_eq!(message(&update).chat.title.as_deref(), Some("Mars"));
    assert_eq!(update.issues(), []);
}

#[test]
fn a_new_reaction_type_leaves_the_other_reactions() {
    let update = update(&json!({"update_id": 2, "message_reaction": {
        "chat": {"id": 5, "type": "private"}, "message_id": 9, "date": 1_700_000_000,
        "old_reaction": [],
        "new_reaction": [{"type": "smell", "of": "roses"}, {"type": "emoji", "emoji": "🔥"}],
    }}));
    let UpdateContent::MessageReaction(reaction) = &update.content else {
        panic!("{update:?}")
    };
    let [ReactionType::Unknown(new), ReactionType::Emoji(_)] = &reaction.new_reaction[..] else {
        panic!("{reaction:?}")
    };
    assert_eq!(&*new.tag, "smell");
    assert_eq!(new.raw.value(), json!({"type": "smell", "of": "roses"}));
    assert_eq!(update.issues(), []);
}

#[test]
fn a_new_member_status_leaves_the_old_one() {
    let user = json!({"id": 5, "is_bot": false, "first_name": "Ann"});
    let update = update(&json!({"update_id": 2, "chat_member": {
        "chat": {"id": -7, "type": "group", "title": "G"}, "from": user, "date": 1_700_000_000,
        "old_chat_member": {"status": "member", "user": user},
        "new_chat_member": {"status": "astronaut", "user": user, "rocket": 1},
    }}));
    let UpdateContent::ChatMember(change) = &update.content else {
        panic!("{update:?}")
    };
    assert!(matches!(change.old_chat_member, ChatMember::Member(_)));
    let ChatMember::Unknown(new) = &change.new_chat_member else {
        panic!("{change:?}")
    };
    assert_eq!(&*new.tag, "astronaut");
    assert_eq!(new.raw.value()["rocket"], 1);
    assert_eq!(update.issues(), []);
}

#[test]
fn a_new_forward_origin_leaves_the_text() {
    let update = message_with(&json!({"forward_origin": {"type": "dream", "date": 1}}));
    let Some(MessageOrigin::Unknown(origin)) = &message(&update).forward_origin else {
        panic!("{update:?}")
    };
    assert_eq!(&*origin.tag, "dream");
    assert_eq!(update.issues(), []);
}

#[test]
fn update_ids_may_be_large() {
    for id in [1_i64 << 32, (1 << 53) + 1, i64::MAX] {
        let mut element = good(2);
        element["update_id"] = json!(id);
        assert_eq!(update(&element).update_id, id);
    }
}

#[test]
fn a_hidden_user_without_a_name_is_still_a_hidden_user() {
    let update = message_with(&json!({"forward_origin": {"type": "hidden_user", "date": 1}}));
    let Some(MessageOrigin::HiddenUser(origin)) = &message(&update).forward_origin else {
        panic!("{update:?}")
    };
    assert_eq!((origin.date, origin.sender_user_name.as_str()), (1, ""));
}

#[test]
fn an_optional_field_of_the_wrong_shape_is_left_out_and_noted() {
    let update = message_with(&json!({"from": [], "reply_to_message": 5, "photo": "none"}));
    assert!(message(&update).from.is_none());
    assert!(message(&update).reply_to_message.is_none());
    let fields: Vec<_> = update.issues().iter().map(|issue| &*issue.field).collect();
    assert_eq!(fields, ["from", "photo", "reply_to_message"]);
    for issue in update.issues() {
        let name = format!("\"{}\":", issue.field);
        assert!(
            update.raw().as_str()[..issue.at].ends_with(&name),
            "{issue}"
        );
    }
}

#[test]
fn many_values_of_the_wrong_shape_do_not_use_up_the_depth() {
    let mention = r#"{"type":"text_mention","offset":0,"length":1,"user":{"id":[]}}"#;
    let entities = vec![mention; 300].join(",");
    let element = format!(
        r#"{{"update_id":2,"message":{{"message_id":2,"date":1,"entities":[{entities}],"text":"hi","chat":{{"id":5,"type":"private"}}}}}}"#
    );
    let update = between(&element).expect("an update");
    assert_eq!(message(&update).text.as_deref(), Some("hi"));
    assert_eq!(message(&update).text_entities().len(), 300);
    assert_eq!(update.issues().len(), 300);
}

#[test]
fn a_message_without_a_usable_chat_is_kept_as_unknown() {
    let mut element = good(2);
    element["message"]["chat"] = json!({});
    element["message"]["from"] = json!([]);
    let update = update(&element);
    let UpdateContent::Unknown(unknown) = &update.content else {
        panic!("{update:?}")
    };
    assert_eq!(&*unknown.tag, "message");
    assert_eq!(unknown.raw.value(), element["message"]);
    assert_eq!(update.kind(), UpdateKind::Message);
    assert!(!update.issues().is_empty());
}

#[test]
fn an_element_that_is_no_update_is_set_aside() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    for element in [
        "5",
        "null",
        "\"x\"",
        "true",
        "{}",
        "[]",
        r#"{"message":{}}"#,
        &deep,
    ] {
        assert_eq!(between(element), None);
    }
}

#[test]
fn endless_nesting_costs_only_its_own_field() {
    let deep = |open: &str, close: &str| open.repeat(100_000) + "1" + &close.repeat(100_000);
    let chat = r#""chat":{"id":5,"type":"private"},"date":1"#;
    let reply = format!(r#"{{"message_id":1,{chat},"reply_to_message":"#);
    let pinned = format!(r#"{{"message_id":1,{chat},"pinned_message":"#);
    for (field, value) in [
        ("mood", deep("[", "]")),
        ("text", deep("[", "]")),
        ("from", deep(r#"{"id":"#, "}")),
        ("reply_to_message", deep(&reply, "}")),
        ("pinned_message", deep(&pinned, "}")),
        (
            "rich_message",
            format!(
                r#"{{"blocks":[{{"type":"paragraph","text":{}}}]}}"#,
                deep("[", "]")
            ),
        ),
        (
            "rich_message",
            format!(
                r#"{{"blocks":[{{"type":"paragraph","text":{}}}]}}"#,
                deep(r#"{"type":"bold","text":"#, "}")
            ),
        ),
        (
            "rich_message",
            format!(
                r#"{{"blocks":{}}}"#,
                deep(r#"[{"type":"blockquote","blocks":"#, "}]")
            ),
        ),
    ] {
        let element = format!(
            r#"{{"update_id":2,"message":{{"message_id":8,{chat},"caption":"hi","{field}":{value}}}}}"#
        );
        let update = between(&element).expect("an update");
        assert_eq!(message(&update).caption.as_deref(), Some("hi"), "{field}");
        assert_eq!(message(&update).chat.id.0, 5, "{field}");
    }
}

#[test]
fn nested_messages_need_little_stack() {
    let chat = r#""chat":{"id":5,"type":"private"},"date":1"#;
    let reply = format!(r#"{{"message_id":1,{chat},"reply_to_message":"#);
    let nested = reply.repeat(1000) + "1" + &"}".repeat(1000);
    let element = format!(r#"{{"update_id":2,"message":{nested}}}"#);
    // A quarter less than what a thread has by default.
    let thread = std::thread::Builder::new().stack_size(3 << 19);
    let read = move || {
        let update = between(&element).expect("an update");
        let mut depth = 0;
        let mut next = update.message();
        while let Some(message) = next {
            depth += 1;
            next = message.reply_to_message.as_deref();
        }
        assert_eq!(update.clone(), update);
        depth
    };
    let depth = thread
        .spawn(read)
        .expect("a thread")
        .join()
        .expect("no overflow");
    // 100 levels: the batch, the update, and a chat within the last message.
    assert_eq!(depth, 97);
}

#[test]
fn a_text_that_is_no_array_is_an_error() {
    for text in ["", "{}", "[", "[{}", "[{},]", "<html>", "null", "[1] 2"] {
        assert!(parse_updates(text).is_err(), "{text}");
    }
}
