//! Gifts, and the accounts that bots look after.

use botwright_emulator::World;
use serde_json::{Value, json};

use crate::support::{ANN, BOB, BOT, NEWS, Server, TOKEN};

/// A world with gifts, and a bot with many Stars that looks after Ann's business account.
async fn shop(rights: &[&str]) -> (Server, String) {
    let world = json!({
        "bots": [{"token": TOKEN, "username": "emulator_bot", "first_name": "Emulator"}],
        "users": [
            {"id": ANN, "first_name": "Ann", "username": "ann_the_first", "started": ["emulator_bot"]},
            {"id": BOB, "first_name": "Bob", "username": "bob_the_second"},
        ],
        "chats": [{"id": NEWS, "type": "channel", "title": "News", "admins": ["emulator_bot"]}],
        "gifts": [
            {"id": "heart", "star_count": 15, "emoji": "❤"},
            {"id": "ring", "star_count": 100, "upgrade_star_count": 50, "total_count": 1},
        ],
    });
    let world = World::from_json(&world.to_string()).expect("a valid world");
    let server = Server::with(world).await;
    let stars = json!({"id": BOT, "amount": 10_000});
    assert_eq!(server.control("stars", stars).await["ok"], true);
    let connection = server.emulator.connect_business(ANN, BOT, rights).unwrap();
    server.updates();
    (server, connection)
}

async fn balance(server: &Server) -> Value {
    server.ok("getMyStarBalance", json!({})).await["amount"].take()
}

#[tokio::test]
async fn a_bot_buys_gifts_for_people_and_channels() {
    let (server, _) = shop(&[]).await;
    let kinds = server.ok("getAvailableGifts", json!({})).await;
    assert_eq!(kinds["gifts"][0]["id"], "heart");
    assert_eq!(kinds["gifts"][0]["sticker"]["emoji"], "❤");
    assert_eq!(kinds["gifts"][1]["remaining_count"], 1);
    assert_eq!(kinds["gifts"][1]["upgrade_star_count"], 50);
    let heart = json!({"user_id": ANN, "gift_id": "heart", "text": "<b>For you</b>",
        "text_parse_mode": "HTML"});
    assert_eq!(server.ok("sendGift", heart).await, true);
    assert_eq!(balance(&server).await, 9_985);
    let seen = server.emulator.messages(ANN).remove(0);
    assert_eq!(seen["gift"]["gift"]["id"], "heart");
    assert_eq!(seen["gift"]["text"], "For you");
    assert_eq!(seen["gift"]["entities"][0]["type"], "bold");
    let ring = json!({"chat_id": NEWS, "gift_id": "ring", "pay_for_upgrade": true});
    assert_eq!(server.ok("sendGift", ring.clone()).await, true);
    assert_eq!(balance(&server).await, 9_835);
    for (params, error) in [
        (ring, "STARGIFT_USAGE_LIMITED"),
        (
            json!({"user_id": ANN, "gift_id": "moon"}),
            "STARGIFT_INVALID",
        ),
        (json!({"user_id": ANN}), "parameter \"gift_id\" is required"),
        (json!({"user_id": 99, "gift_id": "heart"}), "user not found"),
        (
            json!({"user_id": ANN, "gift_id": "heart", "pay_for_upgrade": true}),
            "STARGIFT_UPGRADE_UNAVAILABLE",
        ),
        (
            json!({"user_id": ANN, "gift_id": "heart", "text": "x".repeat(129)}),
            "text is too long",
        ),
    ] {
        assert_eq!(
            server.error("sendGift", params).await,
            format!("400 Bad Request: {error}")
        );
    }
    let transactions = server.ok("getStarTransactions", json!({})).await;
    let transactions = transactions["transactions"].as_array().unwrap();
    assert_eq!(
        transactions[0]["receiver"]["transaction_type"],
        "gift_purchase"
    );
    assert_eq!(transactions[0]["receiver"]["gift"]["id"], "heart");
    assert_eq!(transactions[1]["receiver"]["type"], "chat");
    assert_eq!(transactions[1]["receiver"]["chat"]["id"], NEWS);
    let gifts = server.ok("getChatGifts", json!({"chat_id": NEWS})).await;
    assert_eq!(gifts["gifts"][0]["prepaid_upgrade_star_count"], 50);
    assert!(gifts["gifts"][0]["owned_gift_id"].is_string());
    server
        .control("stars", json!({"id": BOT, "amount": 1}))
        .await;
    let poor = json!({"user_id": ANN, "gift_id": "heart"});
    assert_eq!(
        server.error("sendGift", poor).await,
        "400 Bad Request: BALANCE_TOO_LOW"
    );
}

