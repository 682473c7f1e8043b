//! The client against a server: results, errors by what a caller may do, files up and down.

use std::time::Duration;

use botwright::client::{DownloadError, Error, Reason, RejectedKind, Timeouts};
use botwright::methods::GetMe;
use botwright::sender::Policy;
use botwright::types::{InlineKeyboardButton, InlineKeyboardMarkup, ParseMode, UpdateKind};
use botwright::{Api, InputFile, Method};
use botwright_emulator::{Emulator, Fault};
use botwright_tests::{ANN, TOKEN, count_calls, emulator, last_param};
use bytes::Bytes;

fn api(emulator: &Emulator) -> Api {
    Api::builder(TOKEN)
        .url(emulator.url())
        .build()
        .expect("a client")
}

/// A client that never repeats a call and does not wait long.
fn hasty(emulator: &Emulator) -> Api {
    let mut timeouts = Timeouts::default();
    timeouts.call = Duration::from_secs(1);
    let builder = Api::builder(TOKEN).url(emulator.url()).timeouts(timeouts);
    builder
        .retries(Policy::within(Duration::ZERO))
        .build()
        .expect("a client")
}

#[tokio::test]
async fn a_call_is_sent_when_awaited_and_gives_its_typed_result() {
    let emulator = emulator().await;
    let api = api(&emulator);
    let me = api.get_me().await.expect("the bot");
    assert_eq!(me.username.as_deref(), Some("emulator_bot"));
    let keyboard =
        InlineKeyboardMarkup::new([vec![InlineKeyboardButton::new("Go").callback_data("go")]]);
    let message = api
        .send_message(ANN, "<b>Hi</b>")
        .parse_mode(ParseMode::Html)
        .reply_markup(keyboard)
        .await
        .expect("sent");
    assert_eq!(message.text.as_deref(), Some("Hi"));
    assert_eq!(message.chat.id.0, ANN);
    let edited = api
        .edit_message_text(ANN, message.id())
        .text("Bye")
        .await
        .expect("edited");
    assert_eq!(edited.text.as_deref(), Some("Bye"));
    assert!(
        api.delete_message(ANN, message.id())
            .await
            .expect("deleted")
    );
}

#[tokio::test]
async fn updates_can_be_asked_for_by_hand() {
    let emulator = emulator().await;
    let api = api(&emulator);
    for text in ["one", "two", "three"] {
        emulator.send(ANN, ANN, text).expect("Ann may write");
    }
    let newest = api
        .get_updates()
        .offset(-1)
        .limit(10)
        .allowed_updates([UpdateKind::Message]);
    let newest = newest.await.expect("updates");
    assert_eq!(newest.len(), 1);
    let text = newest[0]
        .message()
        .and_then(|message| message.text.as_deref());
    assert_eq!(text, Some("three"));
}

#[tokio::test]
async fn a_refusal_has_its_kind_and_the_servers_words() {
    let emulator = emulator().await;
    let api = hasty(&emulator);
    let refused = |error: Error| error.rejected().map(|it| it.kind.clone());
    let error = api
        .send_message(987_654, "x")
        .await
        .expect_err("a stranger");
    assert_eq!(refused(error), Some(RejectedKind::ChatNotFound));
    let message = api.send_message(ANN, "x").await.expect("sent");
    let error = api
        .edit_message_text(ANN, message.id())
        .text("x")
        .await
        .expect_err("no change");
    assert_eq!(refused(error), Some(RejectedKind::MessageNotModified));
    let error = api
        .send_message(ANN, "<b>")
        .parse_mode(ParseMode::Html)
        .await
        .expect_err("no end");
    assert_eq!(refused(error), Some(RejectedKind::CannotParseEntities));
    let error = api
        .edit_message_text(ANN, 424_242)
        .text("x")
        .await
        .expect_err("nothing there");
    assert_eq!(refused(error), Some(RejectedKind::MessageToEditNotFound));
    let error = api
        .answer_callback_query("123")
        .await
        .expect_err("no such query");
    assert_eq!(refused(error), Some(RejectedKind::QueryTooOld));
    // What a later version of the Bot API has, and this server does not.
    let mut later = GetMe::new().request().expect("a request");
    later.method = "getTomorrow";
    let error = api.send(later).await.expect_err("not on this server");
    assert_eq!(refused(error), Some(RejectedKind::MethodNotFound));
}

