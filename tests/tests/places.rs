//! Where replies go: in business chats, to guests, to one member alone, and from web apps.

use std::sync::{Arc, OnceLock};

use botwright::bot::{self, Bot};
use botwright::client::{Bytes, HttpRequest};
use botwright::parse_update;
use botwright::reply::{Rich, WebAppAnswer};
use botwright_emulator::{Emulator, WebAppButton, World};
use botwright_tests::{ANN, TOKEN, answers};
use serde_json::Value;

const BOB: i64 = 2;
const BOT: i64 = 42;
/// A group that the bot is in.
const CLUB: i64 = -1_000_000_000_001;
/// A group that it is not in.
const ELSEWHERE: i64 = -1_000_000_000_002;

const PEOPLE: &str = r#"{
    "bots": [{"token": "42:EMULATOR", "username": "emulator_bot", "first_name": "Emulator"}],
    "users": [
        {"id": 1, "first_name": "Ann", "username": "ann_1", "started": ["emulator_bot"]},
        {"id": 2, "first_name": "Bob", "username": "bob_2", "started": ["emulator_bot"]}
    ],
    "chats": [
        {"id": -1000000000001, "type": "supergroup", "title": "Club",
            "members": ["ann_1", "bob_2", "emulator_bot"]},
        {"id": -1000000000002, "type": "supergroup", "title": "Elsewhere",
            "members": ["ann_1", "bob_2"]}
    ]
}"#;

mod talkative {
    use botwright::prelude::*;
    use botwright::reply::{Photo, Rich, With};
    use botwright::types::BusinessConnection;
    use futures_util::{StreamExt, stream};

    #[derive(Callback)]
    enum Press {
        More,
        Away,
        Instead,
    }

    fn buttons() -> InlineKeyboard {
        keyboard![["More" => Press::More, "Away" => Press::Away, "Instead" => Press::Instead]]
    }

    #[on_update(business_connection)]
    async fn connected(connection: &BusinessConnection) -> Option<&'static str> {
        connection.is_enabled.then_some("I answer for you now")
    }

    #[on_message(business_message & text)]
    async fn customer(text: &str, m: &Message) -> (String, With<&'static str>) {
        (format!("You said {text}"), "A reply".reply_to(m.id()))
    }

    #[on_message(guest_message, regex = "photo")]
    async fn picture() -> Photo {
        Photo::id("no-such-file").caption("Here")
    }

    #[on_message(guest_message, regex = "rich")]
    async fn rich() -> Rich {
        Rich::new().heading(1, "Big").paragraph("Small")
    }

    #[on_message(guest_message, regex = "twice")]
    async fn twice() -> (&'static str, &'static str) {
        ("one", "two")
    }

    #[on_message(guest_message & text)]
    async fn guest(user: &User) -> (Html, InlineKeyboard) {
        (html!("Hello, <b>{}</b>", user.first_name), buttons())
    }

    #[on_callback(Press::More)]
    async fn more() -> Edit {
        Edit::text("More")
    }

    #[on_callback(Press::Away)]
    async fn away() -> &'static str {
        "Only for you"
    }

    #[on_callback(Press::Instead)]
    async fn instead() -> Ephemeral<&'static str> {
        Ephemeral::new("Instead of it").replace()
    }

    /// Whispers.
    #[command]
    async fn secret() -> (
        Ephemeral<&'static str>,
        Ephemeral<(&'static str, InlineKeyboard)>,
    ) {
        (
            Ephemeral::new("Psst"),
            Ephemeral::new(("Choose", buttons())),
        )
    }

    /// Tells a story until somebody presses the stop button, which happens after the second word.
    #[command]
    async fn story(reply: Reply, presses: State<super::Presses>) -> bot::Result {
        let words = stream::iter(["Once", " upon", " a", " time"]).then(|word| {
            let presses = presses.clone();
            async move {
                if word == " a" {
                    presses.stop().await;
                }
                word
            }
        });
        reply.stoppable().stream(words).await?;
        Ok(())
    }

    #[on_message(text)]
    async fn loud(text: &str) -> String {
        text.to_uppercase()
    }
}

/// Ann, who can press the stop button of a draft while a handler runs.
struct Presses {
    emulator: Arc<Emulator>,
    bot: OnceLock<Bot>,
}

impl Presses {
    async fn stop(&self) {
        let draft = self.emulator.drafts(ANN, BOT).pop().expect("a draft");
        let id = draft["draft_id"].as_i64().expect("an id");
        self.emulator
            .stop_draft(ANN, BOT, id)
            .expect("it has a button");
        for json in self.emulator.take_updates(BOT) {
            let update = parse_update(&json).expect("an update");
            let bot = self.bot.get().expect("it runs");
            bot.feed(update).await.expect("handled");
        }
    }
}

struct Place {
    emulator: Arc<Emulator>,
    bot: Bot,
}

