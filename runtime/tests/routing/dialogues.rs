//! Dialogues: states, their handlers, and states that fit no more.

use std::time::{Duration, SystemTime};

use botwright::prelude::*;
use botwright::route::{Table, linked};
use botwright::session::{Change, Expect, Key, Put, Transaction};
use botwright::{Clock, StateMap};

use crate::support::{TestBot, calls, texts};

mod bot {
    use botwright::dialogue::In;
    use botwright::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Dialogue, Serialize, Deserialize)]
    #[dialogue(ttl = "2 days", key = user_in_chat)]
    enum Signup {
        AskName,
        AskAge { name: String },
        Sure { name: String, age: u8 },
    }

    #[derive(Callback)]
    enum Answer {
        Yes { twice: bool },
        No,
    }

    /// Registers you.
    #[command]
    async fn signup() -> (&'static str, Goto<Signup>) {
        ("Your name?", Goto(Signup::AskName))
    }

    #[on_state(Signup::AskName)]
    async fn name(m: &Message) -> (&'static str, Goto<Signup>) {
        let name = m.text.clone().unwrap_or_default();
        ("How old are you?", Goto(Signup::AskAge { name }))
    }

    #[on_state(Signup::AskName, photo)]
    async fn portrait() -> &'static str {
        "In words, please"
    }

    #[on_state(Signup::AskName, text = "nobody")]
    async fn nobody() -> &'static str {
        "Somebody else"
    }

    #[on_state(Signup::AskName, regex = r"^I am (?<who>\w+)$")]
    async fn i_am(who: String) -> (&'static str, Goto<Signup>) {
        ("How old are you?", Goto(Signup::AskAge { name: who }))
    }

    #[on_state(Signup::AskAge { name })]
    async fn age(
        name: String,
        #[reask("A number, please")] age: Parsed<u8>,
    ) -> (String, InlineKeyboard, Goto<Signup>) {
        let buttons = keyboard![["Yes" => Answer::Yes { twice: false }, "No" => Answer::No]];
        (
            format!("{name}, {age}?"),
            buttons,
            Goto(Signup::Sure { name, age: *age }),
        )
    }

    #[on_state(Signup::Sure { name, age: years }, callback = Answer::Yes { twice })]
    async fn yes(twice: bool, name: String, years: u8) -> (String, Done<Signup>) {
        (format!("Hi {name}, {years} {twice}"), Done::new())
    }

    #[on_state(Signup::_, callback = Answer::No)]
    async fn no() -> Leave {
        Leave
    }

    #[on_state(Signup::_, command = "cancel")]
    async fn cancel() -> (&'static str, Done<Signup>) {
        ("Cancelled", Done::new())
    }

    #[on_state(Signup::_, command = "rename")]
    async fn rename(name: String) -> (&'static str, Goto<Signup>) {
        ("How old are you?", Goto(Signup::AskAge { name }))
    }

    /// Elsewhere.
    #[command(name = "cancel")]
    async fn nothing_to_cancel() -> &'static str {
        "Nothing to cancel"
    }

    fn never(_: &Message) -> bool {
        false
    }

    /// For few.
    #[command(if = never)]
    async fn secret() {}

    /// How far.
    #[command]
    async fn progress(signup: Option<In<Signup>>) -> &'static str {
        match signup.as_deref() {
            Some(Signup::AskName) => "name",
            Some(Signup::AskAge { .. }) => "age",
            Some(Signup::Sure { .. }) => "sure",
            None => "nothing",
        }
    }

    #[on_message(text)]
    async fn echo(text: &str) -> String {
        format!("echo {text}")
    }

    #[on_message(text = "hi")]
    async fn hi() -> &'static str {
        "hi yourself"
    }
}

mod versions {
    use botwright::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Dialogue, Serialize, Deserialize)]
    #[dialogue(name = "Order", version = 2, migrate = migrate, key = user)]
    enum Order {
        What { count: u32 },
    }

    fn migrate(version: u32, stored: serde_json::Value) -> Option<Order> {
        let name: String = serde_json::from_value(stored).ok()?;
        (version == 1 && name == "Which").then_some(Order::What { count: 7 })
    }

    #[on_state(Order::What { count })]
    async fn what(count: u32) -> String {
        format!("{count} of them")
    }

    #[on_stale(Order)]
    async fn stale() -> (&'static str, Goto<Order>) {
        ("Once more", Goto(Order::What { count: 0 }))
    }
}

mod unhandled {
    use botwright::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Dialogue, Serialize, Deserialize)]
    enum Form {
        One,
        Two,
    }

    #[on_state(Form::One)]
    async fn one() -> Goto<Form> {
        Goto(Form::Two)
    }

    #[on_state(Form::One, text = "x")]
    async fn first() {}

    #[on_state(Form::One, text = "x")]
    async fn second() {}

    #[on_state(Form::_, command = "cancel")]
    async fn cancel() {}
}

