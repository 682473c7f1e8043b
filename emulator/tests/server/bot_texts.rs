//! What a bot says about itself.

use serde_json::json;

use crate::support::Server;

#[tokio::test]
async fn texts_have_translations() {
    let server = Server::start().await;
    for (set, get, key, most) in [
        ("setMyName", "getMyName", "name", 64),
        ("setMyDescription", "getMyDescription", "description", 512),
        (
            "setMyShortDescription",
            "getMyShortDescription",
            "short_description",
            120,
        ),
    ] {
        for (language, text) in [("", "All"), ("de", "Alle")] {
            let params = json!({key: text, "language_code": language});
            assert_eq!(server.ok(set, params).await, true);
        }
        for (language, text) in [("", "All"), ("de", "Alle"), ("fr", "All")] {
            let params = json!({"language_code": language});
            assert_eq!(
                server.ok(get, params).await,
                json!({key: text}),
                "{key} {language}"
            );
        }
        server.ok(set, json!({"language_code": "de"})).await;
        let german = json!({"language_code": "de"});
        assert_eq!(server.ok(get, german).await, json!({key: "All"}));
        let long = json!({key: "x".repeat(most + 1)});
        assert!(
            server
                .error(set, long)
                .await
                .starts_with("400 Bad Request: ")
        );
        let exact = json!({key: "x".repeat(most)});
        server.ok(set, exact).await;
        assert_eq!(
            server.error(get, json!({"language_code": "deu"})).await,
            "400 Bad Request: invalid language code specified"
        );
    }
    assert_eq!(
        server.ok("getMe", json!({})).await["first_name"],
        "x".repeat(64)
    );
    assert_eq!(
        server.error("setMyName", json!({})).await,
        "400 Bad Request: BOT_TITLE_INVALID"
    );
}

#[tokio::test]
async fn a_bot_without_texts_has_its_name() {
    let server = Server::start().await;
    assert_eq!(server.ok("getMyName", json!({})).await["name"], "Emulator");
    assert_eq!(
        server.ok("getMyDescription", json!({})).await["description"],
        ""
    );
}

#[tokio::test]
async fn default_rights_are_kept_for_groups_and_channels() {
    let server = Server::start().await;
    let none = server
        .ok("getMyDefaultAdministratorRights", json!({}))
        .await;
    assert_eq!(none["can_manage_chat"], false);
    assert_eq!(none["is_anonymous"], false);
    assert!(none.get("can_post_messages").is_none());
    let rights = json!({"is_anonymous": true, "can_post_messages": true, "can_pin_messages": true});
    let set = json!({"rights": rights, "for_channels": true});
    assert_eq!(
        server.ok("setMyDefaultAdministratorRights", set).await,
        true
    );
    let get = json!({"for_channels": true});
    let own = server
        .ok("getMyDefaultAdministratorRights", get.clone())
        .await;
    assert_eq!(own["is_anonymous"], true);
    assert_eq!(own["can_post_messages"], true);
    assert!(own.get("can_pin_messages").is_none());
    assert_eq!(
        server
            .ok("getMyDefaultAdministratorRights", json!({}))
            .await,
        none
    );
    server
        .ok("setMyDefaultAdministratorRights", get.clone())
        .await;
    let own = server.ok("getMyDefaultAdministratorRights", get).await;
    assert_eq!(own["can_post_messages"], false);
}
