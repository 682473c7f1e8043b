//! Replies that send files, polls and the like.

use botwright::prelude::*;
use botwright::reply::*;
use botwright::types::{ForceReply, InputMediaPhoto};
use botwright::{InputFile, reply_keyboard};

use crate::support::{TestBot, calls, failure};

mod bot {
    use super::*;

    /// Sends what the word says.
    #[command]
    async fn send(what: String, m: &Message) -> Chosen {
        Chosen(what, m.id())
    }

    /// A reply chosen by a word.
    pub(super) struct Chosen(String, botwright::ids::MessageId);

    impl IntoReply for Chosen {
        fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
            let Self(what, id) = self;
            match what.as_str() {
                "photo" => Photo::id("p").caption("c").silent().into_reply(cx, outcome),
                "html" => Document::url("https://e.org/a")
                    .html(&Html::new("<b>b</b>"))
                    .into_reply(cx, outcome),
                "options" => "text"
                    .silent()
                    .protect()
                    .reply_to(id)
                    .into_reply(cx, outcome),
                "poll" => Poll::new("q", ["a", "b"]).quiz(1).into_reply(cx, outcome),
                "dice" => (Dice::emoji("🎯"), Location::new(1.5, 2.0)).into_reply(cx, outcome),
                "contact" => Contact::new("1", "A").into_reply(cx, outcome),
                "pass" => (Forward::to(-9), Copy::to("@c").caption("x")).into_reply(cx, outcome),
                "react" => (React::emoji("👍").big(), Pin(id).silent()).into_reply(cx, outcome),
                "keyboard" => (
                    "t",
                    reply_keyboard![["a", "b"], [contact("c"), web_app("w", "https://e.org")]]
                        .one_time(),
                )
                    .into_reply(cx, outcome),
                "remove" => ("t", ReplyKeyboard::remove()).into_reply(cx, outcome),
                "force" => ("t", ForceReply::new()).into_reply(cx, outcome),
                "links" => (
                    "t",
                    keyboard![["a" => url("u"), "b" => copy("c")], ["d" => switch_here("q")], ["p" => pay()]],
                )
                    .into_reply(cx, outcome),
                _ => album(what.parse().unwrap_or_default()).into_reply(cx, outcome),
            }
        }
    }

    #[on_update(callback_query)]
    async fn press(query: &CallbackQuery) -> Edit {
        let photo = InputMediaPhoto::new(InputFile::id("p"));
        match query.data.as_deref() {
            Some("caption") => Edit::caption("c"),
            Some("media") => Edit::media(photo),
            _ => Edit::no_keyboard(),
        }
    }

    fn album(count: usize) -> SendAlbum {
        let album = (0..count).fold(SendAlbum::new(), |album, _| album.photo(InputFile::id("p")));
        let album = album.caption("c");
        if count == 3 {
            album.document(InputFile::id("d"))
        } else {
            album
        }
    }
}

async fn sent(what: &str) -> Vec<String> {
    let bot = TestBot::new("routing::sending::bot");
    calls(&bot.text(&format!("/send {what}")).await)
}

