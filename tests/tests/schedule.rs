//! Handlers that run by the clock, on a clock that the test moves.

use std::time::{Duration, SystemTime};

use botwright::Clock;
use botwright::bot::Bot;
use botwright_emulator::Emulator;
use botwright_tests::{ANN, Folder, TOKEN, answers, builder, emulator, run, run_with, wait};

const HOUR: Duration = Duration::from_hours(1);

mod clockwork {
    use std::sync::Mutex;

    use botwright::methods::SendMessage;
    use botwright::prelude::*;

    pub(super) type Log = Mutex<Vec<&'static str>>;

    #[every("15 min")]
    async fn tick(log: State<Log>) {
        log.lock().unwrap().push("tick");
    }

    #[every("1 h")]
    async fn fails() -> bot::Result {
        Err(bot::Error::msg("not today"))
    }

    #[cron("30 * * * *")]
    async fn half_past(outbox: Outbox, me: &Me) {
        outbox.push(&SendMessage::new(
            super::ANN,
            format!("half past, says {}", me.first_name),
        ));
    }
}

mod plants {
    use botwright::prelude::*;
    use botwright::schedule::ReminderId;
    use serde::{Deserialize, Serialize};

    #[derive(Reminder, Serialize, Deserialize)]
    struct Water {
        plant: String,
    }

    #[derive(Session, Default, Serialize, Deserialize)]
    struct Last(Option<ReminderId>);

    /// Reminds you of a plant.
    #[command]
    async fn water(
        plant: String,
        after: String,
        cx: Cx,
        mut last: Session<Last>,
    ) -> bot::Result<&'static str> {
        last.0 = Some(cx.remind(after.as_str(), Water { plant })?);
        Ok("I will")
    }

    /// Forgets the last one.
    #[command]
    async fn forget(cx: Cx, mut last: Session<Last>) -> bot::Result {
        if let Some(id) = last.0.take() {
            cx.cancel_reminder(&id)?;
        }
        Ok(())
    }

    /// Sets one and fails.
    #[command]
    async fn fails(cx: Cx) -> bot::Result {
        cx.remind(
            "1 h",
            Water {
                plant: "cactus".to_owned(),
            },
        )?;
        Err(bot::Error::msg("no"))
    }

    #[on_reminder(Water)]
    async fn thirsty(due: Reminder<Water>, user: &User) -> String {
        format!("{}, the {} is thirsty", user.first_name, due.plant)
    }
}

mod life {
    use std::sync::Mutex;

    use botwright::prelude::*;

    pub(super) type Log = std::sync::Arc<Mutex<Vec<String>>>;

    #[on_start]
    async fn hello(me: &Me, log: State<Log>) {
        log.lock()
            .unwrap()
            .push(format!("{} starts", me.first_name));
    }

    #[on_stop]
    async fn goodbye(log: State<Log>) {
        log.lock().unwrap().push("stops".to_owned());
    }

    /// Answers.
    #[command]
    async fn start() -> &'static str {
        "here"
    }
}

mod broken {
    use botwright::prelude::*;

    #[on_start]
    async fn migrate() -> bot::Result {
        Err(bot::Error::msg("the database is not there"))
    }

    /// Answers.
    #[command]
    async fn start() -> &'static str {
        "here"
    }
}

/// A bot that is driven by hand, at midnight of 1970.
async fn at_midnight(emulator: &Emulator, module: &str) -> (Bot, Clock) {
    let clock = Clock::manual(SystemTime::UNIX_EPOCH);
    let builder = builder(emulator, module).token(TOKEN).clock(clock.clone());
    let builder = builder.manage(clockwork::Log::default());
    (builder.build().await.expect("it starts"), clock)
}

/// Moves the clock and runs what becomes due, each at its own time.
async fn advance(bot: &Bot, clock: &Clock, by: Duration) {
    let end = clock.now() + by;
    while let Some(next) = bot.next_due().await.expect("the store works")
        && next <= end
    {
        clock.advance(next.duration_since(clock.now()).unwrap_or_default());
        bot.run_due().await.expect("the store works");
    }
    clock.advance(end.duration_since(clock.now()).unwrap_or_default());
}

#[tokio::test]
async fn intervals_and_calendars_keep_their_times() {
    let emulator = emulator().await;
    let (bot, clock) = at_midnight(&emulator, concat!(module_path!(), "::clockwork")).await;
    advance(&bot, &clock, Duration::from_secs(3_599)).await;
    let log = bot.state::<clockwork::Log>().expect("it is managed");
    assert_eq!(log.lock().unwrap().len(), 3, "at 15, 30 and 45");
    advance(&bot, &clock, HOUR).await;
    assert_eq!(
        log.lock().unwrap().len(),
        7,
        "an error of another handler stops nothing"
    );
    let said = answers(&emulator, ANN);
    assert_eq!(said.len(), 2, "at 0:30 and 1:30: {said:?}");
    assert!(said[0].starts_with("half past, says "), "{said:?}");
}

