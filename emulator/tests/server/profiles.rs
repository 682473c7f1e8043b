//! Profile photos and music, stories, passports, personal channels.

use std::time::Duration;

use botwright_emulator::World;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::{
    files::{png, upload},
    media::{mp4, wav},
    support::{ANN, BOT, Server},
};

const BOB: i64 = 2;

#[tokio::test]
async fn profiles_show_photos_and_music() {
    let server = Server::start().await;
    let emulator = &server.emulator;
    for side in [10, 20, 30] {
        emulator.set_profile_photo(ANN, png(side, side)).unwrap();
    }
    emulator.add_profile_audio(ANN, "a.wav", wav()).unwrap();
    let photos = server
        .ok("getUserProfilePhotos", json!({"user_id": ANN}))
        .await;
    assert_eq!(photos["total_count"], 3);
    assert_eq!(photos["photos"][0][0]["width"], 30);
    let params = json!({"user_id": ANN, "offset": 1, "limit": 1});
    let photos = server.ok("getUserProfilePhotos", params).await;
    assert_eq!(photos["total_count"], 3);
    assert_eq!(photos["photos"].as_array().unwrap().len(), 1);
    assert_eq!(photos["photos"][0][0]["width"], 20);
    let audios = server
        .ok("getUserProfileAudios", json!({"user_id": ANN}))
        .await;
    assert_eq!(audios["audios"][0]["duration"], 2);
    assert_eq!(
        server
            .error("getUserProfilePhotos", json!({"user_id": 9}))
            .await,
        "400 Bad Request: user not found"
    );
    assert_eq!(
        server.error("getUserProfilePhotos", json!({})).await,
        "400 Bad Request: invalid user_id specified"
    );
    assert!(emulator.set_profile_photo(ANN, "no picture").is_err());
    assert!(emulator.set_profile_photo(9, png(1, 1)).is_err());
}

#[tokio::test]
async fn a_bot_has_a_photo_of_its_own() {
    let server = Server::start().await;
    let form = |photo: Value| {
        Form::new()
            .text("photo", photo.to_string())
            .part("p", Part::bytes(png(50, 50)).file_name("p.png"))
            .part("v", Part::bytes(mp4(64, 64)).file_name("v.mp4"))
    };
    for photo in [
        json!({"type": "static", "photo": "attach://p"}),
        json!({"type": "animated", "animation": "attach://v", "main_frame_timestamp": 1}),
    ] {
        let answer = upload(&server, "setMyProfilePhoto", form(photo)).await;
        assert_eq!(answer["result"], true, "{answer}");
    }
    let photos = json!({"user_id": BOT});
    let shown = server.ok("getUserProfilePhotos", photos.clone()).await;
    assert_eq!(shown["photos"][0][0]["width"], 64);
    server.ok("removeMyProfilePhoto", json!({})).await;
    let shown = server.ok("getUserProfilePhotos", photos).await;
    assert_eq!(shown["total_count"], 1);
    assert_eq!(shown["photos"][0][0]["width"], 50);
    for (photo, expected) in [
        (
            json!({"type": "moving"}),
            "can't parse InputProfilePhoto: Unsupported type specified",
        ),
        (
            json!({"type": "static", "photo": "file_id"}),
            "can't parse InputProfilePhoto: photo not found",
        ),
        (
            json!({"type": "static", "photo": "attach://v"}),
            "IMAGE_PROCESS_FAILED",
        ),
        (json!(1), "object expected as profile photo"),
    ] {
        let answer = upload(&server, "setMyProfilePhoto", form(photo)).await;
        assert_eq!(answer["description"], format!("Bad Request: {expected}"));
    }
}

