//! Payments: invoices, questions about them, payments and refunds.

use botwright::prelude::*;

use crate::support::{TestBot, calls, failure, is_skip, texts};

mod shop {
    use super::*;

    #[derive(Payload)]
    #[payload(exhaustive)]
    pub(super) enum Goods {
        Plan {
            months: u8,
        },
        Note {
            #[payload(max = 90)]
            text: String,
        },
    }

    /// Buys a plan.
    #[command]
    async fn plan(months: u8) -> Invoice {
        Invoice::stars("Pro", "Pro for some months", 250, Goods::Plan { months })
    }

    /// Buys a note.
    #[command]
    async fn note(text: Rest) -> Invoice {
        let text = text.to_string();
        Invoice::money(
            "Note",
            "A note",
            "EUR",
            "TOKEN",
            [("Note", 900)],
            Goods::Note { text },
        )
        .shipping()
    }

    /// Subscribes.
    #[command]
    async fn subscribe() -> Invoice {
        Invoice::stars("Pro", "Pro for ever", 250, Goods::Plan { months: 1 }).subscription()
    }

    #[on_pre_checkout(Goods::Plan { months })]
    async fn check_plan(months: u8) -> Checkout {
        (months <= 12).into()
    }

    #[on_pre_checkout(Goods::Note { text })]
    async fn check_note(text: String) -> Checkout {
        Checkout::refuse(text)
    }

    #[on_shipping(Goods::Note { .. })]
    async fn ship_note(query: &ShippingQuery) -> Shipping {
        if query.shipping_address.country_code == "DE" {
            Shipping::options([("post", "By post", 490)])
        } else {
            Shipping::refuse("Too far")
        }
    }

    #[on_paid(Goods::Plan { months })]
    async fn paid_plan(months: u8, payment: &SuccessfulPayment) -> String {
        format!("{months} months for {}", payment.total_amount)
    }

    #[on_paid(Goods::Note { .. })]
    async fn paid_note() -> bot::Result {
        Err(bot::Error::msg("the printer is on fire"))
    }

    #[on_refund(Goods::Plan { months })]
    async fn refunded(months: u8, payment: &RefundedPayment) -> String {
        format!("{months} months less, {} back", payment.total_amount)
    }
}

use shop::Goods;

fn bot() -> TestBot {
    TestBot::new(concat!(module_path!(), "::shop"))
}

const PERSON: &str = r#""from":{"id":3,"is_bot":false,"first_name":"Ann"}"#;

fn checkout(payload: &str) -> String {
    format!(
        r#""pre_checkout_query":{{"id":"9",{PERSON},"currency":"XTR","total_amount":250,"invoice_payload":"{payload}"}}"#
    )
}

fn shipping(payload: &str, country: &str) -> String {
    format!(
        r#""shipping_query":{{"id":"9",{PERSON},"invoice_payload":"{payload}","shipping_address":{{
        "country_code":"{country}","state":"","city":"","street_line1":"","street_line2":"","post_code":""}}}}"#
    )
}

fn message(content: &str, payload: &str, charge: &str) -> String {
    format!(
        r#""message":{{"message_id":5,"date":1,"chat":{{"id":3,"type":"private"}},{PERSON},"{content}":{{
        "currency":"XTR","total_amount":250,"invoice_payload":"{payload}",
        "telegram_payment_charge_id":"{charge}","provider_payment_charge_id":"p"}}}}"#
    )
}

#[tokio::test]
async fn an_invoice_carries_its_value() {
    let sent = calls(&bot().text("/plan 3").await);
    let payload = Goods::Plan { months: 3 }.pack();
    for part in [
        "sendInvoice",
        r#""currency":"XTR""#,
        r#""amount":250"#,
        r#""chat_id":7"#,
        &payload,
    ] {
        assert!(sent[0].contains(part), "{part}: {}", sent[0]);
    }
    let sent = calls(&bot().text("/note hello").await);
    assert!(
        sent[0].contains(r#""is_flexible":true"#)
            && sent[0].contains(r#""provider_token":"TOKEN""#)
    );
    assert!(failure(&bot().text("/subscribe").await).contains("make a link"));
}

#[tokio::test]
async fn questions_are_answered_by_variant() {
    let plan = |months| checkout(&Goods::Plan { months }.pack());
    let yes = calls(&bot().update(&plan(12)).await);
    assert!(
        yes[0].starts_with("answerPreCheckoutQuery") && yes[0].contains(r#""ok":true"#),
        "{yes:?}"
    );
    let no = calls(&bot().update(&plan(13)).await);
    assert!(
        no[0].contains(r#""ok":false"#) && no[0].contains("not available"),
        "{no:?}"
    );
    let note = Goods::Note {
        text: "Sold out".to_owned(),
    }
    .pack();
    assert!(calls(&bot().update(&checkout(&note)).await)[0].contains("Sold out"));
    let ways = calls(&bot().update(&shipping(&note, "DE")).await);
    assert!(
        ways[0].contains("shipping_options") && ways[0].contains("By post"),
        "{ways:?}"
    );
    assert!(calls(&bot().update(&shipping(&note, "AQ")).await)[0].contains("Too far"));
    // Not ours, or cut: nobody answers here, and the runtime says no.
    assert!(is_skip(&bot().update(&checkout("foreign")).await));
    assert!(is_skip(&bot().update(&checkout(&note[..9])).await));
}

#[tokio::test]
async fn a_payment_is_handled_once() {
    let bot = bot();
    let plan = Goods::Plan { months: 3 }.pack();
    let pay = |charge: &str| message("successful_payment", &plan, charge);
    assert_eq!(texts(&bot.committed(&pay("a")).await), ["3 months for 250"]);
    let again = bot.committed(&pay("a")).await;
    assert!(again.calls.is_empty() && again.is_handled(), "{again:?}");
    assert_eq!(texts(&bot.committed(&pay("b")).await), ["3 months for 250"]);
    let back = message("refunded_payment", &plan, "a");
    assert_eq!(
        texts(&bot.committed(&back).await),
        ["3 months less, 250 back"]
    );
}

#[tokio::test]
async fn every_period_of_a_subscription_is_handled_once() {
    let bot = bot();
    let plan = Goods::Plan { months: 1 }.pack();
    // All of them by the charge of the first.
    let pay = |first: bool, until: u32| {
        let paid = message("successful_payment", &plan, "a");
        let more = format!(
            r#""is_recurring":true,"is_first_recurring":{first},"subscription_expiration_date":{until},"currency""#
        );
        paid.replace("\"currency\"", &more)
    };
    for (first, until) in [(true, 100), (false, 200), (false, 300)] {
        let paid = pay(first, until);
        assert_eq!(texts(&bot.committed(&paid).await), ["1 months for 250"]);
        let again = bot.committed(&paid).await;
        assert!(again.calls.is_empty() && again.is_handled(), "{again:?}");
    }
}

#[tokio::test]
async fn a_payment_whose_handler_failed_may_come_again() {
    let bot = bot();
    let note = Goods::Note {
        text: "x".to_owned(),
    }
    .pack();
    let paid = message("successful_payment", &note, "a");
    for _ in 0..2 {
        assert!(failure(&bot.committed(&paid).await).contains("on fire"));
    }
}

#[test]
fn payloads_fit_into_invoices() {
    let longest = [Goods::MAX_LEN];
    assert!((65..=128).contains(&longest[0]), "{longest:?}");
}
