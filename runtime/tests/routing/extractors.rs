//! What handlers take.

use std::sync::atomic::{AtomicU32, Ordering};

use botwright::StateMap;

use crate::support::{TestBot, failure, is_skip, texts};

#[derive(Default)]
struct Counter(AtomicU32);

mod bot {
    use std::sync::atomic::Ordering;

    use botwright::extract::{FromUpdate, FromUpdateAsync, Rejection};
    use botwright::prelude::*;
    use botwright::route::Requires;
    use botwright::types::ChatMemberUpdated;

    use super::Counter;

    /// Everything at once.
    #[command]
    #[allow(clippy::too_many_arguments)]
    async fn all(
        message: &Message,
        user: &User,
        chat: &Chat,
        update: &Update,
        text: &str,
        api: Api,
        me: Me,
        also_me: &Me,
        cx: Cx,
        kind: UpdateKind,
        none: Option<&CallbackQuery2>,
        counter: State<Counter>,
        word: String,
    ) -> String {
        counter.0.fetch_add(1, Ordering::Relaxed);
        format!(
            "{} {} {} {} {text} {} {} {} {} {kind} {} {word}",
            message.message_id,
            user.first_name,
            chat.id,
            update.update_id,
            api.bot_id(),
            me.first_name,
            also_me.id,
            cx.update().update_id,
            none.is_none(),
        )
    }

    pub(super) struct CallbackQuery2;

    impl<'a> FromUpdate<'a> for &'a CallbackQuery2 {
        fn from_update(_: &'a Cx) -> Result<Self, Rejection> {
            Err(Rejection::Skip)
        }
    }

    /// Loaded before the handler runs.
    pub(super) struct Loaded(u32);

    impl FromUpdateAsync for Loaded {
        async fn load(cx: &Cx) -> Result<Self, Rejection> {
            tokio::task::yield_now().await;
            let counter = State::<Counter>::from_update(cx)?;
            match cx.update().update_id {
                1 => Ok(Self(counter.0.load(Ordering::Relaxed) + 10)),
                _ => Err(Rejection::Skip),
            }
        }

        fn requires(requires: &mut Requires) {
            requires.state::<Counter>();
        }
    }

    /// Loads.
    #[command]
    async fn load(before: i64, loaded: Loaded, after: Loaded) -> String {
        format!("{before} {} {}", loaded.0, after.0)
    }

    #[on_update(callback_query)]
    async fn pressed(query: &CallbackQuery, user: &User) -> String {
        format!(
            "{} pressed {}",
            user.first_name,
            query.data.as_deref().unwrap_or_default()
        )
    }

    #[on_update(my_chat_member | chat_member)]
    async fn member(member: &ChatMemberUpdated) -> String {
        member.chat.id.to_string()
    }

    #[on_message(photo)]
    async fn needs_text(text: &str) -> String {
        text.to_owned()
    }

    #[on_message(photo)]
    async fn any_photo() -> &'static str {
        "no caption"
    }

    pub(super) struct Refusing;

    impl FromUpdate<'_> for Refusing {
        fn from_update(_: &Cx) -> Result<Self, Rejection> {
            Err(Rejection::Answer("not now".to_owned()))
        }
    }

    /// Refuses.
    #[command]
    async fn refuse(_refusing: Refusing) {}

    pub(super) struct Broken;

    impl FromUpdate<'_> for Broken {
        fn from_update(_: &Cx) -> Result<Self, Rejection> {
            Err(Rejection::failed("the database is away"))
        }
    }

    /// Fails.
    #[command]
    async fn broken(Broken: Broken) {}
}

fn bot() -> TestBot {
    let mut state = StateMap::new();
    state.insert(Counter::default());
    TestBot::with("routing::extractors::bot", state)
}

#[tokio::test]
async fn everything_can_be_taken() {
    let mut state = StateMap::new();
    state.insert(Counter::default());
    let counter = state.get::<Counter>().unwrap();
    let bot = TestBot::with("routing::extractors::bot", state);
    assert_eq!(
        bot.answer("/all x").await,
        "5 Ann 7 1 /all x 42 Bot 42 1 message true x"
    );
    assert_eq!(counter.0.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn values_are_loaded() {
    assert_eq!(bot().answer("/load 7").await, "7 10 10");
}

#[tokio::test]
async fn payloads_are_borrowed() {
    let query = r#""callback_query":{"id":"1","from":{"id":3,"is_bot":false,"first_name":"Ann"},
        "chat_instance":"x","data":"go",
        "message":{"message_id":9,"date":0,"chat":{"id":-7,"type":"group"}}}"#;
    assert_eq!(texts(&bot().update(query).await), ["Ann pressed go"]);
    let member = r#""my_chat_member":{"chat":{"id":-8,"type":"group"},"date":1,
        "from":{"id":3,"is_bot":false,"first_name":"Ann"},
        "old_chat_member":{"status":"left","user":{"id":42,"is_bot":true,"first_name":"Bot"}},
        "new_chat_member":{"status":"left","user":{"id":42,"is_bot":true,"first_name":"Bot"}}}"#;
    assert_eq!(texts(&bot().update(member).await), ["-8"]);
}

#[tokio::test]
async fn a_handler_without_its_parts_is_passed_over() {
    let photo = |more: &str| format!(r#""photo":[]{more}"#);
    let captioned = bot().message("private", &photo(r#","caption":"hi""#)).await;
    assert_eq!(texts(&captioned), ["hi"]);
    assert_eq!(
        texts(&bot().message("private", &photo("")).await),
        ["no caption"]
    );
    assert!(is_skip(&bot().message("private", r#""sticker":{}"#).await));
}

#[tokio::test]
async fn rejections_answer_or_fail() {
    assert_eq!(bot().answer("/refuse").await, "not now");
    let failure = failure(&bot().text("/broken").await);
    assert!(
        failure.starts_with("`broken` (runtime/tests/routing/extractors.rs:"),
        "{failure}"
    );
    assert!(failure.ends_with("): the database is away"), "{failure}");
}
