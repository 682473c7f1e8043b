//! Buttons: their data, their handlers and what they return.

use botwright::StateMap;
use botwright::ids::{ChatId, MessageId, UserId};
use botwright::prelude::*;
use botwright::route::{StartError, Table, linked};
use proptest::prelude::*;

use crate::support::{TestBot, calls, failure, is_skip, texts};

#[derive(Callback, Debug, Clone, PartialEq)]
enum Shop {
    Numbers {
        a: u8,
        b: i8,
        c: u16,
        d: i16,
        e: u32,
        f: i32,
        on: bool,
    },
    Large {
        a: u64,
        b: i64,
        letter: char,
    },
    Ids {
        chat: ChatId,
        user: UserId,
        message: MessageId,
    },
    Text {
        #[callback(max = 20)]
        text: String,
        #[callback(max = 20)]
        other: Option<String>,
        n: Option<u8>,
    },
    Clear,
    Close,
}

mod bot {
    use botwright::prelude::*;

    use super::Shop;

    #[on_callback(Shop::Numbers { a, b, on: enabled, .. })]
    async fn numbers(user: &User, b: i8, a: u8, enabled: bool) -> (Edit, Toast) {
        let text = format!("{a} {b} {enabled} {}", user.first_name);
        (
            Edit::text(text).keyboard(keyboard![["Clear" => Shop::Clear]]),
            Toast::new("ok"),
        )
    }

    #[on_callback(Shop::Text { text, other, n: _n })]
    async fn text(text: String, other: Option<String>, _n: Option<u8>) -> Alert {
        Alert::new(format!("{text} {other:?}"))
    }

    #[on_callback(Shop::Clear, chat = private)]
    async fn clear() {}

    #[on_update(callback_query)]
    async fn other(query: &CallbackQuery) -> Toast {
        Toast::new(query.data.as_deref().unwrap_or("no data"))
    }

    #[command(hidden)]
    async fn cart(text: &str) -> (Option<&str>, InlineKeyboard) {
        let keyboard = keyboard![
            ["Clear" => Shop::Clear, "Close" => Shop::Close],
            ["Site" => url("https://example.org")],
        ];
        (text.strip_prefix("/cart "), keyboard)
    }

    #[command(hidden)]
    async fn html() -> (Html, InlineKeyboard) {
        (Html::new("<b>x</b>"), keyboard![["Clear" => Shop::Clear]])
    }

    #[command(hidden)]
    async fn toast() -> Toast {
        Toast::new("x")
    }

    #[command(hidden)]
    async fn edit() -> Edit {
        Edit::text("x")
    }
}

mod twice {
    use botwright::prelude::*;

    #[on_callback(super::Shop::Close)]
    async fn close() -> (Toast, Alert) {
        (Toast::new("a"), Alert::new("b"))
    }
}

/// Presses a button of a message in a private chat.
async fn press(module: &str, data: &str) -> Outcome {
    press_in(module, "private", data).await
}

async fn press_in(module: &str, chat: &str, data: &str) -> Outcome {
    TestBot::new(module)
        .update(&format!(
            r#""callback_query":{{"id":"99","chat_instance":"c","data":"{data}",
            "from":{{"id":3,"is_bot":false,"first_name":"Ann"}},
            "message":{{"message_id":5,"date":1,"chat":{{"id":7,"type":"{chat}"}},"text":"old"}}}}"#
        ))
        .await
}

const BOT: &str = concat!(module_path!(), "::bot");

