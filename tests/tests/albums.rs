//! Albums come as one call, whichever way their items come.

use std::sync::Arc;

use botwright::bot::{self, Bot};
use botwright::client::{Bytes, HttpRequest, HttpResponse};
use botwright::{Clock, Update, parse_update};
use botwright_emulator::Emulator;
use botwright_tests::{ANN, TOKEN, answers};

mod whole {
    use botwright::prelude::*;

    #[on_album(chat = private)]
    async fn album(items: Album) -> String {
        let ids: Vec<_> = items.iter().map(|item| item.id().to_string()).collect();
        let caption = items.caption().unwrap_or("-");
        format!("album {} {caption}", ids.join(" "))
    }

    #[on_message(text)]
    async fn text(text: &str) -> String {
        text.to_owned()
    }

    #[on_message(photo)]
    async fn photo(m: &Message) -> String {
        format!("photo {}", m.id())
    }
}

mod single {
    use botwright::prelude::*;

    #[on_message(photo)]
    async fn photo(m: &Message, items: Album) -> String {
        format!("photo {} of {}", m.id(), items.len())
    }
}

struct World {
    emulator: Arc<Emulator>,
    bot: Bot,
    clock: Clock,
}

async fn world(module: &str) -> World {
    let emulator = Emulator::builder().without_sockets().start().await;
    let emulator = Arc::new(emulator.expect("nothing to bind"));
    let server = Arc::clone(&emulator);
    let clock = Clock::manual(std::time::SystemTime::UNIX_EPOCH);
    let bot = bot::builder()
        .token(TOKEN)
        .only(module)
        .clock(clock.clone())
        .carrier(move |request: HttpRequest<Bytes>| {
            let server = Arc::clone(&server);
            async move { server.handle(request).await }
        })
        .build()
        .await;
    World {
        bot: bot.expect("a bot"),
        emulator,
        clock,
    }
}

/// A message of Ann's with these members.
fn message(id: usize, members: &str) -> Update {
    let json = format!(
        r#"{{"update_id":{id},"message":{{"message_id":{id},"date":1,"chat":{{"id":{ANN},"type":"private"}},{members},
        "from":{{"id":{ANN},"is_bot":false,"first_name":"Ann"}}}}}}"#
    );
    parse_update(&json).expect("an update")
}

/// A photo of an album; the third one has a caption.
fn photo(id: usize, album: &str) -> Update {
    let caption = if id == 3 { r#","caption":"all""# } else { "" };
    message(
        id,
        &format!(
            r#""media_group_id":"{album}","photo":[{{"file_id":"p","file_unique_id":"u","width":1,"height":1}}]{caption}"#
        ),
    )
}

impl World {
    async fn feed(&self, updates: impl IntoIterator<Item = Update>) {
        for update in updates {
            self.bot.feed(update).await.expect("handled");
        }
    }

    fn answers(&self) -> Vec<String> {
        answers(&self.emulator, ANN)
    }
}

#[tokio::test]
async fn an_album_is_one_call_before_what_comes_next() {
    let world = world("albums::whole").await;
    world
        .feed([
            photo(4, "a"),
            photo(3, "a"),
            photo(5, "b"),
            message(6, r#""text":"hi""#),
        ])
        .await;
    assert_eq!(world.answers(), ["album 3 4 all", "album 5 -", "hi"]);
}

#[tokio::test]
async fn ten_items_are_complete() {
    let world = world("albums::whole").await;
    world.feed((11..=20).map(|id| photo(id, "a"))).await;
    assert_eq!(world.answers(), ["album 11 12 13 14 15 16 17 18 19 20 -"]);
}

#[tokio::test]
async fn a_second_without_another_item_ends_an_album() {
    let world = world("albums::whole").await;
    world.feed([photo(1, "a"), photo(2, "a")]).await;
    assert!(world.answers().is_empty());
    while world.answers().is_empty() {
        // The task that waits may not have begun yet.
        world.clock.advance(std::time::Duration::from_secs(1));
        tokio::task::yield_now().await;
    }
    assert_eq!(world.answers(), ["album 1 2 -"]);
}

#[tokio::test]
async fn an_album_can_be_fed_as_a_whole_or_finished() {
    let world = world("albums::whole").await;
    let album = vec![photo(1, "a"), photo(2, "a")];
    world.bot.feed_album(album).await.expect("handled");
    world.feed([photo(5, "b")]).await;
    world.bot.finish_albums().await.expect("handled");
    assert_eq!(world.answers(), ["album 1 2 -", "album 5 -"]);
}

#[tokio::test]
async fn without_a_handler_for_it_an_album_is_its_messages() {
    let world = world("albums::single").await;
    world.feed([photo(1, "a"), photo(2, "a")]).await;
    assert_eq!(world.answers(), ["photo 1 of 1", "photo 2 of 1"]);
}

#[tokio::test]
async fn polling_puts_albums_together_and_confirms_them_then() {
    let (sender, mut seen) = tokio::sync::mpsc::unbounded_channel();
    let updates: Vec<_> = [photo(1, "a"), photo(2, "a")]
        .iter()
        .map(|update| update.raw().as_str().to_owned())
        .collect();
    let updates = updates.join(",");
    let carrier = move |request: HttpRequest<Bytes>| {
        let method = request.uri().path().rsplit('/').next().map(str::to_owned);
        let body = String::from_utf8_lossy(request.body()).into_owned();
        let (sender, updates) = (sender.clone(), updates.clone());
        async move {
            let result = match method.as_deref() {
                Some("getMe") => r#"{"id":42,"is_bot":true,"first_name":"Bot"}"#.to_owned(),
                Some("getUpdates") if body.contains(r#""offset":3"#) => {
                    let _ = sender.send("confirmed".to_owned());
                    "[]".to_owned()
                }
                Some("getUpdates") => format!("[{updates}]"),
                Some("sendMessage") => {
                    let _ = sender.send(body);
                    r#"{"message_id":9,"date":1,"chat":{"id":1,"type":"private"}}"#.to_owned()
                }
                _ => "true".to_owned(),
            };
            let answer = format!(r#"{{"ok":true,"result":{result}}}"#);
            Ok(HttpResponse::new(Bytes::from(answer)))
        }
    };
    let stop = tokio_util::sync::CancellationToken::new();
    let builder = bot::builder()
        .token(TOKEN)
        .only("albums::whole")
        .carrier(carrier);
    let bot = tokio::spawn(builder.menu(false).run_until(stop.clone()));
    let sent = seen.recv().await.expect("the bot runs");
    assert!(sent.contains("album 1 2"), "{sent}");
    assert_eq!(seen.recv().await.as_deref(), Some("confirmed"));
    stop.cancel();
    bot.await.expect("no panic").expect("stopped");
}
