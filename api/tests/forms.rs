//! Files in calls: references stay JSON, uploads make the call a form.

use botwright_api::methods::{
    SendDocument, SendMediaGroup, SendMessage, SendPhoto, SendRichMessage, SendVideo, SetChatPhoto,
    SetMyProfilePhoto,
};
use botwright_api::types::{
    InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, InputMediaVideo,
    InputProfilePhotoStatic, InputRichBlockBlockQuotation, InputRichBlockList,
    InputRichBlockListItem, InputRichBlockPhoto, InputRichMessage, ParseMode,
};
use botwright_api::{Body, InputFile, Method};
use serde_json::{Value, json};

/// The fields of the form, and the names of its parts with the names of their files.
type Form = (Vec<(&'static str, String)>, Vec<(String, String)>);

fn form(method: &impl Method) -> Form {
    match method.request().expect("no rule is broken").body {
        Body::Form { fields, files } => {
            let file = |part: &botwright_api::FilePart| {
                let (name, _) = part.file.upload().expect("only uploads are parts");
                (part.name.clone(), name.to_owned())
            };
            let files = files.iter().map(file).collect();
            (fields, files)
        }
        other => panic!("not a form: {other:?}"),
    }
}

fn parsed(fields: &[(&'static str, String)], name: &str) -> Value {
    let field = fields
        .iter()
        .find(|field| field.0 == name)
        .expect("the field is sent");
    serde_json::from_str(&field.1).expect("JSON text")
}

fn upload(name: &str) -> InputFile {
    InputFile::bytes(name, "contents")
}

fn part(part: &str, file: &str) -> (String, String) {
    (part.to_owned(), file.to_owned())
}

#[test]
fn references_stay_json() {
    for file in [
        InputFile::id("AgAC"),
        InputFile::url("https://example.org/a.jpg"),
    ] {
        let reference = file.reference().expect("a reference").to_owned();
        let request = SendPhoto::new(1, file)
            .request()
            .expect("no rule is broken");
        let sent: Value = serde_json::from_str(request.body.json().expect("JSON")).expect("JSON");
        assert_eq!(sent, json!({"chat_id": 1, "photo": reference}));
    }
}

#[test]
fn an_upload_that_is_a_parameter_is_the_part_of_that_name() {
    assert_eq!(
        form(&SetChatPhoto::new("@news", upload("a.jpg"))),
        (
            vec![("chat_id", "@news".to_owned())],
            vec![part("photo", "a.jpg")]
        )
    );
    let call = SendVideo::new(1, upload("a.mp4"))
        .thumbnail(upload("a.jpg"))
        .cover(InputFile::id("c"));
    let (fields, files) = form(&call);
    assert_eq!(
        fields,
        [("chat_id", "1".to_owned()), ("cover", "c".to_owned())]
    );
    assert_eq!(files, [part("video", "a.mp4"), part("thumbnail", "a.jpg")]);
}

#[test]
fn strings_of_a_form_are_raw_and_the_rest_is_json() {
    let markup = InlineKeyboardMarkup::new([vec![InlineKeyboardButton::new("\"Go\"").url("u")]]);
    let call = SendDocument::new(-5, upload("a.txt"))
        .caption("a \"quoted\"\nline \u{1F44B} \\")
        .parse_mode(ParseMode::Html)
        .disable_notification(true)
        .reply_markup(markup);
    let (fields, files) = form(&call);
    assert_eq!(files, [part("document", "a.txt")]);
    let keyboard = r#"{"inline_keyboard":[[{"text":"\"Go\"","url":"u"}]]}"#;
    assert_eq!(
        fields,
        [
            ("chat_id", "-5".to_owned()),
            ("caption", "a \"quoted\"\nline \u{1F44B} \\".to_owned()),
            ("parse_mode", "HTML".to_owned()),
            ("disable_notification", "true".to_owned()),
            ("reply_markup", keyboard.to_owned()),
        ]
    );
}

#[test]
fn an_album_attaches_its_files_and_their_thumbnails() {
    let video = InputMediaVideo::new(upload("b.mp4")).thumbnail(upload("b.jpg"));
    let call = SendMediaGroup::new(
        1,
        [
            InputMediaPhoto::new(upload("a.jpg")).into(),
            video.into(),
            InputMediaPhoto::new(InputFile::id("known")).into(),
        ],
    );
    let (fields, files) = form(&call);
    assert_eq!(
        parsed(&fields, "media"),
        json!([
            {"type": "photo", "media": "attach://file0"},
            {"type": "video", "media": "attach://file1", "thumbnail": "attach://file2"},
            {"type": "photo", "media": "known"},
        ])
    );
    assert_eq!(
        files,
        [
            part("file0", "a.jpg"),
            part("file1", "b.mp4"),
            part("file2", "b.jpg")
        ]
    );
}

#[test]
fn a_file_of_a_struct_parameter_is_attached() {
    let (fields, files) = form(&SetMyProfilePhoto::new(InputProfilePhotoStatic::new(
        upload("me.jpg"),
    )));
    assert_eq!(
        parsed(&fields, "photo"),
        json!({"type": "static", "photo": "attach://file0"})
    );
    assert_eq!(files, [part("file0", "me.jpg")]);
}

#[test]
fn a_file_deep_within_a_rich_message_is_attached() {
    let photo = InputRichBlockPhoto::new(InputMediaPhoto::new(upload("deep.jpg")));
    let list = InputRichBlockList::new([InputRichBlockListItem::new([photo.into()])]);
    let quote = InputRichBlockBlockQuotation::new([list.into()]);
    let call = SendRichMessage::new(1, InputRichMessage::new().blocks([quote.into()]));
    let (fields, files) = form(&call);
    assert_eq!(
        parsed(&fields, "rich_message"),
        json!({"blocks": [{"type": "blockquote", "blocks": [{"type": "list", "items": [
            {"blocks": [{"type": "photo", "photo": {"type": "photo", "media": "attach://file0"}}]},
        ]}]}]})
    );
    assert_eq!(files, [part("file0", "deep.jpg")]);
}

#[test]
fn a_call_without_files_is_json() {
    let request = SendMessage::new(1, "Hi")
        .request()
        .expect("no rule is broken");
    assert_eq!(request.body.json(), Some(r#"{"chat_id":1,"text":"Hi"}"#));
}
