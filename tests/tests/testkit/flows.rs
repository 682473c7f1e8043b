//! People, buttons, groups, errors: what a test can do and see.

use botwright::prelude::*;
use botwright::testing::Fault;

mod shop {
    use botwright::prelude::*;

    /// Adds two numbers.
    #[command]
    pub(crate) async fn add(a: i64, b: i64) -> String {
        (a + b).to_string()
    }

    /// Says two things.
    #[command]
    async fn twice() -> Vec<&'static str> {
        vec!["one", "two"]
    }

    /// Fails.
    #[command]
    async fn fail() -> bot::Result<&'static str> {
        Err(bot::Error::msg("the oven is cold"))
    }

    /// Panics.
    #[command]
    async fn panic() {
        panic!("no dough");
    }

    /// Does something beside itself.
    #[command]
    async fn later(api: Api, user: &User) {
        let id = user.id;
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            let _ = api.send_message(id, "here it is").await;
        });
    }

    /// Tells everybody.
    #[command]
    async fn tell(who: i64, what: Rest, api: Api) -> bot::Result<&'static str> {
        api.send_message(who, what.to_string()).await?;
        Ok("told")
    }

    /// Tells the language.
    #[command]
    async fn language(user: &User) -> String {
        format!("{} {:?}", user.first_name, user.language_code)
    }

    #[on_message(text = "see this", observe)]
    async fn see() -> bot::Result {
        Err(bot::Error::msg("too dark"))
    }

    #[on_message(text = "no")]
    async fn no(m: &Message) -> Option<String> {
        Some(format!(
            "not so: {}",
            m.reply_to_message.as_ref()?.text.as_ref()?
        ))
    }

    #[on_message(photo)]
    async fn photo(m: &Message) -> String {
        m.caption.clone().unwrap_or_else(|| "no caption".into())
    }

    #[on_message(document)]
    async fn document(m: &Message) -> Option<String> {
        m.document.as_ref()?.file_name.clone()
    }

    #[on_message(text = "hello", chat = group)]
    async fn hello(m: &Message) -> String {
        format!(
            "hello {}",
            m.from.as_ref().map_or("?", |user| &user.first_name)
        )
    }

    #[on_update(my_chat_member)]
    async fn member(change: &ChatMemberUpdated, log: State<Blocks>) {
        log.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let _ = change;
    }

    /// How often somebody blocked or unblocked the bot.
    #[derive(Debug, Default)]
    pub(crate) struct Blocks(pub std::sync::atomic::AtomicU32);

    #[derive(Callback)]
    enum Cart {
        Add { n: u8 },
        Close,
        Warn,
    }

    /// Shows the cart.
    #[command]
    async fn cart() -> (&'static str, InlineKeyboard) {
        let keyboard = keyboard![
            ["Add 2" => Cart::Add { n: 2 }, "Close" => Cart::Close],
            ["Warn" => Cart::Warn, "Site" => url("https://example.org")],
        ];
        ("Your cart", keyboard)
    }

    #[on_callback(Cart::Add { n })]
    async fn add_item(n: u8) -> (Edit, Toast) {
        (Edit::text(format!("{n} in your cart")), Toast::new("Added"))
    }

    #[on_callback(Cart::Close)]
    async fn close(query: &CallbackQuery) -> Option<Delete> {
        Some(Delete(query.message.as_ref()?.message_id()))
    }

    #[on_callback(Cart::Warn)]
    async fn warn() -> Alert {
        Alert::new("Careful")
    }
}

fn refusal() -> Fault {
    let body = r#"{"ok":false,"error_code":400,"description":"Bad Request: no reason"}"#;
    Fault::Status {
        code: 400,
        body: body.to_owned(),
    }
}

pub(crate) fn setup() -> bot::Builder {
    bot::builder().manage(shop::Blocks::default())
}

#[bot::test(bot = setup)]
async fn a_person_talks_with_the_bot(user: TestUser) {
    user.send("/add 2 3").await.expect("5");
    user.send("/add 2")
        .await
        .expect_contains("usage: /add <a> <b>");
    user.send("/twice").await.expect_all(["one", "two"]);
    user.send("nothing the bot knows").await.expect_nothing();
}

#[bot::test(bot = setup)]
async fn people_have_names_and_languages(
    ann: TestUser,
    bob: TestUser,
    #[user(name = "Eve", language = "de")] eve: TestUser,
) {
    ann.send("/language").await.expect("Ann None");
    bob.send("/language").await.expect("Bob None");
    eve.send("/language").await.expect("Eve Some(\"de\")");
    assert_eq!((ann.name(), bob.name(), eve.name()), ("Ann", "Bob", "Eve"));
}

