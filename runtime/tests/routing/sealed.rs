//! Signed and stored buttons: what the bot made comes back, and nothing else.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use botwright::callback::SigningKey;
use botwright::client::{Error, Reason};
use botwright::prelude::*;
use botwright::reply::SealError;
use botwright::sender::Policy;
use botwright::session::{Change, Expect, Key, MemoryStore, Put, Store, Transaction};
use botwright::{App, Clock, Cx, StateMap, parse_update};
use proptest::prelude::*;

use crate::support::{TestBot, calls, failure, texts};

/// What `/any` shows a button of.
type Shown = Mutex<Option<Any>>;

mod bot {
    use botwright::methods::SendMessage;
    use botwright::prelude::*;
    use botwright::types::ReplyMarkup;

    use super::Shown;

    #[derive(Callback, Debug, Clone, PartialEq)]
    #[callback(signed)]
    pub(super) enum Signed {
        Grant {
            user: i64,
            level: u8,
        },
        Note {
            #[callback(max = 15)]
            text: String,
            letter: Option<char>,
        },
        Revoke,
    }

    #[derive(Callback, Debug, Clone, PartialEq)]
    #[callback(stored)]
    pub(super) enum Kept {
        Search {
            query: String,
            pages: Vec<u32>,
            by: Option<String>,
        },
        #[callback(ttl = "1 h")]
        Short {
            #[callback(max = 3)]
            text: String,
        },
    }

    #[derive(Callback, Debug, Clone, PartialEq)]
    pub(super) enum Mixed {
        Open {
            n: u32,
        },
        #[callback(signed = user)]
        Mine {
            n: u32,
        },
        #[callback(stored, signed = user)]
        MyText {
            text: String,
        },
    }

    #[derive(Debug, Clone)]
    pub(super) enum Any {
        Signed(Signed),
        Kept(Kept),
        Mixed(Mixed),
    }

    impl Any {
        pub(super) fn keyboard(&self) -> InlineKeyboard {
            let row = match self {
                Self::Signed(value) => [InlineKeyboard::button("x", value)],
                Self::Kept(value) => [InlineKeyboard::button("x", value)],
                Self::Mixed(value) => [InlineKeyboard::button("x", value)],
            };
            InlineKeyboard::new([row.to_vec()])
        }

        /// What its handler says.
        pub(super) fn said(&self) -> String {
            match self {
                Self::Signed(value) => format!("got {value:?}"),
                Self::Kept(value) => format!("got {value:?}"),
                Self::Mixed(value) => format!("got {value:?}"),
            }
        }

        pub(super) fn plain(&self) -> String {
            match self {
                Self::Signed(value) => value.pack(),
                Self::Kept(value) => value.pack(),
                Self::Mixed(value) => value.pack(),
            }
        }
    }

    fn shown(shown: &Shown) -> InlineKeyboard {
        let shown = shown.lock().expect("whole");
        shown.as_ref().expect("something to show").keyboard()
    }

    #[command(hidden)]
    async fn any(state: State<Shown>) -> (&'static str, InlineKeyboard) {
        ("any", shown(&state))
    }

    #[command(hidden)]
    async fn to(chat: Rest, state: State<Shown>) -> (SendMessage, InlineKeyboard) {
        (SendMessage::new(chat.to_string(), "to"), shown(&state))
    }

    #[command(hidden)]
    async fn fails(state: State<Shown>) -> bot::Result<(&'static str, InlineKeyboard, Toast)> {
        // Nothing was pressed, so the last of them cannot be done.
        Ok(("x", shown(&state), Toast::new("x")))
    }

    #[command(hidden)]
    async fn unsealed(api: Api, chat: &Chat, state: State<Shown>) -> bot::Result {
        let keyboard = shown(&state);
        api.send_message(chat, "x").reply_markup(keyboard).await?;
        Ok(())
    }

    #[on_update(channel_post)]
    async fn post(state: State<Shown>) -> (&'static str, InlineKeyboard) {
        ("post", shown(&state))
    }

    #[on_inline]
    async fn inline(cx: Cx, state: State<Shown>) -> bot::Result<Inline> {
        use botwright::types::{InlineQueryResultArticle, InputTextMessageContent};

        let keyboard = shown(&state);
        let content = InputTextMessageContent::new("x");
        let result = InlineQueryResultArticle::new("1", "x", content);
        let markup = keyboard.seal_inline(&cx).await?;
        let _: ReplyMarkup = markup.clone().into();
        Ok(Inline::new().result(result.reply_markup(markup)))
    }

