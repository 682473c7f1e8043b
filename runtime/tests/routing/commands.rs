//! Which command runs.

use botwright::prelude::*;

use crate::support::{TestBot, is_skip, texts};

mod bot_a {
    use botwright::prelude::*;

    /// Greets whoever starts the bot.
    #[command]
    pub(super) async fn start(user: &User) -> String {
        format!("Hello, {}!", user.first_name)
    }

    /// Adds two numbers.
    #[command(aliases = ["plus", "sum"])]
    pub(super) async fn add(a: i64, b: i64) -> String {
        (a + b).to_string()
    }

    /// For groups.
    ///
    /// More about it.
    #[command(chat = group, name = "where")]
    async fn where_group() -> &'static str {
        "a group"
    }

    /// For private chats.
    #[command(chat = private, name = "where")]
    async fn where_private() -> &'static str {
        "a private chat"
    }

    #[command(hidden, kinds = channel_post | edited_message)]
    async fn secret() -> &'static str {
        "posted"
    }

    #[on_message(text)]
    async fn echo(text: &str) -> String {
        format!("echo: {text}")
    }

    #[on_message(observe)]
    async fn watch(m: &Message) -> Option<String> {
        m.text
            .as_deref()
            .filter(|text| text.ends_with('!'))
            .map(|_| "seen".to_owned())
    }
}

fn bot() -> TestBot {
    TestBot::new("routing::commands::bot_a")
}

#[tokio::test]
async fn a_typed_command_answers() {
    assert_eq!(bot().answer("/start").await, "Hello, Ann!");
    assert_eq!(bot().answer("/add 2 3").await, "5");
}

#[tokio::test]
async fn handlers_stay_callable() {
    assert_eq!(bot_a::add(2, 3).await, "5");
    assert_eq!(
        bot_a::start(&User::new(1, false, "Bob")).await,
        "Hello, Bob!"
    );
}

#[tokio::test]
async fn names_are_heard_in_any_case_and_by_alias() {
    for text in [
        "/ADD 1 1",
        "/plus 1 1",
        "/Sum@THIS_bot\n1 1",
        "/add@this_bot 1 1",
    ] {
        assert_eq!(bot().answer(text).await, "2", "{text}");
    }
}

#[tokio::test]
async fn commands_for_other_bots_are_left_alone() {
    assert!(is_skip(&bot().text("/add@other_bot 1 1").await));
    assert!(is_skip(&bot().text("/nothing@other_bot").await));
    // Those that observe see it all the same.
    assert_eq!(texts(&bot().text("/add@other_bot 1 1!").await), ["seen"]);
}

#[tokio::test]
async fn unknown_commands_are_text() {
    assert_eq!(bot().answer("/nothing").await, "echo: /nothing");
    assert_eq!(bot().answer("/ä").await, "echo: /ä");
    assert_eq!(bot().answer("say /start").await, "echo: say /start");
}

#[tokio::test]
async fn captions_hold_commands() {
    let outcome = bot()
        .message("private", r#""caption":"/add 1 2","photo":[]"#)
        .await;
    assert_eq!(texts(&outcome), ["3"]);
}

#[tokio::test]
async fn chats_choose_among_handlers() {
    for (chat, answer) in [
        ("private", "a private chat"),
        ("group", "a group"),
        ("supergroup", "a group"),
        ("channel", "echo: /where"),
    ] {
        let outcome = bot().message(chat, r#""text":"/where""#).await;
        assert_eq!(texts(&outcome), [answer], "{chat}");
    }
}

#[tokio::test]
async fn kinds_are_chosen() {
    let post = |kind| {
        format!(
            r#""{kind}":{{"message_id":1,"date":1,"chat":{{"id":1,"type":"channel"}},"text":"/secret"}}"#
        )
    };
    assert_eq!(
        texts(&bot().update(&post("channel_post")).await),
        ["posted"]
    );
    assert_eq!(
        texts(&bot().update(&post("edited_message")).await),
        ["posted"]
    );
    assert_eq!(
        texts(&bot().update(&post("message")).await),
        ["echo: /secret"]
    );
    assert!(is_skip(&bot().update(&post("edited_channel_post")).await));
}

#[tokio::test]
async fn help_comes_for_free() {
    let bot = bot();
    assert_eq!(
        bot.answer("/help").await,
        "/start - Greets whoever starts the bot.\n/add - Adds two numbers.\n\
         /where - For private chats.\n/help - Lists the commands.\n"
    );
    assert_eq!(
        bot.answer("/help where").await,
        "/where\nFor private chats."
    );
    let in_group = bot.message("group", r#""text":"/help Where""#).await;
    assert_eq!(texts(&in_group), ["/where\nFor groups.\n\nMore about it."]);
    assert_eq!(
        bot.answer("/help /sum").await,
        "/add <a> <b>\nAdds two numbers."
    );
    assert_eq!(
        bot.answer("/help secret").await,
        "There is no command /secret."
    );
}

#[test]
fn the_menu_and_allowed_updates_come_from_the_table() {
    let bot = bot();
    let names: Vec<_> = bot
        .table()
        .commands()
        .iter()
        .map(|command| command.name)
        .collect();
    assert_eq!(names, ["start", "add", "where", "where", "help"]);
    let kinds: Vec<_> = bot
        .table()
        .allowed_updates()
        .iter()
        .map(|kind| kind.as_str().to_owned())
        .collect();
    assert_eq!(kinds, ["message", "edited_message", "channel_post"]);
    assert_eq!(bot.table().summary(), "7 handlers from 1 crate (routing)");
}

#[test]
fn routes_can_be_named_without_the_registry() {
    let routes = bot::routes![bot_a::add, bot_a::start];
    assert_eq!(
        routes.iter().map(|route| route.name).collect::<Vec<_>>(),
        ["add", "start"]
    );
    assert_eq!(routes[0].usage(), "/add <a> <b>");
}
