//! What is said to commands that nobody handles.

use botwright::StateMap;
use botwright::route::{Table, linked};

use super::support::{TestBot, is_skip, texts};

mod shop {
    use botwright::prelude::*;

    /// Starts.
    #[command]
    async fn start() -> &'static str {
        "started"
    }

    /// Not shown.
    #[command(hidden)]
    async fn secrets() -> &'static str {
        "secret"
    }

    /// Only in groups.
    #[command(chat = group)]
    async fn banish() -> &'static str {
        "banished"
    }

    /// Of two letters.
    #[command]
    async fn go() -> &'static str {
        "gone"
    }
}

mod talkative {
    use botwright::prelude::*;

    /// Starts.
    #[command]
    async fn start() {}

    #[fallback]
    async fn others() -> &'static str {
        "others"
    }
}

#[tokio::test]
async fn a_mistyped_command_is_told_what_was_meant() {
    let bot = TestBot::new("routing::suggestions::shop");
    for text in [
        "/strat",
        "/STRAT",
        "/strat@this_bot now",
        "/star",
        "/sttart",
    ] {
        let word = text[1..].split(['@', ' ']).next().unwrap();
        let expected = format!("Unknown command /{word}. Did you mean /start?");
        assert_eq!(bot.answer(text).await, expected, "{text}");
    }
}

#[tokio::test]
async fn nothing_is_said_to_what_is_far_from_every_command() {
    let bot = TestBot::new("routing::suggestions::shop");
    for text in [
        "/weather",
        "/secret",
        "/banihs",
        "/x",
        "/os",
        "strat",
        "/strat@other_bot",
    ] {
        assert!(is_skip(&bot.text(text).await), "{text}");
    }
}

#[tokio::test]
async fn in_groups_only_commands_for_this_bot_are_answered() {
    let bot = TestBot::new("routing::suggestions::shop");
    let group = async |text: &str| {
        bot.message("supergroup", &format!(r#""text":"{text}""#))
            .await
    };
    assert!(is_skip(&group("/banihs").await));
    assert_eq!(
        texts(&group("/banihs@this_bot").await),
        ["Unknown command /banihs. Did you mean /banish?"]
    );
}

#[tokio::test]
async fn a_handler_that_takes_it_goes_first() {
    let bot = TestBot::new("routing::suggestions::talkative");
    assert_eq!(bot.answer("/strat").await, "others");
}

#[tokio::test]
async fn it_can_be_left_out() {
    let routes = linked(&["routing::suggestions::shop"]);
    let table = Table::build(routes, &StateMap::new())
        .unwrap()
        .suggest(false);
    assert!(is_skip(&TestBot::of(table).text("/strat").await));
}
