use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Reminder, Serialize, Deserialize)]
struct Water;

#[derive(Reminder, Serialize, Deserialize)]
#[reminder(nam = "Feed")]
struct Feed;

struct Plain;

#[on_reminder]
async fn of_nothing() {}

#[on_reminder(Plain)]
async fn plain() {}

#[on_reminder(Water)]
async fn first(due: Reminder<Water>) {}

#[on_reminder(Water)]
async fn second(due: Reminder<Water>) {}

/// Takes what only reminders give.
#[command]
async fn elsewhere(due: Reminder<Water>) {}

fn main() {}
