//! Fields that the server still writes and the documentation does not list any more: twins of what
//! they became.

use serde_json::{Map, Value};

/// Fields that are written again under an older name.
const TWINS: [(&str, &str); 6] = [
    ("thumbnail", "thumb"),
    ("left_chat_member", "left_chat_participant"),
    ("video_chat_scheduled", "voice_chat_scheduled"),
    ("video_chat_started", "voice_chat_started"),
    ("video_chat_ended", "voice_chat_ended"),
    (
        "video_chat_participants_invited",
        "voice_chat_participants_invited",
    ),
];

/// Adds the old fields to an object and to everything in it.
pub(crate) fn add(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(add),
        Value::Object(fields) => {
            fields.values_mut().for_each(add);
            for (name, old) in TWINS {
                if let Some(value) = fields.get(name) {
                    fields.insert(old.to_owned(), value.clone());
                }
            }
            if let Some(origin) = fields.get("forward_origin").cloned() {
                forward(fields, &origin);
            }
            if let Some(correct) = fields.get("correct_option_ids").and_then(|ids| ids.get(0)) {
                fields.insert("correct_option_id".into(), correct.clone());
            }
            members(fields);
            shared_users(fields);
        }
        _ => {}
    }
}

fn forward(fields: &mut Map<String, Value>, origin: &Value) {
    for (name, old) in [
        ("date", "forward_date"),
        ("sender_user", "forward_from"),
        ("sender_user_name", "forward_sender_name"),
        ("chat", "forward_from_chat"),
        ("sender_chat", "forward_from_chat"),
        ("message_id", "forward_from_message_id"),
        ("author_signature", "forward_signature"),
    ] {
        if let Some(value) = origin.get(name) {
            fields.insert(old.to_owned(), value.clone());
        }
    }
}

fn members(fields: &mut Map<String, Value>) {
    let first = fields.get("new_chat_members").and_then(|list| list.get(0));
    if let Some(first) = first.cloned() {
        fields.insert("new_chat_participant".into(), first.clone());
        fields.insert("new_chat_member".into(), first);
    }
}

fn shared_users(fields: &mut Map<String, Value>) {
    let Some(Value::Object(shared)) = fields.get_mut("users_shared") else {
        return;
    };
    let ids: Vec<Value> = shared
        .get("users")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|user| user.get("user_id").cloned())
        .collect();
    let request_id = shared.get("request_id").cloned();
    shared.insert("user_ids".into(), ids.clone().into());
    if let ([id], Some(request_id)) = (ids.as_slice(), request_id) {
        let old = serde_json::json!({"request_id": request_id, "user_id": id});
        fields.insert("user_shared".into(), old);
    }
}
