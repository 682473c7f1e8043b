//! What people send, forward, edit and share, and what bots hear of it.

use botwright_emulator::UserMessage;
use serde_json::{Value, json};

use crate::{
    files::png,
    media::{mp4, wav},
    support::{ANN, BOT, Server},
};

const CLUB: i64 = -1_000_000_000_001;
const NEWS: i64 = -1_000_000_000_002;

/// The newest of the waiting updates of this kind; none of them waits any more.
fn last(server: &Server, kind: &str) -> Value {
    let updates = server.emulator.take_updates(BOT);
    let updates = updates
        .iter()
        .rev()
        .map(|update| serde_json::from_str::<Value>(update));
    let mut found = updates.filter_map(|update| update.unwrap().get(kind).cloned());
    found.next().unwrap_or_else(|| panic!("no {kind}"))
}

#[tokio::test]
async fn people_send_media_of_every_kind() {
    let server = Server::start().await;
    for (message, key, expected) in [
        (
            UserMessage::photo(png(20, 10)),
            "photo",
            json!({"width": 20}),
        ),
        (
            UserMessage::document("a.txt", "hi").mime_type("text/plain"),
            "document",
            json!({"file_name": "a.txt", "mime_type": "text/plain", "file_size": 2}),
        ),
        (
            UserMessage::audio(wav()).track("Ann", "Silence"),
            "audio",
            json!({"duration": 2, "title": "Silence", "performer": "Ann"}),
        ),
        (
            UserMessage::video(mp4(64, 48)),
            "video",
            json!({"duration": 5, "width": 64, "mime_type": "video/mp4"}),
        ),
        (
            UserMessage::animation("gif").dimensions(8, 9),
            "animation",
            json!({"width": 8, "height": 9}),
        ),
        (
            UserMessage::voice("v").duration(4),
            "voice",
            json!({"duration": 4}),
        ),
        (
            UserMessage::video_note("n"),
            "video_note",
            json!({"length": 240}),
        ),
        (
            UserMessage::sticker("s").emoji("😀"),
            "sticker",
            json!({"emoji": "😀"}),
        ),
        (
            UserMessage::live_photo(mp4(64, 48), png(64, 48)),
            "live_photo",
            json!({"duration": 5}),
        ),
        (
            UserMessage::location(1.5, 2.5),
            "location",
            json!({"latitude": 1.5, "longitude": 2.5}),
        ),
        (
            UserMessage::venue(1.0, 2.0, "Café", "Street"),
            "venue",
            json!({"title": "Café"}),
        ),
        (
            UserMessage::contact("+1", "Bob"),
            "contact",
            json!({"phone_number": "+1", "first_name": "Bob"}),
        ),
        (UserMessage::dice("🎲"), "dice", json!({"emoji": "🎲"})),
    ] {
        server.emulator.send_message(ANN, BOT, message).unwrap();
        let sent = last(&server, "message");
        let object = if key == "photo" {
            &sent[key][0]
        } else {
            &sent[key]
        };
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(object[name], *value, "{key}.{name} of {sent}");
        }
        assert_eq!(sent["from"]["id"], ANN);
    }
}

#[tokio::test]
async fn texts_and_captions_may_be_formatted() {
    let server = Server::start().await;
    let emulator = &server.emulator;
    let text = UserMessage::html("a <b>bold</b> /word");
    emulator.send_message(ANN, BOT, text).unwrap();
    let sent = last(&server, "message");
    assert_eq!(sent["text"], "a bold /word");
    assert_eq!(sent["entities"][0]["type"], "bold");
    assert_eq!(sent["entities"][1]["type"], "bot_command");
    let photo = UserMessage::photo(png(1, 1))
        .caption_html("<i>x</i>")
        .caption_above()
        .spoiler();
    emulator.send_message(ANN, BOT, photo).unwrap();
    let sent = last(&server, "message");
    assert_eq!(sent["caption_entities"][0]["type"], "italic");
    assert_eq!(sent["has_media_spoiler"], true);
    assert_eq!(sent["show_caption_above_media"], true);
    for wrong in [
        UserMessage::html("<b>"),
        UserMessage::text(" "),
        UserMessage::text("x".repeat(4097)),
        UserMessage::photo("no picture"),
        UserMessage::video(Vec::new()),
        UserMessage::dice("🐈"),
        UserMessage::text("x").reply_to(999),
    ] {
        assert!(
            emulator.send_message(ANN, BOT, wrong.clone()).is_err(),
            "{wrong:?}"
        );
    }
}