    #[on_callback(Signed::Grant { user, level })]
    async fn grant(user: i64, level: u8) -> String {
        format!("got {:?}", Signed::Grant { user, level })
    }

    #[on_callback(Signed::Note { text, letter })]
    async fn note(text: String, letter: Option<char>) -> String {
        format!("got {:?}", Signed::Note { text, letter })
    }

    #[on_callback(Signed::Revoke)]
    async fn revoke(state: State<Shown>) -> (String, Edit) {
        let edit = Edit::text("x").keyboard(shown(&state));
        (format!("got {:?}", Signed::Revoke), edit)
    }

    #[on_callback(Kept::Search { query, pages, by })]
    async fn search(query: String, pages: Vec<u32>, by: Option<String>) -> String {
        format!("got {:?}", Kept::Search { query, pages, by })
    }

    #[on_callback(Kept::Short { text })]
    async fn short(text: String) -> String {
        format!("got {:?}", Kept::Short { text })
    }

    #[on_callback(Mixed::Open { n })]
    async fn open(n: u32) -> String {
        format!("got {:?}", Mixed::Open { n })
    }

    #[on_callback(Mixed::Mine { n })]
    async fn mine(n: u32) -> String {
        format!("got {:?}", Mixed::Mine { n })
    }

    #[on_callback(Mixed::MyText { text })]
    async fn my_text(text: String) -> String {
        format!("got {:?}", Mixed::MyText { text })
    }
}

use bot::{Any, Kept, Mixed, Signed};

/// A bot that shows buttons of this value.
fn showing(value: &Any) -> TestBot {
    let mut state = StateMap::new();
    state.insert::<Shown>(Mutex::new(Some(value.clone())));
    TestBot::with(concat!(module_path!(), "::bot"), state)
}

/// A text in a private chat.
pub(crate) async fn says(bot: &TestBot, text: &str) -> Outcome {
    bot.kept(3, 7, text).await
}

/// The data of the buttons in the calls.
pub(crate) fn data(outcome: &Outcome) -> String {
    let calls = calls(outcome).join("\n");
    let (_, rest) = calls.split_once(r#""callback_data":"#).expect("a button");
    let mut texts = serde_json::Deserializer::from_str(rest).into_iter::<String>();
    texts.next().expect("a text").expect("JSON")
}

/// A press of a button with these data, by this user, there.
pub(crate) fn press(data: &str, user: i64, place: &str) -> String {
    let data = serde_json::Value::from(data);
    format!(
        r#""callback_query":{{"id":"99","chat_instance":"c","data":{data},
        "from":{{"id":{user},"is_bot":false,"first_name":"Ann"}},{place}}}"#
    )
}

/// A message in the chat of [`says`].
pub(crate) const HERE: &str =
    r#""message":{"message_id":5,"date":1,"chat":{"id":7,"type":"private"}}"#;
pub(crate) const THERE: &str = r#""message":{"message_id":5,"date":1,"chat":{"id":-8,"type":"channel","username":"Chan_nel"}}"#;
const INLINE: &str = r#""inline_message_id":"im""#;

