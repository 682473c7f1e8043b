//! Payments and Stars.

use std::time::Duration;

use botwright_emulator::{ControlError, Order, PaymentStatus};
use serde_json::{Value, json};

use crate::support::{ANN, BOT, Server, TOKEN};

const TOO_OLD: &str =
    "400 Bad Request: query is too old and response timeout expired or query ID is invalid";

fn in_stars(amount: i64) -> Value {
    json!({
        "chat_id": 1,
        "title": "Tea",
        "description": "A cup of tea",
        "payload": "tea",
        "currency": "XTR",
        "prices": [{"label": "Tea", "amount": amount}],
    })
}

fn in_euros() -> Value {
    json!({
        "chat_id": 1,
        "title": "Mug",
        "description": "A mug",
        "payload": "mug",
        "provider_token": "1:TEST:2",
        "currency": "EUR",
        "prices": [{"label": "Mug", "amount": 900}, {"label": "Discount", "amount": -100}],
        "need_name": true,
        "need_email": true,
        "is_flexible": true,
        "max_tip_amount": 200,
        "suggested_tip_amounts": [50, 100],
    })
}

fn updates(server: &Server) -> Vec<Value> {
    let updates = server.emulator.take_updates(BOT);
    let parse = |update: &String| serde_json::from_str(update).expect("an update");
    updates.iter().map(parse).collect()
}

async fn send_invoice(server: &Server, params: Value) -> i64 {
    let message = server.ok("sendInvoice", params).await;
    message["message_id"].as_i64().expect("an id")
}

/// Pays an invoice in Stars; gives the id of the charge.
async fn pay_stars(server: &Server, amount: i64) -> String {
    let message_id = send_invoice(server, in_stars(amount)).await;
    let pay = server.emulator.pay(ANN, BOT, message_id, Order::new());
    let payment = pay.expect("enough Stars");
    let query = updates(server).remove(0)["pre_checkout_query"].take();
    let answer = json!({"pre_checkout_query_id": query["id"], "ok": true});
    server.ok("answerPreCheckoutQuery", answer).await;
    match server.emulator.payment(&payment) {
        Some(PaymentStatus::Paid {
            telegram_payment_charge_id,
            ..
        }) => telegram_payment_charge_id,
        other => panic!("not paid: {other:?}"),
    }
}

#[tokio::test]
async fn an_invoice_is_shipped_checked_out_and_paid() {
    let server = Server::start().await;
    let message_id = send_invoice(&server, in_euros()).await;
    let invoice = &server.emulator.messages(ANN)[0]["invoice"];
    assert_eq!(
        *invoice,
        json!({
            "title": "Mug",
            "description": "A mug",
            "start_parameter": "",
            "currency": "EUR",
            "total_amount": 800,
        })
    );
    let order = Order::new().name("Ann Lee").email("ann@example.org");
    let pay = |order| server.emulator.pay(ANN, BOT, message_id, order);
    assert_eq!(
        pay(order.clone()),
        Err(ControlError::OrderIncomplete("shipping address"))
    );
    let order = order
        .shipping_address("DE", "Berlin", "Road 1", "10115")
        .shipping_option("fast")
        .tip(500);
    let payment = pay(order).unwrap();

    let shipping = updates(&server).remove(0)["shipping_query"].take();
    assert_eq!(shipping["invoice_payload"], "mug");
    assert_eq!(shipping["shipping_address"]["city"], "Berlin");
    assert_eq!(
        server.emulator.payment(&payment),
        Some(PaymentStatus::Shipping {
            shipping_query_id: shipping["id"].as_str().unwrap().into()
        })
    );
    let option =
        |id, amount| json!({"id": id, "title": id, "prices": [{"label": id, "amount": amount}]});
    let answer = json!({
        "shipping_query_id": shipping["id"],
        "ok": true,
        "shipping_options": [option("slow", 300), option("fast", 700)],
    });
    server.ok("answerShippingQuery", answer.clone()).await;
    assert_eq!(server.error("answerShippingQuery", answer).await, TOO_OLD);

    let checkout = updates(&server).remove(0)["pre_checkout_query"].take();
    // The mug, shipping, and as much of the tip as the invoice allows.
    assert_eq!(checkout["total_amount"], 800 + 700 + 200);
    assert_eq!(checkout["shipping_option_id"], "fast");
    assert_eq!(checkout["order_info"]["name"], "Ann Lee");
    assert!(checkout["order_info"].get("phone_number").is_none());
    server.clock.advance(Duration::from_secs(10));
    let answer = json!({"pre_checkout_query_id": checkout["id"], "ok": true});
    server.ok("answerPreCheckoutQuery", answer).await;

    let message = updates(&server).remove(0)["message"].take();
    let paid = &message["successful_payment"];
    assert_eq!(paid["currency"], "EUR");
    assert_eq!(paid["total_amount"], 1700);
    assert_eq!(paid["invoice_payload"], "mug");
    assert_eq!(paid["order_info"]["email"], "ann@example.org");
    assert_eq!(message["from"]["id"], ANN);
    assert_eq!(
        server.emulator.payment(&payment),
        Some(PaymentStatus::Paid {
            chat_id: ANN,
            message_id: message["message_id"].as_i64().unwrap(),
            telegram_payment_charge_id: paid["telegram_payment_charge_id"].as_str().unwrap().into(),
        })
    );
}