impl Place {
    async fn new() -> Self {
        let world = World::from_json(PEOPLE).expect("a world");
        let emulator = Emulator::builder().without_sockets().world(world).start();
        let emulator = Arc::new(emulator.await.expect("nothing to bind"));
        let server = Arc::clone(&emulator);
        let bot = bot::builder()
            .token(TOKEN)
            .only("places::talkative")
            .manage(Presses {
                emulator: Arc::clone(&emulator),
                bot: OnceLock::new(),
            })
            .carrier(move |request: HttpRequest<Bytes>| {
                let server = Arc::clone(&server);
                async move { server.handle(request).await }
            })
            .build();
        let bot = bot.await.expect("a bot");
        let presses = bot.state::<Presses>().expect("managed");
        assert!(presses.bot.set(bot.clone()).is_ok(), "set once");
        let wanted: Vec<_> = bot.table().allowed_updates();
        let mut poll = bot.api().get_updates();
        poll = poll.allowed_updates(wanted).timeout(0);
        poll.await.expect("listens");
        Self { emulator, bot }
    }

    /// Handles what waits; the first error.
    async fn settle(&self) -> Result<(), String> {
        let mut result = Ok(());
        for json in self.emulator.take_updates(BOT) {
            let update = parse_update(&json).expect("an update");
            if let Err(error) = self.bot.feed(update).await {
                result = result.and(Err(error.to_string()));
            }
        }
        result
    }

    fn last_call(&self) -> botwright_emulator::Call {
        let calls = self.emulator.calls();
        calls.last().expect("a call").clone()
    }
}

fn texts(messages: &[Value]) -> Vec<&str> {
    let texts = messages
        .iter()
        .filter_map(|message| message["text"].as_str());
    texts.collect()
}

#[tokio::test]
async fn customers_are_answered_in_the_name_of_the_business() {
    let place = Place::new().await;
    let rights = ["can_reply"];
    let id = place
        .emulator
        .connect_business(ANN, BOT, &rights)
        .expect("connected");
    place.settle().await.expect("handled");
    assert_eq!(answers(&place.emulator, ANN), ["I answer for you now"]);
    place.emulator.send_business(&id, BOB, "hi").expect("sent");
    place.settle().await.expect("handled");
    let messages = place.emulator.business_messages(&id, BOB);
    assert_eq!(texts(&messages), ["hi", "You said hi", "A reply"]);
    assert_eq!(messages[1]["from"]["id"], ANN);
    assert_eq!(messages[2]["reply_to_message"]["text"], "hi");
    assert!(answers(&place.emulator, BOB).is_empty());
}

#[tokio::test]
async fn guests_get_one_answer_whose_buttons_work() {
    let place = Place::new().await;
    place
        .emulator
        .call_guest(BOB, BOT, ELSEWHERE, "@emulator_bot hi")
        .expect("called");
    place.settle().await.expect("handled");
    let answer = place.emulator.messages(ELSEWHERE).pop().expect("an answer");
    assert_eq!(answer["text"], "Hello, Bob");
    assert_eq!(answer["entities"][0]["type"], "bold");
    let id = answer["message_id"].as_i64().expect("an id");
    let data = answer["reply_markup"]["inline_keyboard"][0][0]["callback_data"].clone();
    place
        .emulator
        .tap(BOB, ELSEWHERE, id, data.as_str().expect("data"))
        .expect("there");
    place.settle().await.expect("handled");
    let answer = place.emulator.messages(ELSEWHERE).pop().expect("an answer");
    assert_eq!(answer["text"], "More");
}

#[tokio::test]
async fn guests_get_rich_messages_and_what_cannot_be_an_answer_is_an_error() {
    let place = Place::new().await;
    place
        .emulator
        .call_guest(BOB, BOT, ELSEWHERE, "rich")
        .expect("called");
    place.settle().await.expect("handled");
    let answer = place.emulator.messages(ELSEWHERE).pop().expect("an answer");
    assert_eq!(answer["rich_message"]["blocks"][0]["text"], "Big");

    place
        .emulator
        .call_guest(BOB, BOT, ELSEWHERE, "twice")
        .expect("called");
    let error = place.settle().await.expect_err("two messages");
    assert!(error.contains("answered once, with one message"), "{error}");
    assert_eq!(
        place.last_call().method,
        "answerGuestQuery",
        "nothing more was sent"
    );

    place
        .emulator
        .call_guest(BOB, BOT, ELSEWHERE, "photo")
        .expect("called");
    place.settle().await.expect_err("there is no such file");
    let call = place.last_call();
    let result: Value =
        serde_json::from_str(call.param("result").expect("a result")).expect("JSON");
    assert_eq!(
        result,
        serde_json::json!({"type": "photo", "id": "0", "photo_file_id": "no-such-file", "caption": "Here"})
    );
}

