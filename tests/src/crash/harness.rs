//! Rounds of starting, feeding and killing.

use std::fmt;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};

use botwright::data::DeadLetter;
use botwright_emulator::{Clock, Emulator, World};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::{Chat, Kind, Random, Verdict};
use crate::{Folder, TOKEN, answers, pending, wait};

/// What is to be done.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How often the bot is killed.
    pub rounds: u64,
    /// How many updates come in each round.
    pub updates: u64,
    /// How many people write.
    pub chats: u64,
    /// How many milliseconds a handler takes at most.
    pub work: u64,
    /// How long the bot lives in each round once it is there, in milliseconds.
    pub life: std::ops::Range<u64>,
    /// What decides everything else.
    pub seed: u64,
    /// Whether the bot has a data file.
    pub is_durable: bool,
    /// The address of the server its state is on, if that is not in the data file.
    pub store: Option<String>,
    /// Where the bot listens, if it takes its updates by webhook.
    pub webhook: Option<String>,
}

impl Plan {
    fn command(&self, bot: &Path, emulator: &Emulator, data: Option<&Path>) -> Command {
        let mut command = bot_command(bot, emulator, data, self.work);
        if let Some(address) = &self.webhook {
            command
                .env("BOT_WEBHOOK_URL", format!("http://{address}/hook"))
                .env("BOT_WEBHOOK_LISTEN", address);
        }
        if let Some(store) = &self.store {
            let prefix = format!("{{crash-{}}}", std::process::id());
            command
                .env("CRASH_STORE", store)
                .env("CRASH_PREFIX", prefix);
        }
        command
    }
}

/// What became of it.
#[derive(Debug)]
pub struct Report {
    /// How often the bot was killed.
    pub kills: u64,
    /// How many updates came.
    pub updates: u64,
    /// How long it took.
    pub took: Duration,
    /// All chats together.
    pub verdict: Verdict,
    /// The updates that were given up.
    pub dead: Vec<String>,
}

impl Report {
    /// Whether the promises were kept: nothing lost, doubled, reordered or repeated, and of at most
    /// [`UNKNOWN`] answers a kill nobody knows.
    pub fn is_good(&self) -> bool {
        self.verdict.is_good()
            && self.dead.is_empty()
            && self.verdict.unsent.len() as u64 <= self.kills * UNKNOWN
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Verdict {
            lost,
            doubled,
            reordered,
            repeated,
            strange,
            unsent,
        } = &self.verdict;
        writeln!(
            f,
            "{} kills, {} updates, {:.0} s",
            self.kills,
            self.updates,
            self.took.as_secs_f64()
        )?;
        for (name, list) in [
            ("lost", lost),
            ("doubled", doubled),
            ("reordered", reordered),
            ("repeated", repeated),
            ("strange", strange),
            ("dead", &self.dead),
            ("maybe sent", unsent),
        ] {
            let some: Vec<_> = list.iter().take(5).map(String::as_str).collect();
            writeln!(f, "{name}: {} {}", list.len(), some.join(", "))?;
        }
        Ok(())
    }
}

/// How many sends of the bot are on their way at once.
pub const UNKNOWN: u64 = 4;

/// The first person's id: others in each process, since all bots of a database share its tables.
fn first() -> u64 {
    1_000_000 + u64::from(std::process::id()) * 1_000
}