#[bot::test(bot = setup)]
async fn one_person_makes_the_bot_write_to_another(ann: TestUser, bob: TestUser) -> bot::Result {
    let text = format!("/tell {} good morning", bob.id());
    ann.send(&text).await.expect("told");
    bob.expect("good morning").expect_nothing();
    Ok(())
}

#[bot::test(bot = setup)]
async fn buttons_are_tapped(user: TestUser) {
    let cart = user.send("/cart").await;
    cart.expect("Your cart")
        .expect_buttons(&[&["Add 2", "Close"], &["Warn", "Site"]]);
    let added = cart.tap("Add 2").await;
    added
        .expect_edit("2 in your cart")
        .expect_toast("Added")
        .expect_nothing();
    user.send("/cart")
        .await
        .tap("Warn")
        .await
        .expect_alert("Careful");
    user.tap("Close").await.expect_deleted("Your cart");
}

#[bot::test(bot = setup)]
async fn files_are_sent(user: TestUser) {
    user.photo("Look").await.expect("Look");
    user.photo("").await.expect("no caption");
    user.document("a.txt", "text").await.expect("a.txt");
}

#[bot::test(bot = setup)]
async fn messages_are_answered(user: TestUser) {
    let sum = user.send("/add 1 1").await;
    sum.reply("no").await.expect("not so: 2");
    let own = sum.message_id().expect("a message");
    user.reply_to(own, "no").await.expect("not so: /add 1 1");
}

#[bot::test(bot = setup)]
async fn groups_have_their_own_chats(ann: TestUser, bob: TestUser, group: TestGroup) {
    ann.in_group(&group).send("hello").await.expect("hello Ann");
    bob.in_group(&group)
        .expect("hello Ann")
        .send("hello")
        .await
        .expect("hello Bob");
    ann.send("hello").await.expect_nothing();
}

#[bot::test(bot = setup)]
async fn managed_values_can_be_looked_at(user: TestUser, blocks: State<shop::Blocks>) {
    user.block().await;
    user.unblock().await.expect_nothing();
    assert_eq!(blocks.0.load(std::sync::atomic::Ordering::Relaxed), 2);
}

#[bot::test(bot = setup)]
async fn tasks_of_handlers_are_waited_for(user: TestUser) {
    user.send("/later").await.expect("here it is");
}

#[bot::test(bot = setup)]
async fn errors_can_be_expected(user: TestUser, world: TestWorld) {
    user.send("/fail")
        .await
        .expect_error("the oven is cold")
        .expect_nothing();
    user.send("/panic").await.expect_error("no dough");
    user.send("see this").await.expect_error("too dark");
    world.fail_next("sendMessage", refusal());
    user.send("/add 1 1").await.expect_error("no reason");
    user.send("/add 1 1").await.expect("2");
}

#[bot::test(bot = setup)]
async fn time_moves_only_when_told(world: TestWorld, api: Api, bot: bot::Bot) {
    let before = world.now();
    world.advance("2 days").await;
    let days = world.now().duration_since(before).expect("forward");
    assert_eq!(days.as_secs(), 2 * 86_400);
    assert_eq!(api.get_me().await.expect("a bot").id, bot.me().id);
    assert_eq!(world.calls("getMe").len(), 2);
}

#[bot::test(routes = [shop::add])]
async fn routes_can_be_named(user: TestUser, bot: bot::Bot) {
    user.send("/add 1 2").await.expect("3");
    user.send("/twice").await.expect_nothing();
    let own = bot.table().routes().filter(|route| route.name != "help");
    assert_eq!(own.map(|route| route.name).collect::<Vec<_>>(), ["add"]);
}

mod with_handlers {
    use botwright::prelude::*;

    /// Answers.
    #[command]
    async fn ping() -> &'static str {
        "pong"
    }

    mod tests {
        use botwright::prelude::*;

        #[bot::test]
        async fn the_nearest_handlers_are_there(user: TestUser) {
            user.send("/ping").await.expect("pong");
            user.send("/twice").await.expect_nothing();
        }

        #[bot::test(only = "testkit::flows::with_handlers")]
        async fn a_module_can_be_named(user: TestUser) {
            user.send("/ping").await.expect("pong");
        }
    }
}