#[tokio::test]
async fn a_refusal_is_shown_to_who_pays() {
    let server = Server::start().await;
    let message_id = send_invoice(&server, in_stars(5)).await;
    let payment = server
        .emulator
        .pay(ANN, BOT, message_id, Order::new())
        .unwrap();
    let query = updates(&server).remove(0)["pre_checkout_query"].take();
    let mut answer = json!({"pre_checkout_query_id": query["id"], "ok": false});
    assert_eq!(
        server.error("answerPreCheckoutQuery", answer.clone()).await,
        "400 Bad Request: parameter \"error_message\" is required"
    );
    answer["error_message"] = json!("No tea today");
    server.ok("answerPreCheckoutQuery", answer).await;
    let refused = PaymentStatus::Refused {
        error_message: "No tea today".into(),
    };
    assert_eq!(server.emulator.payment(&payment), Some(refused));
    assert!(updates(&server).is_empty());
    assert_eq!(server.emulator.stars(ANN), Some(10_000));
}

#[tokio::test]
async fn a_checkout_waits_ten_seconds() {
    let server = Server::start().await;
    let message_id = send_invoice(&server, in_stars(5)).await;
    let payment = server
        .emulator
        .pay(ANN, BOT, message_id, Order::new())
        .unwrap();
    let query = updates(&server).remove(0)["pre_checkout_query"].take();
    server.clock.advance(Duration::from_secs(11));
    let answer = json!({"pre_checkout_query_id": query["id"], "ok": true});
    assert_eq!(
        server.error("answerPreCheckoutQuery", answer).await,
        TOO_OLD
    );
    assert_eq!(
        server.emulator.payment(&payment),
        Some(PaymentStatus::TimedOut)
    );
}

