//! What handlers return.

use botwright::reply::{End, Panic};

use crate::support::{TestBot, calls, failure, texts};

mod bot {
    use std::borrow::Cow;

    use botwright::extract::{FromUpdate, Rejection};
    use botwright::methods::{SendChatAction, SendMessage};
    use botwright::prelude::*;
    use botwright::types::ChatAction;

    #[command(hidden)]
    async fn nothing() {}

    #[command(hidden)]
    async fn cow() -> Cow<'static, str> {
        "cow".into()
    }

    #[command(hidden)]
    async fn html(user: &User) -> Html {
        Html::new(format!("<b>{}</b>", Html::escape(&user.first_name)))
    }

    #[command(hidden)]
    async fn delete(m: &Message) -> (Delete, Option<&'static str>, Option<String>) {
        (Delete(m.id()), None, Some("gone".to_owned()))
    }

    #[command(hidden)]
    async fn method(chat: &Chat) -> Vec<SendMessage> {
        vec![SendMessage::new(chat, "one"), SendMessage::new(8, "two")]
    }

    #[command(hidden)]
    async fn action(chat: &Chat) -> SendChatAction {
        SendChatAction::new(chat.id, ChatAction::Typing)
    }

    #[command(hidden)]
    async fn fails() -> (&'static str, bot::Result<String>) {
        ("said before", Err(bot::Error::msg("the storage is full")))
    }

    #[command(hidden)]
    async fn parse(text: &str) -> bot::Result<String> {
        let number: u8 = text.trim_start_matches("/parse").trim().parse()?;
        Ok(number.to_string())
    }

    #[command(hidden)]
    async fn empty() -> String {
        " \n".to_owned()
    }

    #[command(hidden)]
    async fn panics() {
        panic!("on purpose")
    }

    #[command(hidden)]
    async fn panics_late() {
        tokio::task::yield_now().await;
        panic!("after a while")
    }

    pub(super) struct Panicking;

    impl FromUpdate<'_> for Panicking {
        fn from_update(_: &Cx) -> Result<Self, Rejection> {
            panic!("while it is taken")
        }
    }

    #[command(hidden)]
    async fn panics_early(_it: Panicking) {}

    #[on_message(observe, text)]
    async fn watch(text: &str) -> bot::Result<Option<&'static str>> {
        match text {
            "fail beside" => Err(bot::Error::msg("the log is full")),
            text => Ok((text == "speak beside" || text == "/fails").then_some("beside")),
        }
    }

    #[command(hidden)]
    async fn unnamed() -> impl IntoReply {
        "unnamed"
    }

    #[command(hidden)]
    async fn skips() -> Outcome {
        Outcome::skip()
    }

    #[on_message(text)]
    async fn borrowed(text: &str) -> &str {
        text
    }

    #[on_update(inline_query)]
    async fn nowhere() -> &'static str {
        "a text"
    }
}

fn bot() -> TestBot {
    TestBot::new("routing::replies::bot")
}