/// Whether a press is answered as out of date, and by nothing else.
pub(crate) fn is_refused(outcome: &Outcome) -> bool {
    let calls = calls(outcome);
    calls.len() == 1 && calls[0].contains(r#""text":"This button is out of date"#)
}

fn note(text: &str) -> Any {
    Any::Signed(Signed::Note {
        text: text.to_owned(),
        letter: None,
    })
}

fn search(query: &str) -> Any {
    Any::Kept(Kept::Search {
        query: query.to_owned(),
        pages: vec![1, 70_000],
        by: None,
    })
}

#[tokio::test]
async fn what_the_bot_made_comes_back() {
    for value in [
        note("abc"),
        Any::Signed(Signed::Revoke),
        search(&"long ".repeat(100)),
        Any::Mixed(Mixed::Open { n: 7 }),
        Any::Mixed(Mixed::Mine { n: 7 }),
        Any::Mixed(Mixed::MyText {
            text: "ä".repeat(99),
        }),
    ] {
        let bot = showing(&value);
        let shown = data(&says(&bot, "/any").await);
        assert!(shown.len() <= 64);
        let pressed = bot.committed(&press(&shown, 3, HERE)).await;
        assert_eq!(texts(&pressed)[0], value.said());
        assert_eq!(bot.app().stats().counts().stale_buttons, 0);
    }
}

#[tokio::test]
async fn data_that_were_not_sealed_are_refused() {
    for value in [note("abc"), search("x"), Any::Mixed(Mixed::Mine { n: 7 })] {
        let bot = showing(&value);
        let forged = bot.committed(&press(&value.plain(), 3, HERE)).await;
        assert!(is_refused(&forged), "{forged:?}");
        assert_eq!(bot.app().stats().counts().stale_buttons, 1);
    }
}

#[tokio::test]
async fn signed_data_are_good_only_where_they_were_made() {
    let bot = showing(&note("abc"));
    let shown = data(&says(&bot, "/any").await);
    for (user, place, good) in [
        (3, HERE, true),
        (4, HERE, true),
        (3, THERE, false),
        (3, INLINE, false),
    ] {
        let pressed = bot.committed(&press(&shown, user, place)).await;
        assert_eq!(is_refused(&pressed), !good, "{place} {pressed:?}");
    }
    // The chat of the message counts, not that of the update.
    for chat in ["-8", "@chan_NEL"] {
        let there = data(&says(&bot, &format!("/to {chat}")).await);
        let pressed = bot.committed(&press(&there, 3, THERE)).await;
        assert_eq!(texts(&pressed), [note("abc").said()]);
        assert!(is_refused(&bot.committed(&press(&there, 3, HERE)).await));
    }
}

#[tokio::test]
async fn data_for_a_user_are_good_for_no_other() {
    let mine = [
        Any::Mixed(Mixed::Mine { n: 7 }),
        Any::Mixed(Mixed::MyText {
            text: "x".to_owned(),
        }),
    ];
    for value in mine {
        let bot = showing(&value);
        let shown = data(&says(&bot, "/any").await);
        let pressed = bot.committed(&press(&shown, 3, HERE)).await;
        assert_eq!(texts(&pressed), [value.said()]);
        let other = bot.committed(&press(&shown, 4, HERE)).await;
        assert!(
            calls(&other)[0].contains("out of date, or for somebody else"),
            "{other:?}"
        );
        let post = r#""channel_post":{"message_id":5,"date":1,"chat":{"id":-8,"type":"channel"},"text":"x"}"#;
        assert!(failure(&bot.committed(post).await).contains("this update has none"));
    }
}

#[tokio::test]
async fn buttons_of_inline_messages_are_sealed_by_hand() {
    for value in [note("abc"), search("x"), Any::Mixed(Mixed::Mine { n: 7 })] {
        let bot = showing(&value);
        let query = r#""inline_query":{"id":"9","from":{"id":3,"is_bot":false,"first_name":"Ann"},"query":"","offset":""}"#;
        let shown = data(&bot.committed(query).await);
        // The handler's text has no chat to go to, but it ran.
        let pressed = bot.committed(&press(&shown, 3, INLINE)).await;
        assert!(failure(&pressed).contains("chat"), "{pressed:?}");
        let there = bot.committed(&press(&shown, 3, HERE)).await;
        assert_eq!(is_refused(&there), !matches!(value, Any::Kept(_)));
    }
}

#[tokio::test]
async fn an_edited_message_gets_buttons_of_its_place() {
    let bot = showing(&Any::Signed(Signed::Revoke));
    let shown = data(&says(&bot, "/any").await);
    let edited = bot.committed(&press(&shown, 3, HERE)).await;
    // The same button in the same chat has the same data.
    assert_eq!(data(&edited), shown);
    let query = r#""inline_query":{"id":"9","from":{"id":3,"is_bot":false,"first_name":"Ann"},"query":"","offset":""}"#;
    let inline = data(&bot.committed(query).await);
    assert_ne!(inline, shown);
}

#[tokio::test]
async fn data_of_another_bot_enum_or_shape_are_refused() {
    mod other {
        /// An older version.
        #[derive(botwright::Callback)]
        #[callback(signed)]
        pub(super) enum Signed {
            Revoke { n: u8 },
        }
    }

    let value = note("abc");
    let bot = showing(&value);
    let shown = data(&says(&bot, "/any").await);
    let key = || SigningKey::from_bytes([7; 32]);
    let stranger = showing(&value).changed(|app| app.with_signing_key(key()));
    assert!(is_refused(
        &stranger.committed(&press(&shown, 3, HERE)).await
    ));
    let theirs = data(&says(&stranger, "/any").await);
    assert!(is_refused(&bot.committed(&press(&theirs, 3, HERE)).await));
    let friend = showing(&value).changed(|app| app.with_signing_key(key()));
    let pressed = friend.committed(&press(&theirs, 3, HERE)).await;
    assert_eq!(texts(&pressed), [value.said()]);

    // The MAC and the fields of one variant behind the letters of another.
    let grant = Any::Signed(Signed::Grant { user: 1, level: 1 });
    let moved = format!("{}{}", &grant.plain()[..7], &shown[7..]);
    assert!(is_refused(&bot.committed(&press(&moved, 3, HERE)).await));
    let stale = other::Signed::Revoke { n: 1 }.pack();
    assert!(is_refused(&bot.committed(&press(&stale, 3, HERE)).await));
}

#[tokio::test]
async fn bodies_are_kept_with_the_outcome_and_once() {
    let store = Arc::new(MemoryStore::default());
    let value = search("x");
    let bot = showing(&value).changed(|app| app.with_store(Arc::clone(&store) as Arc<dyn Store>));
    let failed = says(&bot, "/fails").await;
    assert!(failed.has_failed() && store.is_empty());
    let first = data(&says(&bot, "/any").await);
    let again = data(&says(&bot, "/any").await);
    assert_eq!(first, again);
    assert_eq!(store.len(), 1);
    // The name of another's body, under the letters of another variant.
    let short = Any::Kept(Kept::Short {
        text: "a".to_owned(),
    })
    .plain();
    let moved = format!("{}{}", &short[..7], &first[7..]);
    assert!(is_refused(&bot.committed(&press(&moved, 3, HERE)).await));
    // Somebody wrote something else there.
    let key = Key::new("button", &first[7..]);
    for value in [
        "\"x\"",
        "7",
        &format!("{:?}", format!("{}A", value.plain())),
    ] {
        let put = Some(Put {
            value: value.to_owned(),
            expires: None,
            wakes: None,
        });
        let (key, expect) = (key.clone(), Expect::Any);
        let change = Change { key, expect, put };
        let commit = store.commit(Transaction::new(vec![change]), SystemTime::now());
        let _ = commit.await.expect("memory does not fail");
        assert!(is_refused(&bot.committed(&press(&first, 3, HERE)).await));
    }
}

#[tokio::test]
async fn bodies_live_as_long_as_they_are_shown() {
    let clock = Clock::manual(SystemTime::UNIX_EPOCH);
    let (short, long) = (
        Any::Kept(Kept::Short {
            text: "a".to_owned(),
        }),
        search("x"),
    );
    for (value, life) in [(short, 1), (long, 24 * 30)] {
        let bot = showing(&value).changed(|app| app.with_clock(clock.clone()));
        let shown = data(&says(&bot, "/any").await);
        let half = Duration::from_mins(30) * life;
        clock.advance(half);
        // Shown again, it lives on.
        says(&bot, "/any").await;
        clock.advance(half + Duration::from_secs(1));
        let pressed = bot.committed(&press(&shown, 3, HERE)).await;
        assert_eq!(texts(&pressed), [value.said()]);
        clock.advance(half);
        assert!(is_refused(&bot.committed(&press(&shown, 3, HERE)).await));
    }
}

#[tokio::test]
async fn a_keyboard_that_was_not_sealed_is_not_sent() {
    for value in [note("abc"), search("x")] {
        let failed = failure(&says(&showing(&value), "/unsealed").await);
        assert!(
            failed.contains("keyboard.seal(&cx, chat).await?"),
            "{failed}"
        );
    }
    // Nobody listens there, and nothing is tried twice.
    let api = Api::builder("42:TEST").url("http://127.0.0.1:9");
    let api = api.retries(Policy::within(Duration::ZERO)).build();
    let api = api.expect("valid");
    let keyboard = note("abc").keyboard();
    let sent = api.send_message(7, "x").reply_markup(keyboard).await;
    let reason = |sent: Result<_, Error>| match sent {
        Err(Error::NotSent { reason, .. }) => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(reason(sent), Reason::Unsealed);
    // What people write is no button, whatever they write.
    let text = r#""callback_data":"unsealed: see InlineKeyboard::seal"#;
    let sent = reason(api.send_message(7, text).await);
    assert!(matches!(sent, Reason::Connect(_)), "{sent:?}");
}

#[tokio::test]
async fn a_keyboard_is_sealed_for_the_chat_it_is_sent_to() {
    let value = note("abc");
    let bot = showing(&value);
    let update = r#"{"update_id":1,"channel_post":{"message_id":5,"date":1,"chat":{"id":-8,"type":"channel"},"text":"x"}}"#;
    let app = Arc::new(App::new(
        bot.app().api().clone(),
        (**bot.app().me()).clone(),
        StateMap::new(),
    ));
    let cx = Cx::new(parse_update(update).expect("an update"), app);
    let markup = value
        .keyboard()
        .seal(&cx, "@Chan_nel")
        .await
        .expect("sealed");
    let data = markup.inline_keyboard[0][0]
        .callback_data
        .clone()
        .expect("data");
    let pressed = bot.committed(&press(&data, 3, THERE)).await;
    assert_eq!(texts(&pressed), [value.said()]);
    let mine = Any::Mixed(Mixed::Mine { n: 7 }).keyboard();
    let refused = mine.seal(&cx, 7).await;
    assert!(matches!(refused, Err(SealError::NoUser(_))), "{refused:?}");
}

fn value() -> impl Strategy<Value = Any> {
    let text = || ".{0,60}";
    let short = proptest::collection::vec(any::<char>(), 0..=3).prop_map(String::from_iter);
    let texts = proptest::option::of(text());
    prop_oneof![
        any::<(i64, u8)>().prop_map(|(user, level)| Any::Signed(Signed::Grant { user, level })),
        (short, any::<Option<char>>())
            .prop_map(|(text, letter)| Any::Signed(Signed::Note { text, letter })),
        (text(), any::<Vec<u32>>(), texts).prop_map(|(query, pages, by)| Any::Kept(Kept::Search {
            query,
            pages,
            by
        })),
        any::<u32>().prop_map(|n| Any::Mixed(Mixed::Mine { n })),
        text().prop_map(|text| Any::Mixed(Mixed::MyText { text })),
    ]
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(future)
}

/// Whether a handler ran.
fn was_taken(outcome: &Outcome) -> bool {
    outcome.has_failed() || texts(outcome).iter().any(|text| text.starts_with("got"))
}

proptest! {
    #[test]
    fn every_value_comes_back(value in value()) {
        wait(async {
            let bot = showing(&value);
            let shown = data(&says(&bot, "/any").await);
            let most = match &value {
                Any::Signed(_) => Signed::MAX_LEN,
                Any::Kept(_) => Kept::MAX_LEN,
                Any::Mixed(_) => Mixed::MAX_LEN,
            };
            assert!(shown.len() <= most && most <= 64, "{shown}");
            let pressed = bot.committed(&press(&shown, 3, HERE)).await;
            assert_eq!(calls(&pressed).len(), 1);
            assert!(was_taken(&pressed));
            if value.said().is_ascii() {
                assert_eq!(texts(&pressed), [value.said()]);
            }
        });
    }

}

proptest! {
    // Each of them is some hundred presses.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_flipped_bit_or_a_cut_is_refused(value in value()) {
        wait(async {
            let bot = showing(&value);
            let shown = data(&says(&bot, "/any").await);
            for bit in 0..8 * shown.len() {
                let mut bytes = shown.clone().into_bytes();
                bytes[bit / 8] ^= 1 << (bit % 8);
                // Telegram sends text.
                if let Ok(flipped) = String::from_utf8(bytes) {
                    let pressed = bot.committed(&press(&flipped, 3, HERE)).await;
                    assert!(!was_taken(&pressed), "{shown} {flipped}");
                }
            }
            for (end, _) in shown.char_indices() {
                assert!(!was_taken(&bot.committed(&press(&shown[..end], 3, HERE)).await));
            }
        });
    }

    #[test]
    fn no_text_is_taken_for_a_sealed_button(text in ".{0,60}", value in value()) {
        wait(async {
            let bot = showing(&value);
            let prefix = &value.plain()[..7];
            let letters: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
            for made_up in [text.clone(), format!("{prefix}{text}"), format!("{prefix}{letters}")] {
                assert!(!was_taken(&bot.committed(&press(&made_up, 3, HERE)).await));
            }
        });
    }
}