#[tokio::test]
async fn whispers_are_answered_by_whispers() {
    let place = Place::new().await;
    place
        .emulator
        .send_ephemeral(BOB, BOT, CLUB, "hush")
        .expect("sent");
    place.settle().await.expect("handled");
    let seen = place.emulator.ephemeral_messages(BOB, CLUB);
    assert_eq!(texts(&seen), ["hush", "HUSH"]);
    assert!(place.emulator.messages(CLUB).is_empty());
}

#[tokio::test]
async fn ephemeral_messages_are_changed_answered_and_replaced() {
    let place = Place::new().await;
    place
        .emulator
        .send_ephemeral(BOB, BOT, CLUB, "/secret")
        .expect("sent");
    place.settle().await.expect("handled");
    let seen = place.emulator.ephemeral_messages(BOB, CLUB);
    assert_eq!(texts(&seen), ["/secret", "Psst", "Choose"]);
    let id = seen[2]["ephemeral_message_id"].as_i64().expect("an id");
    let row = seen[2]["reply_markup"]["inline_keyboard"][0].clone();
    let data = |place: usize| {
        row[place]["callback_data"]
            .as_str()
            .expect("data")
            .to_owned()
    };
    place
        .emulator
        .tap_ephemeral(BOB, CLUB, id, &data(1))
        .expect("there");
    place.settle().await.expect("handled");
    let seen = place.emulator.ephemeral_messages(BOB, CLUB);
    assert_eq!(texts(&seen), ["/secret", "Psst", "Choose", "Only for you"]);
    place
        .emulator
        .tap_ephemeral(BOB, CLUB, id, &data(2))
        .expect("there");
    place.settle().await.expect("handled");
    let seen = place.emulator.ephemeral_messages(BOB, CLUB);
    assert!(texts(&seen).contains(&"Instead of it") && !texts(&seen).contains(&"Choose"));
    assert!(place.emulator.messages(CLUB).is_empty());
}

#[tokio::test]
async fn an_ephemeral_message_is_edited_by_its_own_method() {
    let place = Place::new().await;
    place
        .emulator
        .send_ephemeral(BOB, BOT, CLUB, "/secret")
        .expect("sent");
    place.settle().await.expect("handled");
    let seen = place.emulator.ephemeral_messages(BOB, CLUB);
    let id = seen[2]["ephemeral_message_id"].as_i64().expect("an id");
    let data = &seen[2]["reply_markup"]["inline_keyboard"][0][0]["callback_data"];
    let data = data.as_str().expect("data");
    place
        .emulator
        .tap_ephemeral(BOB, CLUB, id, data)
        .expect("there");
    place.settle().await.expect("handled");
    let seen = place.emulator.ephemeral_messages(BOB, CLUB);
    assert_eq!(texts(&seen), ["/secret", "Psst", "More"]);
}

#[tokio::test]
async fn in_private_nothing_has_to_be_hidden() {
    let place = Place::new().await;
    place.emulator.send(ANN, ANN, "/secret").expect("sent");
    place.settle().await.expect("handled");
    assert_eq!(answers(&place.emulator, ANN), ["Psst", "Choose"]);
}

#[tokio::test]
async fn web_apps_send_in_the_users_name() {
    let place = Place::new().await;
    let api = place.bot.api();
    let app = botwright::types::WebAppInfo::new("https://example.org/app");
    let button = botwright::types::InlineKeyboardButton::new("Open").web_app(app);
    let markup = botwright::types::InlineKeyboardMarkup::new([vec![button]]);
    let sent = api
        .send_message(ANN, "Order here")
        .reply_markup(markup)
        .await
        .expect("sent");
    let button = WebAppButton::Inline {
        message_id: sent.message_id.0,
    };
    for (place_of, answer) in [
        WebAppAnswer::text as fn(String, &'static str) -> WebAppAnswer,
        |query, _| WebAppAnswer::rich(query, Rich::new().paragraph("Two pizzas")),
    ]
    .into_iter()
    .enumerate()
    {
        let opened = place
            .emulator
            .open_web_app(ANN, BOT, &button)
            .expect("opens");
        let query = opened.query_id.expect("a query");
        answer(query.clone(), "One pizza")
            .send(api)
            .await
            .expect("answered");
        let messages = place.emulator.messages(ANN);
        let message = messages.last().expect("a message");
        assert_eq!(message["from"]["id"], ANN);
        assert_eq!(message.get("rich_message").is_some(), place_of == 1);
        let again = WebAppAnswer::text(query, "One more").send(api).await;
        assert!(again.is_err(), "a query is answered once");
    }
}

#[tokio::test]
async fn a_text_that_grows_can_be_stopped() {
    let place = Place::new().await;
    place.emulator.send(ANN, ANN, "/story").expect("sent");
    place.settle().await.expect("handled");
    assert_eq!(answers(&place.emulator, ANN), ["Once upon a"]);
}
