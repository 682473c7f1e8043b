//! Sending while a handler works, seen by a server that only notes.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use botwright::client::{Bytes, HttpRequest, HttpResponse};
use botwright::prelude::*;
use botwright::reply::Rich;
use botwright::route::{Table, linked};
use botwright::{App, StateMap, parse_update};
use futures_util::{StreamExt, stream};

mod handlers {
    use super::*;

    #[on_message(text = "tell")]
    async fn tell(reply: Reply) -> bot::Result {
        let parts = stream::iter(["It", " is", " blue", "."]).then(|part| async move {
            tokio::time::sleep(Duration::from_millis(600)).await;
            part
        });
        reply.stream(parts).await?;
        Ok(())
    }

    #[on_message(text = "long")]
    async fn long(reply: Reply) -> bot::Result {
        reply
            .stream(stream::iter(vec!["word ".repeat(500); 3]))
            .await?;
        Ok(())
    }

    #[on_message(text = "tell richly")]
    async fn tell_richly(reply: Reply) -> bot::Result {
        let parts = stream::iter(["# It", " is\n", "**blue**."]).then(|part| async move {
            tokio::time::sleep(Duration::from_millis(600)).await;
            part
        });
        reply.stream_rich(parts).await?;
        Ok(())
    }

    #[on_message(text = "now")]
    async fn now(reply: Reply) -> bot::Result {
        reply
            .send(("a", Rich::new().heading(1, "h").list(["i"])))
            .await?;
        Err(bot::Error::msg("later"))
    }

    #[on_message(text = "typing")]
    async fn typing(chat: ChatActions) {
        let _typing = chat.keep_typing();
        tokio::time::sleep(Duration::from_secs(9)).await;
    }
}

/// What is called for a text in a chat of this type.
async fn sent(text: &str, chat: &str) -> Vec<String> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let api = Api::builder("42:TEST").carrier(move |request: HttpRequest<Bytes>| {
        let path = request.uri().path();
        let method = path.rsplit('/').next().unwrap_or_default().to_owned();
        let body = String::from_utf8_lossy(request.body()).into_owned();
        let result = match method.as_str() {
            "sendMessage" | "sendRichMessage" => {
                r#"{"message_id":1,"date":1,"chat":{"id":7,"type":"private"}}"#
            }
            _ => "true",
        };
        log.lock().unwrap().push(format!("{method} {body}"));
        let answer = format!(r#"{{"ok":true,"result":{result}}}"#);
        async { Ok(HttpResponse::new(Bytes::from(answer))) }
    });
    let me = User::new(42, true, "Bot");
    let app = App::new(api.build().unwrap(), me, StateMap::new());
    let table = Table::build(linked(&["routing::streaming::handlers"]), app.state()).unwrap();
    let update = format!(
        r#"{{"update_id":1,"message":{{"message_id":5,"date":1,"chat":{{"id":7,"type":"{chat}"}},
        "from":{{"id":3,"is_bot":false,"first_name":"Ann"}},"text":"{text}"}}}}"#
    );
    let cx = Cx::new(parse_update(&update).unwrap(), Arc::new(app));
    table.dispatch(&cx).await;
    std::mem::take(&mut *seen.lock().unwrap())
}

/// The method and the text of a call.
fn said(call: &str) -> String {
    let (method, body) = call.split_once(' ').unwrap();
    let text = body.split(r#""text":""#).nth(1).unwrap_or_default();
    format!("{method} {}", text.split('"').next().unwrap_or_default())
}

#[tokio::test(start_paused = true)]
async fn a_text_grows_at_a_bounded_rate_and_becomes_a_message() {
    let calls: Vec<_> = sent("tell", "private")
        .await
        .iter()
        .map(|it| said(it))
        .collect();
    assert_eq!(
        calls,
        [
            "sendMessageDraft ",
            "sendMessageDraft It is",
            "sendMessageDraft It is blue.",
            "sendMessage It is blue.",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn elsewhere_only_the_message_is_sent() {
    let calls = sent("tell", "group").await;
    assert!(
        calls.iter().all(|call| !call.contains("Draft")),
        "{calls:?}"
    );
    assert_eq!(said(calls.last().unwrap()), "sendMessage It is blue.");
    assert!(calls[0].starts_with(r#"sendChatAction {"chat_id":7,"action":"typing"}"#));
}

#[tokio::test(start_paused = true)]
async fn a_text_that_is_too_long_goes_on_in_another_message() {
    let calls = sent("long", "group").await;
    let texts: Vec<_> = calls
        .iter()
        .filter(|call| call.starts_with("sendMessage"))
        .map(|call| said(call).len() - "sendMessage ".len())
        .collect();
    assert_eq!(texts.iter().sum::<usize>(), 7500);
    assert!(
        texts.len() == 2 && texts.iter().all(|len| *len <= 4096),
        "{texts:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_sent_at_once_stays_when_the_handler_fails() {
    let calls = sent("now", "private").await;
    assert_eq!(said(&calls[0]), "sendMessage a");
    assert_eq!(
        calls[1],
        r#"sendRichMessage {"chat_id":7,"rich_message":{"blocks":[{"type":"heading","text":"h","size":1},{"type":"list","items":[{"blocks":[{"type":"paragraph","text":"i"}]}]}]}}"#
    );
}

#[tokio::test(start_paused = true)]
async fn typing_is_shown_again_while_it_is_held() {
    let calls = sent("typing", "private").await;
    assert_eq!(calls.len(), 3, "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn markdown_grows_as_a_rich_message() {
    let calls = sent("tell richly", "private").await;
    let start = |call: &String| {
        let (method, body) = call.split_once(' ').unwrap();
        let markdown = body.split(r#""markdown":""#).nth(1).unwrap_or("(thinking)");
        format!(
            "{method} {}",
            markdown.split('"').next().unwrap_or_default()
        )
    };
    let calls: Vec<_> = calls.iter().map(start).collect();
    assert_eq!(
        calls,
        [
            "sendRichMessageDraft (thinking)",
            "sendRichMessageDraft # It is\\n",
            "sendRichMessage # It is\\n**blue**.",
        ]
    );
}
