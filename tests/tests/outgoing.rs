//! What calls pass on their way out.

use std::sync::{Arc, Mutex};

use botwright::client::outgoing::{DefaultParseMode, Done, DryRun, Log, Onward, Outgoing};
use botwright::client::{Bytes, HttpRequest, HttpResponse, Request};
use botwright::types::ParseMode;
use botwright::{Api, InputFile};
use botwright_tests::TOKEN;

/// The calls as the server sees them.
type Seen = Arc<Mutex<Vec<String>>>;

/// A client of a server that says `true` to everything, with these on the way.
fn api(
    add: impl FnOnce(botwright::client::ApiBuilder) -> botwright::client::ApiBuilder,
) -> (Api, Seen) {
    let seen = Seen::default();
    let log = Arc::clone(&seen);
    let builder = Api::builder(TOKEN).carrier(move |request: HttpRequest<Bytes>| {
        let path = request.uri().path();
        let method = path.rsplit('/').next().unwrap_or_default().to_owned();
        let body = String::from_utf8_lossy(request.body()).into_owned();
        log.lock().expect("whole").push(format!("{method} {body}"));
        async {
            Ok(HttpResponse::new(Bytes::from_static(
                br#"{"ok":true,"result":true}"#,
            )))
        }
    });
    (add(builder).build().expect("valid"), seen)
}

fn taken(seen: &Seen) -> Vec<String> {
    std::mem::take(&mut *seen.lock().expect("whole"))
}

/// Notes when it is passed.
struct Note(&'static str, Seen);

impl Outgoing for Note {
    fn call<'a>(&'a self, request: Request, next: Onward<'a>) -> Done<'a> {
        Box::pin(async move {
            self.1.lock().expect("whole").push(format!("{} in", self.0));
            let result = next.send(request).await;
            self.1
                .lock()
                .expect("whole")
                .push(format!("{} out", self.0));
            result
        })
    }
}

#[tokio::test]
async fn the_first_added_is_the_outermost() {
    let notes = Seen::default();
    let (first, second) = (Note("a", Arc::clone(&notes)), Note("b", Arc::clone(&notes)));
    let (api, seen) = api(|builder| {
        builder
            .outgoing(Log::new())
            .outgoing(first)
            .outgoing(second)
    });
    assert!(api.log_out().await.expect("sent"));
    assert_eq!(taken(&notes), ["a in", "b in", "b out", "a out"]);
    assert_eq!(taken(&seen), ["logOut {}"]);
}

#[tokio::test]
async fn texts_without_markup_get_the_default() {
    let (api, seen) = api(|builder| builder.outgoing(DefaultParseMode(ParseMode::Html)));
    // The server's `true` is no message, which is none of this test's business.
    let _ = api.send_message(1, "a").await;
    let _ = api
        .send_message(1, "a")
        .parse_mode(ParseMode::MarkdownV2)
        .await;
    let _ = api.send_message(1, "a").entities(Vec::new()).await;
    let _ = api.send_photo(1, InputFile::id("x")).await;
    let _ = api.send_photo(1, InputFile::id("x")).caption("c").await;
    let _ = api.answer_callback_query("7").text("t").await;
    assert_eq!(
        taken(&seen),
        [
            r#"sendMessage {"chat_id":1,"text":"a","parse_mode":"HTML"}"#,
            r#"sendMessage {"chat_id":1,"text":"a","parse_mode":"MarkdownV2"}"#,
            r#"sendMessage {"chat_id":1,"text":"a","entities":[]}"#,
            r#"sendPhoto {"chat_id":1,"photo":"x"}"#,
            r#"sendPhoto {"chat_id":1,"photo":"x","caption":"c","parse_mode":"HTML"}"#,
            r#"answerCallbackQuery {"callback_query_id":"7","text":"t"}"#,
        ]
    );
}

#[tokio::test]
async fn a_form_gets_the_default_too() {
    let (api, seen) = api(|builder| builder.outgoing(DefaultParseMode(ParseMode::Html)));
    let file = InputFile::bytes("a.txt", "x");
    let _ = api.send_document(1, file).caption("c").await;
    let body = taken(&seen).remove(0);
    assert!(
        body.contains("name=\"parse_mode\"\r\n\r\nHTML\r\n"),
        "{body}"
    );
}

#[tokio::test]
async fn a_dry_run_sends_nothing_and_answers() {
    let (api, seen) = api(|builder| builder.outgoing(DryRun::new()));
    let quoted = "a \"quoted\" text";
    let sent = api.send_message(-7, quoted).await.expect("made up");
    assert_eq!((sent.chat.id.0, sent.text.as_deref()), (-7, Some(quoted)));
    let file = InputFile::bytes("a.txt", "x");
    let file = api.send_document("@channel", file).caption(quoted).await;
    let file = file.expect("made up");
    assert_eq!(file.caption.as_deref(), Some(quoted));
    assert_eq!(file.chat.username.as_deref(), Some("channel"));
    assert_ne!(file.id(), sent.id());
    let edited = api.edit_message_text(-7, sent.id()).text("new").await;
    assert_eq!(edited.expect("made up").message_id, sent.message_id);
    assert!(api.delete_message(-7, sent.id()).await.expect("made up"));
    let ids = api.forward_messages(1, 2, [1.into(), 2.into()]).await;
    assert_eq!(ids.expect("made up").len(), 2);
    let error = api.create_chat_invite_link(1).await.expect_err("no link");
    assert_eq!(
        error.to_string(),
        "createChatInviteLink was not sent: this is a dry run"
    );
    assert_eq!(taken(&seen), [""; 0]);
    let _ = api.get_me().await;
    assert_eq!(taken(&seen), ["getMe {}"]);
}

#[tokio::test]
async fn captions_inside_of_media_get_the_default() {
    use botwright::types::{InputMedia, InputMediaPhoto};

    let (api, seen) = api(|builder| builder.outgoing(DefaultParseMode(ParseMode::Html)));
    let photo = |file: InputFile| InputMediaPhoto::new(file);
    let id = || InputFile::id("x");
    let group = [
        photo(id()).caption("<b>a</b>").into(),
        photo(id())
            .caption("b")
            .parse_mode(ParseMode::MarkdownV2)
            .into(),
        photo(id()).caption("c").caption_entities(Vec::new()).into(),
        photo(id()).into(),
    ];
    // The server's `true` is no message, which is none of this test's business.
    let _ = api.send_media_group(1, group).await;
    let _ = api.edit_message_media(1, 2, photo(id()).caption("d")).await;
    let file = InputFile::bytes("a.png", "some bytes");
    let upload: InputMedia = photo(file).caption("e").into();
    let _ = api.edit_message_media(1, 2, upload).await;
    let _ = api.edit_message_media(1, 2, photo(id())).await;
    let seen = taken(&seen);
    let modes = |call: &str| call.matches("parse_mode").count();
    assert_eq!(
        seen.iter().map(|call| modes(call)).collect::<Vec<_>>(),
        [2, 1, 1, 0]
    );
    assert!(seen[0].contains(r#""caption":"<b>a</b>""#) && seen[0].contains(r#""chat_id":1"#));
    for call in &seen[..3] {
        assert!(call.contains(r#""parse_mode":"HTML""#), "{call}");
    }
    assert!(seen[2].contains("some bytes"));
}
