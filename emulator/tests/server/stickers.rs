//! Sticker sets.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::{
    files::{png, upload},
    support::Server,
};

const SET: &str = "cats_by_emulator_bot";

fn input(part: &str, emoji: &str) -> Value {
    json!({
        "sticker": format!("attach://{part}"), "format": "static", "emoji_list": [emoji],
        "keywords": ["cat"],
    })
}

fn form() -> Form {
    Form::new()
        .text("user_id", "1")
        .part("a", Part::bytes(png(512, 300)).file_name("a.png"))
        .part("b", Part::bytes(png(100, 512)).file_name("b.png"))
        .part("e", Part::bytes(png(100, 100)).file_name("e.png"))
        .part("t", Part::bytes(vec![0x1f, 0x8b, 8, 0]).file_name("t.tgs"))
        .part("x", Part::bytes(b"no picture".to_vec()).file_name("x.png"))
}

async fn create(server: &Server, name: &str, stickers: Value) -> Value {
    let form = form()
        .text("name", name.to_owned())
        .text("title", "Cats")
        .text("stickers", stickers.to_string());
    upload(server, "createNewStickerSet", form).await
}

async fn cats(server: &Server) -> Value {
    let stickers = json!([input("a", "😺"), input("b", "😼")]);
    let answer = create(server, SET, stickers).await;
    assert_eq!(answer["result"], true, "{answer}");
    get(server).await
}

async fn get(server: &Server) -> Value {
    server.ok("getStickerSet", json!({"name": SET})).await
}