#[tokio::test]
async fn a_variant_finds_its_handler_and_fields_their_parameters() {
    let data = Shop::Numbers {
        a: 200,
        b: -7,
        c: 0,
        d: 0,
        e: 0,
        f: 0,
        on: true,
    }
    .pack();
    let clear = Shop::Clear.pack();
    assert_eq!(
        calls(&press(BOT, &data).await),
        [
            format!(
                r#"editMessageText {{"chat_id":7,"message_id":5,"text":"200 -7 true Ann","reply_markup":{{"inline_keyboard":[[{{"text":"Clear","callback_data":"{clear}"}}]]}}}}"#
            ),
            r#"answerCallbackQuery {"callback_query_id":"99","text":"ok"}"#.to_owned(),
        ]
    );
    let data = Shop::Text {
        text: "hä".into(),
        other: Some("x".into()),
        n: None,
    }
    .pack();
    let outcome = press(BOT, &data).await;
    assert_eq!(texts(&outcome), [r#"hä Some("x")"#]);
    assert!(calls(&outcome)[0].contains(r#""show_alert":true"#));
}

#[tokio::test]
async fn messages_of_inline_mode_are_edited_too() {
    let data = Shop::Numbers {
        a: 1,
        b: 2,
        c: 0,
        d: 0,
        e: 0,
        f: 0,
        on: false,
    }
    .pack();
    let outcome = TestBot::new(BOT)
        .update(&format!(
            r#""callback_query":{{"id":"99","chat_instance":"c","data":"{data}",
            "from":{{"id":3,"is_bot":false,"first_name":"Ann"}},"inline_message_id":"im"}}"#
        ))
        .await;
    let edit = &calls(&outcome)[0];
    assert!(
        edit.starts_with(r#"editMessageText {"inline_message_id":"im","text":"1 2 false Ann""#),
        "{edit}"
    );
}

#[tokio::test]
async fn current_data_without_a_handler_and_foreign_ones_go_to_others() {
    let close = Shop::Close.pack();
    assert_eq!(texts(&press(BOT, &close).await), [close]);
    assert_eq!(texts(&press(BOT, "more").await), ["more"]);
    assert_eq!(texts(&press(BOT, "").await), [""]);
    let clear = Shop::Clear.pack();
    assert_eq!(
        texts(&press_in(BOT, "channel", &clear).await),
        std::slice::from_ref(&clear)
    );
    let cleared = press(BOT, &clear).await;
    assert!(cleared.calls.is_empty() && !is_skip(&cleared));
}

mod stale {
    /// An older version of the enum.
    #[derive(botwright::Callback)]
    pub(super) enum Shop {
        Clear { all: bool },
        Close,
    }
}

#[tokio::test]
async fn stale_and_cut_and_forged_data_reach_no_handler() {
    let text = Shop::Text {
        text: "abc".into(),
        other: None,
        n: None,
    }
    .pack();
    for data in [
        stale::Shop::Close.pack(),
        stale::Shop::Clear { all: true }.pack(),
        text[..text.len() - 1].to_owned(),
        format!("{text}A"),
        Shop::Clear.pack()[..5].to_owned(),
    ] {
        assert_eq!(
            calls(&press(BOT, &data).await),
            [
                r#"answerCallbackQuery {"callback_query_id":"99","text":"This button is out of date."}"#
            ],
            "{data}"
        );
    }
}

#[tokio::test]
async fn a_keyboard_stands_under_the_text_before_it() {
    let bot = TestBot::new(BOT);
    let (clear, close) = (Shop::Clear.pack(), Shop::Close.pack());
    let all = calls(&bot.text("/cart \"reply_markup\":").await);
    assert_eq!(
        all,
        [format!(
            r#"sendMessage {{"chat_id":7,"text":"\"reply_markup\":","reply_markup":{{"inline_keyboard":[[{{"text":"Clear","callback_data":"{clear}"}},{{"text":"Close","callback_data":"{close}"}}],[{{"text":"Site","url":"https://example.org"}}]]}}}}"#
        )]
    );
    let html = calls(&bot.text("/html").await);
    assert!(
        html.len() == 1 && html[0].contains("\"parse_mode\":\"HTML\"") && html[0].contains(&clear)
    );
    assert!(failure(&bot.text("/cart").await).contains("a keyboard has no message to stand under"));
}

#[tokio::test]
async fn answers_without_a_press_and_second_answers_are_errors() {
    let bot = TestBot::new(BOT);
    assert!(failure(&bot.text("/toast").await).contains("no button was pressed"));
    assert!(failure(&bot.text("/edit").await).contains("there is no message to edit"));
    let module = concat!(module_path!(), "::twice");
    let twice = press(module, &Shop::Close.pack()).await;
    assert!(failure(&twice).contains("answered already"));
}

#[test]
fn two_enums_that_cannot_be_told_apart_stop_the_start() {
    let module = concat!(module_path!(), "::twice");
    let routes = linked(&[module]).into_iter().chain(linked(&[module]));
    let errors = Table::build(routes, &StateMap::new()).unwrap_err();
    assert!(
        matches!(errors.0[..], [StartError::SameButton { .. }]),
        "{errors}"
    );
    assert!(
        errors
            .to_string()
            .contains("the button Shop::Close is handled twice")
    );
}

#[test]
fn texts_over_their_limit_are_cut_at_a_letter() {
    let long = Shop::Text {
        text: "ä".repeat(15),
        other: None,
        n: None,
    };
    let cut = Shop::Text {
        text: "ä".repeat(10),
        other: None,
        n: None,
    };
    assert_eq!(Shop::unpack(&long.pack()), Some(cut));
}

/// Texts of up to 20 bytes, of letters of every length.
fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(any::<char>(), 0..=20).prop_map(|letters| {
        let mut text = String::new();
        for letter in letters {
            if text.len() + letter.len_utf8() <= 20 {
                text.push(letter);
            }
        }
        text
    })
}

fn value() -> impl Strategy<Value = Shop> {
    prop_oneof![
        any::<(u8, i8, u16, i16, u32, i32, bool)>().prop_map(|(a, b, c, d, e, f, on)| {
            Shop::Numbers {
                a,
                b,
                c,
                d,
                e,
                f,
                on,
            }
        }),
        any::<(u64, i64, char)>().prop_map(|(a, b, letter)| Shop::Large { a, b, letter }),
        any::<(i64, i64, i64)>().prop_map(|(chat, user, message)| Shop::Ids {
            chat: ChatId(chat),
            user: UserId(user),
            message: MessageId(message),
        }),
        (text(), proptest::option::of(text()), any::<Option<u8>>())
            .prop_map(|(text, other, n)| Shop::Text { text, other, n }),
        Just(Shop::Clear),
        Just(Shop::Close),
    ]
}

/// What must hold for any data at all: at most one value has them, and it packs to them.
fn is_honest(data: &str) {
    if let Some(value) = Shop::unpack(data) {
        assert_eq!(value.pack(), data);
    }
}

proptest! {
    #[test]
    fn every_value_comes_back(value in value()) {
        let data = value.pack();
        prop_assert!(data.len() <= Shop::MAX_LEN && Shop::MAX_LEN <= 64);
        prop_assert_eq!(Shop::unpack(&data), Some(value));
        for (end, _) in data.char_indices() {
            prop_assert_eq!(Shop::unpack(&data[..end]), None);
        }
    }

    #[test]
    fn any_text_is_no_data_or_honest_ones(data in ".{0,80}") {
        is_honest(&data);
        // As if a stranger had found the first letters of a variant.
        for variant in <Shop as Callback>::VARIANTS {
            is_honest(&format!("{}{data}", variant.prefix));
        }
    }

    #[test]
    fn a_changed_letter_never_makes_another_variant(value in value(), place: prop::sample::Index, letter: char) {
        let data = value.pack();
        let mut letters: Vec<char> = data.chars().collect();
        let place = place.index(letters.len());
        letters[place] = letter;
        let changed: String = letters.into_iter().collect();
        is_honest(&changed);
        if let Some(other) = Shop::unpack(&changed) {
            prop_assert_eq!(std::mem::discriminant(&other), std::mem::discriminant(&value));
        }
    }
}