#[tokio::test]
async fn replies_quote_and_come_from_other_chats() {
    let server = Server::with_groups().await;
    let emulator = &server.emulator;
    let first = emulator.send(ANN, CLUB, "one two three").unwrap();
    let reply = UserMessage::text("yes").reply_to(first).quote("two");
    emulator.send_message(ANN, CLUB, reply).unwrap();
    let sent = last(&server, "message");
    assert_eq!(sent["reply_to_message"]["message_id"], first);
    assert_eq!(
        sent["quote"],
        json!({"text": "two", "position": 4, "is_manual": true})
    );
    let reply = UserMessage::text("look").reply_to(first).reply_in(CLUB);
    emulator.send_message(ANN, BOT, reply).unwrap();
    let sent = last(&server, "message");
    assert_eq!(sent.get("reply_to_message"), None);
    assert_eq!(sent["external_reply"]["message_id"], first);
    assert_eq!(sent["external_reply"]["chat"]["id"], CLUB);
    assert_eq!(sent["external_reply"]["origin"]["sender_user"]["id"], ANN);
    let wrong = UserMessage::text("x").reply_to(first).quote("four");
    assert!(emulator.send_message(ANN, CLUB, wrong).is_err());
}

#[tokio::test]
async fn albums_of_people_have_one_id() {
    let server = Server::start().await;
    let photo = || UserMessage::photo(png(20, 10));
    let ids = server
        .emulator
        .send_album(
            ANN,
            BOT,
            vec![photo().caption("c"), UserMessage::video("v")],
        )
        .unwrap();
    let updates = server.ok("getUpdates", json!({})).await;
    assert_eq!(updates[0]["message"]["message_id"], ids[0]);
    assert_eq!(updates[0]["message"]["caption"], "c");
    assert_eq!(
        updates[0]["message"]["media_group_id"],
        updates[1]["message"]["media_group_id"]
    );
    for wrong in [
        vec![photo()],
        vec![photo(), UserMessage::document("a", "a")],
        vec![UserMessage::text("a"), UserMessage::text("b")],
        vec![photo(); 11],
    ] {
        assert!(server.emulator.send_album(ANN, BOT, wrong).is_err());
    }
}

#[tokio::test]
async fn forwards_tell_where_they_come_from() {
    let server = Server::with_groups().await;
    let emulator = &server.emulator;
    let post = emulator.send(ANN, NEWS, "news").unwrap();
    emulator.forward(ANN, NEWS, &[post], BOT).unwrap();
    let origin = last(&server, "message")["forward_origin"].take();
    assert_eq!(origin["type"], "channel");
    assert_eq!(origin["chat"]["id"], NEWS);
    assert_eq!(origin["message_id"], post);
    let text = emulator.send(ANN, CLUB, "mine").unwrap();
    let forwarded = emulator.forward(ANN, CLUB, &[text], BOT).unwrap();
    let sent = last(&server, "message");
    assert_eq!(sent["message_id"], forwarded[0]);
    assert_eq!(sent["forward_origin"]["type"], "user");
    assert_eq!(sent["forward_origin"]["sender_user"]["id"], ANN);
    let album = vec![UserMessage::photo(png(2, 2)), UserMessage::photo(png(2, 2))];
    let album = emulator.send_album(ANN, CLUB, album).unwrap();
    emulator.forward(ANN, CLUB, &album, BOT).unwrap();
    let messages = emulator.messages(ANN);
    let [.., one, two] = messages.as_slice() else {
        panic!("two messages")
    };
    assert!(one["media_group_id"].is_string());
    assert_eq!(one["media_group_id"], two["media_group_id"]);
    assert!(emulator.forward(ANN, CLUB, &[999], BOT).is_err());
}

