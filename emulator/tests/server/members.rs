//! Members of groups and channels, their rights, and what people do to each other.

use std::time::Duration;

use botwright_emulator::ControlError;
use serde_json::{Value, json};

use crate::support::{ANN, BOB, BOT, CID, CLUB, NEWS, Server};

const OLD: i64 = -5;
const SECOND: i64 = 43;
const ELSEWHERE: i64 = -1_000_000_000_003;

async fn status(server: &Server, chat: i64, user: i64) -> String {
    let params = json!({"chat_id": chat, "user_id": user});
    let member = server.ok("getChatMember", params).await;
    member["status"].as_str().unwrap().to_owned()
}

fn allowed(result: Result<(), ControlError>) -> bool {
    match result {
        Ok(()) => true,
        Err(ControlError::NotAllowed { .. } | ControlError::NotAMember { .. }) => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn members_are_looked_up_and_counted() {
    let server = Server::with_admin_bot().await;
    for chat in [OLD, CLUB, NEWS] {
        assert_eq!(status(&server, chat, ANN).await, "creator");
        assert_eq!(status(&server, chat, BOT).await, "administrator");
        assert_eq!(status(&server, chat, BOB).await, "member");
        assert_eq!(status(&server, chat, CID).await, "left");
        let params = json!({"chat_id": chat});
        assert_eq!(server.ok("getChatMemberCount", params.clone()).await, 3);
        let admins = server.ok("getChatAdministrators", params).await;
        assert_eq!(admins.as_array().unwrap().len(), 2);
        assert_eq!(admins[0]["status"], "creator");
        assert_eq!(admins[0]["is_anonymous"], false);
        assert_eq!(admins[1]["user"]["id"], BOT);
        assert_eq!(admins[1]["can_be_edited"], false);
        assert_eq!(admins[1]["can_delete_messages"], true);
        let posts = admins[1].get("can_post_messages").is_some();
        let topics = admins[1].get("can_manage_topics").is_some();
        assert_eq!((posts, topics), (chat == NEWS, chat == CLUB));
    }
    for (chat, user, error) in [
        (CLUB, 9, "400 Bad Request: PARTICIPANT_ID_INVALID"),
        (OLD, 9, "400 Bad Request: member not found"),
        (CLUB, 0, "400 Bad Request: invalid user_id specified"),
        (-7, BOB, "400 Bad Request: chat not found"),
    ] {
        let params = json!({"chat_id": chat, "user_id": user});
        assert_eq!(server.error("getChatMember", params).await, error);
    }
    assert_eq!(status(&server, ANN, ANN).await, "member");
    let private = json!({"chat_id": ANN});
    assert_eq!(
        server.error("getChatAdministrators", private).await,
        "400 Bad Request: there are no administrators in the private chat"
    );
}

#[tokio::test]
async fn other_bots_are_listed_on_demand() {
    let server = Server::with_groups().await;
    let news = json!({"chat_id": NEWS, "return_bots": true});
    assert_eq!(
        server.error("getChatAdministrators", news).await,
        "400 Bad Request: member list is inaccessible"
    );
    server
        .emulator
        .promote(ANN, CLUB, SECOND, &["can_manage_chat"])
        .unwrap();
    let ids = |admins: Value| -> Vec<i64> {
        let admins = admins.as_array().cloned().unwrap_or_default();
        let id = |admin: &Value| admin["user"]["id"].as_i64();
        admins.iter().filter_map(id).collect()
    };
    let club = json!({"chat_id": CLUB});
    assert_eq!(ids(server.ok("getChatAdministrators", club).await), [ANN]);
    let club = json!({"chat_id": "@club", "return_bots": true});
    assert_eq!(
        ids(server.ok("getChatAdministrators", club).await),
        [ANN, SECOND]
    );
    // A public group can be looked at from outside, a private one cannot.
    let elsewhere = json!({"chat_id": "@elsewhere"});
    assert_eq!(server.ok("getChatMemberCount", elsewhere.clone()).await, 1);
    let mut write = elsewhere;
    write["text"] = json!("hi");
    assert_eq!(
        server.error("sendMessage", write).await,
        "403 Forbidden: bot is not a member of the supergroup chat"
    );
}

#[tokio::test]
async fn people_come_and_go() {
    let server = Server::with_admin_bot().await;
    server
        .allow(&["message", "chat_member", "my_chat_member"])
        .await;
    server.emulator.join(CID, CLUB).unwrap();
    assert!(!allowed(server.emulator.join(CID, CLUB)));
    let told = server.updates();
    assert_eq!(told[0]["chat_member"]["from"]["id"], CID);
    assert_eq!(told[0]["chat_member"]["old_chat_member"]["status"], "left");
    assert_eq!(
        told[0]["chat_member"]["new_chat_member"]["status"],
        "member"
    );
    assert_eq!(told[1]["message"]["new_chat_members"][0]["id"], CID);
    assert_eq!(told.len(), 2);

    server.emulator.leave(CID, CLUB).unwrap();
    assert!(!allowed(server.emulator.leave(CID, CLUB)));
    let told = server.updates();
    assert_eq!(told[0]["chat_member"]["new_chat_member"]["status"], "left");
    assert_eq!(told[1]["message"]["left_chat_member"]["id"], CID);
    // Nobody says so in a channel.
    server.emulator.join(CID, NEWS).unwrap();
    assert_eq!(server.updates().len(), 1);
    assert!(server.emulator.messages(NEWS).is_empty());
}

#[tokio::test]
async fn chat_member_has_to_be_asked_for() {
    let server = Server::with_admin_bot().await;
    server.emulator.join(CID, CLUB).unwrap();
    let told = server.updates();
    assert_eq!(told.len(), 1);
    assert!(told[0]["message"]["new_chat_members"].is_array());
}

#[tokio::test]
async fn a_bot_hears_that_it_is_added_promoted_and_removed() {
    let server = Server::with_groups().await;
    assert!(!allowed(server.emulator.kick(ANN, ELSEWHERE, BOB)));
    server.emulator.add_member(ANN, ELSEWHERE, BOT).unwrap();
    let told = server.updates();
    assert_eq!(told[0]["my_chat_member"]["from"]["id"], ANN);
    assert_eq!(
        told[0]["my_chat_member"]["new_chat_member"]["status"],
        "member"
    );
    assert_eq!(told[1]["message"]["new_chat_members"][0]["id"], BOT);
    assert_eq!(told[1]["message"]["from"]["id"], ANN);

    server
        .emulator
        .promote(ANN, CLUB, BOT, &["can_pin_messages"])
        .unwrap();
    let told = server.updates().remove(0)["my_chat_member"].take();
    assert_eq!(told["new_chat_member"]["status"], "administrator");
    assert_eq!(told["new_chat_member"]["can_pin_messages"], true);
    assert_eq!(told["new_chat_member"]["can_manage_chat"], true);
    assert_eq!(told["new_chat_member"]["can_change_info"], false);
    let unknown = server.emulator.promote(ANN, CLUB, BOT, &["can_fly"]);
    assert_eq!(
        unknown,
        Err(ControlError::NoSuchAdminRight("can_fly".into()))
    );

    server.emulator.kick(ANN, CLUB, BOT).unwrap();
    let told = server.updates();
    assert_eq!(
        told[0]["my_chat_member"]["new_chat_member"]["status"],
        "kicked"
    );
    assert_eq!(told[1]["message"]["left_chat_member"]["id"], BOT);
    let write = json!({"chat_id": CLUB, "text": "hi"});
    assert_eq!(
        server.error("sendMessage", write).await,
        "403 Forbidden: bot was kicked from the supergroup chat"
    );
    server.emulator.add_member(ANN, CLUB, BOT).unwrap();
    assert_eq!(status(&server, CLUB, BOT).await, "member");
}

#[tokio::test]
async fn a_ban_keeps_people_out_until_it_ends() {
    let server = Server::with_admin_bot().await;
    let until = 1_700_000_000 + 3600;
    let ban = json!({"chat_id": CLUB, "user_id": BOB, "until_date": until});
    assert_eq!(server.ok("banChatMember", ban).await, true);
    let params = json!({"chat_id": CLUB, "user_id": BOB});
    let member = server.ok("getChatMember", params.clone()).await;
    assert_eq!(member["status"], "kicked");
    assert_eq!(member["until_date"], until);
    assert_eq!(server.updates()[0]["message"]["from"]["id"], BOT);
    assert!(!allowed(server.emulator.join(BOB, CLUB)));
    server.clock.advance(Duration::from_hours(1));
    assert_eq!(status(&server, CLUB, BOB).await, "left");
    server.emulator.join(BOB, CLUB).unwrap();

    // Too short a time is for ever.
    let ban = json!({"chat_id": CLUB, "user_id": BOB, "until_date": until + 20});
    server.ok("banChatMember", ban).await;
    server.clock.advance(Duration::from_mins(1));
    assert_eq!(status(&server, CLUB, BOB).await, "kicked");
    assert_eq!(server.ok("unbanChatMember", params.clone()).await, true);
    assert_eq!(status(&server, CLUB, BOB).await, "left");
    server.emulator.join(BOB, CLUB).unwrap();
    let mut unban = params;
    unban["only_if_banned"] = json!(true);
    server.ok("unbanChatMember", unban.clone()).await;
    assert_eq!(status(&server, CLUB, BOB).await, "member");
    unban["only_if_banned"] = json!(false);
    server.ok("unbanChatMember", unban).await;
    assert_eq!(status(&server, CLUB, BOB).await, "left");
    // A basic group has no bans.
    server
        .ok("banChatMember", json!({"chat_id": OLD, "user_id": BOB}))
        .await;
    assert_eq!(status(&server, OLD, BOB).await, "left");
}

#[tokio::test]
async fn restrictions_bind_people_and_end() {
    let server = Server::with_admin_bot().await;
    let until = 1_700_000_000 + 3600;
    let restrict = json!({"chat_id": CLUB, "user_id": BOB, "until_date": until,
        "permissions": {"can_react_to_messages": true}});
    server.ok("restrictChatMember", restrict).await;
    let params = json!({"chat_id": CLUB, "user_id": BOB});
    let member = server.ok("getChatMember", params).await;
    assert_eq!(member["status"], "restricted");
    assert_eq!(member["is_member"], true);
    assert_eq!(member["can_send_messages"], false);
    assert_eq!(member["can_react_to_messages"], true);
    assert_eq!(member["until_date"], until);
    let write = |text| server.emulator.send(BOB, CLUB, text).map(drop);
    assert!(!allowed(write("hi")));
    server.emulator.leave(BOB, CLUB).unwrap();
    server.emulator.join(BOB, CLUB).unwrap();
    assert!(!allowed(write("hi")));
    server.clock.advance(Duration::from_hours(1));
    assert!(allowed(write("hi")));
    // One permission may bring others with it.
    let restrict = |independent: bool| {
        json!({"chat_id": CLUB, "user_id": BOB, "permissions": {"can_send_other_messages": true},
            "use_independent_chat_permissions": independent})
    };
    for (independent, text) in [(true, false), (false, true)] {
        server.ok("restrictChatMember", restrict(independent)).await;
        let params = json!({"chat_id": CLUB, "user_id": BOB});
        let member = server.ok("getChatMember", params).await;
        assert_eq!(member["can_send_messages"], text);
        assert_eq!(member["can_send_photos"], text);
        assert_eq!(member["can_send_polls"], false);
    }
}

#[tokio::test]
async fn permissions_of_a_chat_bind_members_and_not_administrators() {
    let server = Server::with_admin_bot().await;
    let set = json!({"chat_id": CLUB, "permissions": {"can_invite_users": true}});
    assert_eq!(server.ok("setChatPermissions", set.clone()).await, true);
    assert_eq!(
        server.error("setChatPermissions", set).await,
        "400 Bad Request: CHAT_NOT_MODIFIED"
    );
    let chat = server.ok("getChat", json!({"chat_id": CLUB})).await;
    assert_eq!(chat["permissions"]["can_send_messages"], false);
    assert_eq!(chat["permissions"]["can_invite_users"], true);
    assert!(!allowed(server.emulator.send(BOB, CLUB, "hi").map(drop)));
    assert!(allowed(server.emulator.send(ANN, CLUB, "hi").map(drop)));
    server
        .ok("sendMessage", json!({"chat_id": CLUB, "text": "hi"}))
        .await;
    server.emulator.promote(ANN, CLUB, BOT, &[]).unwrap();
    let write = json!({"chat_id": CLUB, "text": "hi"});
    assert_eq!(
        server.error("sendMessage", write).await,
        "400 Bad Request: not enough rights to send text messages to the chat"
    );
}

#[tokio::test]
async fn a_bot_promotes_within_its_own_rights() {
    let server = Server::with_admin_bot().await;
    let promote = |rights: Value| {
        let mut params = json!({"chat_id": CLUB, "user_id": BOB});
        params
            .as_object_mut()
            .unwrap()
            .extend(rights.as_object().unwrap().clone());
        params
    };
    let title = json!({"chat_id": CLUB, "user_id": BOB, "custom_title": "Helper"});
    assert_eq!(
        server
            .error("setChatAdministratorCustomTitle", title.clone())
            .await,
        "400 Bad Request: user is not an administrator"
    );
    server
        .ok(
            "promoteChatMember",
            promote(json!({"can_pin_messages": true})),
        )
        .await;
    server.ok("setChatAdministratorCustomTitle", title).await;
    let member = server.ok("getChatMember", promote(json!({}))).await;
    assert_eq!(member["status"], "administrator");
    assert_eq!(member["can_be_edited"], true);
    assert_eq!(member["can_pin_messages"], true);
    assert_eq!(member["can_promote_members"], false);
    assert_eq!(member["custom_title"], "Helper");
    server.ok("promoteChatMember", promote(json!({}))).await;
    assert_eq!(status(&server, CLUB, BOB).await, "member");

    let few = ["can_promote_members", "can_pin_messages"];
    server.emulator.promote(ANN, CLUB, BOT, &few).unwrap();
    assert_eq!(
        server
            .error(
                "promoteChatMember",
                promote(json!({"can_change_info": true}))
            )
            .await,
        "400 Bad Request: RIGHT_FORBIDDEN"
    );
    server
        .emulator
        .promote(ANN, CLUB, BOT, &["can_pin_messages"])
        .unwrap();
    assert_eq!(
        server
            .error(
                "promoteChatMember",
                promote(json!({"can_pin_messages": true}))
            )
            .await,
        "400 Bad Request: not enough rights"
    );
    server.emulator.promote(ANN, CLUB, BOT, &[]).unwrap();
    assert_eq!(
        server
            .error(
                "promoteChatMember",
                promote(json!({"can_pin_messages": true}))
            )
            .await,
        "400 Bad Request: CHAT_ADMIN_REQUIRED"
    );
}

#[tokio::test]
async fn some_people_cannot_be_touched() {
    let server = Server::with_admin_bot().await;
    server.emulator.add_member(ANN, CLUB, CID).unwrap();
    server
        .emulator
        .promote(ANN, CLUB, CID, &["can_pin_messages"])
        .unwrap();
    for (method, user, error) in [
        (
            "banChatMember",
            ANN,
            "400 Bad Request: can't remove chat owner",
        ),
        (
            "banChatMember",
            CID,
            "400 Bad Request: user is an administrator of the chat",
        ),
        ("banChatMember", BOT, "400 Bad Request: can't restrict self"),
        (
            "banChatMember",
            9,
            "400 Bad Request: PARTICIPANT_ID_INVALID",
        ),
        (
            "promoteChatMember",
            ANN,
            "400 Bad Request: can't remove chat owner",
        ),
        (
            "promoteChatMember",
            CID,
            "400 Bad Request: CHAT_ADMIN_REQUIRED",
        ),
        (
            "promoteChatMember",
            BOT,
            "400 Bad Request: can't promote self",
        ),
        (
            "promoteChatMember",
            SECOND,
            "400 Bad Request: USER_NOT_PARTICIPANT",
        ),
    ] {
        let params = json!({"chat_id": CLUB, "user_id": user});
        assert_eq!(server.error(method, params).await, error, "{method} {user}");
    }
    let title = json!({"chat_id": CLUB, "user_id": CID, "custom_title": "x"});
    assert_eq!(
        server.error("setChatAdministratorCustomTitle", title).await,
        "400 Bad Request: not enough rights to change custom title of the user"
    );
    server.emulator.promote(ANN, CLUB, BOT, &[]).unwrap();
    let params = json!({"chat_id": CLUB, "user_id": BOB});
    assert_eq!(
        server.error("banChatMember", params.clone()).await,
        "400 Bad Request: not enough rights to restrict/unrestrict chat member"
    );
    for method in ["restrictChatMember", "setChatMemberTag"] {
        let mut params = params.clone();
        params["chat_id"] = json!(OLD);
        params["permissions"] = json!({});
        assert_eq!(
            server.error(method, params).await,
            "400 Bad Request: method is available only for supergroups"
        );
    }
    let mut params = params;
    params["chat_id"] = json!(OLD);
    assert_eq!(
        server.error("promoteChatMember", params).await,
        "400 Bad Request: method is available for supergroup and channel chats only"
    );
}

#[tokio::test]
async fn members_have_tags() {
    let server = Server::with_admin_bot().await;
    let set = |tag: &str| json!({"chat_id": CLUB, "user_id": BOB, "tag": tag});
    assert_eq!(
        server
            .error("setChatMemberTag", set("seventeen letters"))
            .await,
        "400 Bad Request: ADMIN_RANK_INVALID"
    );
    assert_eq!(
        server.error("setChatMemberTag", set("⭐")).await,
        "400 Bad Request: ADMIN_RANK_EMOJI_NOT_ALLOWED"
    );
    for tag in ["old hand", ""] {
        server.ok("setChatMemberTag", set(tag)).await;
        let member = server.ok("getChatMember", set(tag)).await;
        assert_eq!(member["tag"].as_str().unwrap_or_default(), tag);
    }
}

#[tokio::test]
async fn chats_are_banned_as_senders() {
    let server = Server::with_admin_bot().await;
    let ban = |sender: i64| json!({"chat_id": CLUB, "sender_chat_id": sender});
    for method in ["banChatSenderChat", "unbanChatSenderChat"] {
        assert_eq!(server.ok(method, ban(NEWS)).await, true);
        assert_eq!(
            server.error(method, ban(-9)).await,
            "400 Bad Request: chat not found"
        );
        assert_eq!(
            server.error(method, ban(CLUB)).await,
            "400 Bad Request: PARTICIPANT_ID_INVALID"
        );
    }
}

#[tokio::test]
async fn a_bot_leaves() {
    let server = Server::with_admin_bot().await;
    for chat in [OLD, CLUB, NEWS] {
        assert_eq!(server.ok("leaveChat", json!({"chat_id": chat})).await, true);
        let told = server.updates();
        assert_eq!(
            told[0]["my_chat_member"]["new_chat_member"]["status"],
            "left"
        );
        assert_eq!(told.len(), if chat == NEWS { 1 } else { 2 });
        let error = server.error("leaveChat", json!({"chat_id": chat})).await;
        assert!(
            error.starts_with("403 Forbidden: bot is not a member of the "),
            "{error}"
        );
    }
    assert_eq!(
        server.error("leaveChat", json!({"chat_id": ANN})).await,
        "400 Bad Request: chat can't be left"
    );
}

#[tokio::test]
async fn the_control_api_has_members() {
    let server = Server::with_admin_bot().await;
    for (path, member) in [("add_member", CID), ("kick", CID)] {
        let input = json!({"user_id": ANN, "chat_id": CLUB, "member_id": member});
        assert_eq!(server.control(path, input).await["ok"], true);
    }
    let promote = json!({"user_id": ANN, "chat_id": CLUB, "member_id": BOB,
        "rights": ["can_pin_messages"]});
    assert_eq!(server.control("promote", promote).await["ok"], true);
    let state = server.get("/control/state").await;
    let chats = state["chats"].as_array().unwrap();
    let club = chats.iter().find(|chat| chat["id"] == CLUB).unwrap();
    assert_eq!(club["members"], json!([ANN, BOB, BOT]));
    assert_eq!(club["admins"], json!([ANN, BOB, BOT]));
    let restrict = json!({"user_id": ANN, "chat_id": OLD, "member_id": BOB,
        "permissions": ["can_send_messages"]});
    assert_eq!(server.control("restrict", restrict).await["ok"], true);
    for (path, description) in [("leave", Value::Null), ("join", Value::Null)] {
        let answer = server
            .control(path, json!({"user_id": BOB, "chat_id": CLUB}))
            .await;
        assert_eq!(answer["description"], description);
    }
    let again = server
        .control("join", json!({"user_id": BOB, "chat_id": CLUB}))
        .await;
    assert_eq!(
        again["description"],
        format!("user 2 cannot do this in chat {CLUB}: they are a member already")
    );
    let unknown = server
        .control("join", json!({"user_id": BOB, "chat_id": ANN}))
        .await;
    assert_eq!(unknown["ok"], false);
}
