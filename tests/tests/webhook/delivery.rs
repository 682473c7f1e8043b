//! Telegram's side played by the emulator: registering, delivering, and delivering again.

use std::sync::Arc;
use std::time::Duration;

use botwright::transport::webhook::{Tls, Webhook};
use botwright_emulator::{Emulator, World};
use botwright_tests::{
    ANN, Running, answers, count_calls, emulator, free_address, last_param, pending, run_with, wait,
};
use tokio::sync::Semaphore;

use crate::handlers::HANDLERS;

const CERTIFICATES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../emulator/tests/server/certificates"
);

pub(crate) async fn start(emulator: Emulator, hook: Webhook, gate: &Arc<Semaphore>) -> Running {
    let gate = Arc::clone(gate);
    run_with(emulator, HANDLERS, |builder| {
        builder
            .manage(gate)
            .webhook(hook)
            .patience(Duration::from_secs(20))
    })
    .await
}

fn local(address: &str) -> Webhook {
    Webhook::url(format!("http://{address}/hook")).listen(address)
}

fn closed() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(0))
}

async fn registered(emulator: &Emulator) {
    wait("the webhook", || emulator.world().bot().webhook().map(drop)).await;
}

#[tokio::test]
async fn updates_are_delivered_and_the_webhook_stays() {
    let address = free_address();
    let bot = start(emulator().await, local(&address), &closed()).await;
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    assert_eq!(count_calls(&bot.emulator, "getUpdates"), 0);
    let allowed = last_param(&bot.emulator, "setWebhook", "allowed_updates");
    // The second because a handler takes `Reply`, whose drafts users can stop.
    let kinds = r#"["message","stopped_message_generation"]"#;
    assert_eq!(allowed.as_deref(), Some(kinds));
    let secret = last_param(&bot.emulator, "setWebhook", "secret_token").expect("a secret");
    assert_eq!(secret.len(), 64);
    let (result, emulator) = bot.stop().await;
    result.expect("it stops well");
    assert_eq!(count_calls(&emulator, "deleteWebhook"), 0);
    // What comes meanwhile waits at the server, and is delivered to the next start.
    for number in 1..=3 {
        let text = format!("number {number}");
        emulator.send(ANN, ANN, &text).expect("Ann may write");
    }
    let bot = start(emulator, local(&address), &closed()).await;
    wait("the answers", || {
        (answers(&bot.emulator, ANN) == ["hello", "1", "2", "3"]).then_some(())
    })
    .await;
}

#[tokio::test]
async fn it_is_removed_when_asked() {
    let address = free_address();
    let hook = local(&address).delete_on_stop(true);
    let bot = start(emulator().await, hook, &closed()).await;
    registered(&bot.emulator).await;
    let (result, emulator) = bot.stop().await;
    result.expect("it stops well");
    assert_eq!(count_calls(&emulator, "deleteWebhook"), 1);
}

#[tokio::test]
async fn a_self_signed_certificate_is_uploaded() {
    let address = free_address();
    let tls = Tls::self_signed(
        format!("{CERTIFICATES}/own.pem"),
        format!("{CERTIFICATES}/own.key"),
    );
    let url = format!(
        "https://127.0.0.1:{}/hook",
        address.rsplit(':').next().expect("a port")
    );
    let hook = Webhook::url(url).listen(&address).tls(tls);
    let bot = start(emulator().await, hook, &closed()).await;
    assert_eq!(bot.ask("hello", 1).await, ["hello"]);
    bot.stop().await.0.expect("it stops well");
}

#[tokio::test]
async fn a_stop_finishes_what_runs() {
    let (address, gate) = (free_address(), closed());
    let bot = start(emulator().await, local(&address), &gate).await;
    bot.emulator.send(ANN, ANN, "block").expect("Ann may write");
    wait("the handler", || {
        (answers(&bot.emulator, ANN) == ["working"]).then_some(())
    })
    .await;
    let mut stopping = tokio::spawn(bot.stop());
    assert!(futures_util::poll!(&mut stopping).is_pending());
    gate.add_permits(1);
    let (result, emulator) = stopping.await.expect("no panic");
    result.expect("it stops well");
    assert_eq!(answers(&emulator, ANN), ["working", "released"]);
    wait("the confirmation", || {
        (pending(&emulator) == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_url_that_the_server_refuses_is_explained() {
    let strict = Emulator::builder()
        .listen("127.0.0.1:0")
        .world(World::default())
        .strict(true)
        .start()
        .await
        .expect("it starts");
    let address = free_address();
    let bot = start(strict, local(&address), &closed()).await;
    let error = bot.ended().await.expect_err("refused").to_string();
    assert!(error.contains("HTTPS URL must be provided"), "{error}");
    assert!(
        error.contains("Telegram delivers to https:// only"),
        "{error}"
    );
}

#[tokio::test]
async fn a_taken_port_is_an_error_before_anything_is_asked() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let bot = start(emulator().await, local(&address), &closed()).await;
    let (result, emulator) = bot.stop().await;
    let error = result.expect_err("taken").to_string();
    assert!(
        error.contains(&address) && error.contains("BOT_WEBHOOK_LISTEN"),
        "{error}"
    );
    assert!(emulator.calls().is_empty());
}

#[cfg(unix)]
#[tokio::test]
async fn a_unix_socket_serves_and_is_cleaned_up() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::UnixStream;

    let folder = std::env::temp_dir().join(format!("botwright-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("bot.sock");
    // A socket that a killed program left behind.
    drop(std::os::unix::net::UnixListener::bind(&path).expect("a socket"));
    let hook = Webhook::url("http://127.0.0.1:9/hook")
        .secret(crate::requests::SECRET)
        .listen(format!("unix:{}", path.display()));
    let bot = start(emulator().await, hook, &closed()).await;
    let mut stream = loop {
        match UnixStream::connect(&path).await {
            Ok(stream) => break stream,
            Err(_) => tokio::time::sleep(Duration::from_millis(2)).await,
        }
    };
    let hello = crate::requests::update(1, "hello");
    let hello = crate::requests::raw("/hook", crate::requests::SECRET, &hello);
    stream.write_all(hello.as_bytes()).await.expect("it reads");
    let mut answer = [0; 15];
    stream.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 200 OK");
    bot.stop().await.0.expect("it stops well");
    assert!(!path.exists());
    let _ = std::fs::remove_dir_all(folder);
}
