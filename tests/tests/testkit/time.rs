//! What becomes due when a test moves the time.

use botwright::Reminder;
use botwright::methods::SendMessage;
use botwright::prelude::*;
use serde::{Deserialize, Serialize};

/// The first person of a test.
const FIRST: i64 = 1001;

#[on_start]
async fn opened(outbox: Outbox) {
    outbox.push(&SendMessage::new(FIRST, "We are open"));
}

#[every("6 h")]
async fn tick(outbox: Outbox) {
    outbox.push(&SendMessage::new(FIRST, "Six hours have passed"));
}

#[derive(Reminder, Serialize, Deserialize)]
struct Water {
    plant: String,
}

/// Reminds you of a plant.
#[command]
async fn water(plant: String, cx: Cx) -> bot::Result<&'static str> {
    cx.remind("9 h", Water { plant })?;
    Ok("I will remind you")
}

#[on_reminder(Water)]
async fn thirsty(due: Reminder<Water>) -> bot::Result<String> {
    if due.plant == "cactus" {
        return Err(bot::Error::msg("a cactus is never thirsty"));
    }
    Ok(format!("The {} is thirsty", due.plant))
}

#[bot::test]
async fn what_is_due_runs_in_its_order(user: TestUser, world: TestWorld) {
    user.expect("We are open")
        .send("/water fern")
        .await
        .expect("I will remind you");
    world.advance("5 h").await;
    user.expect_nothing();
    world.advance("13 h").await;
    let tick = "Six hours have passed";
    user.expect_all([tick, "The fern is thirsty", tick, tick]);
}

#[bot::test]
async fn a_reminder_can_fail(user: TestUser, world: TestWorld) {
    user.send("/water cactus").await.expect("I will remind you");
    world.advance("9 h").await;
    user.expect_error("never thirsty");
}
