//! Conversations: handlers that ask and await answers, run again with each of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use botwright::prelude::*;
use botwright::route::{StartError, Table, linked};
use botwright::session::{Key, Store};
use botwright::{Clock, StateMap};
use futures_util::future::join;
use proptest::prelude::*;

use crate::support::{TestBot, calls, failure, texts};

/// How often the effects of handlers happened.
#[derive(Debug, Clone, Default)]
struct Effects(Arc<AtomicU32>);

impl Effects {
    fn happen(&self) -> u32 {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn count(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

mod bot {
    use std::sync::Arc;
    use std::time::Duration;

    use botwright::prelude::*;
    use serde::{Deserialize, Serialize};
    use tokio::sync::{Barrier, Semaphore};

    use super::Effects;

    #[derive(Callback)]
    enum Size {
        Small,
        Large,
    }

    #[derive(Session, Default, Serialize, Deserialize)]
    #[session(key = user)]
    struct Orders(u32);

    /// Sums numbers up.
    #[command]
    async fn sum(count: u8, talk: Talk, effects: State<Effects>) -> bot::Result<String> {
        talk.say(format!("{count} numbers")).await?;
        let mut sum = 0_u64;
        for place in 1..=count {
            let number: u32 = talk.ask(format!("Number {place}?")).await?;
            sum += u64::from(number);
            talk.once(async { effects.happen() }).await?;
        }
        Ok(format!("Sum: {sum}"))
    }

    /// Orders a pizza.
    #[command]
    async fn pizza(
        talk: Talk,
        user: &User,
        mut orders: Session<Orders>,
    ) -> bot::Result<(String, Option<String>)> {
        orders.0 += 1;
        let sizes = keyboard![["Small" => Size::Small, "Large" => Size::Large]];
        let size = match talk.choose(("Which size?", sizes)).await? {
            Size::Small => "small",
            Size::Large => "large",
        };
        let note = talk.ask_message("A note?").await?;
        let text = format!("{size} for {}", user.first_name);
        Ok((text, note.text.map(|note| format!("note: {note}"))))
    }

    /// Counts the orders.
    #[command]
    async fn orders(orders: Session<Orders>) -> String {
        orders.0.to_string()
    }

    /// Stops asking.
    #[command]
    async fn cancel() -> (&'static str, Leave) {
        ("Cancelled", Leave)
    }

    /// Breaks after the answer.
    #[command]
    async fn breaks(talk: Talk) -> bot::Result {
        let _: String = talk.ask("Really?").await?;
        Err(bot::Error::msg("broken"))
    }

    /// Waits a little.
    #[command]
    async fn brief(talk: Talk) -> bot::Result<String> {
        talk.ttl(Duration::from_mins(1));
        talk.ask::<String>("Quick!").await.map_err(Into::into)
    }

    /// Says nothing.
    #[command]
    async fn silent(talk: Talk) -> bot::Result<String> {
        talk.ask::<String>(()).await.map_err(Into::into)
    }

    /// Asks something else each time.
    #[command]
    async fn moody(talk: Talk, effects: State<Effects>) -> bot::Result<String> {
        let question = format!("Question {}?", effects.happen());
        talk.ask::<String>(question).await.map_err(Into::into)
    }

    /// Waits for something else, too.
    #[command]
    async fn slow(talk: Talk, gate: State<Arc<Semaphore>>) -> bot::Result<String> {
        let _permit = gate.acquire().await?;
        let name: String = talk.ask("Your name?").await?;
        Ok(format!("Hi {name}"))
    }

    #[derive(Session, Default, Serialize, Deserialize)]
    #[session(key = chat)]
    struct Total(u32);

    /// Adds to what the chat has, after everybody has read it.
    #[command]
    async fn give(
        talk: Talk,
        mut total: Session<Total>,
        both: State<Arc<Barrier>>,
        effects: State<Effects>,
    ) -> bot::Result<String> {
        let given: u32 = talk.ask("How much?").await?;
        talk.once(async { effects.happen() }).await?;
        if total.0 == 0 {
            both.wait().await;
        }
        total.0 += given;
        Ok(format!("{} so far", total.0))
    }

    #[derive(Dialogue, Serialize, Deserialize)]
    enum Signup {
        Name,
    }

    #[on_state(Signup::Name)]
    async fn name() -> (&'static str, Done<Signup>) {
        ("Noted", Done::new())
    }

    /// Goes from a conversation into a dialogue.
    #[command]
    async fn signup(talk: Talk) -> bot::Result<(&'static str, Goto<Signup>)> {
        let _: bool = talk.ask("Sure?").await?;
        Ok(("Your name?", Goto(Signup::Name)))
    }

    #[on_message(text)]
    async fn echo(text: &str) -> String {
        format!("echo {text}")
    }
}

mod told {
    use botwright::UserRef;
    use botwright::prelude::*;

    use super::Effects;

    /// Asks something else each time.
    #[command]
    async fn moody(talk: Talk, effects: State<Effects>) -> bot::Result<String> {
        let question = format!("Question {}?", effects.happen());
        talk.ask::<String>(question).await.map_err(Into::into)
    }

    #[on_stale(talk)]
    async fn stale(user: &User) -> String {
        format!("I was updated, {}; please begin again", user.first_name)
    }

    /// Asks for an age.
    #[command]
    async fn age(talk: Talk) -> bot::Result<String> {
        let words = html!("<b>A number</b>, please");
        let age: u8 = talk.ask("How old are you?").reask(words).await?;
        Ok(age.to_string())
    }

    /// Asks for somebody.
    #[command]
    async fn whom(talk: Talk) -> bot::Result<String> {
        let who: UserRef = talk.ask("Whom?").await?;
        Ok(format!("{} is {who}", who.id()))
    }
}

mod in_state {
    use botwright::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Dialogue, Serialize, Deserialize)]
    enum Form {
        One,
    }

    #[on_state(Form::One)]
    async fn one(talk: Talk) -> bot::Result {
        let _: String = talk.ask("?").await?;
        Ok(())
    }
}

const BOT: &str = concat!(module_path!(), "::bot");

fn state(effects: &Effects) -> StateMap {
    let mut state = StateMap::new();
    state.insert(effects.clone());
    state.insert(Arc::new(tokio::sync::Semaphore::new(1)));
    state.insert(Arc::new(tokio::sync::Barrier::new(2)));
    state
}

fn bot() -> (TestBot, Effects) {
    let effects = Effects::default();
    (TestBot::with(BOT, state(&effects)), effects)
}

async fn says(bot: &TestBot, text: &str) -> Vec<String> {
    texts(&bot.kept(1, 7, text).await)
}

async fn press(bot: &TestBot, user: i64, data: &str) -> Outcome {
    bot.kept_update(&format!(
        r#""callback_query":{{"id":"99","chat_instance":"c","data":"{data}",
        "from":{{"id":{user},"is_bot":false,"first_name":"Ann"}},
        "message":{{"message_id":5,"date":1,"chat":{{"id":7,"type":"private"}},"text":"old"}}}}"#
    ))
    .await
}