#[tokio::test]
async fn gifts_are_listed_in_parts() {
    let (server, _) = shop(&[]).await;
    for gift in ["heart", "ring", "heart"] {
        server.emulator.give_gift(BOB, ANN, gift, "").unwrap();
    }
    assert!(server.emulator.give_gift(BOB, ANN, "ring", "").is_err());
    assert!(server.emulator.give_gift(BOB, 99, "heart", "").is_err());
    let list = async |more: Value| {
        let mut params = json!({"user_id": ANN});
        params
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        server.ok("getUserGifts", params).await
    };
    let ids = |gifts: &Value| -> Vec<String> {
        let gifts = gifts["gifts"].as_array().cloned().unwrap_or_default();
        let id = |gift: &Value| gift["gift"]["id"].as_str().map(str::to_owned);
        gifts.iter().filter_map(id).collect()
    };
    let first = list(json!({"limit": 2})).await;
    assert_eq!(first["total_count"], 3);
    assert_eq!(ids(&first), ["heart", "ring"]);
    assert_eq!(first["gifts"][0]["sender_user"]["id"], BOB);
    assert!(first["gifts"][0].get("owned_gift_id").is_none());
    let rest = list(json!({"limit": 2, "offset": first["next_offset"]})).await;
    assert_eq!(ids(&rest), ["heart"]);
    assert!(rest.get("next_offset").is_none());
    assert_eq!(
        ids(&list(json!({"sort_by_price": true})).await),
        ["ring", "heart", "heart"]
    );
    assert_eq!(
        ids(&list(json!({"exclude_unlimited": true})).await),
        ["ring"]
    );
    assert_eq!(
        ids(&list(json!({"exclude_limited_upgradable": true})).await),
        ["heart", "heart"]
    );
    let give = json!({"user_id": BOB, "owner_id": NEWS, "gift_id": "heart"});
    assert_eq!(server.control("give_gift", give).await["ok"], true);
}

#[tokio::test]
async fn premium_is_a_gift_too() {
    let (server, _) = shop(&[]).await;
    let gift = |months: i64, stars: i64| json!({"user_id": ANN, "month_count": months, "star_count": stars});
    assert_eq!(
        server.error("giftPremiumSubscription", gift(3, 999)).await,
        "400 Bad Request: STARS_AMOUNT_INVALID"
    );
    assert_eq!(
        server.ok("giftPremiumSubscription", gift(6, 1500)).await,
        true
    );
    assert_eq!(balance(&server).await, 8_500);
    server.ann_writes("thanks");
    assert_eq!(server.updates()[0]["message"]["from"]["is_premium"], true);
    let transactions = server.ok("getStarTransactions", json!({})).await;
    let partner = &transactions["transactions"][0]["receiver"];
    assert_eq!(partner["premium_subscription_duration"], 6);
}

#[tokio::test]
async fn gifts_of_a_business_account_are_converted() {
    let rights = [
        "can_view_gifts_and_stars",
        "can_convert_gifts_to_stars",
        "can_transfer_and_upgrade_gifts",
    ];
    let (server, connection) = shop(&rights).await;
    server.emulator.give_gift(BOB, ANN, "ring", "").unwrap();
    let of_ann = json!({"business_connection_id": connection});
    let gifts = server.ok("getBusinessAccountGifts", of_ann.clone()).await;
    let gift = gifts["gifts"][0]["owned_gift_id"].clone();
    assert_eq!(gifts["gifts"][0]["convert_star_count"], 85);
    let params = json!({"business_connection_id": connection, "owned_gift_id": gift,
        "new_owner_chat_id": BOB});
    for (method, error) in [
        ("upgradeGift", "STARGIFT_UPGRADE_UNAVAILABLE"),
        ("transferGift", "STARGIFT_NOT_UNIQUE"),
    ] {
        let error = format!("400 Bad Request: {error}");
        assert_eq!(server.error(method, params.clone()).await, error);
    }
    let stars = async || {
        server
            .ok("getBusinessAccountStarBalance", of_ann.clone())
            .await
    };
    assert_eq!(stars().await, json!({"amount": 10_000}));
    assert_eq!(server.ok("convertGiftToStars", params.clone()).await, true);
    assert_eq!(stars().await, json!({"amount": 10_085}));
    assert_eq!(
        server.error("convertGiftToStars", params).await,
        "400 Bad Request: STARGIFT_NOT_FOUND"
    );
}

#[tokio::test]
async fn stars_of_a_business_account_are_moved() {
    let (server, connection) = shop(&["can_transfer_stars"]).await;
    let move_ = |count: i64| json!({"business_connection_id": connection, "star_count": count});
    assert_eq!(
        server
            .ok("transferBusinessAccountStars", move_(9_000))
            .await,
        true
    );
    assert_eq!(balance(&server).await, 19_000);
    for (count, error) in [(9_000, "BALANCE_TOO_LOW"), (0, "STARS_AMOUNT_INVALID")] {
        let error = format!("400 Bad Request: {error}");
        assert_eq!(
            server
                .error("transferBusinessAccountStars", move_(count))
                .await,
            error
        );
    }
    let transactions = server.ok("getStarTransactions", json!({})).await;
    let partner = &transactions["transactions"][0]["source"];
    assert_eq!(partner["transaction_type"], "business_account_transfer");
}

