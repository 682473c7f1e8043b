//! Dialogues and conversations, which go on over several updates.

use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Dialogue, Serialize, Deserialize)]
#[dialogue(ttl = "2 days", key = user_in_chat)]
enum Signup {
    AskName,
    AskAge { name: String },
}

/// Registers you.
#[command]
async fn signup() -> (&'static str, Goto<Signup>) {
    ("Your name?", Goto(Signup::AskName))
}

#[on_state(Signup::AskName)]
async fn name(text: &str) -> (&'static str, Goto<Signup>) {
    let name = text.to_owned();
    ("How old are you?", Goto(Signup::AskAge { name }))
}

#[on_state(Signup::AskAge { name })]
async fn age(name: String, #[reask("A number, please")] age: Parsed<u8>) -> (String, Done<Signup>) {
    (format!("Hi {name}, {age}"), Done::new())
}

/// Orders pizzas.
#[command]
async fn order(talk: Talk) -> bot::Result<String> {
    let count: u8 = talk.ask("How many?").await?;
    let street: String = talk.ask("Where to?").await?;
    Ok(format!("{count} to {street}"))
}

#[bot::test]
async fn a_conversation_waits_for_its_answers(user: TestUser, world: TestWorld) {
    user.send("/order").await.expect("How many?");
    user.send("many")
        .await
        .expect("\"many\" is not a whole number");
    world.advance("23 h").await;
    user.send("2").await.expect("Where to?");
    user.send("Main Street").await.expect("2 to Main Street");
    user.send("Main Street").await.expect_nothing();
}

#[bot::test]
async fn signup_flow(user: TestUser) {
    user.send("/signup").await.expect("Your name?");
    user.send("Ann").await.expect("How old are you?");
    user.send("x").await.expect("A number, please");
    user.send("30").await.expect("Hi Ann, 30");
}

#[bot::test]
async fn a_state_is_gone_when_its_time_is_over(user: TestUser, world: TestWorld) {
    user.send("/signup").await.expect("Your name?");
    world.advance("2 days 1 s").await;
    user.send("Ann").await.expect_nothing();
}

#[bot::test]
async fn each_person_has_a_dialogue_of_their_own(ann: TestUser, bob: TestUser, group: TestGroup) {
    let (ann, bob) = (ann.in_group(&group), bob.in_group(&group));
    ann.send("/signup").await.expect("Your name?");
    bob.send("Bob").await.expect_nothing();
    ann.send("Ann").await.expect("How old are you?");
}
