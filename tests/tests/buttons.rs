//! Typed buttons against a server: pressed, answered once, and edited.

use botwright_tests::{ANN, answers, count_calls, run, wait};

mod shop {
    use botwright::prelude::*;

    #[derive(Callback)]
    #[callback(exhaustive)]
    pub(super) enum Cart {
        Add { sku: u32, n: u8 },
        Clear,
        Quiet,
        Fails,
        ByHand,
        Same,
    }

    fn buttons() -> InlineKeyboard {
        keyboard![
            ["Add 2" => Cart::Add { sku: 7, n: 2 }, "Same" => Cart::Same],
            ["Clear" => Cart::Clear, "Quiet" => Cart::Quiet],
            ["Fails" => Cart::Fails, "By hand" => Cart::ByHand],
            ["Site" => url("https://example.org")],
        ]
    }

    /// Shows the cart.
    #[command]
    async fn cart() -> (&'static str, InlineKeyboard) {
        ("Your cart", buttons())
    }

    #[on_callback(Cart::Same)]
    async fn same() -> (Edit, &'static str) {
        (Edit::text("Your cart").keyboard(buttons()), "as before")
    }

    #[on_callback(Cart::Add { sku, n })]
    async fn add_item(sku: u32, n: u8) -> bot::Result<Edit> {
        let keyboard = keyboard![["Clear" => Cart::Clear]];
        Ok(Edit::text(format!("{n} of {sku}")).keyboard(keyboard))
    }

    #[on_callback(Cart::Clear)]
    async fn clear() -> Toast {
        Toast::new("Cleared")
    }

    #[on_callback(Cart::Quiet)]
    async fn quiet() {}

    #[on_callback(Cart::Fails)]
    async fn fails() -> bot::Result<Toast> {
        Err(bot::Error::msg("the storage is full"))
    }

    #[on_callback(Cart::ByHand)]
    async fn by_hand(query: &CallbackQuery, api: Api) -> bot::Result {
        api.answer_callback_query(&query.id).text("by hand").await?;
        Ok(())
    }

    /// Says that everything before it is done.
    #[command]
    async fn done() -> &'static str {
        "done"
    }
}

const SHOP: &str = concat!(module_path!(), "::shop");

/// The callback data of the button with this label under the newest message.
fn data(message: &serde_json::Value, label: &str) -> String {
    let rows = message["reply_markup"]["inline_keyboard"]
        .as_array()
        .expect("a keyboard");
    let buttons = rows.iter().flat_map(|row| row.as_array().expect("a row"));
    let mut found = buttons.filter(|button| button["text"] == label);
    let button = found.next().expect("the button");
    button["callback_data"].as_str().expect("data").to_owned()
}

#[tokio::test]
async fn every_press_is_answered_once() {
    let bot = run(SHOP).await;
    assert_eq!(bot.ask("/cart", 1).await, ["Your cart"]);
    let message = bot.emulator.messages(ANN).pop().expect("sent");
    let id = message["message_id"].as_i64().expect("an id");
    let presses = [
        ("Clear", Some("Cleared")),
        ("Quiet", None),
        ("Fails", None),
        ("By hand", Some("by hand")),
        ("Add 2", None),
    ];
    for (count, (label, notice)) in (1..).zip(presses) {
        let query = bot
            .emulator
            .tap(ANN, ANN, id, &data(&message, label))
            .expect("a button");
        let answer = wait("the answer", || bot.emulator.callback_answer(&query)).await;
        assert_eq!(answer.text.as_deref(), notice, "{label}");
        // The next message of the chat waits for what the press brings about.
        bot.ask("/done", 1).await;
        assert_eq!(
            count_calls(&bot.emulator, "answerCallbackQuery"),
            count,
            "{label}"
        );
    }
    let edited = answers(&bot.emulator, ANN);
    assert_eq!(edited[0], "2 of 7");
}

#[tokio::test]
async fn an_edit_changes_text_and_keyboard() {
    use botwright::prelude::*;

    let bot = run(SHOP).await;
    bot.ask("/cart", 1).await;
    let message = bot.emulator.messages(ANN).pop().expect("sent");
    let id = message["message_id"].as_i64().expect("an id");
    let tap = |data: &str| bot.emulator.tap(ANN, ANN, id, data);
    tap(&data(&message, "Add 2")).expect("a button");
    wait("the edit", || {
        answers(&bot.emulator, ANN)
            .contains(&"2 of 7".to_owned())
            .then_some(())
    })
    .await;
    assert!(
        tap(&data(&message, "Quiet")).is_err(),
        "the old keyboard is gone"
    );
    let query = tap(&shop::Cart::Clear.pack()).expect("the new button");
    let answer = wait("the answer", || bot.emulator.callback_answer(&query)).await;
    assert_eq!(answer.text.as_deref(), Some("Cleared"));
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_no_error() {
    let bot = run(SHOP).await;
    bot.ask("/cart", 1).await;
    let message = bot.emulator.messages(ANN).pop().expect("sent");
    let id = message["message_id"].as_i64().expect("an id");
    let same = data(&message, "Same");
    bot.emulator.tap(ANN, ANN, id, &same).expect("a button");
    // What follows a reply that failed would not be sent.
    wait("the next reply", || {
        answers(&bot.emulator, ANN)
            .contains(&"as before".to_owned())
            .then_some(())
    })
    .await;
    assert_eq!(count_calls(&bot.emulator, "editMessageText"), 1);
}