async fn is_waiting(bot: &TestBot) -> bool {
    let key = Key::new("dialogue", "chat:7:user:1");
    let store: &Arc<dyn Store> = bot.app().store();
    let entry = store.get(&key, bot.app().clock().now()).await.unwrap();
    entry.is_some()
}

#[tokio::test]
async fn questions_are_asked_one_by_one_and_effects_happen_once() {
    let (bot, effects) = bot();
    assert_eq!(says(&bot, "/sum 2").await, ["2 numbers", "Number 1?"]);
    assert_eq!(says(&bot, "1").await, ["Number 2?"]);
    assert_eq!(says(&bot, "many").await, ["\"many\" is not a whole number"]);
    assert_eq!(says(&bot, "2").await, ["Sum: 3"]);
    assert_eq!(effects.count(), 2);
    assert!(!is_waiting(&bot).await);
    assert_eq!(says(&bot, "3").await, ["echo 3"]);
}

#[tokio::test]
async fn a_conversation_without_questions_is_a_handler() {
    let (bot, _) = bot();
    assert_eq!(says(&bot, "/sum 0").await, ["0 numbers", "Sum: 0"]);
    assert!(!is_waiting(&bot).await);
}

#[tokio::test]
async fn everybody_talks_alone() {
    let (bot, _) = bot();
    let _ = bot.kept(1, 7, "/sum 1").await;
    assert_eq!(texts(&bot.kept(2, 7, "5").await), ["echo 5"]);
    assert_eq!(texts(&bot.kept(1, 8, "5").await), ["echo 5"]);
    assert_eq!(says(&bot, "5").await, ["Sum: 5"]);
}

#[tokio::test]
async fn buttons_and_messages_answer_and_sessions_count_at_the_end() {
    let (bot, _) = bot();
    let asked = bot.kept(1, 7, "/pizza").await;
    let call = calls(&asked).concat();
    let data: Vec<_> = call
        .split("\"callback_data\":\"")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .collect();
    assert_eq!(
        says(&bot, "large").await,
        ["echo large"],
        "a button is asked for"
    );
    assert!(
        texts(&press(&bot, 2, data[1]).await).is_empty(),
        "not asked"
    );
    assert_eq!(says(&bot, "/orders").await, ["0"]);
    assert_eq!(texts(&press(&bot, 1, data[1]).await), ["A note?"]);
    assert_eq!(says(&bot, "thin").await, ["large for Ann", "note: thin"]);
    assert_eq!(says(&bot, "/orders").await, ["1"]);
}