#[tokio::test]
async fn files_and_contents() {
    assert_eq!(
        sent("photo").await,
        [r#"sendPhoto {"chat_id":7,"photo":"p","caption":"c","disable_notification":true}"#]
    );
    assert_eq!(
        sent("html").await,
        [
            r#"sendDocument {"chat_id":7,"document":"https://e.org/a","caption":"<b>b</b>","parse_mode":"HTML"}"#
        ]
    );
    assert_eq!(
        sent("poll").await,
        [
            r#"sendPoll {"chat_id":7,"question":"q","options":[{"text":"a"},{"text":"b"}],"type":"quiz","correct_option_ids":[1]}"#
        ]
    );
    assert_eq!(
        sent("dice").await,
        [
            r#"sendDice {"chat_id":7,"emoji":"🎯"}"#,
            r#"sendLocation {"chat_id":7,"latitude":1.5,"longitude":2.0}"#
        ]
    );
    assert_eq!(
        sent("contact").await,
        [r#"sendContact {"chat_id":7,"phone_number":"1","first_name":"A"}"#]
    );
}

#[tokio::test]
async fn options_are_added_where_they_are_taken() {
    assert_eq!(
        sent("options").await,
        [
            r#"sendMessage {"chat_id":7,"text":"text","disable_notification":true,"protect_content":true,"reply_parameters":{"message_id":5,"allow_sending_without_reply":true}}"#
        ]
    );
    assert_eq!(
        sent("react").await,
        [
            r#"setMessageReaction {"chat_id":7,"message_id":5,"reaction":[{"type":"emoji","emoji":"👍"}],"is_big":true}"#,
            r#"pinChatMessage {"chat_id":7,"message_id":5,"disable_notification":true}"#
        ]
    );
    assert_eq!(
        sent("pass").await,
        [
            r#"forwardMessage {"chat_id":-9,"from_chat_id":7,"message_id":5}"#,
            r#"copyMessage {"chat_id":"@c","from_chat_id":7,"message_id":5,"caption":"x"}"#
        ]
    );
}

#[tokio::test]
async fn topics_and_connections_are_kept() {
    let bot = TestBot::new("routing::sending::bot");
    let outcome = bot.message(
        "supergroup",
        r#""text":"/send photo","message_thread_id":4,"is_topic_message":true,"business_connection_id":"b""#,
    );
    assert_eq!(
        calls(&outcome.await),
        [
            r#"sendPhoto {"chat_id":7,"photo":"p","caption":"c","message_thread_id":4,"business_connection_id":"b","disable_notification":true}"#
        ]
    );
}

#[tokio::test]
async fn keyboards() {
    assert_eq!(
        sent("keyboard").await,
        [
            r#"sendMessage {"chat_id":7,"text":"t","reply_markup":{"keyboard":[[{"text":"a"},{"text":"b"}],[{"text":"c","request_contact":true},{"text":"w","web_app":{"url":"https://e.org"}}]],"resize_keyboard":true,"one_time_keyboard":true}}"#
        ]
    );
    assert_eq!(
        sent("remove").await,
        [r#"sendMessage {"chat_id":7,"text":"t","reply_markup":{"remove_keyboard":true}}"#]
    );
    assert_eq!(
        sent("force").await,
        [r#"sendMessage {"chat_id":7,"text":"t","reply_markup":{"force_reply":true}}"#]
    );
    assert_eq!(
        sent("links").await,
        [
            r#"sendMessage {"chat_id":7,"text":"t","reply_markup":{"inline_keyboard":[[{"text":"a","url":"u"},{"text":"b","copy_text":{"text":"c"}}],[{"text":"d","switch_inline_query_current_chat":"q"}],[{"text":"p","pay":true}]]}}"#
        ]
    );
}

#[tokio::test]
async fn albums_are_split_evenly_and_by_kind() {
    let counts = |calls: &[String]| {
        let count = |call: &String| call.matches(r#""media":""#).count();
        calls.iter().map(count).collect::<Vec<_>>()
    };
    assert_eq!(counts(&sent("10").await), [10]);
    assert_eq!(counts(&sent("11").await), [6, 5]);
    assert_eq!(counts(&sent("21").await), [7, 7, 7]);
    assert_eq!(
        sent("1").await,
        [r#"sendPhoto {"chat_id":7,"photo":"p","caption":"c"}"#]
    );
    assert_eq!(
        sent("3").await,
        [
            r#"sendMediaGroup {"chat_id":7,"media":[{"type":"photo","media":"p","caption":"c"},{"type":"photo","media":"p"},{"type":"photo","media":"p"}]}"#,
            r#"sendDocument {"chat_id":7,"document":"d"}"#
        ]
    );
    let bot = TestBot::new("routing::sending::bot");
    let error = failure(&bot.text("/send 0").await);
    assert!(error.contains("it has no items"), "{error}");
}

#[tokio::test]
async fn captions_files_and_keyboards_are_edited() {
    let bot = TestBot::new("routing::sending::bot");
    let press = |data: &str, message: &str| {
        format!(
            r#""callback_query":{{"id":"1","chat_instance":"1","data":"{data}",{message},
            "from":{{"id":3,"is_bot":false,"first_name":"Ann"}}}}"#
        )
    };
    let in_chat = r#""message":{"message_id":5,"date":1,"chat":{"id":7,"type":"private"}}"#;
    let inline = r#""inline_message_id":"i""#;
    for (data, message, call) in [
        (
            "caption",
            in_chat,
            r#"editMessageCaption {"chat_id":7,"message_id":5,"caption":"c"}"#,
        ),
        (
            "caption",
            inline,
            r#"editMessageCaption {"inline_message_id":"i","caption":"c"}"#,
        ),
        (
            "media",
            in_chat,
            r#"editMessageMedia {"chat_id":7,"message_id":5,"media":{"type":"photo","media":"p"}}"#,
        ),
        (
            "media",
            inline,
            r#"editMessageMedia {"inline_message_id":"i","media":{"type":"photo","media":"p"}}"#,
        ),
        (
            "",
            in_chat,
            r#"editMessageReplyMarkup {"chat_id":7,"message_id":5}"#,
        ),
        (
            "",
            inline,
            r#"editMessageReplyMarkup {"inline_message_id":"i"}"#,
        ),
    ] {
        assert_eq!(calls(&bot.update(&press(data, message)).await), [call]);
    }
}
