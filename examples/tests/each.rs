//! Examples at work, each in a world of its own.

#![allow(dead_code)] // Each example has a `main` of its own.

#[path = "../examples/inline.rs"]
mod inline;
#[path = "../examples/members.rs"]
mod members;
#[path = "../examples/payments.rs"]
mod payments;
#[path = "../examples/reactions.rs"]
mod reactions;
#[path = "../examples/webapp.rs"]
mod webapp;

use botwright::client::Token;
use botwright::prelude::*;
use botwright::testing::Order;

#[bot::test(only = "each::inline")]
async fn results_come_in_pages(user: TestUser, group: TestGroup) {
    user.inline("").await.expect(["red", "orange", "yellow"]);
    let there = user.in_group(&group);
    let results = there.inline("3").await;
    results.expect(["Colour"]);
    let sent = results.choose("Colour").await;
    sent.tap("Next").await.expect_edit(&"🟦".repeat(5));
}

#[bot::test(only = "each::payments")]
async fn mugs_are_paid_and_given_back(user: TestUser, world: TestWorld) {
    user.send("/mugs 11").await;
    user.pay().await.expect_declined("There are only 10 left");
    user.send("/mugs 2").await;
    let paid = user.pay().await;
    paid.expect_paid()
        .expect_contains("2 mugs are on their way");
    let messages = world.emulator().messages(user.id());
    let mut payments = messages
        .iter()
        .filter_map(|it| it.get("successful_payment"));
    let charge = payments.next_back().expect("a payment")["telegram_payment_charge_id"].clone();
    let command = format!("/refund {}", charge.as_str().expect("a text"));
    let refunded = user.send(&command).await;
    refunded.expect_all(["Your Stars are back", "2 mugs come back to us"]);
}

#[bot::test(only = "each::payments")]
async fn a_subscription_is_a_link(user: TestUser, world: TestWorld, api: Api) {
    user.send("/club").await.expect("Join us");
    let club = Invoice::stars("Club", "A month in the club", 100, payments::Sale::Club);
    let link = club.subscription().link(&api).await.expect("a link");
    let paid = world.emulator().pay_link(user.id(), &link, Order::new());
    paid.expect("everybody has Stars");
    world.settle().await;
    user.expect("Welcome to the club!");
}

#[bot::test(only = "each::webapp")]
async fn an_order_of_a_page_is_a_message(user: TestUser, world: TestWorld, api: Api) {
    user.send("/shop").await.expect("Our shop");
    let page = user.open_web_app("Open");
    assert_eq!(page.url, "https://example.org/shop");
    let (token, now) = (Token::new("42:TEST").expect("a token"), world.now());
    let order = |data: String| {
        let (api, token) = (api.clone(), token.clone());
        async move { webapp::ordered(&data, "a mug", &token, now, &api).await }
    };
    order(page.init_data.clone()).await.expect("answered");
    let messages = world.emulator().messages(user.id());
    let order_text = &messages.last().expect("a message")["text"];
    assert_eq!(order_text, "Ann orders: a mug");
    let forged = page.init_data.replace("Ann", "Bob");
    assert!(order(forged).await.is_err());

    user.send("/picker").await.expect("Pick one");
    let picked = user.send_web_app_data("Pick", "mug").await;
    picked.expect("Ann picked \"mug\"");
}

#[bot::test(only = "each::members")]
async fn people_come_and_go(
    #[user(admin)] ann: TestUser,
    #[user(outside)] bob: TestUser,
    #[group(title = "Friends", admin)] group: TestGroup,
) {
    let (ann_there, bob_there) = (ann.in_group(&group), bob.in_group(&group));
    let joined = bob_there.ask_to_join().await;
    joined.expect("Hello, Bob! Please read our rules.");
    bob.expect("Welcome to Friends!");
    let read = bob_there.tap("The rules").await;
    read.expect_alert("Be kind. Stay on topic. No advertising.");
    let promoted = ann_there.promote(bob.id(), &["can_pin_messages"]).await;
    promoted.expect("Bob is an administrator now.");
    bob_there.leave().await.expect("Bob has left us.");
}

#[bot::test(only = "each::reactions")]
async fn reactions_and_votes_are_answered(user: TestUser) {
    user.send("/lunch").await;
    user.vote(&["Nothing"])
        .await
        .expect("Nothing? You will be hungry");
    user.vote(&[]).await.expect("You took your vote back");
    user.react("👏").await.expect("Applause: 1");
    user.react("😁").await.expect("I see 😁");
    user.send("Thank you").await.expect_reaction("❤");
}