#[tokio::test]
async fn values_become_calls() {
    for (text, expected) in [
        ("/nothing", &[][..]),
        ("/cow", &[r#"sendMessage {"chat_id":7,"text":"cow"}"#]),
        (
            "/html",
            &[r#"sendMessage {"chat_id":7,"text":"<b>Ann</b>","parse_mode":"HTML"}"#],
        ),
        (
            "/delete",
            &[
                r#"deleteMessage {"chat_id":7,"message_id":5}"#,
                r#"sendMessage {"chat_id":7,"text":"gone"}"#,
            ],
        ),
        (
            "/method",
            &[
                r#"sendMessage {"chat_id":7,"text":"one"}"#,
                r#"sendMessage {"chat_id":8,"text":"two"}"#,
            ],
        ),
        (
            "/action",
            &[r#"sendChatAction {"chat_id":7,"action":"typing"}"#],
        ),
        ("/parse 7", &[r#"sendMessage {"chat_id":7,"text":"7"}"#]),
        (
            "/unnamed",
            &[r#"sendMessage {"chat_id":7,"text":"unnamed"}"#],
        ),
        (
            "as it came",
            &[r#"sendMessage {"chat_id":7,"text":"as it came"}"#],
        ),
        ("/skips", &[r#"sendMessage {"chat_id":7,"text":"/skips"}"#]),
    ] {
        let outcome = bot().text(text).await;
        assert_eq!(calls(&outcome), expected, "{text}: {:?}", outcome.end);
    }
}

#[tokio::test]
async fn texts_go_where_the_message_came_from() {
    let topic = r#""text":"hi","message_thread_id":3,"is_topic_message":true"#;
    assert_eq!(
        calls(&bot().message("supergroup", topic).await),
        [r#"sendMessage {"chat_id":7,"text":"hi","message_thread_id":3}"#]
    );
    let thread = r#""text":"hi","message_thread_id":3"#;
    assert_eq!(
        calls(&bot().message("supergroup", thread).await),
        [r#"sendMessage {"chat_id":7,"text":"hi"}"#]
    );
    let business = r#""text":"hi","business_connection_id":"b""#;
    assert_eq!(
        calls(&bot().message("private", business).await),
        [r#"sendMessage {"chat_id":7,"text":"hi","business_connection_id":"b"}"#]
    );
}

#[tokio::test]
async fn errors_name_the_handler_and_send_nothing() {
    for (text, error) in [
        ("/fails", "the storage is full"),
        ("/parse x", "invalid digit found in string"),
        (
            "/empty",
            "a text cannot be sent: it is empty; return `()` or `None` to send nothing",
        ),
        ("/panics", "the handler panicked: on purpose"),
        ("/panics_late", "the handler panicked: after a while"),
        ("/panics_early", "the handler panicked: while it is taken"),
    ] {
        let outcome = bot().text(text).await;
        assert!(outcome.calls.is_empty(), "{text}");
        let failure = failure(&outcome);
        let name = text
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .trim_start_matches('/');
        assert!(failure.starts_with(&format!("`{name}` (")), "{failure}");
        assert!(failure.ends_with(&format!("): {error}")), "{failure}");
    }
}

#[tokio::test]
async fn a_panic_is_an_error_of_its_own_type() {
    let outcome = bot().text("/panics").await;
    let End::Failed(error) = &outcome.end else {
        panic!("not an error")
    };
    let panic = error.error().downcast_ref::<Panic>().expect("a panic");
    assert_eq!(panic.message(), "on purpose");
    assert_eq!((error.handler(), error.file()), ("panics", file!()));
}

#[tokio::test]
async fn handlers_that_observe_cost_the_others_nothing() {
    let outcome = bot().text("fail beside").await;
    assert_eq!(texts(&outcome), ["fail beside"]);
    let errors: Vec<_> = outcome
        .observed
        .iter()
        .map(|error| error.error().to_string())
        .collect();
    assert_eq!(errors, ["the log is full"]);
    assert_eq!(
        texts(&bot().text("speak beside").await),
        ["speak beside", "beside"]
    );
    // A failed update sends nothing, whoever wanted to.
    assert!(bot().text("/fails").await.calls.is_empty());
}

#[tokio::test]
async fn a_text_without_a_chat_is_an_error() {
    let query = r#""inline_query":{"id":"1","from":{"id":3,"is_bot":false,"first_name":"Ann"},
        "query":"x","offset":""}"#;
    let failure = failure(&bot().update(query).await);
    assert!(
        failure.ends_with("nothing can be sent: the `inline_query` update belongs to no chat"),
        "{failure}"
    );
}

mod long {
    use botwright::prelude::*;

    #[derive(Callback)]
    enum Read {
        On,
    }

    /// Says a lot, with a button.
    #[command]
    async fn story() -> (String, InlineKeyboard) {
        ("word ".repeat(1_000), keyboard![["On" => Read::On]])
    }

    /// Says a lot in bold.
    #[command]
    async fn bold() -> Html {
        html!("<b>{}</b>", "word ".repeat(1_000))
    }

    /// Says a lot of bold words.
    #[command]
    async fn words() -> Html {
        Html::new("<b>a</b> ".repeat(150))
    }

    #[on_callback(Read::On)]
    async fn on() {}
}

#[tokio::test]
async fn long_texts_are_several_messages_and_the_keyboard_is_under_the_last() {
    let bot = TestBot::new(concat!(module_path!(), "::long"));
    let outcome = bot.text("/story").await;
    let parts = texts(&outcome);
    assert_eq!(parts.len(), 2);
    assert_eq!(parts.concat(), "word ".repeat(1_000));
    assert!(parts.iter().all(|part| part.len() <= 4_096));
    let sent = calls(&outcome);
    assert!(!sent[0].contains("reply_markup") && sent[1].contains("reply_markup"));
    let outcome = bot.text("/bold").await;
    assert_eq!(texts(&outcome).concat(), "word ".repeat(1_000));
    for (call, part) in calls(&outcome).iter().zip(texts(&outcome)) {
        let bold = format!(
            "{{\"type\":\"bold\",\"offset\":0,\"length\":{}}}",
            part.len()
        );
        assert!(call.contains(&bold), "{call}");
    }
}

#[tokio::test]
async fn entities_that_the_server_would_ignore_go_into_another_message() {
    let bot = TestBot::new(concat!(module_path!(), "::long"));
    let outcome = bot.text("/words").await;
    let bold: Vec<_> = calls(&outcome)
        .iter()
        .map(|call| call.matches(r#""type":"bold""#).count())
        .collect();
    assert_eq!(bold, [100, 50]);
}
