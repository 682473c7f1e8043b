//! Where replies go, and what cannot go there.

use crate::support::{TestBot, calls, failure};

mod bot {
    use botwright::prelude::*;
    use botwright::reply::Poll;
    use botwright::types::{BusinessMessagesDeleted, MessageGenerationStopped};

    #[command(hidden)]
    async fn hi(m: &Message) -> impl IntoReply {
        "hi".reply_to(m.id())
    }

    #[command(hidden)]
    async fn delete(m: &Message) -> Delete {
        Delete(m.id())
    }

    #[command(hidden)]
    async fn other() -> Ephemeral<&'static str> {
        Ephemeral::new("psst").to(9)
    }

    #[command(hidden)]
    async fn poll() -> Ephemeral<Poll> {
        Poll::new("Lunch?", ["Pizza"]).ephemeral()
    }

    #[on_message(guest_message)]
    async fn guest() -> Poll {
        Poll::new("Lunch?", ["Pizza"])
    }

    #[on_update(deleted_business_messages)]
    async fn deleted(gone: &BusinessMessagesDeleted) -> String {
        format!("{} gone", gone.message_ids.len())
    }

    #[on_update(stopped_message_generation)]
    async fn stopped(_stopped: &MessageGenerationStopped) -> &'static str {
        "stopped"
    }
}

fn bot() -> TestBot {
    TestBot::new("routing::places::bot")
}

#[tokio::test]
async fn topics_of_every_sort_are_kept() {
    let topic = r#""text":"/hi","direct_messages_topic":{"topic_id":6}"#;
    assert_eq!(
        calls(&bot().message("supergroup", topic).await),
        [
            r#"sendMessage {"chat_id":7,"text":"hi","direct_messages_topic_id":6,"reply_parameters":{"message_id":5,"allow_sending_without_reply":true}}"#
        ]
    );
    let stopped = r#""stopped_message_generation":{"chat":{"id":7,"type":"private"},
        "message_thread_id":4,"draft_id":1}"#;
    assert_eq!(
        calls(&bot().update(stopped).await),
        [r#"sendMessage {"chat_id":7,"text":"stopped","message_thread_id":4}"#]
    );
}

#[tokio::test]
async fn deleted_messages_of_a_business_are_answered_there() {
    let deleted = r#""deleted_business_messages":{"business_connection_id":"b",
        "chat":{"id":7,"type":"private"},"message_ids":[1,2]}"#;
    assert_eq!(
        calls(&bot().update(deleted).await),
        [r#"sendMessage {"chat_id":7,"text":"2 gone","business_connection_id":"b"}"#]
    );
    let message = r#""text":"/delete","business_connection_id":"b""#;
    assert_eq!(
        calls(&bot().message("private", message).await),
        [r#"deleteBusinessMessages {"business_connection_id":"b","message_ids":[5]}"#]
    );
}

/// Ann writes this so that only the bot sees it.
async fn whisper(text: &str) -> Vec<String> {
    let update = format!(
        r#""message":{{"message_id":0,"ephemeral_message_id":8,"date":1,
        "chat":{{"id":-7,"type":"supergroup"}},
        "from":{{"id":3,"is_bot":false,"first_name":"Ann"}},"text":"{text}"}}"#
    );
    calls(&bot().update(&update).await)
}

#[tokio::test]
async fn ephemeral_messages_have_ids_of_their_own() {
    assert_eq!(
        whisper("/hi").await,
        [
            r#"sendMessage {"chat_id":-7,"text":"hi","ephemeral_message_parameters":{"receiver_user_id":3},"reply_parameters":{"ephemeral_message_id":8,"allow_sending_without_reply":true}}"#
        ]
    );
    assert_eq!(
        whisper("/delete").await,
        [r#"deleteEphemeralMessage {"chat_id":-7,"receiver_user_id":3,"ephemeral_message_id":8}"#]
    );
    // Somebody else goes before whoever wrote.
    assert_eq!(
        whisper("/other").await,
        [
            r#"sendMessage {"chat_id":-7,"text":"psst","ephemeral_message_parameters":{"receiver_user_id":9}}"#
        ]
    );
}

#[tokio::test]
async fn what_all_members_see_is_no_ephemeral_message() {
    let outcome = bot().message("supergroup", r#""text":"/poll""#).await;
    let failure = failure(&outcome);
    assert!(
        failure.ends_with("`sendPoll` cannot send an ephemeral message"),
        "{failure}"
    );
    assert!(outcome.calls.is_empty());
}

#[tokio::test]
async fn a_guest_cannot_be_answered_by_a_poll() {
    let guest = r#""guest_message":{"message_id":5,"date":1,"chat":{"id":-7,"type":"supergroup"},
        "from":{"id":3,"is_bot":false,"first_name":"Ann"},"text":"x","guest_query_id":"g"}"#;
    let failure = failure(&bot().update(guest).await);
    assert!(
        failure.contains("a guest message cannot be answered by `sendPoll`"),
        "{failure}"
    );
}