fn emojis(set: &Value) -> Vec<&str> {
    let stickers = set["stickers"].as_array().unwrap().iter();
    stickers
        .map(|sticker| sticker["emoji"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_set_is_made_and_read() {
    let server = Server::start().await;
    let set = cats(&server).await;
    assert_eq!(set["name"], SET);
    assert_eq!(set["title"], "Cats");
    assert_eq!(set["sticker_type"], "regular");
    assert_eq!(set["contains_masks"], false);
    assert_eq!(emojis(&set), ["😺", "😼"]);
    let sticker = &set["stickers"][0];
    assert_eq!(sticker["set_name"], SET);
    assert_eq!(
        (&sticker["width"], &sticker["height"]),
        (&json!(512), &json!(300))
    );
    let params = json!({"chat_id": 1, "sticker": sticker["file_id"]});
    let message = server.ok("sendSticker", params).await;
    assert_eq!(message["sticker"], *sticker);
}

#[tokio::test]
async fn stickers_are_added_moved_replaced_and_deleted() {
    let server = Server::start().await;
    let set = cats(&server).await;
    let with = |part: &str, emoji: &str| {
        form()
            .text("name", SET)
            .text("sticker", input(part, emoji).to_string())
    };
    let added = upload(&server, "addStickerToSet", with("a", "🐱")).await;
    assert_eq!(added["result"], true, "{added}");
    let set_now = get(&server).await;
    assert_eq!(emojis(&set_now), ["😺", "😼", "🐱"]);
    let last = &set_now["stickers"][2]["file_id"];
    server
        .ok(
            "setStickerPositionInSet",
            json!({"sticker": last, "position": 0}),
        )
        .await;
    assert_eq!(emojis(&get(&server).await), ["🐱", "😺", "😼"]);
    let old = set["stickers"][0]["file_id"].as_str().unwrap().to_owned();
    let replaced = with("b", "🐈").text("old_sticker", old.clone());
    let replaced = upload(&server, "replaceStickerInSet", replaced).await;
    assert_eq!(replaced["result"], true, "{replaced}");
    assert_eq!(emojis(&get(&server).await), ["🐱", "🐈", "😼"]);
    let gone = json!({"sticker": old});
    assert_eq!(
        server.error("deleteStickerFromSet", gone).await,
        "400 Bad Request: STICKERSET_INVALID"
    );
    for sticker in get(&server).await["stickers"].as_array().unwrap() {
        let params = json!({"sticker": sticker["file_id"]});
        server.ok("deleteStickerFromSet", params).await;
    }
    assert_eq!(
        server.error("getStickerSet", json!({"name": SET})).await,
        "400 Bad Request: STICKERSET_INVALID"
    );
}

#[tokio::test]
async fn stickers_and_sets_are_changed() {
    let server = Server::start().await;
    let set = cats(&server).await;
    let sticker = &set["stickers"][0]["file_id"];
    let emojis_now = json!({"sticker": sticker, "emoji_list": ["🐱", "😺"]});
    server.ok("setStickerEmojiList", emojis_now).await;
    server
        .ok(
            "setStickerKeywords",
            json!({"sticker": sticker, "keywords": ["x"]}),
        )
        .await;
    server
        .ok(
            "setStickerSetTitle",
            json!({"name": SET, "title": "More cats"}),
        )
        .await;
    let thumbnail = form()
        .text("name", SET)
        .text("format", "static")
        .text("thumbnail", "attach://e");
    assert_eq!(
        upload(&server, "setStickerSetThumbnail", thumbnail).await["result"],
        true
    );
    let set = get(&server).await;
    assert_eq!(set["title"], "More cats");
    assert_eq!(set["thumbnail"]["width"], 100);
    assert_eq!(emojis(&set), ["🐱", "😼"]);
    for (method, params, expected) in [
        (
            "setStickerEmojiList",
            json!({"sticker": sticker, "emoji_list": []}),
            "invalid sticker emojis",
        ),
        (
            "setStickerKeywords",
            json!({"sticker": sticker, "keywords": ["x".repeat(65)]}),
            "too many keywords specified",
        ),
        (
            "setStickerMaskPosition",
            json!({"sticker": sticker, "mask_position": {"point": "nose"}}),
            "wrong point specified in MaskPosition",
        ),
        (
            "setStickerSetTitle",
            json!({"name": SET, "title": ""}),
            "invalid sticker set title is specified",
        ),
        (
            "setStickerPositionInSet",
            json!({"sticker": "x", "position": 0}),
            "wrong file identifier/HTTP URL specified",
        ),
    ] {
        let found = server.error(method, params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
    server.ok("deleteStickerSet", json!({"name": SET})).await;
    assert_eq!(
        server.error("deleteStickerSet", json!({"name": SET})).await,
        "400 Bad Request: STICKERSET_INVALID"
    );
}

#[tokio::test]
async fn sets_that_cannot_be_are_refused() {
    let server = Server::start().await;
    cats(&server).await;
    let good = || json!([input("a", "😺")]);
    let bad = |change: &dyn Fn(&mut Value)| {
        let mut sticker = input("a", "😺");
        change(&mut sticker);
        json!([sticker])
    };
    let new = "new_by_emulator_bot";
    for (name, stickers, expected) in [
        (SET, good(), "sticker set name is already occupied"),
        ("cats", good(), "invalid sticker set name is specified"),
        (
            "1_by_emulator_bot",
            good(),
            "invalid sticker set name is specified",
        ),
        (
            "a__b_by_emulator_bot",
            good(),
            "invalid sticker set name is specified",
        ),
        (new, json!([]), "STICKERS_EMPTY"),
        (new, json!({}), "expected an Array of InputSticker"),
        (
            new,
            bad(&|sticker| sticker["format"] = json!("png")),
            "can't parse InputSticker: Invalid sticker format specified",
        ),
        (
            new,
            bad(&|sticker| sticker["sticker"] = json!("attach://none")),
            "can't parse InputSticker: sticker not found",
        ),
        (
            new,
            bad(&|sticker| sticker["emoji_list"] = json!(["cat"])),
            "can't parse InputSticker: Invalid sticker emojis",
        ),
        (
            new,
            bad(&|sticker| sticker["sticker"] = json!("attach://x")),
            "STICKER_PNG_NOPNG",
        ),
        (
            new,
            bad(&|sticker| sticker["sticker"] = json!("attach://e")),
            "STICKER_PNG_DIMENSIONS",
        ),
        (
            new,
            bad(&|sticker| sticker["format"] = json!("animated")),
            "STICKER_TGS_NOTGS",
        ),
        (
            new,
            bad(&|sticker| sticker["format"] = json!("video")),
            "STICKER_VIDEO_NOWEBM",
        ),
    ] {
        let answer = create(&server, name, stickers).await;
        assert_eq!(answer["description"], format!("Bad Request: {expected}"));
    }
    let answer = server
        .error("createNewStickerSet", json!({"user_id": 9, "name": new}))
        .await;
    assert_eq!(answer, "400 Bad Request: user not found");
}

#[tokio::test]
async fn custom_emoji_are_found_by_their_ids() {
    let server = Server::start().await;
    let name = "emoji_by_emulator_bot";
    let form = form()
        .text("name", name)
        .text("title", "E")
        .text("sticker_type", "custom_emoji")
        .text("needs_repainting", "true")
        .text("stickers", json!([input("e", "😺")]).to_string());
    assert_eq!(
        upload(&server, "createNewStickerSet", form).await["result"],
        true
    );
    let set = server.ok("getStickerSet", json!({"name": name})).await;
    let sticker = &set["stickers"][0];
    assert_eq!(sticker["type"], "custom_emoji");
    assert_eq!(sticker["needs_repainting"], true);
    let id = &sticker["custom_emoji_id"];
    let found = server
        .ok(
            "getCustomEmojiStickers",
            json!({"custom_emoji_ids": [id, "5"]}),
        )
        .await;
    assert_eq!(found, json!([sticker]));
    server
        .ok(
            "setCustomEmojiStickerSetThumbnail",
            json!({"name": name, "custom_emoji_id": id}),
        )
        .await;
    for (ids, expected) in [
        (json!(["x"]), "invalid custom emoji identifier specified"),
        (
            json!(vec!["1"; 201]),
            "too many custom emoji identifiers specified",
        ),
        (json!(1), "expected an Array of custom emoji identifiers"),
    ] {
        let params = json!({"custom_emoji_ids": ids});
        let found = server.error("getCustomEmojiStickers", params).await;
        assert_eq!(found, format!("400 Bad Request: {expected}"));
    }
    assert_eq!(
        server.ok("getForumTopicIconStickers", json!({})).await,
        json!([])
    );
}

#[tokio::test]
async fn an_uploaded_sticker_joins_a_set_by_its_id() {
    let server = Server::start().await;
    let form = form()
        .text("sticker_format", "animated")
        .text("sticker", "attach://t");
    let file = upload(&server, "uploadStickerFile", form).await["result"].take();
    let path = file["file_path"].as_str().unwrap();
    assert_eq!(path.rsplit_once('.').unwrap().1, "tgs");
    let sticker = json!({
        "sticker": file["file_id"], "format": "animated", "emoji_list": ["😺"],
    });
    let answer = create(&server, SET, json!([sticker])).await;
    assert_eq!(answer["result"], true, "{answer}");
    assert_eq!(get(&server).await["stickers"][0]["is_animated"], true);
}

#[tokio::test]
async fn only_its_maker_changes_a_set() {
    let server = Server::with_groups().await;
    cats(&server).await;
    let url = format!("{}/bot43:SECOND/deleteStickerSet", server.emulator.url());
    let request = server.http.post(url).json(&json!({"name": SET}));
    let answer = crate::support::answer(request).await;
    assert_eq!(answer["description"], "Bad Request: STICKERSET_INVALID");
}
