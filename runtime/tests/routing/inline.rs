//! Inline mode: queries, pages, chosen results.

use botwright::prelude::*;
use botwright::types::ChosenInlineResult;

use crate::support::{TestBot, calls, failure, is_skip};

mod search {
    use super::*;

    #[on_inline(regex = r"^weather (?<city>.+)$", cache = "5 min")]
    async fn weather(city: String, page: Page) -> Inline {
        let hours: Vec<_> = (0..5).collect();
        let mut inline = Inline::new();
        for hour in page.of(&hours, 2) {
            inline = inline.text(format!("{hour}:00"), format!("Rain in {city}"));
        }
        if page.number() < 2 {
            inline = inline.next_page(page);
        }
        inline
    }

    #[on_inline(regex = "^many$", personal)]
    async fn many() -> Inline {
        (0..60).fold(Inline::new(), |inline, number| {
            inline.html(number.to_string(), &html!("<b>{number}</b>"))
        })
    }

    #[on_inline(chat = private, regex = "^secret$")]
    async fn secret(text: &str) -> Inline {
        Inline::new()
            .text("Here", text)
            .button("Open", "secret")
            .cache(std::time::Duration::from_secs(1))
    }

    #[on_chosen(regex = "^weather")]
    async fn chosen(result: &ChosenInlineResult, api: Api) -> bot::Result {
        let _ = api;
        Err(bot::Error::msg(format!("chose {}", result.result_id)))
    }

    /// Not for queries.
    #[command]
    async fn start() -> Inline {
        Inline::new()
    }
}

fn bot() -> TestBot {
    TestBot::new(concat!(module_path!(), "::search"))
}

async fn query(text: &str, offset: &str, chat: &str) -> Outcome {
    let member = format!(
        r#""inline_query":{{"id":"9","from":{{"id":3,"is_bot":false,"first_name":"Ann"}},
        "query":"{text}","offset":"{offset}","chat_type":"{chat}"}}"#
    );
    bot().update(&member).await
}

#[tokio::test]
async fn results_come_in_pages_and_are_cached() {
    let first = calls(&query("weather Paris", "", "group").await);
    assert_eq!(first.len(), 1);
    for part in [
        "answerInlineQuery",
        r#""inline_query_id":"9""#,
        r#""id":"0-0""#,
        r#""id":"0-1""#,
        "Rain in Paris",
        r#""cache_time":300"#,
        r#""next_offset":"1""#,
    ] {
        assert!(first[0].contains(part), "{part}: {}", first[0]);
    }
    let last = calls(&query("weather Paris", "2", "group").await);
    assert!(
        last[0].contains(r#""id":"2-0""#) && !last[0].contains("next_offset"),
        "{}",
        last[0]
    );
    let foreign = calls(&query("weather Paris", "not ours", "group").await);
    assert!(foreign[0].contains(r#""id":"0-0""#));
}

#[tokio::test]
async fn no_more_than_fifty_results_are_sent() {
    let calls = calls(&query("many", "", "group").await);
    assert_eq!(calls[0].matches(r#""type":"article""#).count(), 50);
    assert!(
        calls[0].contains(r#""is_personal":true"#) && calls[0].contains(r#""parse_mode":"HTML""#)
    );
}

#[tokio::test]
async fn the_kind_of_chat_and_the_handler_decide() {
    assert!(is_skip(&query("secret", "", "group").await));
    let answer = calls(&query("secret", "", "sender").await);
    assert!(
        answer[0].contains(r#""start_parameter":"secret""#)
            && answer[0].contains(r#""cache_time":1"#)
    );
    assert!(is_skip(&query("/start", "", "sender").await), "no command");
}

#[tokio::test]
async fn chosen_results_and_answers_without_a_query() {
    let member = r#""chosen_inline_result":{"result_id":"0-1","query":"weather Paris",
        "from":{"id":3,"is_bot":false,"first_name":"Ann"}}"#;
    assert!(failure(&bot().update(member).await).ends_with("chose 0-1"));
    assert!(failure(&bot().text("/start").await).contains("no inline query to answer"));
}
