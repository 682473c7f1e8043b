//! What a test prints when it fails.

use std::panic::{AssertUnwindSafe, catch_unwind};

use botwright::prelude::*;
use botwright::testing::Act;
use futures_util::FutureExt;

#[derive(Callback)]
enum Menu {
    Order { pizza: u8 },
}

/// Shows the menu.
#[command]
async fn menu() -> (&'static str, InlineKeyboard) {
    let keyboard = keyboard![
        ["Margherita" => Menu::Order { pizza: 1 }, "Funghi" => Menu::Order { pizza: 2 }],
        ["Site" => url("https://example.org")],
    ];
    ("What would you like?\nAll of it is fresh.", keyboard)
}

#[on_callback(Menu::Order { pizza })]
async fn order(pizza: u8) -> (Edit, Toast) {
    (
        Edit::text(format!("Pizza {pizza} it is")),
        Toast::new("Ordered"),
    )
}

/// Writes to nobody.
#[command]
async fn lost(api: Api) -> &'static str {
    let _ = api.send_message(77, "anybody there?").await;
    "No luck"
}

/// Burns the pizza.
#[command]
async fn burn() -> bot::Result {
    Err(bot::Error::msg("the oven is on fire"))
}

/// The words of a panic.
fn words(panic: &(dyn std::any::Any + Send)) -> String {
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

/// What an expectation says that does not come true.
fn failure(expectation: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(expectation)).expect_err("it does not come true");
    words(&*panic)
}

/// What an act says that is not possible; without the line of this file.
async fn refusal(act: Act) -> String {
    let panic = AssertUnwindSafe(act).catch_unwind().await;
    let text = words(&*panic.expect_err("it is not possible"));
    let (before, rest) = text.split_once(", at ").unwrap_or((&text, ""));
    let (place, rest) = rest.split_once(": ").unwrap_or_default();
    assert!(place.contains("failures.rs"), "{place}");
    format!("{before}: {rest}")
}

#[bot::test]
async fn the_whole_chat_is_printed(user: TestUser, other: TestUser, world: TestWorld) {
    other.send("/menu").await.expect_contains("fresh");
    user.send("/menu")
        .await
        .tap("Funghi")
        .await
        .expect_toast("Ordered");
    user.send("/lost").await;
    world.advance("2 days").await;
    user.photo("My kitchen").await;
    user.send("/menu").await;
    let text = failure(|| {
        user.expect("What would you like?");
    });
    assert_eq!(
        text,
        r#"Ann expected the bot to say
    "What would you like?"
but it said
    "What would you like?\nAll of it is fresh."

The chat of Ann and the bot:
  Ann: /menu
  Bot: What would you like?
      All of it is fresh.
      [Margherita] [Funghi]
      [Site]
  Ann taps [Funghi]
  Bot changes "What would you like?\nAll of it is fresh." to: Pizza 2 it is
  Bot shows a toast: Ordered
  Ann: /lost
  !! sendMessage was refused: 400 Bad Request: chat not found
  Bot: No luck
  -- 2 days later --
  Ann: [photo] My kitchen
  (no handler took this)
  Ann: /menu
> Bot: What would you like?
      All of it is fresh.
      [Margherita] [Funghi]
      [Site]
"#
    );
}

#[bot::test]
async fn what_did_not_come_is_said(user: TestUser) {
    user.send("/menu").await.expect_contains("fresh");
    let text = failure(|| {
        user.expect("Enjoy!");
    });
    let end = "  Bot: What would you like?\n      All of it is fresh.\n      [Margherita] [Funghi]\n      \
               [Site]\n> (nothing more)\n";
    assert!(
        text.starts_with("Ann expected the bot to say\n    \"Enjoy!\"\nbut it said nothing more\n")
    );
    assert!(text.ends_with(end), "{text}");
    let text = failure(|| {
        user.expect_buttons(&[&["Margherita"]]);
    });
    let head = "Ann expected the bot to show the buttons\n    [Margherita]\nbut there are\n    \
                [Margherita] [Funghi]\n    [Site]\n";
    assert!(text.starts_with(head), "{text}");
    for (wanted, expectation) in [
        (
            "change a message to\n    \"x\"\nbut it changed none",
            TestChat::expect_edit as Expect,
        ),
        (
            "delete\n    \"x\"\nbut it deleted nothing",
            TestChat::expect_deleted,
        ),
        (
            "show a toast\n    \"x\"\nbut it showed nothing",
            TestChat::expect_toast,
        ),
        (
            "show an alert\n    \"x\"\nbut it showed nothing",
            TestChat::expect_alert,
        ),
        (
            "fail with\n    \"x\"\nbut no handler failed",
            TestChat::expect_error,
        ),
    ] {
        let text = failure(|| {
            expectation(&user, "x");
        });
        assert!(
            text.starts_with(&format!("Ann expected the bot to {wanted}")),
            "{text}"
        );
    }
}

type Expect = for<'a> fn(&'a TestChat, &str) -> &'a TestChat;

#[bot::test]
async fn too_much_is_said(user: TestUser) {
    user.send("/lost").await;
    let text = failure(|| {
        user.expect_nothing();
    });
    let head = "Ann expected the bot to say nothing more\nbut it said\n    \"No luck\"\n";
    assert!(text.starts_with(head), "{text}");
}

#[bot::test]
async fn people_cannot_do_what_their_app_cannot(user: TestUser) {
    let text = refusal(user.tap("Funghi")).await;
    let all = "Ann could not do this: there is no button [Funghi]\n\n\
               The chat of Ann and the bot:\n  (nothing yet)\n";
    assert_eq!(text, all);
    user.send("/menu").await;
    let text = refusal(user.tap("Site")).await;
    assert!(
        text.contains("does something that no bot hears of (url: https://example.org)"),
        "{text}"
    );
    let text = refusal(user.send("")).await;
    assert!(text.contains("the text is empty"), "{text}");
}

#[bot::test]
async fn an_error_nobody_expects_fails_the_next_step(user: TestUser) {
    user.send("/burn").await;
    let text = failure(|| {
        user.expect_nothing();
    });
    assert!(text.starts_with("a handler failed: `burn` ("), "{text}");
    assert!(
        text.contains("the oven is on fire\n\nThe chat of Ann and the bot:\n  Ann: /burn\n  !! a "),
        "{text}"
    );
    user.expect_error("on fire");
}

#[bot::test]
#[should_panic(expected = "the oven is on fire")]
async fn an_error_nobody_expects_fails_the_test(user: TestUser) {
    user.send("/burn").await;
}

#[bot::test]
#[should_panic(expected = "the test returned an error: invalid digit found in string")]
async fn a_test_can_return_an_error(user: TestUser) -> bot::Result {
    user.send("/lost").await;
    let _: u8 = "many".parse()?;
    Ok(())
}

#[bot::test]
#[should_panic(expected = "manages no `alloc::string::String`")]
async fn a_value_nobody_manages_is_told_about(text: State<String>) {
    drop(text);
}

#[bot::test(only = "testkit::nowhere")]
#[should_panic(expected = "no handlers are linked from this module")]
async fn a_module_without_handlers_is_told_about(user: TestUser) {
    drop(user);
}
