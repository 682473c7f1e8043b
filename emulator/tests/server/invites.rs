//! Invite links and requests to join.

use std::time::Duration;

use botwright_emulator::ControlError;
use serde_json::{Value, json};

use crate::support::{ANN, BOB, BOT, CID, CLUB, NEWS, Server};

const EXPIRED: &str = "400 Bad Request: INVITE_HASH_EXPIRED";

async fn link(server: &Server, more: Value) -> Value {
    let mut params = json!({"chat_id": CLUB});
    if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
        params.extend(more.clone());
    }
    server.ok("createChatInviteLink", params).await
}

fn address(link: &Value) -> &str {
    link["invite_link"].as_str().expect("an address")
}

#[tokio::test]
async fn people_come_by_links_until_they_close() {
    let server = Server::with_admin_bot().await;
    let made = link(&server, json!({"name": " Friends ", "member_limit": 1})).await;
    assert_eq!(made["name"], "Friends");
    assert_eq!(made["member_limit"], 1);
    assert_eq!(made["creator"]["id"], BOT);
    assert_eq!(made["is_primary"], false);
    assert_eq!(made["creates_join_request"], false);
    server.allow(&["chat_member"]).await;
    assert_eq!(server.emulator.join_by_link(CID, address(&made)), Ok(CLUB));
    let told = server.updates().remove(0)["chat_member"].take();
    assert_eq!(told["invite_link"]["name"], "Friends");
    assert_eq!(told["new_chat_member"]["status"], "member");
    server.emulator.leave(CID, CLUB).unwrap();
    let closed = Err(ControlError::NoInviteLink(address(&made).to_owned()));
    assert_eq!(server.emulator.join_by_link(CID, address(&made)), closed);

    let late = link(&server, json!({"expire_date": 1_700_000_060})).await;
    server.clock.advance(Duration::from_mins(1));
    assert!(server.emulator.join_by_link(CID, address(&late)).is_err());
    let edit = json!({"chat_id": CLUB, "invite_link": address(&late), "name": "again"});
    let edited = server.ok("editChatInviteLink", edit.clone()).await;
    assert_eq!(edited["name"], "again");
    assert!(edited.get("expire_date").is_none());
    server.emulator.join_by_link(CID, address(&late)).unwrap();
    server.emulator.leave(CID, CLUB).unwrap();
    let revoked = server.ok("revokeChatInviteLink", edit.clone()).await;
    assert_eq!(revoked["is_revoked"], true);
    assert!(server.emulator.join_by_link(CID, address(&late)).is_err());
    for method in ["editChatInviteLink", "revokeChatInviteLink"] {
        assert_eq!(server.error(method, edit.clone()).await, EXPIRED);
    }
    let both = json!({"chat_id": CLUB, "member_limit": 2, "creates_join_request": true});
    assert_eq!(
        server.error("createChatInviteLink", both).await,
        "400 Bad Request: member limit can't be specified for links requiring administrator approval"
    );
}

#[tokio::test]
async fn a_primary_link_is_replaced() {
    let server = Server::with_admin_bot().await;
    let club = json!({"chat_id": CLUB});
    let first = server.ok("exportChatInviteLink", club.clone()).await;
    assert_eq!(
        server.ok("getChat", club.clone()).await["invite_link"],
        first
    );
    let second = server.ok("exportChatInviteLink", club.clone()).await;
    assert_ne!(first, second);
    assert!(
        server
            .emulator
            .join_by_link(CID, first.as_str().unwrap())
            .is_err()
    );
    let params = json!({"chat_id": CLUB, "invite_link": second});
    assert_eq!(
        server.error("editChatInviteLink", params.clone()).await,
        "400 Bad Request: CHAT_INVITE_PERMANENT"
    );
    let revoked = server.ok("revokeChatInviteLink", params).await;
    assert_eq!(revoked["invite_link"], second);
    let third = server.ok("getChat", club.clone()).await["invite_link"].take();
    assert_ne!(third, second);
    server
        .emulator
        .join_by_link(CID, third.as_str().unwrap())
        .unwrap();
    server
        .emulator
        .promote(ANN, CLUB, BOT, &["can_pin_messages"])
        .unwrap();
    assert_eq!(
        server.error("exportChatInviteLink", club).await,
        "400 Bad Request: not enough rights to manage chat invite link"
    );
}