/// Kills a bot again and again, then lets it finish.
///
/// # Panics
/// The bot does not start, or does not finish in the end.
pub async fn run(plan: &Plan, bot: &Path) -> Report {
    let (began, folder) = (Instant::now(), Folder::new());
    let path = folder.file("bot.db");
    let data = plan.is_durable.then_some(path.as_path());
    let emulator = people(plan.chats, plan.webhook.is_some()).await;
    let mut chats = vec![Chat::default(); usize::try_from(plan.chats).expect("a few")];
    let (mut random, mut number) = (Random::new(plan.seed), 0);
    for _ in 0..plan.rounds {
        let mut child = plan
            .command(bot, &emulator, data)
            .spawn()
            .expect("the bot starts");
        // Now and then it is killed before it is there.
        if random.below(10) > 0 {
            ready(&mut child).await;
        }
        let span = plan.life.end - plan.life.start;
        let life = Duration::from_millis(plan.life.start + random.below(span));
        let killed = Instant::now() + life;
        let pause = life / u32::try_from(plan.updates.max(1)).unwrap_or(u32::MAX);
        for _ in 0..plan.updates {
            number += 1;
            write(&emulator, &mut chats, number, &mut random);
            if Instant::now() < killed {
                tokio::time::sleep(pause.min(killed - Instant::now())).await;
            }
        }
        tokio::time::sleep(killed.saturating_duration_since(Instant::now())).await;
        child.kill().await.expect("it can be killed");
    }
    let mut child = plan
        .command(bot, &emulator, data)
        .spawn()
        .expect("the bot starts");
    // One more of each, which says how many were counted.
    for (index, chat) in chats.iter_mut().enumerate() {
        number += 1;
        let text = chat.send(number, Kind::Count);
        say(&emulator, index, &text);
    }
    for (index, chat) in chats.iter().enumerate() {
        let last = format!("{} count ", chat.last_number());
        let mut there = 0;
        // There may be a lot to catch up on: a minute without any progress is a failure.
        let mut progress = Instant::now();
        loop {
            let all = answers(&emulator, person(index));
            if all.last().is_some_and(|text| text.starts_with(&last)) {
                break;
            }
            if all.len() > there {
                (there, progress) = (all.len(), Instant::now());
            }
            assert!(
                progress.elapsed() < Duration::from_mins(1),
                "no answer to {last}"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    wait("everything to be confirmed", || {
        (pending(&emulator) == 0).then_some(())
    })
    .await;
    terminate(&mut child).await;

    let mut verdict = Verdict::default();
    for (index, chat) in chats.iter().enumerate() {
        let mut found = chat.check(&answers(&emulator, person(index)));
        for list in [
            &mut found.lost,
            &mut found.doubled,
            &mut found.reordered,
            &mut found.repeated,
            &mut found.strange,
            &mut found.unsent,
        ] {
            for text in list.iter_mut() {
                *text = format!("[{index}] {text}");
            }
        }
        verdict.add(found);
    }
    let dead = data.map(|path| DeadLetter::all(path).expect("the file is whole"));
    let dead = dead.unwrap_or_default();
    Report {
        kills: plan.rounds,
        updates: number,
        took: began.elapsed(),
        verdict,
        dead: dead.into_iter().map(|letter| letter.error).collect(),
    }
}

/// A command that starts the bot.
pub fn bot_command(bot: &Path, emulator: &Emulator, data: Option<&Path>, work: u64) -> Command {
    let mut command = Command::new(bot);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("BOT_")) {
        command.env_remove(name);
    }
    command
        .env("BOT_TOKEN", TOKEN)
        .env("BOT_API_URL", emulator.url())
        .env("BOT_POLL_TIMEOUT", "1")
        .env("CRASH_WORK", work.to_string())
        .env("RUST_LOG", "error")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    if let Some(data) = data {
        command.env("BOT_DATA", data);
    }
    command
}

/// Waits until the bot says that it is there.
async fn ready(child: &mut Child) {
    let stdout = child.stdout.take().expect("piped");
    let mut lines = BufReader::new(stdout).lines();
    let line = tokio::time::timeout(Duration::from_mins(1), lines.next_line()).await;
    let line = line.expect("it starts within a minute");
    assert_eq!(line.expect("it can be read").as_deref(), Some("ready"));
}

/// Asks the bot to stop, and waits until it has.
async fn terminate(child: &mut Child) {
    let id = child.id().expect("it runs").to_string();
    let sent = Command::new("kill").args(["-TERM", &id]).status().await;
    assert!(sent.expect("kill runs").success());
    let status = child.wait().await.expect("it was started");
    assert_eq!(status.code(), Some(0), "a clean end");
}

fn person(index: usize) -> i64 {
    i64::try_from(first()).unwrap_or_default() + i64::try_from(index).unwrap_or_default()
}

/// A server with so many people, all of whom have started the bot.
///
/// Deliveries that failed are repeated after seconds and minutes; in a `hurry` they pass faster.
async fn people(count: u64, hurry: bool) -> Emulator {
    let users: Vec<_> = (0..count)
        .map(|index| {
            json!({"id": first() + index, "first_name": "P", "username": format!("person{index}"),
                "started": ["emulator_bot"]})
        })
        .collect();
    let bots = json!([{"token": TOKEN, "username": "emulator_bot", "first_name": "E"}]);
    let text = json!({"bots": bots, "users": users, "chats": []}).to_string();
    let world = World::from_json(&text).expect("a world");
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let clock = if hurry {
        Clock::frozen_at(now.expect("after 1970"))
    } else {
        Clock::real()
    };
    let builder = Emulator::builder()
        .listen("127.0.0.1:0")
        .world(world)
        .clock(clock.clone());
    if hurry {
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(20)).await;
                clock.advance(Duration::from_millis(400));
            }
        });
    }
    builder.start().await.expect("the emulator starts")
}

/// Somebody writes something.
fn write(emulator: &Emulator, chats: &mut [Chat], number: u64, random: &mut Random) {
    let index = usize::try_from(random.below(chats.len() as u64)).unwrap_or_default();
    let chat = &mut chats[index];
    let kind = if chat.last() == Some(Kind::Ask) {
        Kind::Answer
    } else {
        match random.below(10) {
            0..5 => Kind::Count,
            5..7 => Kind::Pair,
            7 => Kind::Call,
            _ => Kind::Ask,
        }
    };
    let text = chat.send(number, kind);
    say(emulator, index, &text);
}

fn say(emulator: &Emulator, index: usize, text: &str) {
    let person = person(index);
    emulator.send(person, person, text).expect("they may write");
}
