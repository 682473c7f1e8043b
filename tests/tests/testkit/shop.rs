//! Inline mode, payments and dialogues.

use botwright::methods::{AnswerInlineQuery, AnswerPreCheckoutQuery, SendInvoice, SendMessage};
use botwright::prelude::*;
use botwright::types::{
    InlineQueryResultArticle, InputTextMessageContent, KeyboardButton, LabeledPrice,
    PreCheckoutQuery, ReplyKeyboardMarkup, ReplyKeyboardRemove, WebAppInfo,
};
use futures_util::FutureExt;

#[on_update(inline_query)]
async fn find(query: &InlineQuery) -> AnswerInlineQuery {
    let article = |id: &str, title: String| {
        let content = InputTextMessageContent::new(format!("{title} it is"));
        InlineQueryResultArticle::new(id, title, content)
    };
    let words = query.query.split_whitespace().enumerate();
    let results =
        words.map(|(place, word)| article(&place.to_string(), word.to_uppercase()).into());
    AnswerInlineQuery::new(&query.id, results.collect::<Vec<_>>())
}

/// Buys a pizza.
#[command]
async fn buy(stars: i64, chat: &Chat) -> SendInvoice {
    let prices = vec![LabeledPrice::new("Pizza", stars)];
    SendInvoice::new(chat.id, "Pizza", "A whole one", "pizza", "XTR", prices)
}

#[on_update(pre_checkout_query)]
async fn check(update: &Update) -> Option<AnswerPreCheckoutQuery> {
    let query: &PreCheckoutQuery = match &update.content {
        botwright::types::UpdateContent::PreCheckoutQuery(query) => query,
        _ => return None,
    };
    Some(if query.total_amount > 100 {
        AnswerPreCheckoutQuery::new(&query.id, false).error_message("No pizza costs that much")
    } else {
        AnswerPreCheckoutQuery::new(&query.id, true)
    })
}

#[on_message(successful_payment)]
async fn paid() -> &'static str {
    "Thank you!"
}

/// Shows buttons below the input field.
#[command]
async fn choose(chat: &Chat) -> SendMessage {
    let app = WebAppInfo::new("https://example.org");
    let row = vec![
        KeyboardButton::new("Margherita"),
        KeyboardButton::new("More").web_app(app),
    ];
    SendMessage::new(chat.id, "Which one?").reply_markup(ReplyKeyboardMarkup::new(vec![row]))
}

/// Takes the buttons away.
#[command]
async fn close(chat: &Chat) -> SendMessage {
    SendMessage::new(chat.id, "Closed").reply_markup(ReplyKeyboardRemove::new())
}

#[on_message(text = "Margherita")]
async fn chosen() -> &'static str {
    "A good choice"
}

#[on_message(web_app_data)]
async fn from_app(m: &Message) -> Option<String> {
    Some(format!("The app says {}", m.web_app_data.as_ref()?.data))
}

#[bot::test]
async fn buttons_below_the_input_field_write(user: TestUser) {
    let asked = user.send("/choose").await;
    asked
        .expect("Which one?")
        .expect_buttons(&[&["Margherita", "More"]]);
    user.tap("Margherita").await.expect("A good choice");
    user.send_web_app_data("More", "42")
        .await
        .expect("The app says 42");
    user.send("/close").await.expect("Closed");
    let tapped = std::panic::AssertUnwindSafe(user.tap("Margherita"));
    assert!(tapped.catch_unwind().await.is_err(), "the button is gone");
}

#[bot::test]
async fn results_are_offered_and_chosen(user: TestUser, group: TestGroup) {
    let results = user.inline("small large").await;
    results.expect(["SMALL", "LARGE"]);
    let sent = results.choose("LARGE").await;
    assert!(sent.message_id().is_some());
    let there = user.in_group(&group);
    there
        .inline("tuna")
        .await
        .expect(["TUNA"])
        .choose("TUNA")
        .await
        .expect_nothing();
}

#[bot::test]
async fn an_invoice_is_paid(user: TestUser) {
    user.send("/buy 50").await;
    user.pay().await.expect_paid().expect("Thank you!");
}

#[bot::test]
async fn a_payment_is_declined(user: TestUser) {
    user.send("/buy 500").await;
    user.pay()
        .await
        .expect_declined("No pizza costs that much")
        .expect_nothing();
}
