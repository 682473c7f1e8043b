//! Locations, venues, contacts and dice.

use std::time::Duration;

use botwright_emulator::{Clock, Emulator};
use serde_json::{Value, json};

use crate::support::{Server, answer};

async fn live(server: &Server, period: i64) -> i64 {
    let params = json!({
        "chat_id": 1, "latitude": 1.5, "longitude": 2.5, "live_period": period, "heading": 90,
        "proximity_alert_radius": 100,
    });
    let message = server.ok("sendLocation", params).await;
    assert_eq!(message["location"]["live_period"], period);
    assert_eq!(message["location"]["heading"], 90);
    message["message_id"].as_i64().unwrap()
}

#[tokio::test]
async fn a_location_is_where_the_bot_says() {
    let server = Server::start().await;
    let params = json!({
        "chat_id": 1, "latitude": "51.5", "longitude": -0.12, "horizontal_accuracy": 9999,
        "heading": 90,
    });
    let message = server.ok("sendLocation", params).await;
    assert_eq!(
        message["location"],
        json!({"latitude": 51.5, "longitude": -0.12, "horizontal_accuracy": 1500.0})
    );
}

#[tokio::test]
async fn places_that_are_not_are_refused() {
    let server = Server::start().await;
    for (params, expected) in [
        (json!({"longitude": 1}), "latitude is empty"),
        (json!({"latitude": 1}), "longitude is empty"),
        (
            json!({"latitude": 91, "longitude": 1}),
            "wrong location specified",
        ),
        (
            json!({"latitude": 1, "longitude": 1, "live_period": 59}),
            "wrong live location period specified",
        ),
        (
            json!({"latitude": 1, "longitude": 1, "live_period": 60, "heading": 361}),
            "wrong live location heading specified",
        ),
    ] {
        let mut params = params;
        params["chat_id"] = json!(1);
        let found = server.error("sendLocation", params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
}

#[tokio::test]
async fn a_live_location_moves_until_it_is_stopped() {
    let server = Server::start().await;
    let id = live(&server, 60).await;
    let params = json!({"chat_id": 1, "message_id": id, "latitude": 3, "longitude": 4});
    let moved = server.ok("editMessageLiveLocation", params.clone()).await;
    assert_eq!(
        moved["location"],
        json!({"latitude": 3.0, "longitude": 4.0, "live_period": 60})
    );
    assert_eq!(
        server
            .error("editMessageLiveLocation", params.clone())
            .await
            .split(':')
            .nth(1),
        Some(" message is not modified")
    );
    let stop = json!({"chat_id": 1, "message_id": id});
    let stopped = server.ok("stopMessageLiveLocation", stop.clone()).await;
    assert_eq!(
        stopped["location"],
        json!({"latitude": 3.0, "longitude": 4.0})
    );
    let none = "400 Bad Request: there is no live location in the message to edit";
    assert_eq!(server.error("stopMessageLiveLocation", stop).await, none);
    assert_eq!(server.error("editMessageLiveLocation", params).await, none);
}

#[tokio::test]
async fn a_live_location_ends_by_itself() {
    let server = Server::start().await;
    let id = live(&server, 60).await;
    let forever = live(&server, 0x7FFF_FFFF).await;
    server.clock.advance(Duration::from_secs(61));
    let edit = |id: i64| json!({"chat_id": 1, "message_id": id, "latitude": 3, "longitude": 4});
    assert_eq!(
        server.error("editMessageLiveLocation", edit(id)).await,
        "400 Bad Request: message can't be edited"
    );
    server.ok("editMessageLiveLocation", edit(forever)).await;
}

#[tokio::test]
async fn a_venue_is_a_location_with_a_name() {
    let server = Server::start().await;
    let mut params = json!({
        "chat_id": 1, "latitude": 1, "longitude": 2, "title": "Café", "address": "Street 1",
        "foursquare_id": "f",
    });
    let message = server.ok("sendVenue", params.clone()).await;
    assert_eq!(message["venue"]["title"], "Café");
    assert_eq!(message["venue"]["foursquare_id"], "f");
    assert_eq!(message["location"], message["venue"]["location"]);
    params["title"] = json!("");
    assert_eq!(
        server.error("sendVenue", params).await,
        "400 Bad Request: parameter \"title\" is required"
    );
}

#[tokio::test]
async fn a_contact_has_a_number_and_a_name() {
    let server = Server::start().await;
    let params = json!({"chat_id": 1, "phone_number": "+12025550100", "first_name": "Bob"});
    let message = server.ok("sendContact", params).await;
    assert_eq!(
        message["contact"],
        json!({"phone_number": "+12025550100", "first_name": "Bob"})
    );
    assert_eq!(
        server
            .error("sendContact", json!({"chat_id": 1, "first_name": "Bob"}))
            .await,
        "400 Bad Request: parameter \"phone_number\" is required"
    );
}

async fn throws(seed: u64) -> Vec<Value> {
    let emulator = Emulator::builder()
        .listen("127.0.0.1:0")
        .clock(Clock::frozen_at(Duration::from_secs(1_700_000_000)))
        .seed(seed)
        .start()
        .await
        .unwrap();
    let url = format!("{}/bot42:EMULATOR/sendDice", emulator.url());
    let mut values = Vec::new();
    for emoji in ["🎲", "🎯", "🏀", "⚽️", "🎳", "🎰", "🎲", "🎰"] {
        let http = crate::support::client();
        let request = http.post(&url).json(&json!({"chat_id": 1, "emoji": emoji}));
        values.push(answer(request).await["result"]["dice"]["value"].take());
    }
    values
}

#[tokio::test]
async fn dice_follow_from_the_seed() {
    let first = throws(7).await;
    assert_eq!(first, throws(7).await);
    assert_ne!(first, throws(8).await);
    let within = |at: usize, most: i64| (1..=most).contains(&first[at].as_i64().unwrap());
    assert!(within(0, 6) && within(2, 5) && within(5, 64), "{first:?}");
}

#[tokio::test]
async fn other_emoji_are_no_dice() {
    let server = Server::start().await;
    let message = server.ok("sendDice", json!({"chat_id": 1})).await;
    assert_eq!(message["dice"]["emoji"], "🎲");
    assert_eq!(
        server
            .error("sendDice", json!({"chat_id": 1, "emoji": "🐈"}))
            .await,
        "400 Bad Request: EMOTICON_INVALID"
    );
}
