//! Bots that a bot manages for people.

use botwright_emulator::ControlError;
use serde_json::{Value, json};

use crate::support::{ANN, BOB, BOT, Server, answer};

#[tokio::test]
async fn a_person_makes_a_bot_for_a_manager() {
    let server = Server::with_groups().await;
    assert_eq!(server.ok("getMe", json!({})).await["can_manage_bots"], true);
    let id = server
        .emulator
        .make_bot(ANN, BOT, "anns_bot", "Ann's")
        .unwrap();
    let told = server.updates();
    assert_eq!(told[0]["message"]["managed_bot_created"]["bot"]["id"], id);
    assert_eq!(told[1]["managed_bot"]["user"]["id"], ANN);
    assert_eq!(told[1]["managed_bot"]["bot"]["username"], "anns_bot");
    for wrong in ["anns_bot", "Anns", "ann s bot"] {
        let refused = server.emulator.make_bot(ANN, BOT, wrong, "x");
        assert_eq!(refused, Err(ControlError::BadUsername(wrong.into())));
    }
    let params = json!({"user_id": id});
    let token = server.ok("getManagedBotToken", params.clone()).await;
    let me = async |token: &Value| {
        let token = token.as_str().unwrap();
        let url = format!("{}/bot{token}/getMe", server.emulator.url());
        answer(server.http.get(url)).await
    };
    assert_eq!(me(&token).await["result"]["id"], id);
    let new = server.ok("replaceManagedBotToken", params.clone()).await;
    assert_ne!(new, token);
    assert_eq!(me(&token).await["error_code"], 401);
    assert_eq!(me(&new).await["ok"], true);
    for (user, error) in [(43, "BOT_INVALID"), (0, "invalid user_id specified")] {
        let error = format!("400 Bad Request: {error}");
        let params = json!({"user_id": user});
        assert_eq!(server.error("getManagedBotToken", params).await, error);
    }
}

#[tokio::test]
async fn a_manager_says_who_may_use_a_bot() {
    let server = Server::with_groups().await;
    let id = server
        .emulator
        .make_bot(ANN, BOT, "anns_bot", "Ann's")
        .unwrap();
    let get = json!({"user_id": id});
    let open = server.ok("getManagedBotAccessSettings", get.clone()).await;
    assert_eq!(open, json!({"is_access_restricted": false}));
    server.emulator.send(BOB, id, "hi").unwrap();
    let set = |added: Value| json!({"user_id": id, "is_access_restricted": true, "added_user_ids": added});
    assert_eq!(
        server
            .ok("setManagedBotAccessSettings", set(json!([])))
            .await,
        true
    );
    let refused = server.emulator.send(BOB, id, "hi");
    assert!(matches!(refused, Err(ControlError::NotAllowed { .. })));
    server.emulator.send(ANN, id, "hi").unwrap();
    server
        .ok("setManagedBotAccessSettings", set(json!([BOB])))
        .await;
    server.emulator.send(BOB, id, "hi").unwrap();
    let settings = server.ok("getManagedBotAccessSettings", get).await;
    assert_eq!(settings["added_users"][0]["id"], BOB);
    let many: Vec<i64> = (1..12).collect();
    for (added, error) in [
        (json!(many), "USERS_TOO_MUCH"),
        (json!([99]), "user not found"),
        (json!({}), "expected an Array of user identifiers"),
    ] {
        let error = format!("400 Bad Request: {error}");
        assert_eq!(
            server
                .error("setManagedBotAccessSettings", set(added))
                .await,
            error
        );
    }
}

#[tokio::test]
async fn buttons_are_prepared_for_web_apps() {
    let server = Server::start().await;
    let button = json!({"text": "Choose", "request_users": {"request_id": 1}});
    let params = |button: &Value| json!({"user_id": ANN, "button": button});
    let id = server
        .ok("savePreparedKeyboardButton", params(&button))
        .await["id"]
        .take();
    let kept = server.emulator.prepared_button(id.as_str().unwrap());
    assert_eq!(kept, Some(button.clone()));
    let path = format!("/control/prepared_button?id={}", id.as_str().unwrap());
    assert_eq!(server.get(&path).await["prepared"]["button"], button);
    for (button, error) in [
        (json!({"text": "x"}), "BUTTON_TYPE_INVALID"),
        (
            json!({"request_users": {}}),
            "can't parse keyboard button: Can't find field \"text\"",
        ),
    ] {
        let error = format!("400 Bad Request: {error}");
        assert_eq!(
            server
                .error("savePreparedKeyboardButton", params(&button))
                .await,
            error
        );
    }
}

#[tokio::test]
async fn the_control_api_makes_bots() {
    let server = Server::start().await;
    let wish = json!({"user_id": ANN, "manager_bot_id": BOT, "username": "anns_bot",
        "first_name": "Ann's"});
    let made = server.control("make_bot", wish.clone()).await;
    assert!(made["bot_id"].is_number());
    assert_eq!(server.control("make_bot", wish).await["ok"], false);
}
