//! Reactions and polls: what people think of a message, without a word.
//!
//! In groups Telegram tells of reactions only if the bot is an administrator.

use botwright::prelude::*;
use botwright::reply::{Poll, React};
use botwright::types::PollAnswer;
use serde::{Deserialize, Serialize};

#[derive(Session, Default, Serialize, Deserialize)]
#[session(key = chat)]
struct Applause {
    count: u32,
}

/// Asks what is for lunch.
#[command]
async fn lunch() -> Poll {
    Poll::new("What is for lunch?", ["Pizza", "Salad", "Nothing"]).public()
}

/// Asks a question with one right answer.
#[command]
async fn quiz() -> Poll {
    Poll::new("How many legs has a spider?", ["6", "8", "10"]).quiz(1)
}

/// The bot is told of votes in polls of its own that are not anonymous.
#[on_update(poll_answer)]
async fn voted(answer: &PollAnswer, user: &User, outbox: Outbox) {
    let text = match answer.option_ids.as_slice() {
        [] => "You took your vote back",
        [2] => "Nothing? You will be hungry",
        _ => "A good choice",
    };
    outbox.push(&botwright::methods::SendMessage::new(user.id, text));
}

/// Thanks for a thank you.
#[on_message(regex = "(?i)thank")]
async fn thanks() -> React {
    React::emoji("❤")
}

#[on_reaction("👏" | "🔥")]
async fn applause(mut applause: Session<Applause>) -> String {
    applause.count += 1;
    format!("Applause: {}", applause.count)
}

#[on_reaction]
async fn others(reactions: Reactions<'_>) -> Option<String> {
    let emoji: Vec<_> = reactions.added().filter_map(Reactions::emoji).collect();
    (!emoji.is_empty()).then(|| format!("I see {}", emoji.join(" ")))
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