#[tokio::test]
async fn a_rule_broken_by_the_call_is_found_before_it_is_sent() {
    let emulator = emulator().await;
    let api = api(&emulator);
    let error = api
        .edit_message_text(ANN, 1)
        .await
        .expect_err("neither text nor rich message");
    assert!(matches!(error, Error::Invalid(_)), "{error}");
    assert_eq!(count_calls(&emulator, "editMessageText"), 0);
}

#[tokio::test]
async fn broken_answers_are_maybe_sent_and_no_connection_is_not_sent() {
    let emulator = emulator().await;
    let api = hasty(&emulator);
    for fault in [
        Fault::Html502,
        Fault::EmptyBody,
        Fault::Truncated,
        Fault::Drop,
        Fault::Hang,
    ] {
        let shown = format!("{fault:?}");
        emulator.fail_next("sendMessage", fault);
        let error = api.send_message(ANN, "x").await.expect_err(&shown);
        assert!(matches!(error, Error::MaybeSent { .. }), "{shown}: {error}");
        assert!(!error.is_safe_to_repeat());
    }
    emulator.stop().await;
    let error = api.send_message(ANN, "x").await.expect_err("nobody there");
    assert!(
        matches!(
            error,
            Error::NotSent {
                reason: Reason::Connect(_),
                ..
            }
        ),
        "{error}"
    );
    assert!(error.is_safe_to_repeat());
}

#[tokio::test]
async fn a_flood_wait_is_kept_and_beyond_the_deadline_returned() {
    let emulator = emulator().await;
    emulator.fail_next("sendMessage", Fault::RetryAfter(1));
    api(&emulator)
        .send_message(ANN, "x")
        .await
        .expect("sent after the wait");
    emulator.fail_next("sendMessage", Fault::RetryAfter(1));
    let error = hasty(&emulator)
        .send_message(ANN, "x")
        .await
        .expect_err("no time");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
}

#[tokio::test]
async fn files_go_up_by_bytes_path_stream_and_id_and_come_down_with_a_cap() {
    let emulator = emulator().await;
    let api = api(&emulator);
    let content = Bytes::from_static(b"name,points\nAnn,3\n");
    let path = std::env::temp_dir().join(format!("botwright-{}.csv", std::process::id()));
    std::fs::write(&path, &content).expect("a file");
    let chunks = [content.slice(..5), content.slice(5..)].map(Ok);
    let stream = futures_util::stream::iter(chunks);
    let mut ids = Vec::new();
    for file in [
        InputFile::bytes("points.csv", content.clone()),
        InputFile::path(&path).named("points.csv"),
        InputFile::stream("points.csv", stream),
    ] {
        let message = api
            .send_document(ANN, file)
            .caption("here")
            .await
            .expect("sent");
        assert_eq!(message.caption.as_deref(), Some("here"));
        let document = message.document.expect("a document");
        assert_eq!(document.file_name.as_deref(), Some("points.csv"));
        ids.push(document.file_id);
    }
    std::fs::remove_file(&path).expect("it was there");
    // A known file goes as JSON, without being sent again.
    let message = api.send_document(ANN, &ids[0]).await.expect("sent");
    assert!(message.document.is_some());
    assert!(last_param(&emulator, "sendDocument", "document").is_some());
    for id in &ids {
        let file = api.get_file(id).await.expect("prepared");
        assert_eq!(
            api.download(&file).bytes().await.expect("downloaded"),
            content
        );
        let error = api
            .download(&file)
            .max_size(5)
            .bytes()
            .await
            .expect_err("too large");
        assert!(
            matches!(error, DownloadError::TooLarge { limit: 5 }),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_missing_file_is_said_before_anything_is_sent() {
    let emulator = emulator().await;
    let api = hasty(&emulator);
    let error = api
        .send_document(ANN, InputFile::path("/no/such/file"))
        .await
        .expect_err("missing");
    assert!(
        matches!(
            error,
            Error::NotSent {
                reason: Reason::File(_),
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(count_calls(&emulator, "sendDocument"), 0);
}
