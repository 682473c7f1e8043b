//! Filters, patterns, priorities, observers and fallbacks.

use crate::support::{TestBot, is_skip, texts};

mod bot {
    use botwright::prelude::*;

    #[on_message(regex = r"(?i)^order (?<id>\d+)( for (?<who>\w+))?$")]
    async fn order(id: u32, who: Option<String>) -> String {
        format!("order {id} {who:?}")
    }

    #[on_message(regex = "^all (?P<words>.*)$")]
    async fn all(words: Vec<String>, words_too: &str) -> String {
        format!("{words:?} {words_too}")
    }

    #[on_message(text = "ping")]
    async fn ping() -> &'static str {
        "pong"
    }

    #[on_message((photo | document) & !edited_message, chat = private)]
    async fn file() -> &'static str {
        "file"
    }

    #[on_message(new_chat_members)]
    async fn joined() -> &'static str {
        "welcome"
    }

    fn is_loud(text: &str) -> bool {
        text.ends_with('!')
    }

    #[on_message(if = is_loud, priority = 10)]
    async fn loud() -> &'static str {
        "loud"
    }

    fn is_broken(_: &User) -> bool {
        panic!("a filter of the test")
    }

    #[on_message(sticker, if = is_broken)]
    async fn never() {}

    #[on_message(observe, sticker)]
    async fn watch_stickers() -> &'static str {
        "a sticker"
    }

    #[on_update(message_reaction, if = by_ann)]
    async fn reaction(user: &User) -> String {
        user.first_name.clone()
    }

    fn by_ann(cx: &Cx) -> bool {
        cx.update()
            .from()
            .is_some_and(|user| user.first_name == "Ann")
    }

    #[fallback]
    async fn unknown() -> &'static str {
        "Try /help"
    }
}

mod kinds {
    use botwright::prelude::*;

    #[on_update(any, observe)]
    async fn log(cx: Cx, kind: UpdateKind) -> Option<Outcome> {
        let mut outcome = Outcome::default();
        outcome.call(&botwright::methods::SendMessage::new(1, format!("{kind}")));
        cx.chat().is_none().then_some(outcome)
    }

    #[on_update(message, callback_query, priority = -1)]
    async fn low() -> &'static str {
        "low"
    }

    #[on_message(text, priority = 1, chat = private | channel)]
    async fn high() -> &'static str {
        "high"
    }

    #[fallback(callback_query | edited_message, chat = group)]
    async fn rest() -> &'static str {
        "rest"
    }
}

fn bot() -> TestBot {
    TestBot::new("routing::messages::bot")
}

#[tokio::test]
async fn kinds_that_this_version_does_not_know_can_be_observed() {
    let bot = TestBot::new("routing::messages::kinds");
    let seen = bot.update(r#""poll_of_the_future":{"id":"1"}"#).await;
    assert_eq!(texts(&seen), ["poll_of_the_future"]);
    assert_eq!(bot.table().allowed_updates().len(), 27);
}

#[tokio::test]
async fn priorities_chats_and_fallbacks_of_kinds() {
    let bot = TestBot::new("routing::messages::kinds");
    assert_eq!(bot.answer("hi").await, "high");
    assert_eq!(
        texts(&bot.message("group", r#""text":"hi""#).await),
        ["low"]
    );
    let edited = |chat| {
        format!(
            r#""edited_message":{{"message_id":1,"date":1,"chat":{{"id":1,"type":"{chat}"}},"text":"x"}}"#
        )
    };
    assert_eq!(texts(&bot.update(&edited("supergroup")).await), ["rest"]);
    assert!(is_skip(&bot.update(&edited("private")).await));
}

#[tokio::test]
async fn patterns_bind_their_groups() {
    for (text, answer) in [
        ("order 12", "order 12 None"),
        ("ORDER 12 for ann", "order 12 Some(\"ann\")"),
        ("all a \"b c\"", "[\"a\", \"b c\"] all a \"b c\""),
        // A number that does not fit is no match.
        ("order 99999999999", "Try /help"),
        ("reorder 12", "Try /help"),
    ] {
        assert_eq!(bot().answer(text).await, answer, "{text}");
    }
}

#[tokio::test]
async fn exact_texts_and_priorities() {
    assert_eq!(bot().answer("ping").await, "pong");
    assert_eq!(bot().answer("Ping").await, "Try /help");
    assert_eq!(bot().answer("order 12!").await, "loud");
}

#[tokio::test]
async fn contents_kinds_and_chats_filter() {
    let document = r#""document":{"file_id":"a","file_unique_id":"b"}"#;
    assert_eq!(texts(&bot().message("private", document).await), ["file"]);
    assert_eq!(
        texts(&bot().message("group", document).await),
        ["Try /help"]
    );
    let joined = r#""new_chat_members":[]"#;
    assert_eq!(texts(&bot().message("group", joined).await), ["welcome"]);
    // The filter names a kind, so it also lets through others that it does not exclude.
    let post =
        r#""channel_post":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"photo":[]}"#;
    assert_eq!(texts(&bot().update(post).await), ["file"]);
}

#[tokio::test]
async fn service_messages_do_not_reach_the_fallback() {
    assert!(is_skip(
        &bot().message("group", r#""new_chat_title":"New""#).await
    ));
}

#[tokio::test]
async fn observers_run_beside_and_a_broken_filter_costs_one_route() {
    let sticker = r#""sticker":{"file_id":"a","file_unique_id":"b","type":"regular","width":1,
        "height":1,"is_animated":false,"is_video":false}"#;
    assert_eq!(
        texts(&bot().message("group", sticker).await),
        ["Try /help", "a sticker"]
    );
}

#[tokio::test]
async fn conditions_hold_for_updates() {
    let reaction = |name| {
        format!(
            r#""message_reaction":{{"chat":{{"id":1,"type":"group"}},"message_id":1,"date":1,
            "user":{{"id":3,"is_bot":false,"first_name":"{name}"}},"old_reaction":[],
            "new_reaction":[]}}"#
        )
    };
    assert_eq!(texts(&bot().update(&reaction("Ann")).await), ["Ann"]);
    assert!(is_skip(&bot().update(&reaction("Bob")).await));
}
