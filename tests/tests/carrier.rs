//! A bot whose requests go by another way than a socket.

use std::sync::Arc;

use botwright::client::{Bytes, Carrier, HttpRequest};
use botwright::{Api, InputFile, bot, parse_update};
use botwright_emulator::Emulator;
use botwright_tests::{ANN, TOKEN, answers};

mod handlers {
    use botwright::prelude::*;

    #[on_message(text)]
    async fn echo(text: &str) -> String {
        text.to_owned()
    }
}

/// A server without sockets, and the way to it.
async fn emulator() -> (Arc<Emulator>, impl Carrier) {
    let emulator = Emulator::builder().without_sockets().start().await;
    let emulator = Arc::new(emulator.expect("nothing to bind"));
    let server = Arc::clone(&emulator);
    let carrier = move |request: HttpRequest<Bytes>| {
        let server = Arc::clone(&server);
        async move { server.handle(request).await }
    };
    (emulator, carrier)
}

#[tokio::test]
async fn a_bot_needs_no_socket() {
    let (emulator, carrier) = emulator().await;
    let builder = bot::builder().token(TOKEN).carrier(carrier);
    let bot = builder
        .only("carrier::handlers")
        .build()
        .await
        .expect("a bot");
    emulator.send(ANN, ANN, "over the wall").expect("may write");
    for update in emulator.take_updates(TOKEN) {
        let update = parse_update(&update).expect("an update");
        bot.feed(update).await.expect("handled");
    }
    assert_eq!(answers(&emulator, ANN), ["over the wall"]);
}

#[tokio::test]
async fn files_go_up_and_down() {
    let (_emulator, carrier) = emulator().await;
    let api = Api::builder(TOKEN).carrier(carrier).build().expect("valid");
    let file = InputFile::bytes("a.txt", "some bytes");
    let sent = api.send_document(ANN, file).await.expect("sent");
    let id = sent.document.expect("a document").file_id;
    let file = api.get_file(id).await.expect("there");
    let bytes = api.download(&file).bytes().await.expect("read");
    assert_eq!(bytes, "some bytes");
    let error = api.download(&file).max_size(4).bytes().await;
    let error = error.expect_err("more than 4 bytes");
    assert_eq!(error.to_string(), "the file is larger than 4 bytes");
}

#[tokio::test]
async fn errors_say_whether_the_server_was_reached() {
    for (kind, safe) in [
        (std::io::ErrorKind::ConnectionRefused, true),
        (std::io::ErrorKind::ConnectionReset, false),
    ] {
        let policy = botwright::sender::Policy::within(std::time::Duration::ZERO);
        let builder = Api::builder(TOKEN).retries(policy);
        let api = builder.carrier(move |_: HttpRequest<Bytes>| async move {
            Err(std::io::Error::new(kind, format!("at {TOKEN}")))
        });
        let api = api.build().expect("valid");
        let error = api.send_message(ANN, "hi").await.expect_err("no server");
        assert_eq!(error.is_safe_to_repeat(), safe);
        assert!(!error.to_string().contains("EMULATOR"), "{error}");
    }
}
