//! Which updates reach a webhook one after the other.

use serde_json::Value;

/// Updates of one lane are delivered in order, one at a time; lanes go side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lane(&'static str, i64);

impl Lane {
    /// A lane of its own, for an update that no other has to wait for.
    pub(crate) fn alone(update_id: i64) -> Self {
        Self("", update_id)
    }

    /// The lane of an update. A chat's messages, a person's taps and a person's queries are
    /// different ones, so that a message and a tap in one chat may pass each other.
    pub(crate) fn of(kind: &str, payload: &Value, update_id: i64) -> Self {
        let number = |pointer: &str| payload.pointer(pointer).and_then(Value::as_i64);
        let text = |pointer: &str| {
            let text = payload.pointer(pointer).and_then(Value::as_str);
            text.and_then(|text| text.parse().ok())
        };
        let (family, id) = match kind {
            "message"
            | "edited_message"
            | "channel_post"
            | "edited_channel_post"
            | "guest_message" => ("chat", number("/chat/id")),
            "business_message" | "edited_business_message" | "deleted_business_messages" => {
                ("business", number("/chat/id"))
            }
            "my_chat_member" => ("my member", number("/chat/id")),
            "message_reaction" => ("reaction", number("/chat/id")),
            "message_reaction_count" => ("reactions", number("/chat/id")),
            "chat_boost" | "removed_chat_boost" => ("boost", number("/chat/id")),
            "callback_query" => ("tap", number("/from/id")),
            "inline_query" => ("query", number("/from/id")),
            "chosen_inline_result" => ("choice", number("/from/id")),
            "shipping_query" | "pre_checkout_query" => ("payment", number("/from/id")),
            "chat_member" | "chat_join_request" => (
                "member",
                number("/new_chat_member/user/id").or_else(|| number("/from/id")),
            ),
            "poll" => ("poll", text("/id")),
            "poll_answer" => ("poll", text("/poll_id")),
            "purchased_paid_media" => ("purchase", number("/from/id")),
            "business_connection" => ("connection", number("/user/id")),
            _ => ("", None),
        };
        id.map_or_else(|| Self::alone(update_id), |id| Self(family, id))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Lane;

    /// server-behaviour: "Queue id", the row of the order of webhooks.
    #[test]
    fn lanes_are_by_chat_user_or_poll() {
        let lane = |kind, payload| Lane::of(kind, &payload, 7);
        let chat = json!({"chat": {"id": -5}, "from": {"id": 1}});
        assert_eq!(
            lane("message", chat.clone()),
            lane("edited_message", chat.clone())
        );
        assert_ne!(
            lane("message", chat.clone()),
            lane("business_message", chat.clone())
        );
        assert_ne!(
            lane("message", chat.clone()),
            lane("message_reaction", chat.clone())
        );
        let other = json!({"chat": {"id": -6}, "from": {"id": 1}});
        assert_ne!(
            lane("message", chat.clone()),
            lane("message", other.clone())
        );
        assert_eq!(
            lane("callback_query", chat.clone()),
            lane("callback_query", other)
        );
        assert_ne!(
            lane("callback_query", chat.clone()),
            lane("message", json!({"chat": {"id": 1}}))
        );
        assert_eq!(
            lane("shipping_query", chat.clone()),
            lane("pre_checkout_query", chat.clone())
        );
        assert_ne!(
            lane("inline_query", chat.clone()),
            lane("chosen_inline_result", chat)
        );
        assert_eq!(
            lane("poll", json!({"id": "99"})),
            lane("poll_answer", json!({"poll_id": "99"}))
        );
        assert_eq!(lane("custom_event", json!({})), Lane::alone(7));
    }
}