#[tokio::test]
async fn a_reminder_comes_to_the_chat_that_asked() {
    let emulator = emulator().await;
    let (bot, clock) = at_midnight(&emulator, concat!(module_path!(), "::plants")).await;
    let say = async |text: &str| {
        emulator.send(ANN, ANN, text).expect("Ann may write");
        let updates = bot
            .api()
            .get_updates()
            .offset(-1)
            .await
            .expect("it answers");
        for update in updates {
            let _ = bot.feed(update).await;
        }
    };
    emulator.send(ANN, ANN, "/start").expect("Ann may write");
    say("/water fern 2h").await;
    say("/water palm 3h").await;
    say("/forget").await;
    say("/fails").await;
    advance(&bot, &clock, Duration::from_secs(7_199)).await;
    assert_eq!(answers(&emulator, ANN), ["I will", "I will"]);
    advance(&bot, &clock, 24 * HOUR).await;
    assert_eq!(answers(&emulator, ANN)[2..], ["Ann, the fern is thirsty"]);
    assert_eq!(bot.next_due().await.unwrap(), None);
}

#[tokio::test]
async fn a_running_bot_keeps_the_time_by_itself() {
    let clock = Clock::manual(SystemTime::UNIX_EPOCH);
    let (own, emulator) = (clock.clone(), emulator().await);
    let module = concat!(module_path!(), "::plants");
    let bot = run_with(emulator, module, move |builder| builder.clock(own)).await;
    assert_eq!(bot.ask("/water fern 2h", 1).await, ["I will"]);
    wait("the reminder", || {
        clock.advance(HOUR);
        answers(&bot.emulator, ANN)
            .contains(&"Ann, the fern is thirsty".to_owned())
            .then_some(())
    })
    .await;
    assert!(bot.stop().await.0.is_ok());
}

#[tokio::test]
async fn the_start_and_the_stop_have_handlers() {
    let log = life::Log::default();
    let (own, emulator) = (log.clone(), emulator().await);
    let module = concat!(module_path!(), "::life");
    let bot = run_with(emulator, module, move |builder| builder.manage(own)).await;
    assert_eq!(bot.ask("/start", 1).await, ["here"]);
    assert_eq!(log.lock().unwrap().len(), 1);
    assert!(bot.stop().await.0.is_ok());
    let log = log.lock().unwrap();
    assert!(log[0].ends_with(" starts") && log[1] == "stops", "{log:?}");
}

#[tokio::test]
async fn a_failing_start_stops_the_start() {
    let bot = run(concat!(module_path!(), "::broken")).await;
    let error = bot.ended().await.unwrap_err().to_string();
    assert!(
        error.contains("the database is not there") && error.contains("migrate"),
        "{error}"
    );
}

#[tokio::test]
async fn a_reminder_outlives_the_bot() {
    let folder = Folder::new();
    let module = concat!(module_path!(), "::plants");
    let at = |hours: u32| Clock::manual(SystemTime::UNIX_EPOCH + hours * HOUR);
    let with = |hours: u32| {
        let path = folder.file("bot.db");
        move |builder: botwright::bot::Builder| builder.clock(at(hours)).data(path)
    };
    let bot = run_with(emulator().await, module, with(0)).await;
    assert_eq!(bot.ask("/water fern 2h", 1).await, ["I will"]);
    let (ended, emulator) = bot.stop().await;
    ended.expect("a clean end");
    let bot = run_with(emulator, module, with(3)).await;
    wait("the reminder", || {
        (answers(&bot.emulator, ANN).len() == 2).then_some(())
    })
    .await;
    assert_eq!(answers(&bot.emulator, ANN)[1], "Ann, the fern is thirsty");
    let (ended, emulator) = bot.stop().await;
    ended.expect("a clean end");
    // It is gone.
    let bot = run_with(emulator, module, with(9)).await;
    assert_eq!(bot.ask("/water palm 2h", 1).await, ["I will"]);
    assert_eq!(answers(&bot.emulator, ANN).len(), 3);
}

#[tokio::test]
async fn what_was_due_while_the_bot_was_down_runs_once_at_its_start() {
    let (folder, emulator) = (Folder::new(), emulator().await);
    let module = concat!(module_path!(), "::clockwork");
    let at = |minutes: u32| {
        let clock = Clock::manual(SystemTime::UNIX_EPOCH + minutes * Duration::from_mins(1));
        let builder = builder(&emulator, module).clock(clock.clone());
        let builder = builder
            .data(folder.file("bot.db"))
            .manage(clockwork::Log::default());
        async move { (builder.build().await.expect("it starts"), clock) }
    };
    let ticks = |bot: &Bot| {
        bot.state::<clockwork::Log>()
            .expect("it is managed")
            .lock()
            .unwrap()
            .len()
    };
    let (bot, clock) = at(0).await;
    advance(&bot, &clock, Duration::from_mins(20)).await;
    assert_eq!(ticks(&bot), 1, "at 15");
    drop(bot);
    let (bot, clock) = at(50).await;
    bot.run_due().await.expect("the store works");
    assert_eq!(ticks(&bot), 1, "at once, for 30 and 45");
    advance(&bot, &clock, Duration::from_mins(14)).await;
    assert_eq!(ticks(&bot), 1);
    advance(&bot, &clock, Duration::from_mins(1)).await;
    assert_eq!(ticks(&bot), 2, "15 minutes after the last");
}