#[tokio::test]
async fn commands_work_while_a_question_waits_and_leave_ends_it() {
    let (bot, _) = bot();
    let _ = says(&bot, "/sum 1").await;
    assert_eq!(says(&bot, "/orders").await, ["0"]);
    assert!(is_waiting(&bot).await);
    assert_eq!(says(&bot, "/cancel").await, ["Cancelled"]);
    assert!(!is_waiting(&bot).await);
    let _ = says(&bot, "/sum 1").await;
    assert_eq!(says(&bot, "/sum 3").await, ["3 numbers", "Number 1?"]);
    assert_eq!(says(&bot, "1").await, ["Number 2?"], "the later one");
}

#[tokio::test]
async fn a_failure_ends_the_conversation() {
    let (bot, _) = bot();
    let _ = says(&bot, "/breaks").await;
    assert!(bot.kept(1, 7, "yes").await.has_failed());
    assert!(!is_waiting(&bot).await);
    let silent = bot.kept(1, 7, "/silent").await;
    assert!(failure(&silent).contains("sends nothing"), "{silent:?}");
}

#[tokio::test]
async fn a_question_waits_as_long_as_it_says() {
    let clock = Clock::manual(SystemTime::UNIX_EPOCH);
    let bot = bot().0.clocked(clock.clone());
    let _ = says(&bot, "/pizza").await;
    clock.advance(Duration::from_hours(23));
    assert!(is_waiting(&bot).await);
    clock.advance(Duration::from_hours(1));
    assert!(!is_waiting(&bot).await);
    let _ = says(&bot, "/brief").await;
    clock.advance(Duration::from_secs(59));
    assert_eq!(says(&bot, "now").await, ["now"]);
    let _ = says(&bot, "/brief").await;
    clock.advance(Duration::from_mins(1));
    assert_eq!(says(&bot, "now").await, ["echo now"]);
}

#[tokio::test]
async fn another_question_at_the_same_place_is_out_of_date() {
    let (bot, _) = bot();
    assert_eq!(says(&bot, "/moody").await, ["Question 1?"]);
    let stale = ["This conversation is out of date and starts anew."];
    assert_eq!(says(&bot, "x").await, stale);
    assert_eq!(says(&bot, "x").await, ["echo x"]);
}

fn told() -> TestBot {
    TestBot::with(
        concat!(module_path!(), "::told"),
        state(&Effects::default()),
    )
}

#[tokio::test]
async fn a_handler_tells_that_a_conversation_is_out_of_date() {
    let bot = told();
    assert_eq!(says(&bot, "/moody").await, ["Question 1?"]);
    assert_eq!(
        says(&bot, "x").await,
        ["I was updated, Ann; please begin again"]
    );
    assert!(!is_waiting(&bot).await);
}

#[tokio::test]
async fn a_question_is_asked_again_in_its_own_words() {
    let bot = told();
    assert_eq!(says(&bot, "/age").await, ["How old are you?"]);
    assert_eq!(says(&bot, "old").await, ["<b>A number</b>, please"]);
    assert_eq!(says(&bot, "300").await, ["<b>A number</b>, please"]);
    assert_eq!(says(&bot, "30").await, ["30"]);
}