#[tokio::test]
async fn subscriptions_are_paid_in_stars_and_end() {
    let server = Server::with_admin_bot().await;
    let params = |price: i64| {
        json!({"chat_id": NEWS, "name": "paid", "subscription_period": 2_592_000,
            "subscription_price": price})
    };
    assert_eq!(
        server
            .error("createChatSubscriptionInviteLink", params(10_001))
            .await,
        "400 Bad Request: STARS_AMOUNT_INVALID"
    );
    let mut short = params(5);
    short["subscription_period"] = json!(60);
    assert_eq!(
        server
            .error("createChatSubscriptionInviteLink", short)
            .await,
        "400 Bad Request: SUBSCRIPTION_PERIOD_INVALID"
    );
    let made = server
        .ok("createChatSubscriptionInviteLink", params(9_000))
        .await;
    assert_eq!(made["subscription_price"], 9_000);
    assert_eq!(made["subscription_period"], 2_592_000);
    let edit = json!({"chat_id": NEWS, "invite_link": made["invite_link"], "name": "dear"});
    let edited = server.ok("editChatSubscriptionInviteLink", edit).await;
    assert_eq!(edited["name"], "dear");
    assert_eq!(edited["subscription_price"], 9_000);
    server.emulator.join_by_link(CID, address(&made)).unwrap();
    let member = json!({"chat_id": NEWS, "user_id": CID});
    let until = server.ok("getChatMember", member.clone()).await["until_date"].take();
    assert_eq!(until, 1_700_000_000 + 2_592_000);
    server.clock.advance(Duration::from_hours(30 * 24));
    assert_eq!(server.ok("getChatMember", member).await["status"], "left");
    // The second month is too dear.
    let again = server.emulator.join_by_link(CID, address(&made));
    assert!(matches!(
        again,
        Err(ControlError::TooFewStars { balance: 1_000, .. })
    ));
}

#[tokio::test]
async fn those_who_ask_are_let_in_or_not() {
    let server = Server::with_admin_bot().await;
    let made = link(&server, json!({"creates_join_request": true})).await;
    server.allow(&["chat_join_request", "chat_member"]).await;
    server.emulator.join_by_link(CID, address(&made)).unwrap();
    let told = server.updates().remove(0)["chat_join_request"].take();
    assert_eq!(told["from"]["id"], CID);
    assert_eq!(told["user_chat_id"], CID);
    assert_eq!(told["chat"]["id"], CLUB);
    assert_eq!(told["invite_link"]["pending_join_request_count"], 1);
    assert!(told.get("query_id").is_none());
    // The bot may write to them for five minutes.
    let write = json!({"chat_id": CID, "text": "Why?"});
    server.ok("sendMessage", write.clone()).await;
    server.clock.advance(Duration::from_secs(301));
    assert_eq!(
        server.error("sendMessage", write).await,
        "403 Forbidden: bot can't initiate conversation with a user"
    );
    let params = json!({"chat_id": CLUB, "user_id": CID});
    assert_eq!(
        server.ok("declineChatJoinRequest", params.clone()).await,
        true
    );
    assert!(server.updates().is_empty());
    assert_eq!(
        server.error("approveChatJoinRequest", params.clone()).await,
        "400 Bad Request: HIDE_REQUESTER_MISSING"
    );
    server.emulator.join_by_link(CID, address(&made)).unwrap();
    server.updates();
    assert_eq!(
        server.ok("approveChatJoinRequest", params.clone()).await,
        true
    );
    let told = server.updates().remove(0)["chat_member"].take();
    assert_eq!(told["invite_link"]["invite_link"], made["invite_link"]);
    assert!(
        told["invite_link"]
            .get("pending_join_request_count")
            .is_none()
    );
    assert_eq!(
        server.error("approveChatJoinRequest", params.clone()).await,
        "400 Bad Request: USER_ALREADY_PARTICIPANT"
    );
    server.emulator.leave(CID, CLUB).unwrap();
    server.emulator.ask_to_join(CID, CLUB).unwrap();
    assert!(server.emulator.ask_to_join(BOB, CLUB).is_err());
    server.ok("approveChatJoinRequest", params.clone()).await;
    let told = server.updates().pop().unwrap()["chat_member"].take();
    assert_eq!(told["via_join_request"], true);
    server.emulator.promote(ANN, CLUB, BOT, &[]).unwrap();
    assert_eq!(
        server.error("declineChatJoinRequest", params).await,
        "400 Bad Request: not enough rights to manage chat join requests"
    );
}

