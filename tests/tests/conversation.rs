//! A person and a bot: what is written and what comes back.

use botwright_tests::{ANN, answers, run, wait};

mod bot_handlers {
    use botwright::methods::SendMessage;
    use botwright::prelude::*;
    use botwright::types::{CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup};

    /// Greets.
    #[command]
    async fn start(user: &User, me: Me) -> String {
        format!("Hello, {}! I am {}.", user.first_name, me.first_name)
    }

    /// Adds two numbers.
    #[command(alias = "plus")]
    async fn add(a: i64, b: i64) -> String {
        (a + b).to_string()
    }

    /// Only for groups.
    #[command(chat = group)]
    async fn group_only() -> &'static str {
        "in a group"
    }

    /// Several replies in order, the last one a method as a value.
    #[command]
    async fn many(chat: &Chat) -> (&'static str, Option<String>, Html, SendMessage) {
        (
            "one",
            None,
            Html::new("<b>two</b>"),
            SendMessage::new(chat, "three"),
        )
    }

    /// Shows a button.
    #[command]
    async fn button(chat: &Chat) -> SendMessage {
        let button = InlineKeyboardButton::new("Press").callback_data("pressed");
        SendMessage::new(chat, "a button").reply_markup(InlineKeyboardMarkup::new([vec![button]]))
    }

    #[on_update(callback_query)]
    async fn press(query: &CallbackQuery, api: Api, chat: &Chat) -> bot::Result {
        api.answer_callback_query(&query.id).text("Thanks").await?;
        if let Some(message) = &query.message {
            api.edit_message_text(chat, message.message_id())
                .text("was pressed")
                .await?;
        }
        Ok(())
    }

    #[on_message(regex = r"(?i)^order (?<id>\d+)$")]
    async fn order(id: u64) -> String {
        format!("order {id}")
    }

    fn is_shouted(message: &Message) -> bool {
        message
            .text
            .as_deref()
            .is_some_and(|text| text == text.to_uppercase())
    }

    #[on_message(text, if = is_shouted, priority = 10)]
    async fn shouted() -> &'static str {
        "quiet, please"
    }

    #[on_message(text)]
    async fn echo(text: &str) -> String {
        text.to_owned()
    }

    #[on_message(new_chat_title)]
    async fn renamed() {}
}

const HANDLERS: &str = concat!(module_path!(), "::bot_handlers");

#[tokio::test]
async fn commands_take_typed_arguments_and_explain_wrong_ones() {
    let bot = run(HANDLERS).await;
    for (text, answer) in [
        ("/start", "Hello, Ann! I am Emulator."),
        ("/add 2 3", "5"),
        ("/Plus 2 -3", "-1"),
        ("/add@emulator_bot 1 1", "2"),
        (
            "/add 2 x",
            "add: \"x\" is not a whole number; usage: /add <a> <b>",
        ),
    ] {
        assert_eq!(bot.ask(text, 1).await, [answer], "{text}");
    }
    let missing = bot.ask("/add 2", 1).await;
    assert!(
        missing[0].contains("<b>") && missing[0].contains("usage: /add <a> <b>"),
        "{missing:?}"
    );
}

#[tokio::test]
async fn the_first_match_by_priority_takes_a_message() {
    let bot = run(HANDLERS).await;
    for (text, answer) in [
        ("Order 77", "order 77"),
        ("order x", "order x"),
        ("HELLO", "quiet, please"),
        ("hi", "hi"),
    ] {
        assert_eq!(bot.ask(text, 1).await, [answer], "{text}");
    }
}

#[tokio::test]
async fn replies_leave_in_order_and_formatted() {
    let bot = run(HANDLERS).await;
    assert_eq!(bot.ask("/many", 3).await, ["one", "two", "three"]);
    let messages = bot.emulator.messages(ANN);
    let two = messages
        .iter()
        .find(|message| message["text"] == "two")
        .expect("sent");
    assert_eq!(two["entities"][0]["type"], "bold");
}

#[tokio::test]
async fn a_button_is_answered_and_its_message_edited() {
    let bot = run(HANDLERS).await;
    bot.ask("/button", 1).await;
    let message = bot.emulator.messages(ANN).pop().expect("sent");
    let id = message["message_id"].as_i64().expect("an id");
    let query = bot
        .emulator
        .tap(ANN, ANN, id, "pressed")
        .expect("the button is there");
    let answer = wait("the answer", || bot.emulator.callback_answer(&query)).await;
    assert_eq!(answer.text.as_deref(), Some("Thanks"));
    wait("the edit", || {
        answers(&bot.emulator, ANN)
            .contains(&"was pressed".to_owned())
            .then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_command_for_groups_does_not_answer_in_private() {
    let bot = run(HANDLERS).await;
    // It is passed over, so the handler for any text takes the message.
    assert_eq!(bot.ask("/group_only", 1).await, ["/group_only"]);
}

#[tokio::test]
async fn the_command_menu_follows_the_handlers_and_is_set_only_when_it_differs() {
    let bot = run(HANDLERS).await;
    let menu = |path: &str| format!("{}/control/commands?user_id=1&{path}", bot.emulator.url());
    wait("the menus", || {
        (botwright_tests::count_calls(&bot.emulator, "setMyCommands") == 3).then_some(())
    })
    .await;
    let private = botwright_tests::http_get(&menu("chat_id=1")).await;
    assert!(
        private.contains("Adds two numbers.") && !private.contains("group_only"),
        "{private}"
    );
    let (ended, emulator) = bot.stop().await;
    ended.expect("a clean end");
    let bot = botwright_tests::run_with(emulator, HANDLERS, |builder| builder).await;
    bot.ask("hi", 1).await;
    wait("the comparison", || {
        (botwright_tests::count_calls(&bot.emulator, "getMyCommands") == 6).then_some(())
    })
    .await;
    assert_eq!(
        botwright_tests::count_calls(&bot.emulator, "setMyCommands"),
        3
    );
}