#[tokio::test]
async fn a_bot_changes_the_photo_of_an_account() {
    let server = Server::with_groups().await;
    let may = ["can_edit_profile_photo"];
    let account = server.emulator.connect_business(ANN, BOT, &may).unwrap();
    let form = || {
        Form::new()
            .text("business_connection_id", account.clone())
            .text("photo", r#"{"type": "static", "photo": "attach://p"}"#)
            .part("p", Part::bytes(png(50, 50)).file_name("p.png"))
    };
    let answer = upload(&server, "setBusinessAccountProfilePhoto", form()).await;
    assert_eq!(answer["result"], true, "{answer}");
    let photos = json!({"user_id": ANN});
    let shown = server.ok("getUserProfilePhotos", photos.clone()).await;
    assert_eq!(shown["total_count"], 1);
    let params = json!({"business_connection_id": account});
    server.ok("removeBusinessAccountProfilePhoto", params).await;
    let public = form().text("is_public", "true");
    upload(&server, "setBusinessAccountProfilePhoto", public).await;
    let shown = server.ok("getUserProfilePhotos", photos).await;
    assert_eq!(shown["total_count"], 1);
    let other = server.emulator.connect_business(BOB, BOT, &[]).unwrap();
    let params = json!({"business_connection_id": other});
    assert_eq!(
        server
            .error("removeBusinessAccountProfilePhoto", params)
            .await,
        "400 Bad Request: BUSINESS_CONNECTION_NOT_ALLOWED"
    );
}

fn story(account: &str, content: &Value) -> Form {
    Form::new()
        .text("business_connection_id", account.to_owned())
        .text("content", content.to_string())
        .text("caption", "today")
        .part("p", Part::bytes(png(1080, 1920)).file_name("p.png"))
        .part("s", Part::bytes(png(10, 10)).file_name("s.png"))
        .part("v", Part::bytes(mp4(720, 1280)).file_name("v.mp4"))
}

fn photo() -> Value {
    json!({"type": "photo", "photo": "attach://p"})
}

fn account(server: &Server, user: i64) -> String {
    let may = ["can_manage_stories"];
    server.emulator.connect_business(user, BOT, &may).unwrap()
}

#[tokio::test]
async fn stories_are_posted_edited_deleted_and_end() {
    let server = Server::with_groups().await;
    let anns = account(&server, ANN);
    let form = story(&anns, &photo()).text("active_period", "21600");
    let posted = upload(&server, "postStory", form).await["result"].take();
    assert_eq!(posted["chat"]["id"], ANN);
    let seen = server.emulator.stories(ANN);
    assert_eq!(seen[0]["photo"][0]["height"], 1920);
    assert_eq!(seen[0]["caption"], "today");
    let video = json!({"type": "video", "video": "attach://v"});
    let form = story(&anns, &video).text("story_id", posted["id"].to_string());
    let edited = upload(&server, "editStory", form).await;
    assert_eq!(edited["result"]["id"], posted["id"], "{edited}");
    assert_eq!(server.emulator.stories(ANN)[0]["video"]["duration"], 5);
    let bobs = account(&server, BOB);
    let repost = json!({
        "business_connection_id": bobs, "from_chat_id": ANN, "from_story_id": posted["id"],
        "active_period": 86400, "post_to_chat_page": true,
    });
    let again = server.ok("repostStory", repost.clone()).await;
    assert_eq!(again["chat"]["id"], BOB);
    assert_eq!(
        server.emulator.stories(BOB)[0]["repost_of"]["id"],
        posted["id"]
    );
    server.clock.advance(Duration::from_hours(25));
    assert_eq!(server.emulator.stories(ANN), [Value::Null; 0]);
    assert_eq!(server.emulator.stories(BOB).len(), 1);
    assert_eq!(
        server.error("repostStory", repost).await,
        "400 Bad Request: story not found"
    );
    let delete = json!({"business_connection_id": bobs, "story_id": again["id"]});
    server.ok("deleteStory", delete.clone()).await;
    assert_eq!(
        server.error("deleteStory", delete).await,
        "400 Bad Request: story not found"
    );
}

#[tokio::test]
async fn stories_that_cannot_be_are_refused() {
    let server = Server::with_groups().await;
    let anns = account(&server, ANN);
    let links = json!(vec![json!({"position": {}, "type": {"type": "link"}}); 4]);
    for (content, name, value, expected) in [
        (
            photo(),
            "active_period",
            "60",
            "invalid story active period specified",
        ),
        (
            json!({"type": "photo", "photo": "attach://s"}),
            "active_period",
            "86400",
            "PHOTO_INVALID_DIMENSIONS",
        ),
        (
            json!({"type": "photo", "photo": "file_id"}),
            "active_period",
            "86400",
            "can't parse InputStoryContent: photo not found",
        ),
        (
            json!({"type": "text"}),
            "active_period",
            "86400",
            "can't parse InputStoryContent: Unsupported type specified",
        ),
    ] {
        let form = story(&anns, &content).text(name, value);
        let answer = upload(&server, "postStory", form).await;
        assert_eq!(answer["description"], format!("Bad Request: {expected}"));
    }
    let form = story(&anns, &photo())
        .text("active_period", "86400")
        .text("areas", links.to_string());
    let answer = upload(&server, "postStory", form).await;
    assert_eq!(
        answer["description"],
        "Bad Request: too many story areas specified"
    );
    let without = server.emulator.connect_business(BOB, BOT, &[]).unwrap();
    let params = json!({"business_connection_id": without, "story_id": 1});
    assert_eq!(
        server.error("deleteStory", params).await,
        "400 Bad Request: BUSINESS_CONNECTION_NOT_ALLOWED"
    );
}

#[tokio::test]
async fn passports_are_sent_and_found_wrong() {
    let server = Server::start().await;
    let data = json!({
        "data": [{"type": "email", "email": "a@example.com", "hash": "h"}],
        "credentials": {"data": "d", "hash": "h", "secret": "s"},
    });
    server.emulator.send_passport_data(ANN, BOT, &data).unwrap();
    let update = server.emulator.take_updates(BOT).pop().unwrap();
    let update: Value = serde_json::from_str(&update).unwrap();
    assert_eq!(update["message"]["passport_data"], data);
    let errors = json!([{
        "source": "data", "type": "address", "field_name": "city", "data_hash": "h",
        "message": "no such city",
    }]);
    let params = json!({"user_id": ANN, "errors": errors});
    assert_eq!(server.ok("setPassportDataErrors", params).await, true);
    assert_eq!(json!(server.emulator.passport_errors(ANN, BOT)), errors);
    for (errors, expected) in [
        (json!({}), "expected an Array of PassportElementError"),
        (
            json!([{"source": "data", "type": "address", "message": "m"}]),
            "can't parse passport element error: Can't find field \"field_name\"",
        ),
        (
            json!([{"source": "air", "type": "address", "message": "m"}]),
            "can't parse passport element error: Unsupported passport element error source \
             specified",
        ),
        (
            json!([{"source": "data", "type": "shoes", "message": "m"}]),
            "can't parse passport element error: Unsupported Telegram Passport element type \
             specified",
        ),
    ] {
        let params = json!({"user_id": ANN, "errors": errors.to_string()});
        let found = server.error("setPassportDataErrors", params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
    assert!(
        server
            .emulator
            .send_passport_data(ANN, BOT, &json!({}))
            .is_err()
    );
}

fn world(personal_chat: i64) -> Value {
    json!({
        "bots": [{
            "token": "42:EMULATOR", "username": "emulator_bot", "first_name": "E",
            "games": [{"short_name": "snake", "title": "Snake"}],
        }],
        "users": [{"id": 1, "first_name": "Ann", "username": "ann", "started": ["emulator_bot"],
            "personal_chat": personal_chat}],
        "chats": [{"id": -1_000_000_000_002_i64, "type": "channel", "title": "News",
            "admins": ["ann"]}],
    })
}

#[tokio::test]
async fn a_profile_shows_a_channel() {
    let channel = -1_000_000_000_002;
    let world = World::from_json(&world(channel).to_string()).unwrap();
    let server = Server::with(world).await;
    for text in ["one", "two", "three"] {
        server.emulator.send(ANN, channel, text).unwrap();
    }
    let params = json!({"user_id": ANN, "limit": 2});
    let messages = server.ok("getUserPersonalChatMessages", params).await;
    assert_eq!(messages[0]["text"], "three");
    assert_eq!(messages[1]["text"], "two");
    assert_eq!(messages.get(2), None);
    let game = json!({"chat_id": 1, "game_short_name": "snake"});
    assert_eq!(server.ok("sendGame", game).await["game"]["title"], "Snake");
}

#[test]
fn a_profile_shows_channels_only() {
    let error = World::from_json(&world(-5).to_string()).unwrap_err();
    assert_eq!(error.path(), "users[0].personal_chat");
}
