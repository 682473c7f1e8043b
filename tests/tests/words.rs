//! Marked-up and long texts against a server.

use botwright_tests::{ANN, answers, run, wait};
use serde_json::Value;

mod texts {
    use botwright::InputFile;
    use botwright::prelude::*;
    use botwright::reply::{Document, SendAlbum};

    #[derive(Callback)]
    pub(super) enum Page {
        Next,
    }

    #[on_callback(Page::Next)]
    async fn next() {}

    /// Escapes what it is told.
    #[command]
    async fn say(words: Rest) -> Html {
        html!("<b>{words}</b>!")
    }

    /// Puts entities together.
    #[command]
    async fn put() -> FormattedText {
        FormattedText::new()
            .text("😀 ")
            .bold(FormattedText::new().text("a").italic("b"))
    }

    fn long() -> String {
        "Some words. ".repeat(700)
    }

    /// Is too long for one message.
    #[command]
    async fn plain() -> (String, InlineKeyboard) {
        (long(), keyboard![["Next" => Page::Next]])
    }

    /// Is too long for one message.
    #[command]
    async fn marked() -> Html {
        html!("<b>{}</b>", long())
    }

    /// Has a longer caption than a file can have.
    #[command]
    async fn file() -> (Document, InlineKeyboard) {
        (
            Document::bytes("a.txt", "x").html(&html!("<b>{}</b>", long())),
            keyboard![["Next" => Page::Next]],
        )
    }

    /// Has a longer caption than an album can have.
    #[command]
    async fn trip() -> SendAlbum {
        let file = InputFile::bytes("a.txt", "x");
        SendAlbum::new().document(file).caption(long())
    }

    /// Links to what it is told.
    #[command]
    async fn link(words: Rest) -> Html {
        let bold = html!("<b>{words}</b>");
        html!("<a href='https://example.org/?q={bold}'>it's</a>")
    }

    /// Has a hole.
    #[command]
    async fn hole() -> String {
        format!("a{}b", "\n".repeat(9000))
    }
}

const TEXTS: &str = concat!(module_path!(), "::texts");

async fn messages(command: &str, count: usize) -> Vec<Value> {
    let bot = run(TEXTS).await;
    bot.emulator.send(ANN, ANN, command).expect("Ann may write");
    wait("answers", || {
        (answers(&bot.emulator, ANN).len() >= count).then_some(())
    })
    .await;
    let all = bot.emulator.messages(ANN);
    bot.stop().await.0.expect("the bot stops well");
    all.into_iter()
        .filter(|message| message["from"]["is_bot"] == true)
        .collect()
}

fn text(message: &Value) -> &str {
    message["text"].as_str().expect("a text")
}

#[tokio::test]
async fn values_are_escaped() {
    let all = messages("/say <i>a & b</i>", 1).await;
    assert_eq!(text(&all[0]), "<i>a & b</i>!");
    assert_eq!(all[0]["entities"][0]["length"], 12);
}

#[tokio::test]
async fn entities_count_utf16_units() {
    let all = messages("/put", 1).await;
    let entities = all[0]["entities"].as_array().expect("entities");
    let places: Vec<_> = entities
        .iter()
        .map(|entity| {
            (
                entity["type"].as_str(),
                entity["offset"].as_i64(),
                entity["length"].as_i64(),
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            (Some("bold"), Some(3), Some(2)),
            (Some("italic"), Some(4), Some(1))
        ]
    );
}

#[tokio::test]
async fn the_keyboard_stands_under_the_last_part() {
    let all = messages("/plain", 3).await;
    assert_eq!(all.len(), 3);
    assert!(
        all.iter()
            .all(|message| text(message).ends_with("Some words."))
    );
    let words: usize = all
        .iter()
        .map(|message| text(message).matches("Some").count())
        .sum();
    assert_eq!(words, 700);
    let keyboards: Vec<_> = all
        .iter()
        .map(|message| message["reply_markup"].is_object())
        .collect();
    assert_eq!(keyboards, [false, false, true]);
}

#[tokio::test]
async fn every_part_of_bold_html_is_bold() {
    let all = messages("/marked", 3).await;
    assert_eq!(all.len(), 3);
    for message in &all {
        assert_eq!(message["entities"][0]["type"], "bold");
        assert_eq!(message["entities"][0]["offset"], 0);
        assert_eq!(message["entities"][0]["length"], text(message).len());
    }
}

#[tokio::test]
async fn nothing_is_sent_for_a_part_without_letters() {
    let all = messages("/hole", 2).await;
    let texts: Vec<_> = all.iter().map(text).collect();
    assert_eq!(texts, ["a", "b"]);
}

#[tokio::test]
async fn values_stay_within_their_attribute() {
    let all = messages("/link a'b\"c", 1).await;
    assert_eq!(text(&all[0]), "it's");
    assert_eq!(
        all[0]["entities"][0]["url"],
        "https://example.org/?q=a'b\"c"
    );
}

#[tokio::test]
async fn the_rest_of_a_caption_follows_the_file() {
    let all = messages("/file", 3).await;
    assert_eq!(all.len(), 3);
    let caption = all[0]["caption"].as_str().expect("a caption");
    assert!((900..=1024).contains(&caption.len()), "{}", caption.len());
    assert_eq!(all[0]["caption_entities"][0]["type"], "bold");
    assert!(
        all[1..]
            .iter()
            .all(|rest| rest["entities"][0]["type"] == "bold")
    );
    let words = caption.matches("Some").count()
        + all[1..]
            .iter()
            .map(|rest| text(rest).matches("Some").count())
            .sum::<usize>();
    assert_eq!(words, 700);
    assert!(all[2]["reply_markup"].is_object());
}

#[tokio::test]
async fn the_rest_of_a_caption_follows_the_album() {
    let all = messages("/trip", 3).await;
    assert_eq!(all.len(), 3);
    assert!(all[0]["document"].is_object() && all[0]["caption"].is_string());
    assert!(text(&all[1]).starts_with("Some") && text(&all[2]).ends_with("words."));
}
