//! The handlers of the package's library, which nothing but the macro names here.

use std::sync::atomic::Ordering;

use ::bot::bot;
use ::bot::prelude::*;
use botwright_renamed_tests::{Handled, setup};

bot::check!(setup);

#[bot::test(bot = setup)]
async fn handlers_do_their_work(user: TestUser, handled: State<Handled>) {
    user.expect("Good morning");
    user.send("/plus 1 2").await.expect("3");
    user.send("/cart")
        .await
        .tap("Add 2")
        .await
        .expect_edit("2 items")
        .expect_toast("Added");
    user.send("order 7").await.expect("looking for 7");
    user.photo("").await.expect("Thank you");
    user.send("/fail").await.expect_contains("invalid digit");
    user.send("hm").await.expect("Try /help");
    assert_eq!(handled.0.load(Ordering::Relaxed), 7);
}

#[bot::test(bot = setup)]
async fn somebody_is_asked(user: TestUser) {
    user.send("/paint red a < b").await.expect("red a < b");
    user.inline("tuna")
        .await
        .expect(["tuna"])
        .choose("tuna")
        .await;
    user.send("/signup").await.expect("Your name?");
    user.send("Ann").await.expect("How old are you?");
    user.send("30").await.expect("Hi Ann, 30");
}

#[bot::test(bot = setup)]
async fn each_hears_their_language(user: TestUser, #[user(language = "de")] eva: TestUser) {
    user.send("/hi 1").await.expect_contains(": one thing");
    eva.send("/hi 2").await.expect_contains(": 2 Dinge");
    eva.send("/help hi").await.expect_contains("Sagt hallo");
}

#[bot::test(bot = setup)]
async fn somebody_pays(user: TestUser) {
    user.send("/buy 3").await;
    user.pay().await.expect_paid().expect("3 months are yours");
}

#[bot::test(bot = setup)]
async fn time_passes(user: TestUser, world: TestWorld) {
    user.expect("Good morning");
    user.send("/water fern").await.expect("I will");
    world.advance("3 h").await;
    user.expect_all(["The fern is thirsty", "Three hours have passed"]);
    world.advance("18 h").await;
    assert_eq!(user.last_text().as_deref(), Some("Nine o'clock"));
}

#[bot::test(bot = setup, routes = [botwright_renamed_tests::add])]
async fn handlers_can_be_named(user: TestUser) {
    user.send("/add 1 2").await.expect("3");
    user.send("hm").await.expect_nothing();
}