#[tokio::test]
async fn somebody_is_named_by_mention_or_reply() {
    let bot = told();
    let message = |members: &str| {
        format!(
            r#""message":{{"message_id":5,"date":1,"chat":{{"id":7,"type":"private"}},
            "from":{{"id":1,"is_bot":false,"first_name":"Ann"}},{members}}}"#
        )
    };
    let bob = r#"{"id":9,"is_bot":false,"first_name":"Bob Smith"}"#;
    let replied = |author: &str, members: &str| {
        message(&format!(
            r#""reply_to_message":{{"message_id":4,"date":1,"chat":{{"id":7,"type":"private"}},"from":{author}}},{members}"#
        ))
    };
    let mention = message(&format!(
        r#""text":" Bob Smith ","entities":[{{"type":"text_mention","offset":1,"length":9,"user":{bob}}}]"#
    ));
    let wordless = replied(
        bob,
        r#""sticker":{"file_id":"s","file_unique_id":"u","type":"regular",
        "width":1,"height":1,"is_animated":false,"is_video":false}"#,
    );
    for answer in [mention, wordless, replied(bob, r#""text":"this one""#)] {
        assert_eq!(says(&bot, "/whom").await, ["Whom?"]);
        let outcome = bot.kept_update(&answer).await;
        assert_eq!(texts(&outcome), ["9 is Bob Smith"], "{answer}");
    }
    // A reply to the question itself names nobody.
    let me = r#"{"id":42,"is_bot":true,"first_name":"Bot"}"#;
    assert_eq!(says(&bot, "/whom").await, ["Whom?"]);
    let outcome = bot.kept_update(&replied(me, r#""text":"this one""#)).await;
    assert!(texts(&outcome)[0].contains("a user: @name"), "{outcome:?}");
    // Nor does an unknown name in reply to somebody.
    let outcome = bot
        .kept_update(&replied(bob, r#""text":"@somebody""#))
        .await;
    assert!(
        texts(&outcome)[0].contains("I do not know @somebody"),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_handler_may_wait_for_other_things_and_enter_a_dialogue() {
    let (bot, _) = bot();
    assert_eq!(says(&bot, "/slow").await, ["Your name?"]);
    assert_eq!(says(&bot, "Ann").await, ["Hi Ann"]);
    assert_eq!(says(&bot, "/signup").await, ["Sure?"]);
    assert_eq!(says(&bot, "yes").await, ["Your name?"]);
    assert_eq!(says(&bot, "yes").await, ["Noted"]);
    assert!(!is_waiting(&bot).await);
}

#[tokio::test]
async fn what_is_done_once_is_done_once_also_when_a_session_was_changed_meanwhile() {
    let (bot, effects) = bot();
    for user in [1, 2] {
        let _ = bot.kept(user, 7, "/give").await;
    }
    let (first, second) = join(bot.kept(1, 7, "10"), bot.kept(2, 7, "20")).await;
    let mut said = [texts(&first).concat(), texts(&second).concat()];
    said.sort();
    assert_eq!(said[1], "30 so far", "{said:?}");
    assert_eq!(effects.count(), 2);
}

#[test]
fn a_state_cannot_talk() {
    let routes = linked(&[concat!(module_path!(), "::in_state")]);
    let errors = Table::build(routes, &StateMap::new()).unwrap_err();
    assert!(
        matches!(errors.0[..], [StartError::TalkInState { .. }]),
        "{errors}"
    );
}

#[test]
fn answers_are_asked_for() {
    let table = Table::build(linked(&[BOT]), &state(&Effects::default()));
    let kinds = table.unwrap().allowed_updates();
    assert!(kinds.contains(&UpdateKind::Message) && kinds.contains(&UpdateKind::CallbackQuery));
}

/// What a user may write.
#[derive(Debug, Clone)]
enum Line {
    Number(u16),
    Word(String),
    Orders,
    Cancel,
    Sum(u8),
}

fn line() -> impl Strategy<Value = Line> {
    prop_oneof![
        5 => any::<u16>().prop_map(Line::Number),
        2 => "[a-z]{1,8}".prop_map(Line::Word),
        1 => Just(Line::Orders),
        1 => Just(Line::Cancel),
        2 => (0_u8..5).prop_map(Line::Sum),
    ]
}

/// The same conversation, kept in memory.
#[derive(Default)]
struct Model {
    asks: Option<(u8, Vec<u64>)>,
    effects: u32,
}

impl Model {
    fn says(&mut self, line: &Line) -> Vec<String> {
        match line {
            Line::Orders => vec!["0".to_owned()],
            Line::Cancel => {
                self.asks = None;
                vec!["Cancelled".to_owned()]
            }
            Line::Sum(count) => {
                if *count > 0 {
                    self.asks = Some((*count, Vec::new()));
                }
                let next = if *count == 0 { "Sum: 0" } else { "Number 1?" };
                vec![format!("{count} numbers"), next.to_owned()]
            }
            Line::Word(word) if self.asks.is_some() => {
                vec![format!("\"{word}\" is not a whole number")]
            }
            Line::Word(word) => vec![format!("echo {word}")],
            Line::Number(number) => {
                let Some((count, numbers)) = &mut self.asks else {
                    return vec![format!("echo {number}")];
                };
                numbers.push(u64::from(*number));
                self.effects += 1;
                if numbers.len() < usize::from(*count) {
                    return vec![format!("Number {}?", numbers.len() + 1)];
                }
                let sum: u64 = numbers.iter().sum();
                self.asks = None;
                vec![format!("Sum: {sum}")]
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn running_again_is_as_good_as_waiting(lines in prop::collection::vec(line(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let ((bot, effects), mut model) = (bot(), Model::default());
            for line in &lines {
                let text = match line {
                    Line::Number(number) => number.to_string(),
                    Line::Word(word) => word.clone(),
                    Line::Orders => "/orders".to_owned(),
                    Line::Cancel => "/cancel".to_owned(),
                    Line::Sum(count) => format!("/sum {count}"),
                };
                prop_assert_eq!(says(&bot, &text).await, model.says(line), "{}", text);
                prop_assert_eq!(effects.count(), model.effects);
            }
            Ok(())
        })?;
    }
}