#[tokio::test]
async fn a_bot_changes_the_profile_of_a_business_account() {
    let rights = [
        "can_edit_name",
        "can_edit_bio",
        "can_edit_username",
        "can_change_gift_settings",
    ];
    let (server, connection) = shop(&rights).await;
    let set = async |method: &str, more: Value| {
        let mut params = json!({"business_connection_id": connection});
        params
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let answer = server.call(method, params).await;
        answer["description"].as_str().unwrap_or("done").to_owned()
    };
    let name = json!({"first_name": "Anna", "last_name": "Smith"});
    assert_eq!(set("setBusinessAccountName", name).await, "done");
    assert_eq!(
        set("setBusinessAccountBio", json!({"bio": "Hello"})).await,
        "done"
    );
    let username = |name: &str| json!({"username": name});
    assert_eq!(
        set("setBusinessAccountUsername", username("anna_smith")).await,
        "done"
    );
    for (name, error) in [
        ("anna_smith", "USERNAME_NOT_MODIFIED"),
        ("ann", "USERNAME_INVALID"),
        ("bob_the_second", "USERNAME_OCCUPIED"),
    ] {
        let error = format!("Bad Request: {error}");
        assert_eq!(
            set("setBusinessAccountUsername", username(name)).await,
            error
        );
    }
    let gifts = json!({"show_gift_button": true,
        "accepted_gift_types": {"unlimited_gifts": true}});
    assert_eq!(set("setBusinessAccountGiftSettings", gifts).await, "done");
    let chat = server.ok("getChat", json!({"chat_id": ANN})).await;
    assert_eq!(chat["first_name"], "Anna");
    assert_eq!(chat["last_name"], "Smith");
    assert_eq!(chat["bio"], "Hello");
    assert_eq!(chat["username"], "anna_smith");
    assert_eq!(chat["accepted_gift_types"]["unlimited_gifts"], true);
    assert_eq!(chat["accepted_gift_types"]["unique_gifts"], false);
    assert_eq!(
        set("setBusinessAccountName", json!({})).await,
        "Bad Request: first name must be non-empty"
    );
    let long = json!({"bio": "x".repeat(141)});
    assert_eq!(
        set("setBusinessAccountBio", long).await,
        "Bad Request: ABOUT_TOO_LONG"
    );
    let (server, connection) = shop(&[]).await;
    let params = json!({"business_connection_id": connection, "first_name": "x", "star_count": 1,
        "accepted_gift_types": {}});
    for method in [
        "setBusinessAccountName",
        "setBusinessAccountBio",
        "setBusinessAccountUsername",
        "setBusinessAccountGiftSettings",
        "getBusinessAccountStarBalance",
        "transferBusinessAccountStars",
        "getBusinessAccountGifts",
        "convertGiftToStars",
        "upgradeGift",
        "transferGift",
    ] {
        assert_eq!(
            server.error(method, params.clone()).await,
            "400 Bad Request: BUSINESS_CONNECTION_NOT_ALLOWED",
            "{method}"
        );
    }
}

#[tokio::test]
async fn an_emoji_status_takes_permission() {
    let server = Server::start().await;
    let set = json!({"user_id": ANN, "emoji_status_custom_emoji_id": "7",
        "emoji_status_expiration_date": 1_700_000_060});
    assert_eq!(
        server.error("setUserEmojiStatus", set.clone()).await,
        "400 Bad Request: USER_PERMISSION_DENIED"
    );
    server.emulator.allow_emoji_status(ANN, BOT, true).unwrap();
    assert_eq!(server.ok("setUserEmojiStatus", set.clone()).await, true);
    let chat = json!({"chat_id": ANN});
    let seen = server.ok("getChat", chat.clone()).await;
    assert_eq!(seen["emoji_status_custom_emoji_id"], "7");
    assert_eq!(seen["emoji_status_expiration_date"], 1_700_000_060);
    server.clock.advance(std::time::Duration::from_mins(1));
    assert!(
        server
            .ok("getChat", chat)
            .await
            .get("emoji_status_custom_emoji_id")
            .is_none()
    );
    let deny = json!({"user_id": ANN, "bot_id": BOT, "allowed": false});
    assert_eq!(server.control("allow_emoji_status", deny).await["ok"], true);
    assert!(
        server
            .error("setUserEmojiStatus", set)
            .await
            .ends_with("USER_PERMISSION_DENIED")
    );
}