#[tokio::test]
async fn stars_move_and_are_accounted_for() {
    let server = Server::start().await;
    let charge = pay_stars(&server, 250).await;
    assert_eq!(server.emulator.stars(ANN), Some(9_750));
    assert_eq!(
        server.ok("getMyStarBalance", json!({})).await,
        json!({"amount": 250})
    );
    server.clock.advance(Duration::from_mins(1));
    let refund = json!({"user_id": ANN, "telegram_payment_charge_id": charge});
    assert_eq!(server.ok("refundStarPayment", refund.clone()).await, true);
    assert_eq!(server.emulator.stars(ANN), Some(10_000));
    assert_eq!(server.emulator.stars(BOT), Some(0));
    let refunded = updates(&server).pop().unwrap()["message"]["refunded_payment"].take();
    assert_eq!(
        refunded,
        json!({
            "currency": "XTR",
            "total_amount": 250,
            "invoice_payload": "tea",
            "telegram_payment_charge_id": charge,
        })
    );
    assert_eq!(
        server.error("refundStarPayment", refund).await,
        "400 Bad Request: CHARGE_ALREADY_REFUNDED"
    );
    let wrong = json!({"user_id": ANN, "telegram_payment_charge_id": "x"});
    assert_eq!(
        server.error("refundStarPayment", wrong).await,
        "400 Bad Request: CHARGE_NOT_FOUND"
    );
    let list = server.ok("getStarTransactions", json!({})).await;
    let list = list["transactions"].as_array().unwrap();
    assert_eq!(list.len(), 2);
    assert_eq!(list[0]["id"], charge);
    assert_eq!(list[0]["amount"], 250);
    assert_eq!(list[0]["source"]["type"], "user");
    assert_eq!(list[0]["source"]["transaction_type"], "invoice_payment");
    assert_eq!(list[0]["source"]["invoice_payload"], "tea");
    assert_eq!(list[1]["receiver"]["user"]["id"], ANN);
    assert_eq!(list[1]["date"], 1_700_000_060);
    let rest = server.ok("getStarTransactions", json!({"offset": 1})).await;
    assert_eq!(rest["transactions"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_pays_what_they_do_not_have() {
    let server = Server::start().await;
    server.emulator.set_stars(ANN, 4).unwrap();
    let message_id = send_invoice(&server, in_stars(5)).await;
    assert_eq!(
        server.emulator.pay(ANN, BOT, message_id, Order::new()),
        Err(ControlError::TooFewStars {
            user_id: ANN,
            balance: 4,
            price: 5
        })
    );
    assert!(updates(&server).is_empty());
    let text = server.ann_writes("hi");
    let nothing = server.emulator.pay(ANN, BOT, text, Order::new());
    assert_eq!(nothing, Err(ControlError::NothingToPay(text.to_string())));
}

#[tokio::test]
async fn wrong_invoices_are_refused() {
    let server = Server::start().await;
    for (key, value, error) in [
        ("title", json!(""), "INVOICE_TITLE_INVALID"),
        ("title", json!("t".repeat(33)), "INVOICE_TITLE_INVALID"),
        ("description", json!(""), "INVOICE_DESCRIPTION_INVALID"),
        ("payload", json!("p".repeat(129)), "INVOICE_PAYLOAD_INVALID"),
        ("currency", json!("EURO"), "CURRENCY_INVALID"),
        ("provider_token", json!("1:T:2"), "STARS_INVOICE_INVALID"),
        ("currency", json!("EUR"), "PAYMENT_PROVIDER_INVALID"),
        ("need_email", json!(true), "STARS_INVOICE_INVALID"),
        ("prices", json!(1), "expected an Array of labeled prices"),
        ("prices", json!([]), "STARS_INVOICE_INVALID"),
        (
            "prices",
            json!([{"amount": 1}]),
            "can't parse labeled price: Can't find field \"label\"",
        ),
        (
            "prices",
            json!([{"label": "a", "amount": 0}]),
            "CURRENCY_TOTAL_AMOUNT_INVALID",
        ),
        (
            "reply_markup",
            json!({"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}),
            "REPLY_MARKUP_BUY_EMPTY",
        ),
    ] {
        let mut params = in_stars(5);
        params[key] = value;
        let expected = format!("400 Bad Request: {error}");
        assert_eq!(server.error("sendInvoice", params).await, expected);
    }
}

#[tokio::test]
async fn a_subscription_goes_on_until_it_is_canceled() {
    let server = Server::start().await;
    let mut params = in_stars(100);
    params["subscription_period"] = json!(86_400);
    assert_eq!(
        server.error("createInvoiceLink", params.clone()).await,
        "400 Bad Request: SUBSCRIPTION_PERIOD_INVALID"
    );
    params["subscription_period"] = json!(2_592_000);
    let link = server.ok("createInvoiceLink", params).await;
    let link = link.as_str().unwrap();
    assert!(link.starts_with("https://t.me/$"), "{link}");
    server.emulator.pay_link(ANN, link, Order::new()).unwrap();
    let query = updates(&server).remove(0)["pre_checkout_query"].take();
    let answer = json!({"pre_checkout_query_id": query["id"], "ok": true});
    server.ok("answerPreCheckoutQuery", answer).await;
    let first = updates(&server).remove(0)["message"]["successful_payment"].take();
    assert_eq!(first["is_first_recurring"], true);
    assert_eq!(first["subscription_expiration_date"], 1_702_592_000);
    let charge = first["telegram_payment_charge_id"].as_str().unwrap();

    server.clock.advance(Duration::from_hours(30 * 24));
    server.emulator.renew_subscription(ANN, charge).unwrap();
    let second = updates(&server).remove(0)["message"]["successful_payment"].take();
    assert_eq!(second["is_recurring"], true);
    assert!(second.get("is_first_recurring").is_none());
    assert_eq!(server.emulator.stars(BOT), Some(200));

    server
        .emulator
        .cancel_subscription(ANN, charge, true)
        .unwrap();
    let canceled = updates(&server).remove(0)["subscription"].take();
    assert_eq!(canceled["state"], "canceled");
    assert_eq!(canceled["invoice_payload"], "tea");
    assert!(server.emulator.renew_subscription(ANN, charge).is_err());
    let params = json!({
        "user_id": ANN, "telegram_payment_charge_id": charge, "is_canceled": false,
    });
    assert_eq!(server.ok("editUserStarSubscription", params).await, true);
    assert!(server.emulator.renew_subscription(ANN, charge).is_ok());
}

#[tokio::test]
async fn paid_media_are_seen_when_they_are_paid() {
    let server = Server::start().await;
    let photo = reqwest::multipart::Part::bytes(crate::files::png(3, 2)).file_name("a.png");
    let form = reqwest::multipart::Form::new()
        .text("chat_id", "1")
        .text("star_count", "30")
        .text("payload", "secret")
        .text("media", r#"[{"type":"photo","media":"attach://one"}]"#)
        .part("one", photo);
    let url = format!("{}/bot{TOKEN}/sendPaidMedia", server.emulator.url());
    let sent = crate::support::answer(server.http.post(url).multipart(form)).await;
    assert_eq!(sent["result"]["paid_media"]["star_count"], 30, "{sent}");
    assert_eq!(
        sent["result"]["paid_media"]["paid_media"][0]["type"],
        "photo"
    );
    let seen = || server.emulator.messages(ANN)[0]["paid_media"]["paid_media"][0].clone();
    assert_eq!(seen(), json!({"type": "preview", "width": 3, "height": 2}));
    let message_id = sent["result"]["message_id"].as_i64().unwrap();
    server
        .emulator
        .buy_paid_media(ANN, BOT, message_id)
        .unwrap();
    assert_eq!(seen()["type"], "photo");
    assert!(
        server
            .emulator
            .buy_paid_media(ANN, BOT, message_id)
            .is_err()
    );
    let purchased = updates(&server).remove(0)["purchased_paid_media"].take();
    assert_eq!(purchased["paid_media_payload"], "secret");
    assert_eq!(purchased["from"]["id"], ANN);
    let list = server.ok("getStarTransactions", json!({})).await;
    let source = &list["transactions"][0]["source"];
    assert_eq!(source["transaction_type"], "paid_media_payment");
    assert_eq!(source["paid_media"][0]["type"], "photo");
}

#[tokio::test]
async fn the_control_api_pays_too() {
    let server = Server::start().await;
    let message_id = send_invoice(&server, in_stars(5)).await;
    let pay = json!({"user_id": 1, "chat_id": 42, "message_id": message_id});
    let begun = server.control("pay", pay).await;
    let id = begun["payment_id"]
        .as_str()
        .unwrap_or_else(|| panic!("{begun}"));
    let path = format!("/control/payment?id={id}");
    assert_eq!(server.get(&path).await["payment"]["status"], "checkout");
    let query = updates(&server).remove(0)["pre_checkout_query"].take();
    let answer = json!({"pre_checkout_query_id": query["id"], "ok": true});
    server.ok("answerPreCheckoutQuery", answer).await;
    assert_eq!(server.get(&path).await["payment"]["status"], "paid");
    let set = json!({"id": 1, "amount": 7});
    assert_eq!(server.control("stars", set).await["ok"], true);
    assert_eq!(server.get("/control/stars?id=1").await["amount"], 7);
}

#[tokio::test]
async fn the_control_api_tells_what_an_invoice_asks_for() {
    let server = Server::start().await;
    let invoice = json!({
        "chat_id": 1, "title": "Bulbs", "description": "Tulips", "payload": "p", "currency": "EUR",
        "provider_token": "1:TEST:x", "need_email": true, "is_flexible": true,
        "max_tip_amount": 500, "prices": [{"label": "A", "amount": 100}, {"label": "B", "amount": 25}],
    });
    let sent = server.ok("sendInvoice", invoice).await;
    let path = format!(
        "/control/invoice?user_id=1&chat_id=42&message_id={}",
        sent["message_id"]
    );
    let told = server.get(&path).await;
    assert_eq!(told["invoice"]["total_amount"], 125);
    assert_eq!(
        told["invoice"]["needs"],
        json!(["email", "shipping_address"])
    );
    assert_eq!(
        told["invoice"]["prices"][1],
        json!({"label": "B", "amount": 25})
    );
    assert_eq!(told["invoice"]["max_tip_amount"], 500);
    let path = "/control/invoice?user_id=1&chat_id=42&message_id=99";
    assert_eq!(server.get(path).await["ok"], false);
}