#[tokio::test]
async fn a_hidden_sender_is_a_name() {
    let world = json!({
        "bots": [{"token": "42:EMULATOR", "username": "emulator_bot", "first_name": "E"}],
        "users": [
            {"id": 1, "first_name": "Ann", "hides_forwards": true, "phone_number": "+12025550100"},
            {"id": 2, "first_name": "Bob"},
        ],
        "chats": [{"id": -5, "type": "group", "title": "G", "members": []}],
    });
    let world = botwright_emulator::World::from_json(&world.to_string()).unwrap();
    let server = Server::with(world).await;
    let id = server.emulator.send(1, BOT, "secret").unwrap();
    server.emulator.forward(1, BOT, &[id], BOT).unwrap();
    let sent = last(&server, "message");
    assert_eq!(
        sent["forward_origin"],
        json!({"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "Ann"})
    );
    let contact = UserMessage::contact("12025550100", "A.");
    server.emulator.send_message(2, BOT, contact).unwrap();
    assert_eq!(last(&server, "message")["contact"]["user_id"], 1);
}

#[tokio::test]
async fn people_edit_their_own_messages() {
    let server = Server::with_groups().await;
    let emulator = &server.emulator;
    let id = emulator.send(ANN, BOT, "old").unwrap();
    emulator.edit(ANN, BOT, id, "new").unwrap();
    let edited = last(&server, "edited_message");
    assert_eq!(edited["text"], "new");
    assert_eq!(edited["edit_date"], 1_700_000_000);
    let photo = UserMessage::photo(png(20, 10)).caption("old");
    let photo = emulator.send_message(ANN, BOT, photo).unwrap();
    emulator.edit(ANN, BOT, photo, "new").unwrap();
    assert_eq!(last(&server, "edited_message")["caption"], "new");
    emulator
        .edit_media(ANN, BOT, photo, UserMessage::video(mp4(64, 48)))
        .unwrap();
    let edited = last(&server, "edited_message");
    assert_eq!(edited["video"]["width"], 64);
    assert_eq!(edited.get("photo"), None);
    let post = emulator.send(ANN, NEWS, "post").unwrap();
    emulator.edit(ANN, NEWS, post, "better").unwrap();
    assert_eq!(last(&server, "edited_channel_post")["text"], "better");
    let club = emulator.send(ANN, CLUB, "hi").unwrap();
    assert!(emulator.edit(2, CLUB, club, "no").is_err());
    let dice = emulator
        .send_message(ANN, BOT, UserMessage::dice("🎲"))
        .unwrap();
    assert!(emulator.edit(ANN, BOT, dice, "6").is_err());
    assert!(
        emulator
            .edit_media(ANN, BOT, id, UserMessage::photo(png(1, 1)))
            .is_err()
    );
}

#[tokio::test]
async fn a_person_on_the_move_is_followed() {
    let server = Server::start().await;
    let emulator = &server.emulator;
    let place = UserMessage::live_location(1.0, 2.0, 900);
    let id = emulator.send_message(ANN, BOT, place).unwrap();
    emulator.move_live_location(ANN, BOT, id, 3.0, 4.0).unwrap();
    assert_eq!(
        last(&server, "edited_message")["location"],
        json!({"latitude": 3.0, "longitude": 4.0, "live_period": 900})
    );
    emulator.stop_live_location(ANN, BOT, id).unwrap();
    assert_eq!(
        last(&server, "edited_message")["location"],
        json!({"latitude": 3.0, "longitude": 4.0})
    );
    assert!(emulator.move_live_location(ANN, BOT, id, 5.0, 6.0).is_err());
}

#[tokio::test]
async fn people_delete_messages() {
    let server = Server::with_groups().await;
    let emulator = &server.emulator;
    let id = emulator.send(ANN, BOT, "x").unwrap();
    emulator.delete_message(ANN, BOT, id).unwrap();
    assert_eq!(emulator.messages(ANN), [Value::Null; 0]);
    let own = emulator.send(2, CLUB, "x").unwrap();
    let anns = emulator.send(ANN, CLUB, "x").unwrap();
    assert!(emulator.delete_message(2, CLUB, anns).is_err());
    emulator.delete_message(ANN, CLUB, own).unwrap();
}

async fn keyboard(server: &Server, buttons: Value) {
    let markup = json!({"keyboard": [buttons]});
    let params = json!({"chat_id": 1, "text": "share?", "reply_markup": markup});
    server.ok("sendMessage", params).await;
}

#[tokio::test]
async fn buttons_share_contacts_locations_users_and_chats() {
    let server = Server::with_groups().await;
    let emulator = &server.emulator;
    assert!(emulator.share_contact(ANN, BOT).is_err());
    let buttons = json!([
        {"text": "number", "request_contact": true},
        {"text": "place", "request_location": true},
        {"text": "user", "request_users": {"request_id": 7, "request_name": true}},
        {"text": "chat", "request_chat": {
            "request_id": 8, "chat_is_channel": false, "request_title": true,
        }},
    ]);
    keyboard(&server, buttons).await;
    emulator.share_contact(ANN, BOT).unwrap();
    let contact = last(&server, "message")["contact"].take();
    assert_eq!(contact["user_id"], ANN);
    emulator.share_location(ANN, BOT, 1.0, 2.0).unwrap();
    assert_eq!(last(&server, "message")["location"]["latitude"], 1.0);
    emulator.share_users(ANN, BOT, 7, &[2]).unwrap();
    assert_eq!(
        last(&server, "message")["users_shared"]["users"],
        json!([{"user_id": 2, "first_name": "Bob"}])
    );
    emulator.share_chat(ANN, BOT, 8, CLUB).unwrap();
    assert_eq!(
        last(&server, "message")["chat_shared"],
        json!({"request_id": 8, "chat_id": CLUB, "title": "Club"})
    );
    assert!(emulator.share_chat(ANN, BOT, 8, NEWS).is_err());
    assert!(emulator.share_users(ANN, BOT, 9, &[2]).is_err());
    assert!(emulator.share_users(ANN, BOT, 7, &[2, 1]).is_err());
}

#[tokio::test]
async fn the_control_api_sends_the_same() {
    let server = Server::with_groups().await;
    let message = json!({"photo": "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAA=", "caption": "c"});
    let sent = json!({"user_id": 1, "chat_id": BOT, "message": message});
    let answer = server.control("send_message", sent).await;
    assert_eq!(answer["message"]["photo"][0]["height"], 3, "{answer}");
    let id = answer["message"]["message_id"].clone();
    let edit = json!({"user_id": 1, "chat_id": BOT, "message_id": id, "text": "d"});
    let answer = server.control("edit", edit).await;
    assert_eq!(answer["message"]["caption"], "d");
    let media = json!({
        "user_id": 1, "chat_id": BOT, "message_id": id,
        "message": {"document": "aGk=", "file_name": "a.txt"},
    });
    let answer = server.control("edit_media", media).await;
    assert_eq!(answer["message"]["document"]["file_size"], 2);
    let album = json!([{"document": "aGk="}, {"document": "aGk="}]);
    let album = json!({"user_id": 1, "chat_id": CLUB, "messages": album});
    let answer = server.control("send_album", album).await;
    let ids: Vec<&Value> = answer["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|message| &message["message_id"])
        .collect();
    let forward = json!({
        "user_id": 1, "from_chat_id": CLUB, "message_ids": ids, "chat_id": BOT,
    });
    let answer = server.control("forward", forward).await;
    assert_eq!(answer["messages"][1]["forward_origin"]["type"], "user");
    let place = json!({"location": {"latitude": 1, "longitude": 2, "live_period": 60}});
    let place = json!({"user_id": 1, "chat_id": BOT, "message": place});
    let id = server.control("send_message", place).await["message"]["message_id"].take();
    let step = json!({
        "user_id": 1, "chat_id": BOT, "message_id": id, "latitude": 3.0, "longitude": 4.0,
    });
    let answer = server.control("move_live_location", step).await;
    assert_eq!(answer["message"]["location"]["latitude"], 3.0);
    let end = json!({"user_id": 1, "chat_id": BOT, "message_id": id});
    let answer = server.control("stop_live_location", end.clone()).await;
    assert_eq!(answer["message"]["location"].get("live_period"), None);
    assert_eq!(server.control("delete_message", end).await["ok"], true);
    keyboard(
        &server,
        json!([{"text": "number", "request_contact": true}]),
    )
    .await;
    let answer = server
        .control("share_contact", json!({"user_id": 1, "chat_id": BOT}))
        .await;
    assert_eq!(answer["message"]["contact"]["user_id"], 1);
    let put =
        json!({"url": "https://a.b/c.pdf", "content_type": "application/pdf", "data": "aGk="});
    assert_eq!(server.control("put_url", put).await["ok"], true);
    let document = json!({"chat_id": 1, "document": "https://a.b/c.pdf"});
    let sent = server.ok("sendDocument", document).await;
    assert_eq!(sent["document"]["file_name"], "c.pdf");
}

#[tokio::test]
async fn mistakes_in_messages_are_named() {
    let server = Server::start().await;
    for (message, expected) in [
        (json!({}), "missing field `text`"),
        (json!({"text": "x", "colour": 1}), "`colour`"),
        (json!({"text": 1}), "missing field `text`"),
        (json!({"photo": "??"}), "`photo` is not base64"),
        (
            json!({"location": {"latitude": 1}}),
            "missing field `longitude`",
        ),
    ] {
        let sent = json!({"user_id": 1, "chat_id": BOT, "message": message});
        let answer = server.control("send_message", sent).await;
        let words = answer["description"].as_str().unwrap();
        assert!(words.contains(expected), "{words}");
    }
}