const BOT: &str = concat!(module_path!(), "::bot");

async fn says(bot: &TestBot, text: &str) -> String {
    texts(&bot.kept(1, 7, text).await).join("|")
}

async fn sure() -> TestBot {
    let bot = TestBot::new(BOT);
    for text in ["/signup", "Ann", "30"] {
        let _ = bot.kept(1, 7, text).await;
    }
    bot
}

async fn press(bot: &TestBot, data: &str) -> Vec<String> {
    let outcome = bot
        .kept_update(&format!(
            r#""callback_query":{{"id":"99","chat_instance":"c","data":"{data}",
            "from":{{"id":1,"is_bot":false,"first_name":"Ann"}},
            "message":{{"message_id":5,"date":1,"chat":{{"id":7,"type":"private"}},"text":"old"}}}}"#
        ))
        .await;
    calls(&outcome)
}

/// The data of the buttons under a message.
fn buttons(outcome: &Outcome) -> Vec<String> {
    let call = calls(outcome).concat();
    let parts = call.split("\"callback_data\":\"").skip(1);
    parts
        .filter_map(|part| part.split('"').next())
        .map(str::to_owned)
        .collect()
}

async fn store(bot: &TestBot, owner: &str, value: &str) {
    let change = Change {
        key: Key::new("dialogue", owner),
        expect: Expect::Any,
        put: Some(Put {
            value: value.to_owned(),
            expires: None,
            wakes: None,
        }),
    };
    let now = bot.app().clock().now();
    let _ = bot
        .app()
        .store()
        .commit(Transaction::new(vec![change]), now)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_dialogue_goes_from_state_to_state() {
    let bot = TestBot::new(BOT);
    assert_eq!(says(&bot, "Ann").await, "echo Ann");
    assert_eq!(says(&bot, "/signup").await, "Your name?");
    assert_eq!(says(&bot, "Ann").await, "How old are you?");
    assert_eq!(says(&bot, "old").await, "A number, please");
    let asked = bot.kept(1, 7, "30").await;
    assert_eq!(texts(&asked), ["Ann, 30?"]);
    let data = buttons(&asked);
    assert!(press(&bot, &data[0]).await[0].contains("Hi Ann, 30 false"));
    assert!(press(&bot, &data[0]).await[0].contains("This button is out of date."));
    assert_eq!(says(&bot, "Ann").await, "echo Ann");
}

#[tokio::test]
async fn everybody_has_a_dialogue_of_their_own() {
    let bot = TestBot::new(BOT);
    let _ = bot.kept(1, 7, "/signup").await;
    assert_eq!(texts(&bot.kept(2, 7, "Bob").await), ["echo Bob"]);
    assert_eq!(texts(&bot.kept(1, 8, "Ann").await), ["echo Ann"]);
    assert_eq!(says(&bot, "Ann").await, "How old are you?");
}

#[tokio::test]
async fn narrow_handlers_come_first_and_plain_ones_come_later() {
    let bot = TestBot::new(BOT);
    let _ = bot.kept(1, 7, "/signup").await;
    assert_eq!(says(&bot, "nobody").await, "Somebody else");
    let photo = r#""message":{"message_id":5,"date":1,"chat":{"id":7,"type":"private"},
        "from":{"id":1,"is_bot":false,"first_name":"Ann"},"photo":[]}"#;
    assert_eq!(texts(&bot.kept_update(photo).await), ["In words, please"]);
    let pinned = photo.replace("\"photo\":[]", "\"new_chat_title\":\"x\"");
    assert!(
        bot.kept_update(&pinned).await.calls.is_empty(),
        "an event is no answer"
    );
    assert_eq!(
        says(&bot, "hi").await,
        "How old are you?",
        "before exact texts"
    );
    let _ = bot.kept(1, 7, "/signup").await;
    assert_eq!(says(&bot, "I am Eve").await, "How old are you?");
    assert_eq!(says(&bot, "41").await, "Eve, 41?");
}

#[tokio::test]
async fn commands_are_no_answers_and_a_state_can_take_its_own() {
    let bot = TestBot::new(BOT);
    assert_eq!(says(&bot, "/cancel").await, "Nothing to cancel");
    let _ = bot.kept(1, 7, "/signup").await;
    assert_eq!(says(&bot, "/progress").await, "name");
    assert!(says(&bot, "/help").await.contains("/signup"));
    assert_eq!(
        says(&bot, "/secret").await,
        "echo /secret",
        "a command that is not for everybody"
    );
    assert_eq!(says(&bot, "/progress").await, "name");
    assert!(
        says(&bot, "/rename")
            .await
            .contains("usage: /rename <name>")
    );
    assert_eq!(says(&bot, "/rename Eve").await, "How old are you?");
    assert_eq!(says(&bot, "/progress").await, "age");
    assert_eq!(says(&bot, "/cancel").await, "Cancelled");
    assert_eq!(says(&bot, "/progress").await, "nothing");
    let _ = bot.kept(1, 7, "/signup").await;
    assert_eq!(
        says(&bot, "/usr").await,
        "How old are you?",
        "no command of this bot"
    );
}

