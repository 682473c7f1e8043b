//! Errors of handlers against a server: what is answered, counted and returned.

use botwright::Update;
use botwright::bot::Bot;
use botwright::parse_update;
use botwright_tests::{ANN, answers, builder, emulator};

mod shop {
    use botwright::client;
    use botwright::methods::SendMessage;
    use botwright::prelude::*;

    /// Its reply goes to a chat that this bot has never met.
    #[command]
    async fn lost() -> SendMessage {
        SendMessage::new(987_654_321, "nobody hears this")
    }

    #[on_error(client::Error)]
    async fn unsent(error: &HandlerError) -> String {
        format!("{} could not be sent", error.handler())
    }

    /// Panics.
    #[command]
    async fn panic() {
        panic!("sorry")
    }

    #[on_error(Panic)]
    async fn panicked() -> SendMessage {
        SendMessage::new(987_654_321, "nobody hears this, either")
    }

    /// Fails, and nobody is there for it.
    #[command]
    async fn fail() -> bot::Result {
        Err(bot::Error::msg("nobody handles this"))
    }
}

const SHOP: &str = concat!(module_path!(), "::shop");

fn text(text: &str) -> Update {
    let json = format!(
        r#"{{"update_id":1,"message":{{"message_id":5,"date":1,"chat":{{"id":1,"type":"private"}},
        "from":{{"id":1,"is_bot":false,"first_name":"Ann"}},"text":"{text}"}}}}"#
    );
    parse_update(&json).expect("an update")
}

fn failed(bot: &Bot) -> u64 {
    bot.stats().counts().failed
}

#[tokio::test]
async fn a_reply_that_cannot_be_sent_goes_to_its_function() {
    let emulator = emulator().await;
    let bot = builder(&emulator, SHOP).build().await.expect("it starts");
    bot.feed(text("/lost")).await.expect("it is handled");
    assert_eq!(answers(&emulator, ANN), ["lost could not be sent"]);
    assert_eq!(failed(&bot), 1);
}

#[tokio::test]
async fn a_reply_to_an_error_that_cannot_be_sent_makes_no_loop() {
    let emulator = emulator().await;
    let bot = builder(&emulator, SHOP).build().await.expect("it starts");
    bot.feed(text("/panic")).await.expect("it is handled");
    assert_eq!(failed(&bot), 1);
}

#[tokio::test]
async fn an_error_that_nobody_handles_comes_back() {
    let emulator = emulator().await;
    let bot = builder(&emulator, SHOP).build().await.expect("it starts");
    let error = bot
        .feed(text("/fail"))
        .await
        .expect_err("nobody handles it");
    assert_eq!(error.handler(), "fail");
    assert_eq!(failed(&bot), 1);
}