#[tokio::test]
async fn a_guard_answers_at_once() {
    let server = Server::with_admin_bot().await;
    assert!(server.emulator.set_guard_bot(BOB, CLUB, Some(BOT)).is_err());
    server.emulator.set_guard_bot(ANN, CLUB, Some(BOT)).unwrap();
    let chat = server.ok("getChat", json!({"chat_id": CLUB})).await;
    assert_eq!(chat["guard_bot"]["id"], BOT);
    let asks = || {
        server.emulator.ask_to_join(CID, CLUB).unwrap();
        let mut told = server.updates();
        told.retain(|update| update.get("chat_join_request").is_some());
        told.pop().unwrap()["chat_join_request"]["query_id"].take()
    };
    let answer =
        |id: &Value, result: &str| json!({"chat_join_request_query_id": id, "result": result});
    let too_old =
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid";
    let id = asks();
    assert_eq!(
        server
            .error("answerChatJoinRequestQuery", answer(&id, "perhaps"))
            .await,
        "400 Bad Request: invalid result specified"
    );
    assert_eq!(
        server
            .ok("answerChatJoinRequestQuery", answer(&id, "queue"))
            .await,
        true
    );
    assert_eq!(
        server
            .error("answerChatJoinRequestQuery", answer(&id, "approve"))
            .await,
        too_old
    );
    let id = asks();
    server
        .ok("answerChatJoinRequestQuery", answer(&id, "decline"))
        .await;
    let id = asks();
    server.clock.advance(Duration::from_secs(11));
    assert_eq!(
        server
            .error("answerChatJoinRequestQuery", answer(&id, "approve"))
            .await,
        too_old
    );
    // Who fills in a form has more time.
    let id = asks();
    let app = |url: &str| json!({"chat_join_request_query_id": id, "web_app_url": url});
    assert_eq!(
        server
            .error("sendChatJoinRequestWebApp", app("http://example.org"))
            .await,
        "400 Bad Request: wrong Web App URL specified"
    );
    server
        .ok("sendChatJoinRequestWebApp", app("https://example.org/form"))
        .await;
    let url = server.emulator.join_request_web_app(CID, CLUB);
    assert_eq!(url.as_deref(), Some("https://example.org/form"));
    server.clock.advance(Duration::from_mins(1));
    server
        .ok("answerChatJoinRequestQuery", answer(&id, "approve"))
        .await;
    let member = json!({"chat_id": CLUB, "user_id": CID});
    assert_eq!(server.ok("getChatMember", member).await["status"], "member");
}

#[tokio::test]
async fn the_control_api_has_links_and_requests() {
    let server = Server::with_admin_bot().await;
    let made = link(&server, json!({"creates_join_request": true})).await;
    let guard = json!({"user_id": ANN, "chat_id": CLUB, "bot_id": BOT});
    assert_eq!(server.control("guard_bot", guard).await["ok"], true);
    let join = json!({"user_id": CID, "invite_link": made["invite_link"]});
    assert_eq!(server.control("join_by_link", join).await["chat_id"], CLUB);
    let path = format!("/control/join_request?user_id={CID}&chat_id={CLUB}");
    assert_eq!(
        server.get(&path).await,
        json!({"is_waiting": true, "web_app_url": null})
    );
    let ask = json!({"user_id": CID, "chat_id": NEWS});
    assert_eq!(server.control("ask_to_join", ask).await["ok"], true);
}