#[tokio::test]
async fn leaving_ends_whatever_it_is() {
    let bot = sure().await;
    assert_eq!(says(&bot, "/progress").await, "sure");
    assert_eq!(
        says(&bot, "what?").await,
        "echo what?",
        "the state waits for a button"
    );
    let data = buttons(&TestBot::new(BOT).kept(1, 7, "/signup").await);
    assert!(data.is_empty());
    let bot = TestBot::new(BOT);
    let _ = bot.kept(1, 7, "/signup").await;
    let _ = bot.kept(1, 7, "Ann").await;
    let data = buttons(&bot.kept(1, 7, "30").await);
    assert!(press(&bot, &data[1]).await.is_empty());
    assert_eq!(says(&bot, "/progress").await, "nothing");
}

#[tokio::test]
async fn a_state_goes_when_its_time_is_over() {
    let clock = Clock::manual(SystemTime::UNIX_EPOCH);
    let bot = TestBot::new(BOT).clocked(clock.clone());
    let _ = bot.kept(1, 7, "/signup").await;
    clock.advance(Duration::from_hours(47));
    let _ = bot.kept(1, 7, "Ann").await;
    clock.advance(Duration::from_hours(47));
    assert_eq!(says(&bot, "/progress").await, "age");
    clock.advance(Duration::from_hours(1));
    assert_eq!(says(&bot, "/progress").await, "nothing");
}

#[tokio::test]
async fn a_state_that_fits_no_more_is_answered_and_removed() {
    for data in [
        r#"{"dialogue":"Signup","version":1,"state":"Gone","data":"Gone"}"#,
        r#"{"dialogue":"Signup","version":1,"state":"AskAge","data":{"AskAge":{"nick":"x"}}}"#,
        r#"{"dialogue":"Signup","version":9,"state":"AskName","data":"AskName"}"#,
    ] {
        let bot = TestBot::new(BOT);
        store(&bot, "chat:7:user:1", data).await;
        assert_eq!(
            says(&bot, "/cancel").await,
            "Nothing to cancel",
            "commands work"
        );
        assert_eq!(
            says(&bot, "x").await,
            "This conversation is out of date and starts anew.",
            "{data}"
        );
        assert_eq!(says(&bot, "x").await, "echo x", "{data}");
    }
}

#[tokio::test]
async fn other_dialogues_states_and_foreign_values_are_left_alone() {
    let bot = TestBot::new(BOT);
    for value in [
        r#"{"dialogue":"Other","version":1,"state":"A","data":"A"}"#,
        "[]",
    ] {
        store(&bot, "chat:7:user:1", value).await;
        assert_eq!(says(&bot, "x").await, "echo x");
    }
}

#[tokio::test]
async fn versions_migrate_or_are_told() {
    let bot = TestBot::new(concat!(module_path!(), "::versions"));
    let old = r#"{"dialogue":"Order","version":1,"state":"Which","data":"Which"}"#;
    store(&bot, "user:1", old).await;
    assert_eq!(says(&bot, "x").await, "7 of them");
    let older = r#"{"dialogue":"Order","version":0,"state":"Which","data":"Which"}"#;
    store(&bot, "user:1", older).await;
    assert_eq!(says(&bot, "x").await, "Once more");
    assert_eq!(says(&bot, "x").await, "0 of them");
}

#[test]
fn a_state_that_nobody_handles_keeps_the_bot_from_starting() {
    let routes = linked(&[concat!(module_path!(), "::unhandled")]);
    let errors = Table::build(routes, &StateMap::new())
        .unwrap_err()
        .to_string();
    assert!(
        errors.contains("nobody handles the state Form::Two"),
        "{errors}"
    );
    assert!(errors.contains("dialogues.rs:"), "{errors}");
    assert!(
        errors.contains("Form::One is handled twice")
            && errors.contains("`first`")
            && errors.contains("`second`"),
        "{errors}"
    );
    assert_eq!(errors.lines().count(), 2, "{errors}");
}

#[test]
fn the_table_knows_the_states_and_their_handlers() {
    let table = Table::build(linked(&[BOT]), &StateMap::new()).unwrap();
    let states: Vec<_> = table
        .states()
        .into_iter()
        .map(|info| {
            (
                info.state,
                info.handlers.iter().map(|it| it.name).collect::<Vec<_>>(),
            )
        })
        .collect();
    let any = ["rename", "cancel", "no"];
    let names: Vec<_> = states.iter().map(|(state, _)| *state).collect();
    assert_eq!(names, ["AskName", "AskAge", "Sure"]);
    for (_, handlers) in &states {
        assert!(
            any.iter().all(|name| handlers.contains(name)),
            "{handlers:?}"
        );
    }
    assert!(states[1].1.contains(&"age"));
}
